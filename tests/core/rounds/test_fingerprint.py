"""The fingerprint: the same content the same print, any other content another."""

from __future__ import annotations

import hashlib
import json

import pytest

from core.instance import Instance
from tests.core.rounds.reviewing import ANNE, BEN, Review


@pytest.fixture
def review(instance: Instance) -> Review:
    """Two rows, one with several values in a cell."""
    review = Review(instance)
    review.save(ANNE | {"skills": "琴、画"})
    review.save(BEN)
    return review


def test_the_print_can_be_reckoned_without_our_program(review: Review) -> None:
    lines = [
        ["tianbao-1", 2025, "sample.person", "s1", review.place.round.definitions_digest, "", ""],
        ['["0012","2020-09-01"]', "", {
            "staff_no": "0012", "since_day": "2020-09-01", "name": "教师001", "colour": "红",
            "skills": ["琴", "画"]}],
        ['["0013","2021-09-01"]', "", {
            "staff_no": "0013", "since_day": "2021-09-01", "name": "教师002", "pay": "12.5"}],
    ]  # fmt: skip
    texts = [json.dumps(line, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
             for line in lines]  # fmt: skip
    whole = "".join(f"{text}\n" for text in texts)
    assert review.print == hashlib.sha256(whole.encode()).hexdigest()


@pytest.mark.parametrize(
    "change",
    [{"name": "教师003"}, {"skills": "画、书"}, {"skills": ""}, {"pay": "0"}, {"colour": ""}],
    ids=str,
)
def test_every_change_shows(review: Review, change: dict[str, str]) -> None:
    before = review.print
    review.save(ANNE | {"skills": "琴、画"} | change, row=0)
    assert review.print != before
    review.save(ANNE | {"skills": "琴、画"}, row=0)
    assert review.print == before


def test_other_departments_rows_do_not_count(review: Review) -> None:
    before = review.print
    Review(review.instance, "s2").save(ANNE)
    assert review.print == before
    review.delete(1)
    assert review.print != before
