"""The category."""

from __future__ import annotations

from core import Category

industry = Category("industry", "产业布局")
