"""What is kept of a round's closing: every record is appended, none is ever changed.

``number`` is that of the revision: 1 until the round was sealed once, 2 after.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from core.audit.triggers import append_only
from core.database import Base

LEVELS = {"province": "省教育厅", "ministry": "教育部"}


def _id() -> Mapped[int]:
    return mapped_column(sa.BigInteger().with_variant(sa.Integer(), "sqlite"), primary_key=True)


class Aggregation(Base):
    """Which version of which department's answer went into the whole, with the totals.

    ``record`` is canonical JSON (see ``core.closing.totals``), ``digest`` its SHA-256.
    """

    __tablename__ = "aggregation"

    id: Mapped[int] = _id()
    round: Mapped[int] = mapped_column(sa.ForeignKey("round.year"), index=True)
    number: Mapped[int]
    at: Mapped[datetime] = mapped_column(sa.DateTime)
    username: Mapped[str] = mapped_column(sa.Text)
    record: Mapped[str] = mapped_column(sa.Text)
    digest: Mapped[str] = mapped_column(sa.Text)


class Resolution(Base):
    """The resolution of the president's meeting about one aggregation, minutes attached."""

    __tablename__ = "resolution"

    id: Mapped[int] = _id()
    round: Mapped[int] = mapped_column(sa.ForeignKey("round.year"), index=True)
    aggregation: Mapped[int] = mapped_column(sa.ForeignKey("aggregation.id"))
    reference: Mapped[str] = mapped_column(sa.Text)
    """The number of the resolution, as the college counts its meetings."""
    held: Mapped[date] = mapped_column(sa.Date)
    minutes: Mapped[str] = mapped_column(sa.Text)
    """The name under which the minutes were handed in."""
    path: Mapped[str] = mapped_column(sa.Text)
    sha256: Mapped[str] = mapped_column(sa.Text)
    at: Mapped[datetime] = mapped_column(sa.DateTime)
    username: Mapped[str] = mapped_column(sa.Text)


class Seal(Base):
    """An immutable snapshot of a round: its package, and what it changed of the one before."""

    __tablename__ = "seal"

    round: Mapped[int] = mapped_column(sa.ForeignKey("round.year"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    aggregation: Mapped[int] = mapped_column(sa.ForeignKey("aggregation.id"))
    resolution: Mapped[int] = mapped_column(sa.ForeignKey("resolution.id"))
    path: Mapped[str] = mapped_column(sa.Text)
    sha256: Mapped[str] = mapped_column(sa.Text)
    size: Mapped[int] = mapped_column(sa.BigInteger)
    manifest: Mapped[str] = mapped_column(sa.Text)
    ran: Mapped[str] = mapped_column(sa.Text)
    """The checks that ran with how many rows each saw, as JSON."""
    changes: Mapped[str] = mapped_column(sa.Text)
    """What differs from the seal before, as JSON."""
    mark: Mapped[int] = mapped_column(sa.BigInteger)
    """The number of the newest change of a row by then."""
    at: Mapped[datetime] = mapped_column(sa.DateTime)
    username: Mapped[str] = mapped_column(sa.Text)


class SealedFigures(Base):
    """The measures and indicators of a seal as JSON, as a whole or broken down."""

    __tablename__ = "sealed_figures"
    __table_args__ = (
        sa.ForeignKeyConstraint(["round", "number"], ["seal.round", "seal.number"],
                                name="fk_sealed_figures_seal"),
    )  # fmt: skip

    round: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    by: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    """Blank for the whole, else what they are broken down by."""
    measures: Mapped[str] = mapped_column(sa.Text)
    indicators: Mapped[str] = mapped_column(sa.Text)


class Receipt(Base):
    """What was sent upward: who sent which file to whom, when, and the number it got there."""

    __tablename__ = "receipt"
    __table_args__ = (
        sa.ForeignKeyConstraint(["round", "number"], ["seal.round", "seal.number"],
                                name="fk_receipt_seal"),
        sa.CheckConstraint(f"level IN ({', '.join(map(repr, LEVELS))})", name="level_is_known"),
    )  # fmt: skip

    id: Mapped[int] = _id()
    round: Mapped[int] = mapped_column(sa.Integer)
    number: Mapped[int]
    level: Mapped[str] = mapped_column(sa.Text)
    sent: Mapped[date] = mapped_column(sa.Date)
    reference: Mapped[str] = mapped_column(sa.Text)
    """The number of the receipt that was given for it."""
    file: Mapped[str] = mapped_column(sa.Text)
    """Which file of the package was sent; blank for the package itself."""
    sha256: Mapped[str] = mapped_column(sa.Text)
    at: Mapped[datetime] = mapped_column(sa.DateTime)
    username: Mapped[str] = mapped_column(sa.Text)


class Reopening(Base):
    """That a round went back to filling, and why; ``seal`` is the seal it corrects, or 0."""

    __tablename__ = "reopening"

    id: Mapped[int] = _id()
    round: Mapped[int] = mapped_column(sa.ForeignKey("round.year"), index=True)
    seal: Mapped[int]
    state: Mapped[str] = mapped_column(sa.Text)
    reason: Mapped[str] = mapped_column(sa.Text)
    at: Mapped[datetime] = mapped_column(sa.DateTime)
    username: Mapped[str] = mapped_column(sa.Text)


AGGREGATIONS = cast(sa.Table, Aggregation.__table__)
RESOLUTIONS = cast(sa.Table, Resolution.__table__)
SEALS = cast(sa.Table, Seal.__table__)
SEALED_FIGURES = cast(sa.Table, SealedFigures.__table__)
RECEIPTS = cast(sa.Table, Receipt.__table__)
REOPENINGS = cast(sa.Table, Reopening.__table__)
KEPT = (AGGREGATIONS, RESOLUTIONS, SEALS, SEALED_FIGURES, RECEIPTS, REOPENINGS)

for _table in KEPT:
    append_only(_table)
