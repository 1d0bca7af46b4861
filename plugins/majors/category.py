"""The category."""

from __future__ import annotations

from core import Category

majors = Category("majors", "专业信息")
