"""A round: one yearly collection, with everything that was frozen when it opened."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from core.database import Base
from core.definition.definitions import Definitions, from_canonical
from core.definition.period import Calendar, Span
from core.errors import NotFound, Refused
from core.settings import Settings
from core.settings import from_canonical as settings_from_canonical

STATES = ("planned", "open", "aggregated", "approved", "sealed", "reported")
WRITABLE = frozenset({"open"})


class Round(Base):
    """One yearly collection; ``year`` 2025 is the academic year 2024-2025."""

    __tablename__ = "round"
    __table_args__ = (
        sa.CheckConstraint(
            f"state IN ({', '.join(map(repr, STATES))})", name="state_is_known"
        ),
        sa.CheckConstraint("academic_start < academic_end", name="academic_year_has_days"),
        sa.CheckConstraint("calendar_start < calendar_end", name="calendar_year_has_days"),
        sa.CheckConstraint(
            "state = 'planned' OR opened_at IS NOT NULL", name="opened_unless_planned"
        ),
    )

    year: Mapped[int] = mapped_column(sa.Integer, primary_key=True, autoincrement=False)
    state: Mapped[str] = mapped_column(sa.Text)
    academic_start: Mapped[date] = mapped_column(sa.Date)
    academic_end: Mapped[date] = mapped_column(sa.Date)
    calendar_start: Mapped[date] = mapped_column(sa.Date)
    calendar_end: Mapped[date] = mapped_column(sa.Date)
    opened_at: Mapped[datetime | None] = mapped_column(sa.DateTime)
    definitions: Mapped[str] = mapped_column(sa.Text)
    definitions_digest: Mapped[str] = mapped_column(sa.Text)
    settings: Mapped[str] = mapped_column(sa.Text)
    settings_digest: Mapped[str] = mapped_column(sa.Text)
    plugins: Mapped[dict[str, str]] = mapped_column(sa.JSON)
    """The version of each plugin, by name, when the round opened."""
    points: Mapped[dict[str, str] | None] = mapped_column(sa.JSON)
    """The real days (ISO) of time points that differ from their names, by period."""
    dues: Mapped[dict[str, str] | None] = mapped_column(sa.JSON)
    """The last day (ISO, in the college's time) for the tables of each period."""

    @property
    def calendar(self) -> Calendar:
        """The real dates of the round."""
        points = {name: date.fromisoformat(day) for name, day in (self.points or {}).items()}
        return Calendar(
            self.year,
            Span(self.academic_start, self.academic_end),
            Span(self.calendar_start, self.calendar_end),
            points,
        )

    def due(self, period: str) -> date | None:
        """Return the last day for tables of a period, which an assignment may override."""
        day = (self.dues or {}).get(period)
        return date.fromisoformat(day) if day else None

    @property
    def writable(self) -> bool:
        """Whether departments may change rows now."""
        return self.state in WRITABLE


@lru_cache(maxsize=16)
def _definitions(_digest: str, text: str) -> Definitions:
    return from_canonical(text)


@lru_cache(maxsize=16)
def _settings(_digest: str, text: str) -> Settings:
    return settings_from_canonical(text)


def frozen_definitions(round: Round) -> Definitions:
    """Return the definitions frozen into the round; read once per digest."""
    return _definitions(round.definitions_digest, round.definitions)


def frozen_settings(round: Round) -> Settings:
    """Return the settings frozen into the round; read once per digest."""
    return _settings(round.settings_digest, round.settings)


def all_rounds(connection: sa.Connection) -> list[Round]:
    """Return every round, the newest first."""
    with Session(connection, expire_on_commit=False) as session:
        return list(session.scalars(sa.select(Round).order_by(Round.year.desc())))


def load_round(connection: sa.Connection, year: int | None = None) -> Round:
    """Return the round of that year, by default the newest open one.

    Raises ``NotFound`` when there is none.
    """
    rounds = all_rounds(connection)
    for round in rounds:
        if round.year == year or (year is None and round.state == "open"):
            return round
    if year is None:
        raise NotFound("没有开放的采集批次，请先运行 tianbao round open 年份")
    years = "、".join(str(round.year) for round in rounds)
    raise NotFound(f"没有 {year} 年的采集批次{f'；已有 {years}' if years else ''}")


def require_writable(round: Round) -> None:
    """Raise ``Refused`` unless rows of the round may be changed now."""
    if not round.writable:
        raise closed_round(round.year)


def closed_round(year: int) -> Refused:
    """Return the refusal to change what belongs to a round that is not open."""
    return Refused(f"{year} 年采集批次不在填报阶段，不能修改数据")
