"""The category."""

from __future__ import annotations

from core import Category

facilities = Category("facilities", "办学条件")
