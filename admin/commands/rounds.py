"""``round``: a yearly collection from opening to closing."""

from __future__ import annotations

from datetime import datetime

import click

from admin.commands.closing import COMMANDS
from admin.commands.granting import COMMANDS as GRANTING
from admin.commands.options import as_json, as_user
from admin.commands.printing import print_columns, print_json
from admin.commands.work import at_work
from core.access import require
from core.closing.stages import STATE_TITLES
from core.database import reading
from core.rounds.carrying import carry_over, compared, confirm, counts, unconfirmed
from core.rounds.deadlines import extend, remind
from core.rounds.opening import open_round
from core.rounds.round import all_rounds, frozen_definitions
from core.rounds.rows import Place

COMPARED = {"unchanged": "未变", "changed": "有变化", "new": "新增", "gone": "不再有"}


@click.group("round", no_args_is_help=True)
def round_command() -> None:
    """采集批次：每年一次的采集。"""


@round_command.command("open")
@click.argument("year", type=int, metavar="年份")
@as_user
def open_command(year: int, username: str | None) -> None:
    """开启一年的采集批次，冻结当时的定义与参数，按缺省分工派给各部门。"""
    with at_work(username) as work:
        require(work.actor, "administer")
        open_round(work.instance, year)
    click.echo(f"{year} 年采集批次已开放")


@round_command.command("list")
@as_user
@as_json
def list_command(username: str | None, as_json: bool) -> None:
    """列出采集批次，最新的在前。"""
    with at_work(username) as work, reading(work.instance.engine) as connection:
        rounds = all_rounds(connection)
    if as_json:
        print_json([
            {
                "year": round.year, "state": round.state,
                "academic_year": [round.academic_start, round.academic_end],
                "calendar_year": [round.calendar_start, round.calendar_end],
                "definitions": round.definitions_digest,
            }
            for round in rounds
        ])  # fmt: skip
        return
    print_columns(
        ("年份", "状态", "学年", "自然年度"),
        [
            (r.year, STATE_TITLES[r.state], r.calendar.academic_year, r.calendar.calendar_year)
            for r in rounds
        ],
    )


@round_command.command("remind")
@click.option("--round", "year", type=int, metavar="年份", help="批次，缺省为最新的开放批次。")
@as_user
@as_json
def remind_command(year: int | None, username: str | None, as_json: bool) -> None:
    """提醒填报人即将到期和已过期限的表；每人每天一条，可以每天定时运行。"""
    with at_work(username) as work:
        told = remind(work.instance, work.actor, work.round(year))
    if as_json:
        print_json([one._asdict() for one in told])
        return
    print_columns(("账号", "即将到期", "已过期限"), told)


@round_command.command("carry")
@click.argument("table", metavar="表")
@click.option("--department", metavar="部门", help="哪个部门，缺省为本人的部门。")
@click.option("--confirm", "confirming", is_flag=True, help="确认沿用的行今年仍然如此。")
@click.option("--round", "year", type=int, metavar="年份", help="批次，缺省为最新的开放批次。")
@as_user
@as_json
def carry_command(
    table: str, department: str | None, confirming: bool, year: int | None,
    username: str | None, as_json: bool,
) -> None:
    """把本部门去年的行带进今年的草稿；没有确认或修改的行不能提交。"""
    with at_work(username) as work:
        round = work.round(year)
        place = Place(
            round, frozen_definitions(round).table(table), work.department(department) or ""
        )
        act = confirm if confirming else carry_over
        number = act(work.instance, work.actor, place)
        with reading(work.instance.engine) as connection:
            left = unconfirmed(connection, work.instance.models, place)
            rows = counts(compared(work.instance, connection, work.actor, place))
    if as_json:
        print_json({"confirmed" if confirming else "carried": number, "unconfirmed": left, **rows})
        return
    done = "已确认" if confirming else "已沿用"
    click.echo(f"{done} {number} 行，还有 {left} 行没有确认；与去年相比：" + "、".join(
        f"{title} {rows.get(what, 0)} 行" for what, title in COMPARED.items()
    ))  # fmt: skip


@round_command.command("extend")
@click.argument("table", metavar="表")
@click.option("--department", required=True, metavar="部门", help="哪个部门。")
@click.option("--until", required=True, type=click.DateTime(["%Y-%m-%d"]), metavar="日期",
              help="新的截止日期，例如 2025-09-10。")  # fmt: skip
@click.option("--reason", required=True, metavar="原因", help="为什么延期，记录在案。")
@click.option("--round", "year", type=int, metavar="年份", help="批次，缺省为最新的开放批次。")
@as_user
def extend_command(
    table: str, department: str, until: datetime, reason: str, year: int | None,
    username: str | None,
) -> None:
    """给一个部门的一张表延期，写明原因。"""
    with at_work(username) as work:
        place = work.department(department) or ""
        extend(work.instance, work.actor, work.round(year), table, place, until.date(), reason)
    click.echo(f"已延期到 {until.date()}")


for _command in (*COMMANDS, *GRANTING):
    round_command.add_command(_command)
