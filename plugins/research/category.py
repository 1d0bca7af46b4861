"""The category, and the words its rules share."""

from __future__ import annotations

from core import Category

research = Category("research", "科研成果")


def days_outside(day, span):
    """Return how many days a day lies outside a span of time; 0 inside."""
    return max((span.start - day).days, (day - span.end).days, 0)
