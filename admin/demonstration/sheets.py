"""All sheets of the invented college in one year."""

from __future__ import annotations

from collections.abc import Iterator

from admin.demonstration.clubs import club_sheets
from admin.demonstration.cooperation import cooperation_sheets
from admin.demonstration.development import development_sheets
from admin.demonstration.digital import digital_sheets
from admin.demonstration.emergency import emergency_sheets
from admin.demonstration.facilities import facilities_sheets
from admin.demonstration.faculty import faculty_sheets
from admin.demonstration.finance import finance_sheets
from admin.demonstration.graduates import employment_sheets
from admin.demonstration.industry import industry_sheets
from admin.demonstration.institution import institution_sheets
from admin.demonstration.international import international_sheets
from admin.demonstration.majors import majors_sheets
from admin.demonstration.research import research_sheets
from admin.demonstration.roll import students_sheets
from admin.demonstration.sheet import Sheet
from admin.demonstration.teachers import teacher_sheets
from admin.demonstration.teaching import hours_by_member, teaching_sheet
from admin.demonstration.world import World

CATEGORIES = (
    facilities_sheets, industry_sheets, majors_sheets, faculty_sheets, students_sheets,
    development_sheets, employment_sheets, cooperation_sheets, digital_sheets,
    international_sheets, finance_sheets, club_sheets, research_sheets, emergency_sheets,
)  # fmt: skip


def all_sheets(world: World) -> Iterator[Sheet]:
    """Yield every sheet of the year: some tables are filled by several departments."""
    taught = teaching_sheet(world)
    yield from institution_sheets(world, hours_by_member(taught))
    yield from teacher_sheets(world)
    yield taught
    for sheets in CATEGORIES:
        yield from sheets(world)
