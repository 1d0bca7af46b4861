"""The second look: exactly what changed since a decision, as people read it."""

from __future__ import annotations

import pytest

from core.database import reading
from core.errors import NotFound
from core.instance import Instance
from core.rounds.differences import RowDifference, differences
from core.rounds.remarks import NewRemark
from core.rounds.signatures import last_look, reviews
from tests.core.rounds.reviewing import ANNE, BEN, Review, person

CARL = {"staff_no": "0014", "since_day": "2022-9-1", "name": "教师003", "id_card": "440781199001011234"}  # noqa: E501


@pytest.fixture
def review(instance: Instance) -> Review:
    """Two rows that the head returned as a whole."""
    review = Review(instance)
    review.save(ANNE | {"skills": "琴；书"})
    review.save(BEN)
    review.until("check")
    review.back(person("head"), NewRemark("accuracy", "请核对"))
    return review


def seen(review: Review, role: str = "head", department: str = "s1") -> list[RowDifference]:
    """What differs from what the head looked at last."""
    with reading(review.instance.engine) as connection:
        look = last_look(connection, review.now.id, "head_sign")
        assert look is not None and look.verb == "return"
        who = person(role, department)
        return differences(review.instance, connection, who, review.place, look.mark)


def test_nothing_differs_at_first(review: Review) -> None:
    assert seen(review) == []


def test_changed_new_and_gone_rows_are_told_apart(review: Review) -> None:
    review.save(ANNE | {"colour": "绿", "skills": "琴；画", "pay": "1234.5"}, row=0)
    review.delete(1)
    review.save(CARL)
    changed, gone, new = seen(review)
    assert [tuple(cell) for cell in changed.cells] == [
        ("colour", "红", "绿"), ("skills", "琴、书", "琴、画"), ("pay", "", "1,234.50"),
    ]
    assert (gone.what, gone.key, new.what) == ("gone", '["0013","2021-09-01"]', "new")
    assert {cell.field: cell.old for cell in gone.cells}["since_day"] == "2021-09-01"
    assert new.fields == {"staff_no", "since_day", "name", "id_card"}


def test_what_was_changed_back_is_no_difference(review: Review) -> None:
    review.save(ANNE | {"colour": "绿", "skills": "琴；书"}, row=0)
    assert [one.fields for one in seen(review)] == [{"colour"}]
    review.save(ANNE | {"skills": "书；琴"}, row=0)
    added = review.save(CARL)
    assert [one.row_id for one in seen(review)] == [added]
    review.delete(2)
    assert seen(review) == []


def test_a_sensitive_value_is_told_apart_but_not_shown(review: Review) -> None:
    review.save(ANNE | {"skills": "琴；书", "id_card": "440781199001011234"}, row=0)
    (row,) = seen(review)
    assert [tuple(cell) for cell in row.cells] == [("id_card", "", "440…34")]


def test_a_key_that_changed_is_shown_in_its_row(review: Review) -> None:
    review.save(ANNE | {"staff_no": "0099", "skills": "琴；书"}, row=0)
    (row,) = seen(review)
    assert (row.what, row.key) == ("changed", '["0099","2020-09-01"]')
    assert [tuple(cell) for cell in row.cells] == [("staff_no", "0012", "0099")]


def test_foreign_differences_are_not_found(review: Review) -> None:
    with pytest.raises(NotFound):
        seen(review, "collector", "s2")


def test_who_never_looked_has_no_last_look(review: Review) -> None:
    with reading(review.instance.engine) as connection:
        assert last_look(connection, review.now.id, "accept") is None
        assert [one.verb for one in reviews(connection, review.now.id)] == [
            "submit", "check", "return",
        ]
        assert last_look(connection, "", "submit") is None
