"""Writing down what is done, in the same transaction as what is done."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Protocol, cast

import sqlalchemy as sa

from core.audit.chain import BEGINNING, Head, Link, canonical, chained
from core.audit.checkpoints import write_checkpoint
from core.audit.entry import AuditEntry
from core.audit.key import audit_key
from core.database import DatabaseError, writing
from core.errors import TianbaoError
from core.generation.columns import utc
from core.instance import Instance

ENTRIES = cast(sa.Table, AuditEntry.__table__)
LOCK = 8_424_672
"""The key of the PostgreSQL lock under which entries are numbered."""
REFUSED = "refused"


class ActorLike(Protocol):
    """Who acts."""

    @property
    def username(self) -> str:
        """The account's name."""


@dataclass
class Unit:
    """One act under way: its connection, and what its entry will say besides."""

    instance: Instance
    connection: sa.Connection
    actor: ActorLike
    detail: dict[str, Any] = field(default_factory=dict)
    id: str = field(default_factory=lambda: secrets.token_hex(16))
    since: int | None = None
    """The number of the newest change of a row before this act's first."""
    silent: bool = False
    """Whether nothing was done after all, so that there is nothing to write down."""

    @cached_property
    def key(self) -> bytes:
        """The chain's key; made with the first entry of all."""
        return audit_key(self.instance.folder, begin=head_of(self.connection).seq == 0)

    def write(self, verb: str, object: str) -> Head:
        """Append the entry.  The lock comes last in a unit, so that units wait for little."""
        if self.connection.dialect.name == "postgresql":
            self.connection.execute(sa.select(sa.func.pg_advisory_xact_lock(LOCK)))
        at = utc(self.instance.clock())
        link = chained(
            self.key, head_of(self.connection), at, self.actor.username, verb, object,
            canonical(self.detail),
        )
        self.connection.execute(sa.insert(ENTRIES).values(link._asdict()))
        return Head(link.seq, link.mac)


@contextmanager
def audited(instance: Instance, actor: ActorLike, verb: str, object: str) -> Iterator[Unit]:
    """Give a unit of work that leaves exactly one entry, whatever becomes of it.

    What is done and its entry are committed together.  When it is refused, all is
    undone and the refusal is written down instead, with what was attempted.  The
    rights must therefore be checked inside.
    """
    head: Head | None = None
    with refusals_recorded(instance, actor, verb, object), writing(instance.engine) as connection:
        unit = Unit(instance, connection, actor)
        yield unit
        if not unit.silent:
            head = unit.write(verb, object)
    if head is not None:
        write_checkpoint(instance.folder, unit.key, head)


@contextmanager
def refusals_recorded(
    instance: Instance, actor: ActorLike, attempted: str, object: str
) -> Iterator[None]:
    """Write down what is refused inside, and let the refusal pass on.

    An unwell database refuses nothing: it fails, and could not be written to.
    """
    try:
        yield
    except DatabaseError:
        raise
    except TianbaoError as error:
        record_refusal(instance, actor, attempted, object, error)
        raise


def record(
    instance: Instance, actor: ActorLike, verb: str, object: str,
    detail: Mapping[str, Any] | None = None,
) -> None:
    """Write down an act that changes nothing in the database itself: a login, an export."""
    with audited(instance, actor, verb, object) as unit:
        unit.detail |= detail or {}


def record_refusal(
    instance: Instance, actor: ActorLike, attempted: str, object: str, error: TianbaoError
) -> None:
    """Write down that something was refused and why; once per refusal, however often raised."""
    if getattr(error, "recorded", False):
        return
    with writing(instance.engine) as connection:
        unit = Unit(instance, connection, actor)
        unit.detail |= {"attempted": attempted, "reason": error.message}
        head = unit.write(REFUSED, object)
    write_checkpoint(instance.folder, unit.key, head)
    error.recorded = True  # type: ignore[attr-defined]


def head_of(connection: sa.Connection) -> Head:
    """Return the newest entry's number and MAC."""
    query = sa.select(ENTRIES.c.seq, ENTRIES.c.mac).order_by(ENTRIES.c.seq.desc()).limit(1)
    row = connection.execute(query).one_or_none()
    return Head(row.seq, row.mac) if row else Head(0, BEGINNING)


def entries(connection: sa.Connection) -> Iterator[Link]:
    """Yield every entry in the order of its number."""
    query = sa.select(*(ENTRIES.c[name] for name in Link._fields)).order_by(ENTRIES.c.seq)
    for row in connection.execution_options(yield_per=1_000).execute(query):
        yield Link(*row)


def object_of(round: int, table: str, department: str, row: str = "") -> str:
    """Return how an entry names a department's rows of a table, or one of them."""
    return "/".join(part for part in (str(round), table, department, row) if part)
