"""``tables``: the definitions on disk, and what the database needs for them."""

from __future__ import annotations

from typing import Any

import click

from admin.commands.definition_changes import changes
from admin.commands.options import as_json, as_user, round_year
from admin.commands.outcome import REFUSED
from admin.commands.printing import print_columns, print_json, say
from admin.commands.work import at_work
from core.access import require
from core.definition.definitions import Definitions, table_record
from core.definition.order import fill_order
from core.definition.table import Table
from core.discovery import build_registry
from core.generation.schema_changes import Plan, apply
from core.instance import TABLES
from core.rounds.round import frozen_definitions

PERIODS = {"academic_year": "学年", "calendar_year": "自然年度", "cohort:0": "本届毕业生",
           "cohort:-1": "上届毕业生"}  # fmt: skip


@click.group("tables", no_args_is_help=True)
def tables_command() -> None:
    """数据表定义。缺省为文件中的定义；加 --round 为该批次开启时冻结的定义。"""


def _definitions(year: int | None) -> Definitions:
    """Return the definitions on disk, or those frozen into a round."""
    if year is None:
        return build_registry(TABLES).definitions
    with at_work(None) as work:
        return frozen_definitions(work.round(year))


@tables_command.command("list")
@round_year
@as_json
def list_command(year: int | None, as_json: bool) -> None:
    """列出数据表。"""
    tables = _definitions(year).tables.values()
    if as_json:
        print_json([_brief(table) for table in tables])
        return
    print_columns(
        ("数据表", "编号", "名称", "责任部门", "时间口径", "字段"),
        [(t.id, t.number, t.title, t.owner, PERIODS.get(t.period, t.period), len(t.fields))
         for t in tables],
    )  # fmt: skip


def _brief(table: Table) -> dict[str, Any]:
    return {
        "id": table.id, "title": table.title, "category": table.category, "number": table.number,
        "owner": table.owner, "period": table.period, "fields": len(table.fields),
    }  # fmt: skip


@tables_command.command("show")
@click.argument("table", metavar="数据表")
@round_year
@as_json
def show_command(table: str, year: int | None, as_json: bool) -> None:
    """列出一张表的字段。"""
    found = _definitions(year).table(table)
    if as_json:
        print_json({**_brief(found), **table_record(found)})
        return
    click.echo(f"{found.number} {found.title}（{found.id}），{found.owner}")
    click.echo(found.guidance.strip())
    print_columns(
        ("字段", "名称", "类型", "单位", "必填", "代码表或引用", "说明"),
        [
            (f.name, f.label, f.kind, f.unit, "是" if f.required else "",
             f.codes or f.to or "、".join(f.choices), f.note)
            for f in found.fields
        ],
    )  # fmt: skip


@tables_command.command("order")
@round_year
@as_json
def order_command(year: int | None, as_json: bool) -> None:
    """列出填报的先后：一组表引用的内容都在本组或前面各组里，组内先后不限。"""
    tables = _definitions(year).tables
    groups = fill_order(tables.values())
    if as_json:
        print_json(groups)
        return
    print_columns(
        ("组", "数据表", "名称", "责任部门"),
        [(number, id, tables[id].title, tables[id].owner)
         for number, group in enumerate(groups, 1) for id in group],
    )  # fmt: skip


@tables_command.command("plan")
@as_json
@click.pass_context
def plan_command(ctx: click.Context, as_json: bool) -> None:
    """列出数据库为现有定义还需作的改动；什么也不改。"""
    with at_work(None, ready=False) as work:
        plan = work.instance.plan()
    _print(plan, as_json, "数据库与定义一致，无需改动。")
    if plan.refusals:
        ctx.exit(REFUSED)


@tables_command.command("apply")
@as_user
@as_json
def apply_command(username: str | None, as_json: bool) -> None:
    """在一个事务里作这些改动：只增加表、列、索引，不丢失任何数据。"""
    with at_work(username, ready=False) as work:
        require(work.actor, "administer")
        done = apply(work.instance.engine, work.instance.plan())
    _print(done, as_json, "数据库与定义一致，没有改动。")


def _print(plan: Plan, as_json: bool, nothing: str) -> None:
    if as_json:
        steps = [{"verb": s.verb, "table": s.table, "name": s.name} for s in plan.steps]
        print_json({"steps": steps, "refusals": list(plan.refusals)})
        return
    for step in plan.steps:
        click.echo(str(step))
    for refusal in plan.refusals:
        say(refusal)
    if not plan:
        click.echo(nothing)


@tables_command.command("diff")
@round_year
@as_json
def diff_command(year: int | None, as_json: bool) -> None:
    """列出文件中的定义与批次冻结的定义有何不同。"""
    with at_work(None, ready=False) as work:
        round = work.round(year)
        new = work.instance.registry.definitions.for_year(round.year)
        found = changes(frozen_definitions(round), new)
    if as_json:
        print_json([change._asdict() for change in found])
        return
    for change in found:
        click.echo(str(change))
    if not found:
        click.echo(f"与 {round.year} 年批次冻结的定义相同。")


