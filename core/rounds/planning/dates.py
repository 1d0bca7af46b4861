"""The dates of a round: what day each time point is, and the last day for each period."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

import sqlalchemy as sa

from core.access import Actor, require
from core.audit.recording import audited
from core.errors import NotFound, Refused
from core.instance import Instance
from core.rounds.round import Round, frozen_definitions, require_writable

MOVABLE = ("point:", "cohort:")


class PeriodDates(NamedTuple):
    """One period of the round's tables: in words, its day and its last day, how many tables.

    ``day`` is None for a year, whose days the round fixed when it opened.
    """

    period: str
    caption: str
    day: date | None
    due: date | None
    tables: int


def dates_of(round: Round) -> list[PeriodDates]:
    """Return the periods that the round's tables have."""
    every = [table.period for table in frozen_definitions(round).tables.values()]
    return [
        PeriodDates(
            period, round.calendar.caption(period),
            round.calendar.span(period).end if period.startswith(MOVABLE) else None,
            round.due(period), every.count(period),
        )
        for period in sorted({*every})
    ]  # fmt: skip


def set_dates(
    instance: Instance, actor: Actor, round: Round, days: Mapping[str, date],
    dues: Mapping[str, date],
) -> None:
    """Set days of time points (or ends of cohorts) and last days, by period.

    Raises ``NotFound`` for a period that the round has not, ``Refused`` for the day of a
    whole year or a last day before what is to be counted.
    """
    with audited(instance, actor, "dates_set", f"{round.year}") as unit:
        require(actor, "plan")
        require_writable(round)
        known = {one.period: one for one in dates_of(round)}
        for period in (*days, *dues):
            if period not in known:
                raise NotFound(f"本批次没有期间 {period}")
        if any(not period.startswith(MOVABLE) for period in days):
            raise Refused("学年和自然年度的起止在批次开启时已定，不能改动")
        points = {period: one.day for period, one in known.items() if one.day} | {**days}
        for period, due in dues.items():
            counted = points.get(period)
            if counted is not None and due < counted:
                raise Refused(f"截止日期 {due} 早于统计时点 {counted}：那时还没有数据可填")
        values = {
            "points": {**(round.points or {}), **{p: d.isoformat() for p, d in days.items()}},
            "dues": {**(round.dues or {}), **{p: d.isoformat() for p, d in dues.items()}},
        }
        unit.detail |= values
        unit.silent = (values["points"], values["dues"]) == (round.points or {}, round.dues or {})
        unit.connection.execute(
            sa.update(Round).where(Round.year == round.year).values(**values)
        )
