"""The category."""

from __future__ import annotations

from core import Category

finance = Category("finance", "学校财政收支情况")
