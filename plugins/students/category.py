"""The category, and the words its rules share."""

from __future__ import annotations

from core import Category

students = Category("students", "学生情况")

ON_ROLL = ("1", "2", "4")
"""在读, 休学 and 保留学籍（参军）: who counts as a student."""
