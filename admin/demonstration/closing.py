"""How the first round was closed: aggregated, approved by the president's meeting, sealed."""

from __future__ import annotations

import tempfile
from datetime import timedelta
from pathlib import Path

from docx import Document

from admin.demonstration.college import NAME
from admin.demonstration.people import OFFICE
from admin.demonstration.story import Story
from core.closing.aggregating import aggregate
from core.closing.approving import approve
from core.closing.sealing import seal
from core.rounds.local_time import local_day

SECRETARY = "secretary"
MEETING, SEALED = timedelta(days=1), timedelta(days=2)
"""How long after the aggregation the meeting is, and the seal."""
MINUTES = "校长办公会纪要.docx"


def close(story: Story) -> None:
    """Close a round whose every table is accepted, as the office and the meeting do it."""
    begin, office = story.now, story.people.of(OFFICE)
    aggregate(story.people.at(begin), office, story.year)
    with tempfile.TemporaryDirectory(prefix="tianbao-") as place:
        minutes = _minutes(Path(place), story)
        meeting = story.people.at(begin + MEETING)
        approve(
            meeting, story.people.of(SECRETARY), story.year, f"示院办纪〔{story.year}〕1号",
            local_day(begin + MEETING), minutes,
        )
    seal(story.people.at(begin + SEALED), office, story.year)


def _minutes(folder: Path, story: Story) -> Path:
    """Write the minutes that are attached to the resolution."""
    document = Document()
    document.add_heading(f"{NAME}校长办公会纪要（示例）", 1)
    document.add_paragraph(
        f"会议听取了数据平台管理办公室关于 {story.year} 年人才培养工作状态数据采集的汇报，"
        "审议通过汇总数据，同意封存上报。"
    )
    path = folder / MINUTES
    document.save(str(path))
    return path
