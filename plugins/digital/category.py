"""The category."""

from __future__ import annotations

from core import Category

digital = Category("digital", "信息化建设情况")
