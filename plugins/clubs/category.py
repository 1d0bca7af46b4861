"""The category."""

from __future__ import annotations

from core import Category

clubs = Category("clubs", "社团建设情况")
