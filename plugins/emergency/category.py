"""The category, and the words its rules share."""

from __future__ import annotations

from core import Category

emergency = Category("emergency", "突发事件应急能力")

FIXED = "已整改"
"""The state of a hazard that has been put right."""
EVACUATION = "疏散演练"
EXERCISES = ("实战演练", "桌面推演", EVACUATION)
"""The kinds of drill that exercise something; lectures and courses do not."""
