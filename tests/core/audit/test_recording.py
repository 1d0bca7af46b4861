"""One entry per act, committed with it, whatever becomes of it; no secret in it."""

from __future__ import annotations

import json
from threading import Thread
from typing import Any

import pytest
import sqlalchemy as sa

from core.access import SYSTEM_ACTOR, Actor
from core.audit.recording import ENTRIES, audited, entries
from core.audit.row_changes import CHANGES
from core.audit.verification import verify
from core.database import DatabaseError, reading, writing
from core.errors import Conflict, NotFound, Refused
from core.instance import Instance
from core.rounds.rows import delete_row, save_row
from tests.core.audit.test_verification import FILLER, PERSON, place


def told(instance: Instance) -> list[tuple[str, str, str]]:
    with reading(instance.engine) as connection:
        return [(link.actor, link.verb, link.object) for link in entries(connection)]


def changes(instance: Instance) -> list[Any]:
    with reading(instance.engine) as connection:
        return list(connection.execute(sa.select(CHANGES).order_by(CHANGES.c.id)))


def test_a_row_leaves_its_old_and_new_values(instance: Instance) -> None:
    where = place(instance)
    row_id = str(save_row(instance, FILLER, where, PERSON | {"pay": "12.5"}).row_id)
    save_row(instance, FILLER, where, PERSON | {"name": "教师002", "skills": "棋"},
             row_id=row_id, version=1)  # fmt: skip
    delete_row(instance, FILLER, where, row_id, 2)
    named = f"2025/sample.person/s1/{row_id}"
    assert told(instance) == [
        ("filler_s1", "saved", "2025/sample.person/s1"), ("filler_s1", "saved", named),
        ("filler_s1", "deleted", named),
    ]
    values = [(c.old and json.loads(c.old), c.new and json.loads(c.new)) for c in changes(instance)]
    first = {"staff_no": "0012", "since_day": "2020-09-01", "name": "教师001", "skills": "琴；画",
             "pay": 12_500_000}  # fmt: skip
    second = {"staff_no": "0012", "since_day": "2020-09-01", "name": "教师002", "skills": "棋"}
    assert values == [(None, first), (first, second), (second, None)]


def test_a_save_that_changes_nothing_has_no_values(instance: Instance) -> None:
    where = place(instance)
    row_id = save_row(instance, FILLER, where, PERSON).row_id
    save_row(instance, FILLER, where, PERSON, row_id=row_id, version=1)
    assert len(changes(instance)) == 1
    assert len(told(instance)) == 2


def test_a_rejected_row_leaves_no_trace(instance: Instance) -> None:
    save_row(instance, FILLER, place(instance), PERSON)
    save_row(instance, FILLER, place(instance), PERSON)
    save_row(instance, FILLER, place(instance), PERSON | {"pay": "很多"})
    assert len(told(instance)) == 1


def test_a_refusal_is_written_down_once_with_its_reason(instance: Instance) -> None:
    stranger = Actor("filler_s2", "填报人002", "filler", "s2")
    row_id = save_row(instance, FILLER, place(instance), PERSON).row_id
    with pytest.raises(NotFound):
        save_row(instance, stranger, place(instance), PERSON)
    with pytest.raises(Conflict):
        save_row(instance, FILLER, place(instance), PERSON, row_id=row_id, version=9)
    assert [verb for _, verb, _ in told(instance)] == ["saved", "refused", "refused"]
    with reading(instance.engine) as connection:
        last = [json.loads(link.detail) for link in entries(connection)][-1]
    assert last["attempted"] == "saved"
    assert "修改过" in last["reason"]


def test_no_identity_number_is_written_down(instance: Instance) -> None:
    numbers = ("999999199001011234", "999999199001019934")
    row_id = save_row(instance, FILLER, place(instance), PERSON | {"id_card": numbers[0]}).row_id
    save_row(instance, FILLER, place(instance), PERSON | {"id_card": numbers[1]}, row_id=row_id,
             version=1)  # fmt: skip
    second = changes(instance)[1]
    assert "999999199001" not in second.old + second.new
    assert json.loads(second.old)["id_card"].startswith("999…34#")
    assert second.old != second.new  # the keyed mark tells two numbers of one mask apart
    assert verify(instance).breaks == ()


def test_what_cannot_be_written_down_is_not_done(instance: Instance) -> None:
    save_row(instance, FILLER, place(instance), PERSON)
    with writing(instance.engine) as connection:
        connection.exec_driver_sql("ALTER TABLE audit_entry RENAME TO audit_away")
    with pytest.raises(DatabaseError):
        save_row(instance, FILLER, place(instance), PERSON | {"staff_no": "0013"})
    rows = instance.models.rows("sample.person")
    with writing(instance.engine) as connection:
        connection.exec_driver_sql("ALTER TABLE audit_away RENAME TO audit_entry")
        assert connection.scalar(sa.select(sa.func.count()).select_from(rows)) == 1


def test_a_program_error_undoes_the_entry_too(instance: Instance) -> None:
    with pytest.raises(ZeroDivisionError), audited(instance, SYSTEM_ACTOR, "exported", "x") as unit:
        unit.detail["share"] = 1 / 0
    assert told(instance) == []


def test_many_at_once_leave_a_chain_without_gaps(instance: Instance) -> None:
    def work(number: int) -> None:
        for turn in range(3):
            with audited(instance, SYSTEM_ACTOR, "exported", f"{number}/{turn}"):
                pass

    threads = [Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    verdict = verify(instance)
    assert (verdict.entries, verdict.breaks) == (12, ())
    with reading(instance.engine) as connection:
        assert list(connection.scalars(sa.select(ENTRIES.c.seq).order_by(ENTRIES.c.seq))) == (
            list(range(1, 13))
        )


def test_a_refusal_inside_a_unit_undoes_what_was_done(instance: Instance) -> None:
    rows = instance.models.rows("sample.person")
    save_row(instance, FILLER, place(instance), PERSON)
    with pytest.raises(Refused), audited(instance, SYSTEM_ACTOR, "emptied", "x") as unit:
        unit.connection.execute(sa.delete(rows))
        raise Refused("不行")
    with reading(instance.engine) as connection:
        assert connection.scalar(sa.select(sa.func.count()).select_from(rows)) == 1
    assert [verb for _, verb, _ in told(instance)] == ["saved", "refused"]
