"""The category, and the words its rules share."""

from __future__ import annotations

from core import Category

majors = Category("majors", "专业信息")

THEORY, MIXED, PRACTICAL = "A", "B", "C"
"""纯理论课, 理论+实践课 and 纯实践课."""
PUBLIC = "1"
ON_ROLL = ("1", "2", "4")
"""在读, 休学 and 保留学籍（参军）: who counts as a student."""
