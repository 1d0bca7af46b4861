"""What is written down: one entry per act, and each changed row with its old and new values."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from core.audit.triggers import append_only
from core.database import Base


class AuditEntry(Base):
    """One act: who did what to which object; chained by ``previous`` and ``mac``.

    ``seq`` has no gaps; ``at`` is UTC without a zone; ``detail`` is canonical JSON.
    """

    __tablename__ = "audit_entry"

    seq: Mapped[int] = mapped_column(sa.BigInteger, primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(sa.DateTime)
    actor: Mapped[str] = mapped_column(sa.Text)
    verb: Mapped[str] = mapped_column(sa.Text)
    object: Mapped[str] = mapped_column(sa.Text, index=True)
    detail: Mapped[str] = mapped_column(sa.Text)
    previous: Mapped[str] = mapped_column(sa.Text)
    mac: Mapped[str] = mapped_column(sa.Text)


class RowChange(Base):
    """One row of one act: its values before and after as JSON, blanks left out.

    ``old`` is null for a new row and ``new`` for a deleted one.  A row that came with
    many others has neither but the ``digest`` of its values: they are what the next
    change found, else what stands in the table.  ``unit`` names the act; the digest of
    all its changes stands in the act's entry.
    """

    __tablename__ = "row_change"
    __table_args__ = (sa.Index("ix_row_change_place", "table_id", "department", "round"),)

    id: Mapped[int] = mapped_column(
        sa.BigInteger().with_variant(sa.Integer(), "sqlite"), primary_key=True
    )
    unit: Mapped[str] = mapped_column(sa.Text)
    round: Mapped[int]
    table_id: Mapped[str] = mapped_column(sa.Text)
    department: Mapped[str] = mapped_column(sa.Text)
    row_id: Mapped[str] = mapped_column(sa.Text)
    row_key: Mapped[str] = mapped_column(sa.Text)
    old: Mapped[str | None] = mapped_column(sa.Text)
    new: Mapped[str | None] = mapped_column(sa.Text)
    digest: Mapped[str | None] = mapped_column(sa.Text)


append_only(AuditEntry.__table__)
append_only(RowChange.__table__)
