"""Own-row filling: a teacher sees and edits the rows that carry his own number, no others."""

from __future__ import annotations

from dataclasses import replace

import pytest
import sqlalchemy as sa

from core.access import Actor, may, visible_rows
from core.database import reading, writing
from core.errors import NotFound, Refused
from core.instance import Instance
from core.registry import Registry
from core.rounds.assignment import AssignmentFiller
from core.rounds.differences import differences
from core.rounds.returning import withdraw
from core.rounds.rows import delete_row, save_row
from core.rounds.stored_rows import load_row
from core.rounds.submitting import declare_nothing, submit
from core.rounds.user import load_actor
from tests.core.conftest import sample_registry
from tests.core.rounds.reviewing import ANNE, BEN, Review, add_account, person


@pytest.fixture
def registry() -> Registry:
    """The sample tables, with persons who fill their own rows."""
    plain = sample_registry()
    tables = dict(plain.definitions.tables)
    tables["sample.person"] = replace(tables["sample.person"], person="staff_no")
    return replace(plain, definitions=replace(plain.definitions, tables=tables))


@pytest.fixture
def review(instance: Instance) -> Review:
    """Rows of two persons; the first has an account limited to own rows."""
    review = Review(instance)
    review.save(ANNE)
    review.save(BEN)
    add_account(instance, "teacher", "filler", "0012")
    with writing(instance.engine) as connection:
        connection.execute(sa.text("UPDATE \"user\" SET department_id = 's1'"))
        for username in ("teacher", "filler_s1"):
            connection.execute(sa.insert(AssignmentFiller).values(
                round=2025, table_id="sample.person", department_id="s1", username=username,
                own_rows=username == "teacher",
            ))  # fmt: skip
    return review


def teacher(review: Review) -> Actor:
    with reading(review.instance.engine) as connection:
        return load_actor(connection, "teacher")


def test_only_own_rows_are_seen(review: Review) -> None:
    who, models = teacher(review), review.instance.models
    mine, other = (row.row_id for row in review.rows)
    with reading(review.instance.engine) as connection:
        seen = connection.execute(visible_rows(models, review.table, 2025, who)).all()
        assert [row.row_id for row in seen] == [mine]
        assert load_row(connection, models, review.place.table, 2025, who, mine).key
        with pytest.raises(NotFound):
            load_row(connection, models, review.place.table, 2025, who, other)
        with pytest.raises(NotFound):
            differences(review.instance, connection, who, review.place, 0)
    for verb in ("see", "export", "import"):
        assert not may(who, verb, "s1", review.place.table)  # type: ignore[arg-type]


def test_only_own_rows_are_written(review: Review) -> None:
    who, place = teacher(review), review.place
    mine, other = review.rows
    saved = save_row(review.instance, who, place, ANNE | {"colour": "绿"},
                     row_id=mine.row_id, version=mine.version)  # fmt: skip
    assert saved.row_id == mine.row_id
    with pytest.raises(NotFound):
        save_row(review.instance, who, place, ANNE | {"since_day": "2023-9-1"},
                 row_id=other.row_id, version=other.version)  # fmt: skip
    with pytest.raises(NotFound):
        delete_row(review.instance, who, place, other.row_id, other.version)
    with pytest.raises(Refused, match="教工号应为 0012"):
        save_row(review.instance, who, place, BEN | {"since_day": "2023-9-1"})
    with pytest.raises(Refused, match="本人的行"):
        save_row(review.instance, who, place, ANNE | {"staff_no": "0013"},
                 row_id=mine.row_id, version=mine.version + 1)  # fmt: skip
    assert save_row(review.instance, who, place, ANNE | {"since_day": "2023-9-1"}).row_id
    assert len(review.rows) == 3


def test_the_whole_table_is_others_to_answer_for(review: Review) -> None:
    who = teacher(review)
    with pytest.raises(Refused, match="本人的行"):
        submit(review.instance, who, review.place)
    with pytest.raises(Refused, match="本人的行"):
        declare_nothing(review.instance, who, review.place, "no_event", "没有")
    review.act("submit")
    with pytest.raises(Refused, match="本人的行"):
        withdraw(review.instance, who, review.place)
    assert review.state == "submitted"


def test_without_a_number_no_row_is_ones_own(review: Review) -> None:
    who = replace(teacher(review), staff_no="")
    with reading(review.instance.engine) as connection:
        assert not connection.execute(
            visible_rows(review.instance.models, review.table, 2025, who)
        ).all()


def test_others_of_the_department_see_all(review: Review) -> None:
    assert may(person("filler"), "see", "s1", review.place.table)
    assert len(review.rows) == 2
