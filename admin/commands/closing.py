"""``round plan | aggregate | approve | seal | report | reopen | status``: closing a collection."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from admin.commands.options import as_json, as_user, round_year
from admin.commands.printing import print_columns, print_json
from admin.commands.work import at_work
from core.access import require_part
from core.closing.aggregating import aggregate, missing
from core.closing.approving import approve, newest_resolution
from core.closing.receipts import receipts, report
from core.closing.records import LEVELS
from core.closing.revising import reopen
from core.closing.sealing import seal, seals
from core.closing.stages import READERS, STATE_TITLES
from core.database import reading
from core.reports.collection_plan import write_plan
from core.rounds.local_time import local_day
from core.rounds.round import load_round
from core.rounds.submission import STATE_TITLES as ANSWER_TITLES

year_argument = click.argument("year", type=int, metavar="年份")
day = click.DateTime(["%Y-%m-%d"])


@click.command("status")
@year_argument
@as_user
@as_json
def status_command(year: int, username: str | None, as_json: bool) -> None:
    """批次办到了哪一步：还缺哪些表，决议、封存与回执。"""
    with at_work(username) as work, reading(work.instance.engine) as connection:
        require_part(work.actor, READERS, None)
        round = load_round(connection, year)
        lacking = missing(connection, round) if round.state == "open" else []
        resolved = newest_resolution(connection, year)
        sealed, sent = seals(connection, year), receipts(connection, year)
    if as_json:
        print_json({
            "round": year, "state": round.state,
            "missing": [one._asdict() for one in lacking],
            "resolution": resolved and {"reference": resolved.reference, "held": resolved.held},
            "seals": [{"number": one.number, "at": one.at.isoformat(), "sha256": one.sha256,
                       "path": one.path} for one in sealed],
            "receipts": [{"level": one.level, "sent": one.sent, "reference": one.reference,
                          "sha256": one.sha256} for one in sent],
        })  # fmt: skip
        return
    click.echo(f"{year} 年批次：{STATE_TITLES[round.state]}")
    if lacking:
        rows = [(one.department_name, one.title, ANSWER_TITLES[one.state]) for one in lacking]
        print_columns(("部门", "还没有通过的表", "状态"), rows)
    if resolved:
        click.echo(f"校长办公会决议：{resolved.reference}（{resolved.held}）")
    for one in sealed:
        click.echo(f"第 {one.number} 次封存：{one.path}，SHA-256 {one.sha256}")
    for received in sent:
        click.echo(f"已报{LEVELS[received.level]}：{received.sent}，回执 {received.reference}")


@click.command("aggregate")
@year_argument
@as_user
@as_json
def aggregate_command(year: int, username: str | None, as_json: bool) -> None:
    """汇总：全部表都已通过时，记下每个部门的版本和合计；之后不能再填报。"""
    with at_work(username) as work:
        found = aggregate(work.instance, work.actor, year)
    content = found.content
    if as_json:
        print_json({"round": year, "number": found.number, "digest": found.digest, **content})
        return
    rows = sum(table["rows"] for table in content["tables"].values())
    click.echo(f"{year} 年批次已汇总：{len(content['answers'])} 份报送，共 {rows} 行")
    click.echo(f"汇总指纹 {found.digest}")


@click.command("approve")
@year_argument
@click.option("--number", "reference", required=True, metavar="文号", help="决议文号。")
@click.option("--date", "held", required=True, type=day, metavar="日期", help="会议日期。")
@click.option("--minutes", required=True, metavar="文件", type=click.Path(path_type=Path),
              help="会议纪要：PDF、.docx 或扫描图片。")  # fmt: skip
@as_user
def approve_command(
    year: int, reference: str, held: datetime, minutes: Path, username: str | None
) -> None:
    """登记校长办公会决议；须以校长办公会秘书的身份（--as）。"""
    with at_work(username) as work:
        approve(work.instance, work.actor, year, reference, held.date(), minutes)
    click.echo(f"{year} 年批次已审定：{reference}")


@click.command("seal")
@year_argument
@as_user
@as_json
def seal_command(year: int, username: str | None, as_json: bool) -> None:
    """封存：留下不可改动的数据包（工作簿、csv、结果、清单）。"""
    with at_work(username) as work:
        found = seal(work.instance, work.actor, year)
    manifest = found.content
    if as_json:
        print_json({"round": year, "number": found.number, "sha256": found.sha256,
                    "path": found.path, "changes": manifest["changes"],
                    "files": manifest["files"]})  # fmt: skip
        return
    click.echo(f"{year} 年批次已封存（第 {found.number} 次），{len(manifest['files'])} 个文件")
    click.echo(f"{work.instance.folder / found.path}\nSHA-256 {found.sha256}")
    for one in manifest["changes"]:
        rows = len(one["changed_rows"])
        click.echo(f"与上次相比：{one['department']}“{one['title']}”改动 {rows} 行")


@click.command("report")
@year_argument
@click.option("--to", "level", required=True, type=click.Choice([*LEVELS]),
              help="报给省教育厅（province）或教育部（ministry）。")  # fmt: skip
@click.option("--number", "reference", required=True, metavar="回执号", help="收到的回执号。")
@click.option("--date", "sent", type=day, metavar="日期", help="哪天报的；缺省为今天。")
@click.option("--file", "file", default="", metavar="文件",
              help="数据包里的哪个文件；缺省为整个数据包。")  # fmt: skip
@as_user
def report_command(
    year: int, level: str, reference: str, sent: datetime | None, file: str, username: str | None
) -> None:
    """登记上报的回执：报给谁、哪个文件、回执号。"""
    with at_work(username) as work:
        when = sent.date() if sent else _today(work.instance.clock())
        found = report(work.instance, work.actor, year, level, when, reference, file)
    click.echo(f"已登记报{LEVELS[level]}的回执 {reference}，文件 SHA-256 {found.sha256}")


@click.command("reopen")
@year_argument
@click.option("--reason", required=True, metavar="原因", help="为什么要更正。")
@as_user
def reopen_command(year: int, reason: str, username: str | None) -> None:
    """恢复填报：退回要更正的表，再汇总、审定、封存为新的一次。"""
    with at_work(username) as work:
        number = reopen(work.instance, work.actor, year, reason)
    click.echo(f"{year} 年批次已恢复填报；下一次封存是第 {number} 次")


def _today(now: datetime) -> date:
    return local_day(now)


@click.command("plan")
@click.option("-o", "--output", required=True, metavar="文件", type=click.Path(path_type=Path),
              help="写到哪里：.docx、.xlsx，或装有 LibreOffice 时 .pdf。")  # fmt: skip
@round_year
@as_user
def plan_command(output: Path, year: int | None, username: str | None) -> None:
    """写出数据采集工作方案和任务分工。"""
    with at_work(username) as work:
        plan = write_plan(work.instance, work.actor, work.round(year), output)
    click.echo(f"已写出{plan.title}，{len(plan.lines)} 项任务：{output}")


COMMANDS: list[Any] = [
    plan_command, status_command, aggregate_command, approve_command, seal_command, report_command,
    reopen_command,
]  # fmt: skip
