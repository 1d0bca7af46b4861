"""``department``: who there is, and the whole list in and out as a workbook."""

from __future__ import annotations

from pathlib import Path

import click

from admin.commands.lists import dry_run, empty, list_file, output, report
from admin.commands.options import as_json, as_user
from admin.commands.printing import print_columns, print_json
from admin.commands.work import at_work
from core.access import require
from core.database import reading
from core.exchange.lists import read_departments, write_departments
from core.rounds.department import KIND_TITLES
from core.rounds.people.directory import Directory, load_directory
from core.rounds.people.storing import store_departments


@click.group("department", no_args_is_help=True)
def department_command() -> None:
    """部门：谁填报、谁负责。"""


@department_command.command("list")
@as_user
@as_json
def list_departments(username: str | None, as_json: bool) -> None:
    """列出部门。"""
    with at_work(username) as work, reading(work.instance.engine) as connection:
        there = load_directory(connection)
    every = there.departments.values()
    if as_json:
        print_json([
            {
                "id": d.id, "name": d.name, "kind": d.kind, "aliases": list(d.aliases),
                "unit_code": d.unit_code, "parent": d.parent or None, "closed": d.closed,
                "vice_president": d.vice_president or None,
                "heads": people_of(there, d.id, "head"),
                "collectors": people_of(there, d.id, "collector"),
            }
            for d in every
        ])  # fmt: skip
        return
    print_columns(
        ("代码", "名称", "类别", "单位编号", "别名", "负责人", "采集管理员", "分管校领导", "状态"),
        [
            (d.id, d.name, KIND_TITLES[d.kind], d.unit_code, "、".join(d.aliases),
             "、".join(people_of(there, d.id, "head")),
             "、".join(people_of(there, d.id, "collector")), d.vice_president,
             "已停用" if d.closed else "")
            for d in every
        ],
    )  # fmt: skip


def people_of(there: Directory, department: str, role: str) -> list[str]:
    """Return the accounts in use that have a role in a department."""
    return [
        one.username for one in there.accounts.values()
        if one.active and (one.department, one.role) == (department, role)
    ]


@department_command.command("import")
@list_file
@dry_run
@as_user
@as_json
def import_departments(file: Path, dry_run: bool, username: str | None, as_json: bool) -> None:
    """从工作簿新建、更改部门；有一处错误就什么也不存。"""
    with at_work(username) as work:
        require(work.actor, "administer")
        with reading(work.instance.engine) as connection:
            there = load_directory(connection)
        kinds, year = work.instance.registry.kinds, work.instance.clock().year
        planned = read_departments(file, file.name, kinds, there, year)
        stored = not planned.faults and not dry_run
        if stored:
            store_departments(work.instance, work.actor, planned.entries)
    report(planned, stored, {}, as_json)


@department_command.command("template")
@empty
@output
@as_user
def department_template(empty: bool, output: Path, username: str | None) -> None:
    """写出部门一览的工作簿，改后可以导入。"""
    with at_work(username) as work:
        require(work.actor, "administer")
        with reading(work.instance.engine) as connection:
            there = load_directory(connection)
        kinds, now = work.instance.registry.kinds, work.instance.clock()
        lines = write_departments(output, kinds, there, now, empty=empty)
    click.echo(f"已写出 {lines} 个部门：{output}")
