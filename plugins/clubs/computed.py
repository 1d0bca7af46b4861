"""Computed fields of the tables of clubs."""

from __future__ import annotations

from plugins.clubs.category import clubs


@clubs.computed("redcross", "member_total")
def members_of_the_red_cross(member_staff, member_student):
    return member_staff + member_student
