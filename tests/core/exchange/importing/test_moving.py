"""From the stage into the table: versions, origins, lists of values, rows deleted on request."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa

from core.database import reading
from core.generation.columns import utc
from tests.core.conftest import NOON
from tests.core.exchange.importing.conftest import PERSON

Save = Callable[..., str]
FIRST = ("0012", "2020-09-01", "教师001", "红", "画、琴", "12.5", "320")
SECOND = ("0013", None, "教师002", None, "书")


def skills(importing: Any) -> list[tuple[str, int, str]]:
    models = importing.instance.models
    rows, link = models.rows(PERSON), models.links(PERSON)["skills"]
    query = (
        sa.select(rows.c.staff_no, link.c.position, link.c.value)
        .join(rows, rows.c.row_id == link.c.row_id)
        .order_by(rows.c.staff_no, link.c.position)
    )
    with reading(importing.instance.engine) as connection:
        return [tuple(row) for row in connection.execute(query)]


def test_a_new_row_carries_who_when_and_whence(importing: Any) -> None:
    importing.store(importing.rows(FIRST))
    names = ("row_version", "row_author", "row_changed", "row_origin", "row_department")
    assert importing.stored(*names) == [(1, "filler_s1", utc(NOON), "imported", "s1")]
    ((row_id,),) = importing.stored("row_id")
    assert len(row_id) == 32


def test_a_changed_row_keeps_its_id_and_gets_a_higher_version(
    importing: Any, save: Save
) -> None:
    row_id = save()
    importing.store(importing.rows(("0012", "2020-09-01", "教师009", "绿", "书", "1", "8")))
    assert importing.stored("row_id", "row_version", "name", "colour") == [
        (row_id, 2, "教师009", "绿")
    ]
    assert skills(importing) == [("0012", 0, "书")]


def test_lists_of_values_are_stored_in_their_order(importing: Any) -> None:
    importing.store(importing.rows(FIRST, SECOND))
    assert skills(importing) == [("0012", 0, "琴"), ("0012", 1, "画"), ("0013", 0, "书")]


def test_a_remark_that_the_file_leaves_blank_stays(importing: Any, save: Save) -> None:
    save(remark="已核对")
    head = ("教工号", "起始日期", "姓名", "备注")
    importing.store(importing.rows(("0012", "2020-09-01", "教师009", None), head=head))
    assert importing.stored("name", "row_remark") == [("教师009", "已核对")]
    importing.store(importing.rows(("0012", "2020-09-01", "教师009", "改名"), head=head))
    assert importing.stored("row_remark") == [("改名",)]


def test_rows_that_the_file_lacks_go_only_on_request(importing: Any, save: Save) -> None:
    save()
    save(department="s2", staff_no="0099")
    importing.store(importing.rows(SECOND))
    assert importing.stored("staff_no") == [("0012",), ("0013",), ("0099",)]
    importing.store(importing.rows(SECOND), replace=True)
    assert importing.stored("staff_no") == [("0013",), ("0099",)]
    assert skills(importing) == [("0013", 0, "书"), ("0099", 0, "琴"), ("0099", 1, "画")]


def test_the_stage_is_empty_afterwards(importing: Any) -> None:
    importing.store(importing.rows(FIRST))
    with reading(importing.instance.engine) as connection:
        stage = importing.instance.models.stage(PERSON)
        assert connection.scalar(sa.select(sa.func.count()).select_from(stage)) == 0
