"""A closed round refuses every write, whatever door it comes through."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import sqlalchemy as sa

from core.closing.records import KEPT
from core.database import insert_rows, writing
from core.errors import Refused, TianbaoError
from core.rounds.rows import Place, delete_row, save_row
from core.rounds.submission import SUBMISSIONS
from tests.core.closing.playing import OFFICE, YEAR, Closing
from tests.core.rounds.reviewing import ANNE, person

Door = Callable[[Closing], object]
PEOPLE = "sample_person"


def statement(text: str) -> Door:
    def run(closing: Closing) -> None:
        with writing(closing.instance.engine) as connection:
            connection.exec_driver_sql(text)

    return run


def saved(closing: Closing) -> None:
    """Type a row with a round that was read while it was open."""
    place = stale(closing)
    save_row(closing.instance, person("filler"), place, {**ANNE, "staff_no": "9"})


def stale(closing: Closing) -> Place:
    place = closing.answers[0].place
    place.round.state = "open"
    return place


def returned(closing: Closing) -> None:
    from core.rounds.remarks import NewRemark
    from core.rounds.returning import send_back

    send_back(closing.instance, OFFICE, stale(closing), [NewRemark("form", "x")])


def deleted(closing: Closing) -> None:
    row = closing.answers[0].rows[0]
    delete_row(closing.instance, person("filler"), stale(closing), row.row_id, row.version)


def copied(closing: Closing) -> None:
    """Insert rows in bulk, as an import does."""
    rows = closing.instance.models.rows("sample.person")
    with writing(closing.instance.engine) as connection:
        names = [column.name for column in rows.columns]
        row = connection.execute(
            sa.text(f"SELECT {', '.join(names)} FROM {PEOPLE} LIMIT 1")
        ).mappings().one()
        line = [{**row, "row_id": "z", "row_key": "z"}[name] for name in names]
        insert_rows(connection, rows, names, [line])


CLOSED: dict[str, Door] = {
    "a row saved with a stale round": saved, "a return with a stale round": returned,
    "a row deleted with a stale round": deleted, "rows in bulk": copied,
    "a value": statement(f"UPDATE {PEOPLE} SET name = 'x'"),
    "a row away": statement(f"DELETE FROM {PEOPLE}"),
    "a row into another round": statement(f"UPDATE {PEOPLE} SET row_round = 2031"),
    "a value of several": statement(f"UPDATE {PEOPLE}__skills SET value = '棋'"),
    "a state": statement("UPDATE submission SET state = 'draft'"),
    "an answer away": statement("DELETE FROM signature"),
}
SEALED: dict[str, Door] = {
    "the round itself": statement('UPDATE "round" SET state = \'open\''),
    "what was frozen": statement("UPDATE \"round\" SET definitions = '{}'"),
    "a task": statement("DELETE FROM assignment"),
}


@pytest.mark.parametrize("state", ["aggregate", "report"])
def test_nothing_is_written_to_a_closed_round(closing: Closing, state: str) -> None:
    closing.until(state)
    before = [answer.print for answer in closing.answers]
    doors = CLOSED if state == "aggregate" else {**CLOSED, **SEALED}
    for name, door in doors.items():
        with pytest.raises(TianbaoError) as refused:
            door(closing)
        assert isinstance(refused.value, Refused), name
    assert [answer.print for answer in closing.answers] == before


def test_what_is_kept_of_closings_is_never_changed(closing: Closing) -> None:
    closing.until("report")
    for table in KEPT:
        with writing(closing.instance.engine) as connection:
            if not connection.scalar(sa.select(sa.func.count()).select_from(table)):
                continue
        for text in (f'DELETE FROM "{table.name}"', f'UPDATE "{table.name}" SET round = 1'):
            with pytest.raises(TianbaoError):
                statement(text)(closing)


def test_another_round_goes_on(closing: Closing) -> None:
    from core.rounds.opening import open_round

    closing.until("seal")
    open_round(closing.instance, YEAR + 1)
    rows = closing.instance.models.rows("sample.person")
    with writing(closing.instance.engine) as connection:
        row = connection.execute(sa.select(rows)).mappings().first()
        assert row is not None
        connection.execute(sa.insert(rows).values({**row, "row_id": "n", "row_round": YEAR + 1}))
        connection.execute(sa.update(rows).where(rows.c.row_id == "n").values(name="x"))
        connection.execute(sa.delete(rows).where(rows.c.row_id == "n"))
        connection.execute(sa.select(SUBMISSIONS))
