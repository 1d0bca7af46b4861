"""Data support: after acceptance, column by column, revocably, and never by the way."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from core.access import may, visible_rows
from core.database import reading
from core.errors import NotFound, Refused
from core.instance import Instance
from core.rounds.granting import grant, granted_rows, grants, revoke
from core.rounds.remarks import NewRemark
from tests.core.rounds.reviewing import ANNE, Review, person

OFFICE = person("office")


@pytest.fixture
def review(instance: Instance) -> Review:
    """An accepted row of s1."""
    review = Review(instance)
    review.save(ANNE | {"id_card": "440781199001011234", "skills": "琴；书"})
    return review.until("accept")


def given(review: Review, columns: tuple[str, ...] = ("name", "skills", "id_card")) -> int:
    return grant(review.instance, OFFICE, review.place, "s2", columns, "核对任课教师")


def read(review: Review, number: int, department: str = "s2") -> object:
    with reading(review.instance.engine) as connection:
        return granted_rows(
            review.instance, connection, person("filler", department), review.place.round, number
        )


def test_the_grantee_reads_the_granted_columns_and_nothing_else(review: Review) -> None:
    number = given(review)
    hidden = "440" + "*" * 13 + "34"
    assert read(review, number) == [{"name": "教师001", "skills": "琴、书", "id_card": hidden}]
    with pytest.raises(NotFound):
        read(review, number, "d01")
    who, models = person("filler", "s2"), review.instance.models
    assert not may(who, "see", "s1", review.place.table)
    with reading(review.instance.engine) as connection:
        rows = connection.execute(visible_rows(models, review.table, 2025, who)).all()
        assert rows == []
        assert [one.id for one in grants(connection, who, 2025)] == [number]
        assert grants(connection, person("filler", "d01"), 2025) == []


def test_what_is_revoked_is_gone_at_once(review: Review) -> None:
    number = given(review)
    with pytest.raises(Refused):
        revoke(review.instance, person("filler", "s2"), number)
    revoke(review.instance, OFFICE, number)
    with pytest.raises(NotFound):
        read(review, number)
    with pytest.raises(NotFound):
        revoke(review.instance, OFFICE, number)


def test_rows_that_are_being_corrected_are_not_read(review: Review) -> None:
    number = given(review)
    review.back(OFFICE, NewRemark("accuracy", "请核对"))
    with pytest.raises(NotFound):
        read(review, number)
    with pytest.raises(Refused, match="通过之后"):
        given(review)


def test_a_grant_says_what_for_and_of_what(review: Review) -> None:
    with pytest.raises(Refused, match="没有nichts"):
        given(review, ("nichts",))
    with pytest.raises(Refused, match="栏目"):
        given(review, ())
    for grantee in ("s1", "nowhere"):
        with pytest.raises(Refused, match="另一个部门"):
            grant(review.instance, OFFICE, review.place, grantee, ["name"], "核对")
    with pytest.raises(Refused, match="用途"):
        grant(review.instance, OFFICE, review.place, "s2", ["name"], " ")
    with pytest.raises(Refused, match="没有这项权限"):
        grant(review.instance, person("head"), review.place, "s2", ["name"], "核对")
    with reading(review.instance.engine) as connection:
        assert connection.scalar(sa.text("SELECT count(*) FROM grant_of_rows")) == 0
