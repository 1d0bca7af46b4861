"""``round``: a yearly collection from opening to closing."""

from __future__ import annotations

import click

from admin.commands.closing import COMMANDS
from admin.commands.options import as_json, as_user
from admin.commands.printing import print_columns, print_json
from admin.commands.work import at_work
from core.access import require
from core.closing.stages import STATE_TITLES
from core.database import reading
from core.rounds.deadlines import remind
from core.rounds.opening import open_round
from core.rounds.round import all_rounds


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


for _command in COMMANDS:
    round_command.add_command(_command)
