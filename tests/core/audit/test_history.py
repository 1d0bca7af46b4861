"""The history of a cell: who gave it which value when, on both databases."""

from __future__ import annotations

import pytest

from core.access import Actor
from core.audit.history import CellChange, cell_history
from core.audit.row_changes import Rows
from core.database import reading
from core.errors import NotFound
from core.instance import Instance
from core.rounds.facts import round_facts
from core.rounds.rows import delete_row, save_row
from tests.core.audit.test_verification import FILLER, PERSON, place
from tests.core.conftest import NOON

ROWS = Rows(2025, "sample.person", "s1")
AT = NOON.replace(tzinfo=None)


def history(
    instance: Instance, row_id: str, field: str, actor: Actor = FILLER
) -> list[CellChange]:
    where = place(instance)
    with reading(instance.engine) as connection:
        facts = round_facts(connection, instance.registry, where.round)
        return cell_history(instance, connection, actor, facts, ROWS, row_id, field)


def test_a_typed_cell_is_told_from_its_first_value_on(instance: Instance) -> None:
    where = place(instance)
    row_id = str(save_row(instance, FILLER, where, PERSON | {"pay": "12.5"}).row_id)
    save_row(instance, FILLER, where, PERSON | {"pay": "13"}, row_id=row_id, version=1)
    save_row(instance, FILLER, where, PERSON | {"pay": "13", "skills": "棋"}, row_id=row_id,
             version=2)  # fmt: skip
    assert history(instance, row_id, "pay") == [
        (1, AT, "filler_s1", "saved", "", "12.50"),
        (2, AT, "filler_s1", "saved", "12.50", "13.00"),
    ]
    assert [(c.old, c.new) for c in history(instance, row_id, "skills")] == [
        ("", "琴、画"), ("琴、画", "棋"),
    ]
    assert history(instance, row_id, "colour") == []


def test_a_sensitive_value_is_masked(instance: Instance) -> None:
    row_id = str(save_row(
        instance, FILLER, place(instance), PERSON | {"id_card": "999999199001011234"}
    ).row_id)  # fmt: skip
    assert [c.new for c in history(instance, row_id, "id_card")] == ["999…34"]


def test_a_deleted_row_is_still_told(instance: Instance) -> None:
    row_id = str(save_row(instance, FILLER, place(instance), PERSON).row_id)
    delete_row(instance, FILLER, place(instance), row_id, 1)
    assert [(c.verb, c.old, c.new) for c in history(instance, row_id, "name")] == [
        ("saved", "", "教师001"), ("deleted", "教师001", ""),
    ]


def test_a_foreign_or_absent_row_is_not_found(instance: Instance) -> None:
    row_id = str(save_row(instance, FILLER, place(instance), PERSON).row_id)
    with pytest.raises(NotFound):
        history(instance, row_id, "name", Actor("filler_s2", "填报人002", "filler", "s2"))
    with pytest.raises(NotFound):
        history(instance, "0" * 32, "name")
    with pytest.raises(NotFound):
        history(instance, row_id, "nothing")
