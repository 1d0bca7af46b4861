"""The collection plan is made from the round and its tasks."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path

import docx
import openpyxl
import pytest
import sqlalchemy as sa

from core.access import SYSTEM_ACTOR, Actor
from core.database import reading, writing
from core.errors import Refused
from core.instance import Instance
from core.reports.collection_plan import TASKS, write_plan
from core.rounds.assignment import Assignment
from core.rounds.planning.trainings import plan_training
from core.rounds.round import Round, load_round
from tests.core.rounds.reviewing import add_account

OFFICE = Actor("office", "教师001", "office")


def round_of(instance: Instance) -> Round:
    with reading(instance.engine) as connection:
        return load_round(connection, 2025)


def test_every_task_is_on_it_with_who_and_by_when(instance: Instance, tmp_path: Path) -> None:
    add_account(instance, "c1", "collector", "0012")
    plan_training(instance, OFFICE, 2025, date(2025, 6, 1), "填报讲解", "示例楼")
    with writing(instance.engine) as connection:
        mine = sa.and_(Assignment.department_id == "s1", Assignment.table_id == "sample.person")
        values = {"collector": "c1", "due": date(2025, 7, 15)}
        connection.execute(sa.update(Assignment).where(mine).values(values))
    book, document = tmp_path / "plan.xlsx", tmp_path / "plan.docx"
    plan = write_plan(instance, SYSTEM_ACTOR, round_of(instance), book)
    write_plan(instance, SYSTEM_ACTOR, round_of(instance), document)

    with reading(instance.engine) as connection:
        count = connection.scalar(sa.select(sa.func.count()).select_from(Assignment))
    assert len(plan.lines) == count
    sheets = openpyxl.load_workbook(book)
    rows = [*sheets["任务分工"].iter_rows(values_only=True)]
    assert rows[0] == TASKS
    assert len(rows) == count + 1
    assert [row[0] for row in rows[1:]] == sorted(row[0] for row in rows[1:])
    own = next(row for row in rows if row[3] == "示例学院")
    assert own[1:6] == ("示例人员", "示例人事处", "示例学院", "教师001", "—")
    assert own[7] == "2025-07-15"
    assert [*sheets["培训"].iter_rows(values_only=True)][1] == ("2025-06-01", "填报讲解", "示例楼")

    tables = docx.Document(str(document)).tables
    listed = [tuple(cell.text for cell in row.cells) for row in tables[-1].rows]
    assert listed == rows


def test_a_text_that_looks_like_a_formula_is_text(instance: Instance, tmp_path: Path) -> None:
    plan_training(instance, OFFICE, 2025, date(2025, 6, 1), "=1+1", "示例楼")
    book = tmp_path / "plan.xlsx"
    write_plan(instance, SYSTEM_ACTOR, round_of(instance), book)
    cell = openpyxl.load_workbook(book)["培训"]["B2"]
    assert cell.value == "=1+1"
    with zipfile.ZipFile(book) as package:
        assert b"<f>" not in package.read("xl/worksheets/sheet3.xml")


def test_who_has_no_part_in_the_round_gets_none(instance: Instance, tmp_path: Path) -> None:
    stranger = Actor("a", "教师002", "administrator")
    with pytest.raises(Refused, match="没有这项权限"):
        write_plan(instance, stranger, round_of(instance), tmp_path / "plan.docx")
    with pytest.raises(Refused, match=r"应以 \.docx"):
        write_plan(instance, SYSTEM_ACTOR, round_of(instance), tmp_path / "plan.txt")
