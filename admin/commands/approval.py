"""``form`` and ``verify``: the approval form on paper, and whether paper and data agree."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from admin.commands.options import as_json, as_user, department, round_year
from admin.commands.outcome import DATA_WRONG
from admin.commands.printing import print_json
from admin.commands.work import at_work
from core.closing.verifying import verify_package
from core.errors import Refused
from core.reports.approval_form import Difference, Verdict, verify_paper, write_form
from core.reports.approval_form.scanned import hand_in_scan
from core.rounds.local_time import local

MINUTE = "%Y-%m-%d %H:%M"

file_to_write = click.option(
    "-o", "--output", required=True, metavar="文件", type=click.Path(path_type=Path),
    help="写到哪里：.docx，或装有 LibreOffice 时 .pdf。",
)


@click.command("form")
@department
@file_to_write
@round_year
@as_user
@as_json
def form_command(
    department: str | None, output: Path, year: int | None, username: str | None, as_json: bool
) -> None:
    """写出一个部门的数据提交审批表，带指纹和二维码。"""
    with at_work(username) as work:
        place = work.department(department)
        if place is None:
            raise Refused("请用 --department 指明部门")
        package = write_form(work.instance, work.actor, work.round(year), place, output)
    if as_json:
        print_json({
            "department": package.department.name, "round": package.round.year,
            "file": str(output), "fingerprint": package.fingerprint,
            "tables": [answer.claim._asdict() for answer in package.answers],
        })  # fmt: skip
        return
    click.echo(f"已写出 {package.department.name} 的数据提交审批表：{output}")
    click.echo(f"{len(package.answers)} 张表，总指纹 {package.fingerprint}")


@click.command("scan")
@click.argument("file", metavar="文件", type=click.Path(path_type=Path, exists=True))
@department
@click.option("--head", required=True, metavar="用户名", help="纸面上签字的部门负责人的账号。")
@click.option("--fingerprint", "printed", required=True, metavar="总指纹", help="纸面上的总指纹。")
@round_year
@as_user
def scan_command(
    file: Path, department: str | None, head: str, printed: str, year: int | None,
    username: str | None,
) -> None:
    """交签字盖章的审批表扫描件，代替电子签字；须由信息采集管理员（--as）交。"""
    with at_work(username) as work:
        place = work.department(department)
        if place is None:
            raise Refused("请用 --department 指明部门")
        signed = hand_in_scan(
            work.instance, work.actor, work.round(year), place, head, printed, file.name,
            file.read_bytes(),
        )
    click.echo(f"已按扫描件签字：{'、'.join(signed)}")


@click.command("verify")
@click.argument("file", metavar="文件", type=click.Path(path_type=Path))
@as_user
@as_json
@click.pass_context
def verify_command(
    ctx: click.Context, file: Path, username: str | None, as_json: bool
) -> None:
    """核对审批表（.docx）与现存数据，或封存的数据包（.zip）与封存记录。

    退出码 1 表示不符，2 表示不是这样的文件。
    """
    if file.suffix.lower() == ".zip":
        _verify_package(ctx, file, username, as_json)
        return
    with at_work(username) as work:
        verdict = verify_paper(work.instance, work.actor, file)
    if as_json:
        print_json(_plain(verdict))
    else:
        for line in _told(verdict):
            click.echo(line)
    if not verdict.matches:
        ctx.exit(DATA_WRONG)


def _verify_package(
    ctx: click.Context, file: Path, username: str | None, as_json: bool
) -> None:
    with at_work(username) as work:
        verdict = verify_package(work.instance, work.actor, file)
    if as_json:
        print_json({"matches": verdict.matches, **verdict._asdict()})
    else:
        for line in verdict.wrong:
            click.echo(line)
        if not verdict.sealed:
            click.echo("它不是这里封存过的数据包（总的 SHA-256 与封存记录不同）。")
        end = "全部相符。" if verdict.matches else "不符。"
        name = f"{verdict.round} 年批次第 {verdict.number} 次封存"
        click.echo(f"{name}的数据包，{verdict.files} 个文件：{end}")
    if not verdict.matches:
        ctx.exit(DATA_WRONG)


def _plain(verdict: Verdict) -> dict[str, Any]:
    paper = verdict.paper
    return {
        "matches": verdict.matches, "sound": paper.sound, "round": paper.year,
        "department": verdict.department, "made": paper.made.isoformat(),
        "fingerprint": paper.whole, "tables": len(paper.claims),
        "differences": [
            {"table": d.table, "title": d.title, "paper_rows": d.paper_rows, "rows": d.rows,
             "changed": d.at.isoformat() if d.at else None, "by": d.by or None}
            for d in verdict.differences
        ],
        "unlisted": list(verdict.unlisted),
    }  # fmt: skip


def _told(verdict: Verdict) -> list[str]:
    paper = verdict.paper
    lines = [_difference(one) for one in verdict.differences]
    if not paper.sound:
        lines.insert(0, "纸面上的核对信息被改动过：各表的指纹与总指纹对不上。")
    if verdict.unlisted:
        lines.append(f"制表之后新增的任务（纸面未列）：{'、'.join(verdict.unlisted)}")
    end = f"{len(paper.claims)} 张表全部相符。" if verdict.matches else "不符。"
    made = local(paper.made)
    return [*lines, f"{verdict.department} {paper.year} 年审批表（{made:{MINUTE}} 制）：{end}"]


def _difference(one: Difference) -> str:
    rows = (
        f"纸面 {one.paper_rows} 行，现在 {one.rows} 行" if one.paper_rows != one.rows
        else f"行数相同（{one.rows} 行），内容不同"
    )
    if one.at is None:
        return f"“{one.title}”：{rows}；操作记录中没有制表之后的改动，请运行 tianbao audit verify"
    return f"“{one.title}”：{rows}；{local(one.at):{MINUTE}} 由 {one.by} 改动"
