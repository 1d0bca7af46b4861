"""The keyed chain: each entry's MAC covers its content and the MAC of the entry before."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, NamedTuple

BEGINNING = ""
"""What the first entry names as the MAC before it."""


class Link(NamedTuple):
    """An entry as it is chained; ``at`` is UTC without a zone."""

    seq: int
    at: datetime
    actor: str
    verb: str
    object: str
    detail: str
    previous: str
    mac: str


class Head(NamedTuple):
    """The newest entry: its number and its MAC."""

    seq: int
    mac: str


class Break(NamedTuple):
    """Where the trace is not as it was written, and in Chinese how that shows."""

    seq: int
    text: str


def canonical(data: Any) -> str:
    """Return JSON in one form: the same data, the same text."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)


def mac_of(key: bytes, content: Iterable[Any]) -> str:
    """Return the HMAC-SHA256 of a list of plain values in hexadecimal."""
    return hmac.new(key, canonical(list(content)).encode(), hashlib.sha256).hexdigest()


def chained(
    key: bytes, head: Head, at: datetime, actor: str, verb: str, object: str, detail: str
) -> Link:
    """Return the entry that follows the head."""
    bare = Link(head.seq + 1, at, actor, verb, object, detail, head.mac, "")
    return bare._replace(mac=_mac(key, bare))


def _mac(key: bytes, link: Link) -> str:
    moment = link.at.isoformat(timespec="microseconds")
    return mac_of(key, (link.seq, moment, *link[2:7]))


def breaks(key: bytes, links: Iterable[Link]) -> Iterator[Break]:
    """Yield where the chain does not hold: changed, missing, inserted or reordered entries.

    After a break the chain is followed on from what is there, so that one broken
    entry is told once.
    """
    before = Head(0, BEGINNING)
    for link in links:
        if link.seq != before.seq + 1:
            missing = f"第 {before.seq + 1} 条" + (
                f"到第 {link.seq - 1} 条" if link.seq > before.seq + 2 else ""
            )
            yield Break(before.seq + 1, f"缺少{missing}操作记录")
        elif link.previous != before.mac:
            yield Break(link.seq, f"第 {link.seq} 条操作记录与前一条接不上：次序或内容被改动")
        if not hmac.compare_digest(link.mac, _mac(key, link)):
            yield Break(link.seq, f"第 {link.seq} 条操作记录（{link.verb}）的内容被改动")
        before = Head(link.seq, link.mac)
