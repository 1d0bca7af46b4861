"""Checkpoints: the chain's head written beside the database after every unit of work.

A chain alone does not show that its end was cut off.  Every head that was ever
reached stays in this file, signed with the chain's key, so that entries cut off
and written over by new ones are found as well.
"""

from __future__ import annotations

import fcntl
import hmac
import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from core.audit.chain import Break, Head, mac_of

FILE = "audit.heads"


def write_checkpoint(folder: Path, key: bytes, head: Head) -> None:
    """Append the head; what several processes write never mixes within a line."""
    line = {"seq": head.seq, "mac": head.mac, "signed": _signed(key, head)}
    with (folder / FILE).open("a", encoding="ascii") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.write(json.dumps(line) + "\n")


def _signed(key: bytes, head: Head) -> str:
    return mac_of(key, ("checkpoint", head.seq, head.mac))


def read_checkpoints(folder: Path, key: bytes) -> tuple[list[Head], list[Break]]:
    """Return the heads that were written, and what is wrong with the file itself."""
    path = folder / FILE
    if not path.is_file():
        return [], [Break(0, f"检查点文件 {path} 不见了，无法判断末尾的操作记录是否被删去")]
    heads: list[Head] = []
    wrong: list[Break] = []
    for number, text in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        head = _head(key, text)
        if head is None:
            wrong.append(Break(0, f"检查点文件第 {number} 行被改动"))
        else:
            heads.append(head)
    return heads, wrong


def _head(key: bytes, text: str) -> Head | None:
    """Return the head of a line; None unless the line is as it was written."""
    try:
        line = json.loads(text)
        head = Head(int(line["seq"]), str(line["mac"]))
        signed = str(line["signed"])
    except (ValueError, KeyError, TypeError):
        return None
    return head if hmac.compare_digest(signed, _signed(key, head)) else None


def missing(heads: list[Head], macs: Mapping[int, str], last: int) -> Iterator[Break]:
    """Yield what the heads say was there and is not; ``macs`` by number, of those asked for."""
    highest = max((head.seq for head in heads), default=0)
    if highest > last:
        yield Break(last + 1, f"操作记录止于第 {last} 条，而检查点记到第 {highest} 条：末尾被删去")
    for head in heads:
        if head.seq <= last and macs.get(head.seq) != head.mac:
            yield Break(head.seq, f"第 {head.seq} 条操作记录与检查点不符：被删去后重写")
            return
