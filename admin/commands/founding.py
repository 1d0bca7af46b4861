"""``init`` and ``demo``: a new instance, empty or with an invented college."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from admin.commands.lists import START
from admin.commands.options import as_json
from admin.commands.printing import print_columns, print_json, say
from core.access import ROLE_TITLES, SYSTEM_ACTOR
from core.database import reading
from core.errors import Refused
from core.instance import Instance, instance_folder
from core.rounds.department import all_departments
from core.rounds.opening import create_instance
from core.rounds.people.links import first_link
from core.rounds.round import load_round

if TYPE_CHECKING:
    from admin.demonstration.founding import Founded

FIRST_YEAR = 2025


@click.command("init")
@click.option("--round", "year", type=int, default=FIRST_YEAR, metavar="年份", show_default=True,
              help="开启哪一年的采集批次。")  # fmt: skip
@as_json
def init_command(year: int, as_json: bool) -> None:
    """建立空的学院：每个责任部门一个，采集批次开放，可以直接导入。"""
    instance = create_instance(None, year)
    try:
        report = founded(instance, year) | {"link": START + first_link(instance, SYSTEM_ACTOR)}
    finally:
        instance.close()
    if as_json:
        print_json(report)
        return
    click.echo(f"已在 {report['instance']} 建立学院。")
    click.echo(f"{year} 年采集批次已开放：学年 {report['academic_year']}，"
               f"自然年度 {report['calendar_year']}。")  # fmt: skip
    click.echo(f"数据表 {report['tables']} 张，部门 {report['departments']} 个。")
    click.echo("30 分钟内启动服务并打开这个链接（接在网站地址之后），建立首位管理员：")
    click.echo(f"{report['link']}")


def founded(instance: Instance, year: int) -> dict[str, object]:
    """Return what there is in a new instance."""
    with reading(instance.engine) as connection:
        round = load_round(connection, year)
        departments = len(all_departments(connection))
    calendar = round.calendar
    return {
        "instance": str(instance.folder),
        "round": round.year,
        "academic_year": str(calendar.academic_year),
        "calendar_year": str(calendar.calendar_year),
        "tables": len(instance.registry.definitions.for_year(year).tables),
        "departments": departments,
    }


@click.command("demo")
@click.option("--small", is_flag=True, help="建立小的示例学院，几秒钟即成。")
@click.option("--faults", "number", type=int, metavar="个数",
              help="在最近一年的数据里放入这么多处已知的错误，并列出各在哪里。")  # fmt: skip
@as_json
def demo_command(small: bool, number: int | None, as_json: bool) -> None:
    """在空的文件夹里建立示例学院（全部虚构），列出每种角色的账号与口令。"""
    from admin.demonstration.college import FULL, SMALL
    from admin.demonstration.faults import chosen
    from admin.demonstration.founding import found

    if small and number is not None:
        raise Refused("--faults 的错误放在完整的示例学院里，不能与 --small 同用")
    faults = chosen(number) if number is not None else []
    founded = found(instance_folder(), say, SMALL if small else FULL, faults)
    if as_json:
        print_json(told(founded))
        return
    click.echo("示例学院的账号（口令只在这里给出）：")
    print_columns(
        ("用户名", "口令", "角色", "部门"),
        [
            (a.username, a.password, ROLE_TITLES[a.role], a.department)
            for a in founded.accounts
        ],
    )
    if faults:
        click.echo(f"放入的错误 {len(faults)} 处，校验应查出：")
        print_columns(("数据表", "行", "字段", "校验代码"), founded.planted)


def told(founded: Founded) -> dict[str, object]:
    """Return what the demonstration came to as JSON gives it."""
    report: dict[str, object] = {
        "accounts": [account._asdict() for account in founded.accounts],
        "rounds": founded.rounds,
    }
    if founded.planted:
        report["faults"] = [issue._asdict() for issue in founded.planted]
    return report
