"""Beginning with last year's rows: marked against them, each confirmed before it is submitted."""

from __future__ import annotations

from dataclasses import replace

import pytest
import sqlalchemy as sa

from core.database import reading, writing
from core.errors import NotFound, Refused
from core.instance import TABLES, Instance
from core.registry import Registry
from core.rounds.assignment import Assignment
from core.rounds.carrying import carry_over, compared, confirm, counts, unconfirmed
from core.rounds.locking import Locked
from core.rounds.opening import open_round
from core.rounds.round import Round, load_round
from core.rounds.rows import Place, save_row
from core.rounds.stored_rows import load_rows
from core.rounds.submitting import submit
from core.settings import read_settings
from tests.core.conftest import sample_registry
from tests.core.rounds.reviewing import ANNE, BEN, Review, person


@pytest.fixture
def registry() -> Registry:
    """The sample tables with the project's settings, which comparing years needs."""
    settings = read_settings(TABLES)
    return replace(sample_registry(), settings=settings)


@pytest.fixture
def place(instance: Instance) -> Place:
    """The round of 2026 of a department that had two rows the year before."""
    review = Review(instance)
    review.save(ANNE | {"skills": "琴；书"})
    review.save(BEN)
    open_round(instance, 2026)
    with writing(instance.engine) as connection:
        connection.execute(sa.update(Round).where(Round.year == 2025).values(state="sealed"))
        connection.execute(sa.delete(Assignment).where(
            Assignment.round == 2026, Assignment.department_id == "s1"
        ))
        connection.execute(sa.insert(Assignment).values(
            round=2026, table_id="sample.person", department_id="s1"
        ))
    with reading(instance.engine) as connection:
        return Place(load_round(connection, 2026), review.place.table, "s1")


def rows(instance: Instance, place: Place) -> list[tuple[str, str, int]]:
    stored = instance.models.rows(place.table.id)
    query = sa.select(stored).where(stored.c.row_round == 2026).order_by(stored.c.row_key)
    with reading(instance.engine) as connection:
        found = load_rows(connection, instance.models, place.table, query)
    return [(row.row_id, row.origin, row.version) for row in found]


def stands(instance: Instance, place: Place) -> tuple[dict[str, int], int]:
    with reading(instance.engine) as connection:
        found = compared(instance, connection, person("filler"), place)
        return dict(counts(found)), unconfirmed(connection, instance.models, place)


def test_rows_are_carried_marked_and_confirmed(instance: Instance, place: Place) -> None:
    filler = person("filler")
    assert stands(instance, place) == ({"gone": 2}, 0)
    assert carry_over(instance, filler, place) == 2
    assert stands(instance, place) == ({"unchanged": 2}, 2)
    with pytest.raises(Refused, match="还有 2 行沿用去年的数据没有确认"):
        submit(instance, filler, place)
    (first, *_), (second, *_) = rows(instance, place)
    save_row(instance, filler, place, ANNE | {"colour": "绿"}, row_id=first, version=1)
    assert stands(instance, place) == ({"changed": 1, "unchanged": 1}, 1)
    assert confirm(instance, filler, place, [second]) == 1
    assert [(origin, version) for _, origin, version in rows(instance, place)] == [
        ("typed", 2), ("carried", 2),
    ]
    submit(instance, filler, place)
    with pytest.raises(Locked):
        carry_over(instance, filler, place)


def test_only_what_is_missing_is_carried(instance: Instance, place: Place) -> None:
    filler = person("filler")
    save_row(instance, filler, place, ANNE)
    assert carry_over(instance, filler, place) == 1
    with pytest.raises(Refused, match="都已在表中"):
        carry_over(instance, filler, place)
    assert confirm(instance, filler, place) == 1
    assert stands(instance, place)[1] == 0


def test_what_is_foreign_or_not_there_is_refused(instance: Instance, place: Place) -> None:
    carry_over(instance, person("filler"), place)
    with pytest.raises(NotFound):
        confirm(instance, person("filler"), place, ["0" * 32])
    with pytest.raises(NotFound):
        confirm(instance, person("filler", "s2"), place)
    with pytest.raises(NotFound):
        carry_over(instance, person("filler", "s2"), place)
    assert stands(instance, place)[1] == 2


def test_without_a_former_round_there_is_nothing_to_carry(instance: Instance) -> None:
    with pytest.raises(Refused, match="没有 2024 年的批次"):
        carry_over(instance, person("filler"), Review(instance).place)
