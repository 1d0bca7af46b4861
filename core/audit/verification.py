"""Verifying the trace: the chain, the checkpoints, the changes, and the rows as they stand."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any, NamedTuple

import sqlalchemy as sa

from core.audit.chain import Break, Link, breaks
from core.audit.checkpoints import missing, read_checkpoints
from core.audit.continuity import untraced
from core.audit.key import audit_key
from core.audit.recording import entries
from core.audit.sealing import CHANGES, Digest
from core.database import reading
from core.instance import Instance


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
    files: dict[int, dict[str, str]] = {}

    def followed(links: Iterator[Link]) -> Iterator[Link]:
        for link in links:
            macs[link.seq] = link.mac
            detail = _detail_of(link)
            if changes := detail.get("changes"):
                units[str(changes.get("unit"))] = (link.seq, changes)
            if kept := detail.get("kept"):
                files[link.seq] = kept
            yield link

    with reading(instance.engine) as connection:
        wrong += breaks(key, followed(entries(connection)))
        last = max(macs, default=0)
        wrong += missing(heads, macs, last)
        count, found = _digests(connection, units)
        wrong += found
        fields = {unit: changes.get("fields", ()) for unit, (_, changes) in units.items()}
        wrong += untraced(connection, instance, key, fields)
    wrong += _files(instance, files)
    return Verdict(len(macs), count, tuple(wrong))


def _detail_of(link: Link) -> dict[str, Any]:
    try:
        detail = json.loads(link.detail)
    except ValueError:
        return {}
    return detail if isinstance(detail, dict) else {}


def _files(instance: Instance, files: dict[int, dict[str, str]]) -> Iterator[Break]:
    """Yield the uploaded files that are not as they came; those no longer kept are passed over."""
    for seq, kept in files.items():
        path = instance.folder / kept["path"]
        if path.is_file():
            with path.open("rb") as file:
                same = hashlib.file_digest(file, "sha256").hexdigest() == kept["sha256"]
            if not same:
                yield Break(seq, f"第 {seq} 条操作记录所导入的文件 {path} 被改动")


def _digests(
    connection: sa.Connection, units: dict[str, tuple[int, dict[str, Any]]]
) -> tuple[int, list[Break]]:
    """Compare the changes of every unit with the digest in its entry."""
    digests: dict[str, Digest] = {}
    query = sa.select(CHANGES).order_by(CHANGES.c.id)
    for row in connection.execution_options(yield_per=1_000).execute(query):
        if row.unit not in digests:
            digests[row.unit] = Digest(row.unit)
        digests[row.unit].add(row)
    wrong = [
        Break(seq, f"第 {seq} 条操作记录所附的 {changes.get('rows')} 行修改明细被改动或删去")
        for unit, (seq, changes) in units.items()
        if unit not in digests or digests[unit].text() != changes.get("sha256")
    ]
    unknown = digests.keys() - units.keys()
    if unknown:
        wrong.append(Break(0, f"有 {len(unknown)} 组修改明细不属于任何操作记录"))
    return sum(digest.count for digest in digests.values()), wrong
