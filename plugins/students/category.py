"""The category, and the words its rules share."""

from __future__ import annotations

from core import Category

students = Category("students", "学生情况")

ON_ROLL = ("1", "2", "4")
"""在读, 休学 and 保留学籍（参军）: who counts as a student."""
GONE = ("5", "6", "10")
"""退学, 转出 and 开除: the status after leaving."""
LEAVING = ("03", "06", "07")
"""转出, 退学 and 开除学籍: the changes that lead to such a status."""
DROPPED_OUT = (*LEAVING, "13")
"""Those who leave, and those who give up their place."""
