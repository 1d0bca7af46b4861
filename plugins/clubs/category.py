"""The category, and the words its rules share."""

from __future__ import annotations

from core import Category

clubs = Category("clubs", "社团建设情况")
