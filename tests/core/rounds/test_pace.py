"""Rounds and days: counted from the decisions, by the days of the college."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from core.database import reading
from core.instance import Instance
from core.rounds.pace import Pace, pace, paces
from core.rounds.remarks import NewRemark
from core.rounds.signatures import Decided
from tests.core.rounds.reviewing import ANNE, Review, person


def decided(verb: str, stage: str, state: str, at: str, turn: int = 1) -> Decided:
    moment = datetime.fromisoformat(at)
    return Decided(0, "", turn, stage, verb, state, "", "", "", moment, "", 0, "", "")


@pytest.mark.parametrize("now, days", [
    ("2025-08-01 15:59:59", 0), ("2025-08-01 16:00:00", 1), ("2025-08-02 16:00:00", 2),
])  # fmt: skip
def test_days_end_at_midnight_of_the_college(now: str, days: int) -> None:
    one = decided("submit", "submit", "submitted", "2025-08-01 04:00:00")
    moment = datetime.fromisoformat(now).replace(tzinfo=UTC)
    assert pace([one], moment) == Pace(1, 0, 0, 0, days, one.at)


def test_nothing_is_counted_where_nothing_was_decided() -> None:
    assert pace([], datetime(2025, 8, 1, tzinfo=UTC)).waiting_since is None


def test_rounds_and_days_of_a_whole_life(instance: Instance) -> None:
    days: Iterator[int] = iter(range(1, 31))
    moment = datetime(2025, 8, 1, 4, tzinfo=UTC)
    clock = {"now": moment}
    review = Review(replace(instance, clock=lambda: clock["now"]))

    def later() -> Review:
        clock["now"] = moment.replace(day=next(days))
        return review

    later().save(ANNE)
    later().act("submit")
    row = review.rows[0].row_id
    later().back(person("collector"), NewRemark("form", "请核对", row))
    later().save(ANNE | {"colour": "绿"}, row=0)
    later().act("submit")
    for verb in ("check", "head_sign", "sign"):
        later().act(verb)
    later().back(person("office"), NewRemark("truth", "请核对", row))
    later().save(ANNE, row=0)
    later().until("accept")
    with reading(instance.engine) as connection:
        (one,) = paces(connection, 2025, datetime(2026, 1, 1, tzinfo=UTC)).values()
    assert one == Pace(3, 1, 1, 2 + 2, 1 + 4, one.waiting_since)
    assert one.returns == 2
