"""Last year's rows beside this year's, and how complete this year's are."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from core.database import reading, writing
from core.instance import Instance
from core.rounds.completeness import Completeness, completeness
from core.rounds.former import former_round, former_rows, former_texts_of
from core.rounds.opening import open_round
from core.rounds.round import load_round
from core.rounds.rows import Place
from tests.core.rounds.reviewing import ANNE, BEN, Review, person


@pytest.fixture
def review(instance: Instance) -> Review:
    """Two rows of 2025; the round of 2026 is open too."""
    review = Review(instance)
    review.save(ANNE | {"id_card": "440781199001011234", "skills": "琴；书"})
    review.save(BEN)
    Review(instance, "s2").save(ANNE)
    open_round(instance, 2026)
    return review


def place(review: Review) -> Place:
    with reading(review.instance.engine) as connection:
        return Place(load_round(connection, 2026), review.place.table, "s1")


def test_last_years_rows_are_found_by_key(review: Review) -> None:
    now = place(review)
    with reading(review.instance.engine) as connection:
        before = former_round(connection, now.round)
        assert before is not None and before.year == 2025
        assert former_round(connection, before) is None
        rows = former_rows(review.instance, connection, person("head"), now)
        assert [*rows] == ['["0012","2020-09-01"]', '["0013","2021-09-01"]']
        (key,) = former_rows(
            review.instance, connection, person("head"), now, ['["0013","2021-09-01"]']
        )
        assert key == '["0013","2021-09-01"]'
        assert not former_rows(review.instance, connection, person("head", "s2"), now)
        texts = former_texts_of(
            review.instance, person("head"), now.table, before, rows['["0012","2020-09-01"]']
        )
        own = former_texts_of(
            review.instance, person("filler"), now.table, before, rows['["0012","2020-09-01"]']
        )
    assert texts == {
        "staff_no": "0012", "since_day": "2020-09-01", "name": "教师001", "colour": "红",
        "skills": "琴、书", "id_card": "440" + "*" * 13 + "34",
    }
    assert own["id_card"] == "440781199001011234"


def test_required_cells_are_counted_where_they_are_shown(review: Review) -> None:
    instance, now = review.instance, review.place
    rows = instance.models.rows("sample.person")
    with writing(instance.engine) as connection:
        connection.execute(sa.update(rows).where(rows.c.staff_no == "0013").values(name=None))
    with reading(instance.engine) as connection:
        found = completeness(instance, connection, now.round, now.table)
    assert found == {"s1": Completeness(2, 3, 4), "s2": Completeness(1, 2, 2)}
    assert found["s1"].percent == 75
