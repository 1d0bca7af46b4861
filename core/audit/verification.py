"""Verifying the trace: the chain, the checkpoints, the changes, and the rows as they stand."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any, NamedTuple

import sqlalchemy as sa

from core.audit.chain import Break, Link, breaks
from core.audit.checkpoints import missing, read_checkpoints
from core.audit.key import audit_key
from core.audit.recording import entries
from core.audit.row_changes import CHANGES, COLUMNS, digested, image_query
from core.database import reading
from core.instance import Instance

SHOWN = 20
"""How many rows of one table are named when they were changed behind the program's back."""


class Verdict(NamedTuple):
    """What verifying came to: how many entries and changes there are, and what is wrong."""

    entries: int
    changes: int
    breaks: tuple[Break, ...]


def verify(instance: Instance) -> Verdict:
    """Verify everything that was written down; ``Refused`` when the key is missing."""
    key = audit_key(instance.folder)
    heads, wrong = read_checkpoints(instance.folder, key)
    macs: dict[int, str] = {}
    units: dict[str, tuple[int, dict[str, Any]]] = {}

    def followed(links: Iterator[Link]) -> Iterator[Link]:
        for link in links:
            macs[link.seq] = link.mac
            changes = _changes_of(link)
            if changes:
                units[str(changes.get("unit"))] = (link.seq, changes)
            yield link

    with reading(instance.engine) as connection:
        wrong += breaks(key, followed(entries(connection)))
        last = max(macs, default=0)
        wrong += missing(heads, macs, last)
        count, found = _digests(connection, units)
        wrong += found
        wrong += _untraced(connection, instance, key)
    return Verdict(len(macs), count, tuple(wrong))


def _changes_of(link: Link) -> dict[str, Any]:
    try:
        detail = json.loads(link.detail)
    except ValueError:
        return {}
    found = detail.get("changes") if isinstance(detail, dict) else None
    return found if isinstance(found, dict) else {}


def _digests(
    connection: sa.Connection, units: dict[str, tuple[int, dict[str, Any]]]
) -> tuple[int, list[Break]]:
    """Compare the changes of every unit with the digest in its entry."""
    digests: dict[str, Any] = {}
    count = 0
    query = sa.select(*(CHANGES.c[name] for name in COLUMNS)).order_by(CHANGES.c.id)
    for row in connection.execution_options(yield_per=1_000).execute(query):
        digests.setdefault(row.unit, hashlib.sha256()).update(digested(row))
        count += 1
    wrong = [
        Break(seq, f"第 {seq} 条操作记录所附的 {changes.get('rows')} 行修改明细被改动或删去")
        for unit, (seq, changes) in units.items()
        if unit not in digests or digests[unit].hexdigest() != changes.get("sha256")
    ]
    unknown = digests.keys() - units.keys()
    if unknown:
        wrong.append(Break(0, f"有 {len(unknown)} 组修改明细不属于任何操作记录"))
    return count, wrong


def _untraced(connection: sa.Connection, instance: Instance, key: bytes) -> Iterator[Break]:
    """Yield the rows that are not as the last change left them: changed past the program."""
    for table in instance.models.definitions.tables.values():
        newest = (
            sa.select(sa.func.max(CHANGES.c.id))
            .where(CHANGES.c.table_id == table.id)
            .group_by(CHANGES.c.row_id)
        )
        query = sa.select(CHANGES.c.row_id, CHANGES.c.row_key, CHANGES.c.new).where(
            CHANGES.c.id.in_(newest), CHANGES.c.new.is_not(None)
        )
        known = {row.row_id: (row.row_key, row.new) for row in connection.execute(query)}
        wrong = []
        for row in connection.execute(image_query(connection, instance.models, table.id, key)):
            if known.pop(row[0], None) != (row[1], row[2]):
                wrong.append(row[1])
        wrong += [key for key, _values in known.values()]
        if wrong:
            some = "、".join(_key_text(key) for key in wrong[:SHOWN])
            more = f" 等 {len(wrong)} 行" if len(wrong) > SHOWN else ""
            yield Break(0, f"“{table.title}”有数据绕过程序被改动：{some}{more}")


def _key_text(row_key: str) -> str:
    """Return a row's key as people read it."""
    return " ".join(str(part) for part in json.loads(row_key) if part) or "（唯一的一行）"
