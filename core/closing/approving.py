"""The resolution of the president's meeting (Article 16): number, date, minutes attached."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple

import sqlalchemy as sa

from core.access import Actor
from core.audit.recording import audited, object_of
from core.closing.aggregating import newest_aggregation
from core.closing.keeping import keep_file, kept_file
from core.closing.records import RESOLUTIONS
from core.closing.stages import hold_round, pass_on, require_stage
from core.errors import NotFound, Refused
from core.generation.columns import utc
from core.instance import Instance
from core.rounds.local_time import local_day

APPROVE = "approve"
LARGEST = 50 * 1024 * 1024
BEGINNINGS = {
    ".pdf": b"%PDF-", ".docx": b"PK\x03\x04", ".jpg": b"\xff\xd8\xff", ".jpeg": b"\xff\xd8\xff",
    ".png": b"\x89PNG\r\n\x1a\n",
}  # fmt: skip
"""What a scan or a document may be, and how the content of each begins."""
LONGEST = 100


class Resolved(NamedTuple):
    """A resolution as kept: the columns of ``Resolution``."""

    id: int
    round: int
    aggregation: int
    reference: str
    held: date
    minutes: str
    path: str
    sha256: str
    at: datetime
    username: str


def require_document(path: Path, name: str) -> None:
    """Raise ``Refused`` unless a file is a document or scan of a kind that can be kept."""
    beginning = BEGINNINGS.get(Path(name).suffix.lower())
    if beginning is None:
        raise Refused("附件应为 PDF、Word（.docx）或图片（.jpg、.png）")
    if not path.is_file():
        raise Refused(f"没有文件 {name}")
    if path.stat().st_size > LARGEST:
        raise Refused(f"附件超过 {LARGEST // 1024 // 1024} MB，请压缩或降低扫描分辨率")
    with path.open("rb") as file:
        if not file.read(len(beginning)).startswith(beginning):
            raise Refused(f"{name} 的内容与文件类型不符，请重新导出或扫描")


def approve(
    instance: Instance, actor: Actor, year: int, reference: str, held: date, minutes: Path,
    name: str = "",
) -> Resolved:
    """Keep the resolution that approves the newest aggregation, with its minutes.

    ``name`` is what the file is called when it lies under another name.  Raises
    ``Refused`` for a blank number, a day to come, or a file that is no document.
    """
    with audited(instance, actor, APPROVE, object_of(year, "", "")) as unit:
        stage = require_stage(actor, APPROVE, instance.registry)
        state = hold_round(unit, year, stage)
        aggregated = newest_aggregation(unit.connection, year)
        if aggregated is None:
            raise Refused(f"{year} 年批次的汇总记录不见了，请恢复填报后重新汇总")
        if not reference.strip() or len(reference) > LONGEST:
            raise Refused(f"请填写决议文号（不超过 {LONGEST} 字）")
        today = local_day(instance.clock())
        first = local_day(aggregated.at)
        if not first <= held <= today:
            raise Refused(f"会议日期应在汇总当日（{first}）与今天（{today}）之间")
        name = Path(name or minutes.name).name
        require_document(minutes, name)
        path, sha256 = keep_file(instance, minutes, year, "minutes")
        values: dict[str, Any] = {
            "round": year, "aggregation": aggregated.id, "reference": reference.strip(),
            "held": held, "minutes": name, "path": path, "sha256": sha256,
            "at": utc(instance.clock()), "username": actor.username,
        }  # fmt: skip
        statement = sa.insert(RESOLUTIONS).values(values).returning(RESOLUTIONS.c.id)
        found = Resolved(unit.connection.execute(statement).scalar_one(), **values)
        pass_on(unit, year, state, stage)
        unit.detail |= {"reference": found.reference, "held": str(held), "minutes": sha256,
                        "aggregation": aggregated.digest}  # fmt: skip
    return found


def newest_resolution(connection: sa.Connection, year: int) -> Resolved | None:
    """Return the last resolution about a round, None when there was none."""
    query = sa.select(RESOLUTIONS).where(RESOLUTIONS.c.round == year)
    row = connection.execute(query.order_by(RESOLUTIONS.c.id.desc()).limit(1)).one_or_none()
    return Resolved(*row) if row else None


def minutes_of(instance: Instance, found: Resolved | None) -> Path:
    """Return where the minutes are; ``NotFound`` where there are none."""
    if found is None:
        raise NotFound("没有会议纪要")
    return kept_file(instance, found.path, found.sha256)
