"""Data checks of clubs: their money, their heads and tutors, their prizes."""

from __future__ import annotations

from core import Data, count, total
from plugins.clubs.category import clubs

PASSED = "1"


@clubs.data_check(
    "CLUB-332A", "activity",
    "社团 {club_code} 的年审结果是{review}，却报了活动“{activity}”；"
    "没有通过年审的社团不得开展活动，请核对年审结果，属实的请说明。",
    severity="warning", blames=["club_code"],
)
def active_club_passed_its_review(activity, club, data: Data):
    return data.rows(
        activity, activity.club_code == club.club_code, club.review != PASSED,
        review=club.review,
    )


@clubs.data_check(
    "CLUB-332B", "activity",
    "社团 {key} 各项活动的学校拨款合计 {left}，多于“学生社团”表中的活动经费 {right}；"
    "请核对两张表，属实的请说明。",
    severity="warning", blames=["fund_school"],
)
def activities_keep_to_the_money_of_the_club(activity, club, data: Data):
    """A club whose money is not filled in is not compared."""
    known = data.among(club.club_code, club.fund.is_not(None))
    return data.groups(
        total(activity.fund_school, activity.club_code.in_(known)), total(club.fund),
        by=(activity.club_code, club.club_code), relation="<=",
    )


@clubs.data_check(
    "CLUB-333A", "club",
    "{head_no} 同时是两个以上社团的负责人（本行 {club_name}）；请核对学号，属实的请说明。",
    severity="warning", blames=["head_no"],
)
def nobody_heads_two_clubs(club, data: Data):
    return data.repeated(club.head_no)


@clubs.data_check(
    "CLUB-333B", "club",
    "教师 {key} 指导 {left} 个社团，多于 {right} 个；请核对指导教师名单，属实的请说明。",
    severity="warning", blames=["tutors"],
)
def nobody_tutors_too_many_clubs(
    club, faculty_teacher, data: Data, setting_tutor_clubs_maximum
):
    named = club.tutors.pairs()
    return data.groups(
        count(named.c.value == faculty_teacher.staff_no), setting_tutor_clubs_maximum,
        by=(faculty_teacher.staff_no, ()), relation="<=",
    )


@clubs.data_check(
    "CLUB-331", "award",
    "“{subject}”（{award_date}，{level}）也填在“教师获奖与社会兼职”表中；"
    "考核时只计一次，请确认是否重复填报。",
    severity="hint", blames=["subject"],
)
def award_is_not_reported_by_a_teacher_too(award, faculty_award, data: Data):
    return data.rows(
        award, award.subject == faculty_award.name, award.level == faculty_award.level,
        award.award_date == faculty_award.item_date,
    )
