"""The category, and the words its rules share."""

from __future__ import annotations

from core import Category

institution = Category("institution", "学校机构")
