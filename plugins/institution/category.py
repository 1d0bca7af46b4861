"""The category."""

from __future__ import annotations

from core import Category

institution = Category("institution", "学校机构")
