"""``audit``: reading the trace of what was done, and verifying that nobody touched it."""

from __future__ import annotations

import json
from typing import Any

import click
import sqlalchemy as sa

from admin.commands.options import as_json, as_user
from admin.commands.outcome import DATA_WRONG
from admin.commands.printing import print_columns, print_json
from admin.commands.work import Work, at_work
from core.access import require
from core.audit.recording import ENTRIES
from core.audit.verification import verify
from core.database import reading

LAST = 50


@click.group("audit", no_args_is_help=True)
def audit_command() -> None:
    """操作记录：谁在什么时候做了什么，有没有被改动。"""


@audit_command.command("verify")
@as_user
@as_json
@click.pass_context
def verify_command(ctx: click.Context, username: str | None, as_json: bool) -> None:
    """核对操作记录、修改明细和检查点，以及现存数据是否与记录一致。"""
    with at_work(username) as work:
        require(work.actor, "audit")
        verdict = verify(work.instance)
    if as_json:
        print_json({
            "entries": verdict.entries, "changes": verdict.changes,
            "breaks": [{"seq": one.seq or None, "text": one.text} for one in verdict.breaks],
        })  # fmt: skip
    else:
        for one in verdict.breaks:
            click.echo(one.text)
        end = f"有 {len(verdict.breaks)} 处不符" if verdict.breaks else "全部相符"
        click.echo(f"操作记录 {verdict.entries} 条，修改明细 {verdict.changes} 行：{end}。")
    if verdict.breaks:
        ctx.exit(DATA_WRONG)


@audit_command.command("list")
@click.option("--about", default="", metavar="对象",
              help="只看以此开头的对象，如 2025/faculty.teacher。")  # fmt: skip
@click.option("--last", default=LAST, show_default=True, metavar="条数", help="最近多少条。")
@as_user
@as_json
def list_command(about: str, last: int, username: str | None, as_json: bool) -> None:
    """列出最近的操作记录，最新的在前。"""
    with at_work(username) as work:
        require(work.actor, "audit")
        found = _newest(work, about, last)
    if as_json:
        print_json(found)
        return
    print_columns(
        ("序号", "时间（UTC）", "用户", "操作", "对象", "内容"),
        [(*list(one.values())[:5], json.dumps(one["detail"], ensure_ascii=False)) for one in found],
    )


def _newest(work: Work, about: str, last: int) -> list[dict[str, Any]]:
    query = (
        sa.select(ENTRIES)
        .where(ENTRIES.c.object.startswith(about, autoescape=True))
        .order_by(ENTRIES.c.seq.desc())
        .limit(last)
    )
    with reading(work.instance.engine) as connection:
        return [
            {
                "seq": row.seq, "at": row.at.isoformat(sep=" ", timespec="seconds"),
                "actor": row.actor, "verb": row.verb, "object": row.object,
                "detail": json.loads(row.detail),
            }
            for row in connection.execute(query)
        ]  # fmt: skip
