"""Confirming an import, or not: all or nothing, once, and with the issues of its rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from typing import Any

import pytest
import sqlalchemy as sa

from core.access import Actor
from core.checks.issues import Scope, open_issues
from core.database import reading
from core.errors import NotFound, Refused
from core.exchange.importing import discard, load_batch, store
from core.instance import Instance
from tests.core.conftest import YEAR
from tests.core.exchange.importing.conftest import HEAD, PERSON, counts

Save = Callable[..., str]
GOOD = ("T1", None, "教师001", "红")
NAMELESS = ("T2", None, None, "红")
REJECTED = ("T3", None, "教师003", "蓝")


class Failing(Instance):
    """An instance that breaks down when the rows are already moved."""

    def rows_changed(self, *_: Any) -> None:
        raise RuntimeError("示例故障")


def issues(importing: Any) -> list[tuple[str, str, str]]:
    with reading(importing.instance.engine) as connection:
        found = open_issues(connection, Scope(YEAR, (PERSON,), "s1"))
    return sorted((issue.code, issue.field, issue.row_key) for issue in found)


def staged(importing: Any) -> int | None:
    stage = importing.instance.models.stage(PERSON)
    with reading(importing.instance.engine) as connection:
        return connection.scalar(sa.select(sa.func.count()).select_from(stage))


def test_one_rejected_row_stops_all(importing: Any) -> None:
    batch = importing.rows(GOOD, REJECTED)
    with pytest.raises(Refused, match="有 1 行不能存入，整个文件都没有存"):
        importing.store(batch)
    assert importing.stored("staff_no") == []
    assert importing.store(batch, keep_good_rows=True).counts["stored"] == 1
    assert importing.stored("staff_no") == [("T1",)]


def test_nothing_is_stored_before_it_is_confirmed(importing: Any) -> None:
    importing.rows(GOOD)
    assert importing.stored("staff_no") == []


def test_an_import_is_stored_once(importing: Any) -> None:
    batch = importing.rows(GOOD)
    assert importing.store(batch).state == "stored"
    with pytest.raises(Refused, match="已经处理过"):
        importing.store(batch)


def test_what_is_stored_carries_its_issues(importing: Any) -> None:
    importing.store(importing.rows(GOOD, NAMELESS, REJECTED), keep_good_rows=True)
    assert issues(importing) == [("REQUIRED", "name", '["T2",""]')]


def test_mending_a_row_takes_its_issue_away(importing: Any) -> None:
    importing.store(importing.rows(GOOD, NAMELESS))
    importing.store(importing.rows(("T2", None, "教师002", "红")))
    assert issues(importing) == []


def test_issues_of_rows_that_the_file_lacks_stay(importing: Any) -> None:
    importing.store(importing.rows(NAMELESS))
    importing.store(importing.rows(GOOD))
    assert issues(importing) == [("REQUIRED", "name", '["T2",""]')]


def test_rows_are_compared_with_what_is_stored_when_it_is_confirmed(
    importing: Any, save: Save
) -> None:
    batch = importing.rows(("0012", "2020-09-01", "教师001", "红", "琴、画", "12.5", "320"))
    assert counts(batch) == {"rows": 1, "new": 1}
    save()
    assert counts(importing.store(batch)) == {"rows": 1, "unchanged": 1}


def test_a_discarded_import_leaves_nothing(importing: Any) -> None:
    batch = importing.rows(GOOD)
    discard(importing.instance, importing.actor, batch.id)
    assert staged(importing) == 0
    with pytest.raises(Refused, match="已经处理过"):
        importing.store(batch)


def test_a_failure_in_the_middle_leaves_nothing(importing: Any) -> None:
    batch = importing.rows(GOOD)
    parts = {part.name: getattr(importing.instance, part.name) for part in fields(Instance)}
    with pytest.raises(RuntimeError, match="示例故障"):
        store(Failing(**parts), importing.actor, batch.id)
    assert (importing.stored("staff_no"), staged(importing)) == ([], 1)
    assert load_batch(importing.instance, importing.actor, batch.id).state == "staged"


def test_an_answer_is_remembered_for_the_department(importing: Any) -> None:
    path = importing.write(人员=[("教工编号", *HEAD[1:]), GOOD])
    assert [column.label for column in importing.file(path).columns] == ["教工编号"]
    assert counts(importing.file(path, 教工编号="staff_no")) == {"rows": 1, "new": 1}
    assert counts(importing.file(path)) == {"rows": 1, "new": 1}


def test_an_answer_that_names_no_field_is_refused(importing: Any) -> None:
    path = importing.write(人员=[HEAD, GOOD])
    with pytest.raises(Refused, match="nosuch"):
        importing.file(path, 教工编号="nosuch")


def test_another_department_has_no_such_import(importing: Any) -> None:
    batch = importing.rows(GOOD)
    stranger = Actor("filler_s2", "填报人002", "filler", "s2", department="示例艺术学院")
    with pytest.raises((NotFound, Refused)):
        store(importing.instance, stranger, batch.id)
    assert importing.stored("staff_no") == []
