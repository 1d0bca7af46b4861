"""The category, and the numbers its rules share."""

from __future__ import annotations

from core import Category

facilities = Category("facilities", "办学条件")

VOLUMES = 10_000
"""册 in one 万册, the unit in which books are reported."""
