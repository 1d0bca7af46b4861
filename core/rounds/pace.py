"""How a submission went: rounds and days counted, from the decisions alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import NamedTuple

import sqlalchemy as sa

from core.rounds.local_time import local_day
from core.rounds.routes import RETURN
from core.rounds.signatures import REVIEWS, Decided
from core.rounds.submission import DRAFT, SUBMISSIONS


class Pace(NamedTuple):
    """What was counted of one submission; days are differences of local dates.

    ``department_days`` it lay with those who fill it after it was first submitted,
    ``review_days`` with those who check and sign; both run on until it is accepted.
    """

    turns: int
    returned_inside: int
    returned_by_office: int
    department_days: int
    review_days: int
    waiting_since: datetime | None
    """When the last decision was made, UTC without a zone; None when there was none."""

    @property
    def returns(self) -> int:
        """How often it was returned, by whomever."""
        return self.returned_inside + self.returned_by_office


NOTHING_YET = Pace(0, 0, 0, 0, 0, None)


def paces(connection: sa.Connection, year: int, now: datetime) -> Mapping[str, Pace]:
    """Return the pace of every submission of a round that was decided on, by its id."""
    query = (
        sa.select(REVIEWS)
        .join(SUBMISSIONS, SUBMISSIONS.c.id == REVIEWS.c.submission)
        .where(SUBMISSIONS.c.round == year)
        .order_by(REVIEWS.c.id)
    )
    found: defaultdict[str, list[Decided]] = defaultdict(list)
    for row in connection.execute(query):
        found[row.submission].append(Decided(*row))
    return {submission: pace(decisions, now) for submission, decisions in found.items()}


def pace(decisions: Iterable[Decided], now: datetime) -> Pace:
    """Count the decisions on one submission, given the oldest first; ``now`` has a zone."""
    every = list(decisions)
    if not every:
        return NOTHING_YET
    returned = [one.stage == "accept" for one in every if one.verb == RETURN]
    days = {True: 0, False: 0}
    ends = [*(one.at for one in every[1:]), now.astimezone(UTC).replace(tzinfo=None)]
    for one, end in zip(every, ends, strict=True):
        if one.state != "accepted":
            days[one.state == DRAFT] += (local_day(end) - local_day(one.at)).days
    return Pace(
        max(one.turn for one in every), returned.count(False), returned.count(True),
        days[True], days[False], every[-1].at,
    )
