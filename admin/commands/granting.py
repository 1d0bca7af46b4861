"""``round grant``, ``revoke``, ``grants``, ``granted``: accepted data for other departments."""

from __future__ import annotations

import click

from admin.commands.options import as_json, as_user
from admin.commands.printing import print_columns, print_json
from admin.commands.work import at_work
from core.audit.recording import record
from core.database import reading
from core.rounds.granting import grant, granted_rows, grants, revoke
from core.rounds.round import frozen_definitions
from core.rounds.rows import Place

of_year = click.option(
    "--round", "year", type=int, metavar="年份", help="批次，缺省为最新的开放批次。"
)


@click.command("grant")
@click.argument("table", metavar="表")
@click.option("--department", required=True, metavar="部门", help="谁的数据。")
@click.option("--to", "grantee", required=True, metavar="部门", help="提供给谁。")
@click.option("--columns", required=True, metavar="栏目,…", help="哪几栏，用逗号隔开。")
@click.option("--purpose", required=True, metavar="用途", help="用来做什么，记录在案。")
@of_year
@as_user
def grant_command(
    table: str, department: str, grantee: str, columns: str, purpose: str, year: int | None,
    username: str | None,
) -> None:
    """把办公室已通过的数据按栏目提供给另一个部门查看。"""
    with at_work(username) as work:
        round = work.round(year)
        place = Place(
            round, frozen_definitions(round).table(table), work.department(department) or ""
        )
        names = [name.strip() for name in columns.split(",") if name.strip()]
        to = work.department(grantee) or ""
        number = grant(work.instance, work.actor, place, to, names, purpose)
    click.echo(f"已授权，编号 {number}")


@click.command("revoke")
@click.argument("number", type=int, metavar="编号")
@as_user
def revoke_command(number: int, username: str | None) -> None:
    """收回一项授权，立即生效。"""
    with at_work(username) as work:
        revoke(work.instance, work.actor, number)
    click.echo(f"已收回授权 {number}")


@click.command("grants")
@of_year
@as_user
@as_json
def grants_command(year: int | None, username: str | None, as_json: bool) -> None:
    """列出授权：办公室看全部，其他人看提供给本部门的。"""
    with at_work(username) as work:
        round = work.round(year)
        with reading(work.instance.engine) as connection:
            found = grants(connection, work.actor, round.year)
    if as_json:
        print_json([one._asdict() for one in found])
        return
    print_columns(("编号", "表", "谁的数据", "提供给", "栏目", "用途", "状态"), [
        (one.id, one.table_id, one.department_id, one.grantee, "、".join(one.columns),
         one.purpose, "已收回" if one.revoked else "有效") for one in found
    ])  # fmt: skip


@click.command("granted")
@click.argument("number", type=int, metavar="编号")
@of_year
@as_user
@as_json
def granted_command(number: int, year: int | None, username: str | None, as_json: bool) -> None:
    """列出一项授权提供的数据，只有授权的栏目。"""
    with at_work(username) as work:
        round = work.round(year)
        with reading(work.instance.engine) as connection:
            rows = granted_rows(work.instance, connection, work.actor, round, number)
        record(work.instance, work.actor, "exported", f"grant/{number}", {"rows": len(rows)})
    if as_json:
        print_json(rows)
        return
    print_columns(tuple(rows[0]) if rows else (), [tuple(row.values()) for row in rows])


COMMANDS = (grant_command, revoke_command, grants_command, granted_command)
