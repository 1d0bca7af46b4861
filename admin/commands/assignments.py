"""``assignment``: which department fills which table, who in it, and by when."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import click

from admin.commands.options import as_json, as_user, round_year
from admin.commands.printing import print_columns, print_json
from admin.commands.work import Work, at_work
from core.access import require
from core.database import reading
from core.errors import NotFound
from core.rounds.department import find_department
from core.rounds.people.directory import load_directory
from core.rounds.planning.assigning import assign, reassign, unassign
from core.rounds.planning.tasks import Filler, Task, last_day, tasks
from core.rounds.round import frozen_definitions

of_department = click.option(
    "--department", "place", required=True, metavar="部门", help="部门的名称、别名或代码。"
)


@click.group("assignment", no_args_is_help=True)
def assignment_command() -> None:
    """任务分工：哪张表由哪个部门填，谁负责，何时截止。"""


@assignment_command.command("list")
@click.option("--table", metavar="数据表", help="只列这张表。")
@click.option("--department", "place", metavar="部门", help="只列这个部门。")
@round_year
@as_user
@as_json
def list_tasks(
    table: str | None, place: str | None, year: int | None, username: str | None, as_json: bool
) -> None:
    """列出任务。"""
    with at_work(username) as work:
        require(work.actor, "oversee")
        round = work.round(year)
        only = work.department(place) if place else None
        with reading(work.instance.engine) as connection:
            every = tasks(connection, round.year)
            there = load_directory(connection)
        definitions = frozen_definitions(round)
        if table is not None:
            definitions.table(table)
    found: list[dict[str, Any]] = [
        {
            "table": task.table, "title": definitions.tables[task.table].title,
            "department": there.departments[task.department].name, "collector": task.collector,
            "due": last_day(round, task), "own_due": task.due is not None,
            "fillers": [one._asdict() for one in task.fillers],
        }
        for task in every
        if table in (None, task.table) and only in (None, task.department)
    ]
    if as_json:
        print_json(found)
        return
    print_columns(
        ("数据表", "名称", "部门", "信息采集管理员", "截止", "填报人"),
        [
            (one["table"], one["title"], one["department"], one["collector"], one["due"],
             "、".join(f["username"] + ("（本人的行）" if f["own_rows"] else "")
                      for f in one["fillers"]))
            for one in found
        ],
    )  # fmt: skip


@assignment_command.command("set")
@click.argument("table", metavar="数据表")
@of_department
@click.option("--collector", metavar="用户名", help="负责的信息采集管理员；空字符串表示不指定。")
@click.option("--due", metavar="日期", help="截止日期，如 2025-08-20；空字符串表示按批次。")
@click.option("--filler", "fillers", multiple=True, metavar="用户名",
              help="指定的填报人，可多次；一个也不写则不变，写空字符串表示不指定。")  # fmt: skip
@click.option("--own-rows", "own", multiple=True, metavar="用户名", help="只填本人的行的填报人。")
@click.option("--reassign-to", "to", metavar="部门", help="改派给这个部门，已填的数据随之移交。")
@round_year
@as_user
@as_json
def set_task(
    table: str, place: str, collector: str | None, due: str | None, fillers: tuple[str, ...],
    own: tuple[str, ...], to: str | None, year: int | None, username: str | None, as_json: bool,
) -> None:
    """分派任务，或改变负责人、填报人、截止日期，或改派给别的部门。"""
    with at_work(username) as work:
        round, id = work.round(year), _id(work, place)
        said = ""
        if to is not None:
            id, said = _id(work, to), reassign(
                work.instance, work.actor, round, table, id, _id(work, to)
            )
        with reading(work.instance.engine) as connection:
            every = tasks(connection, round.year)
        task = next((one for one in every if one[:2] == (table, id)), Task(table, id))
        if collector is not None:
            task = task._replace(collector=collector)
        if due is not None:
            task = task._replace(due=_day(due))
        if fillers or own:
            named = [Filler(name) for name in fillers if name and name not in own]
            named += [Filler(name, own_rows=True) for name in own]
            task = task._replace(fillers=tuple(named))
        assign(work.instance, work.actor, round, task)
    if as_json:
        print_json({
            "table": table, "department": id, "collector": task.collector, "due": task.due,
            "fillers": [one._asdict() for one in task.fillers], "message": said,
        })  # fmt: skip
    else:
        click.echo(said or "任务已保存")


@assignment_command.command("remove")
@click.argument("table", metavar="数据表")
@of_department
@round_year
@as_user
def remove_task(table: str, place: str, year: int | None, username: str | None) -> None:
    """收回任务；已有数据的任务只能改派。"""
    with at_work(username) as work:
        unassign(work.instance, work.actor, work.round(year), table, _id(work, place))
    click.echo("任务已收回")


def _id(work: Work, text: str) -> str:
    with reading(work.instance.engine) as connection:
        return find_department(connection, text).id


def _day(text: str) -> date | None:
    try:
        return datetime.strptime(text, "%Y-%m-%d").date() if text else None
    except ValueError:
        raise NotFound(f"没有 {text} 这一天：请写成 2025-08-20 的样子") from None
