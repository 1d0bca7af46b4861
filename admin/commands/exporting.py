"""``template`` and ``export``: workbooks to fill in, and stored rows."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import click

from admin.commands.options import as_user, department, round_year
from admin.commands.work import Work, at_work
from core.exchange.exporting import WRITERS, Format, export_all, export_table
from core.exchange.templates import write_template, write_templates

FORMATS = [*WRITERS, "package"]

every = click.option("--all", "every", is_flag=True, help="全部数据表；输出为文件夹或 .zip。")
output = click.option(
    "-o", "--output", required=True, metavar="路径", type=click.Path(path_type=Path),
    help="写到哪里。",
)


@click.command("template")
@click.argument("table", metavar="[数据表]", required=False)
@every
@department
@click.option("--prefill", is_flag=True, help="填入本部门已存的数据。")
@output
@round_year
@as_user
def template_command(
    table: str | None, every: bool, department: str | None, prefill: bool, output: Path,
    year: int | None, username: str | None,
) -> None:
    """写出填报用的工作簿。"""
    _require_one(table, every)
    with at_work(username) as work:
        id, round = _department(work, department), work.round(year)
        if table is None:
            names = write_templates(work.instance, work.actor, round, id, output, prefill)
            click.echo(f"已写出 {len(names)} 个模板：{output}")
            return
        rows = write_template(work.instance, work.actor, round, table, id, output, prefill)
    click.echo(f"已写出模板：{output}" + (f"，预填 {rows} 行" if prefill else ""))


@click.command("export")
@click.argument("table", metavar="[数据表]", required=False)
@every
@department
@click.option("--format", "format", type=click.Choice(FORMATS), default="xlsx",
              show_default=True, help="工作簿、文本或数据包。")  # fmt: skip
@output
@round_year
@as_user
def export_command(
    table: str | None, every: bool, department: str | None, format: str, output: Path,
    year: int | None, username: str | None,
) -> None:
    """导出已存的数据；改后可以再导入。"""
    _require_one(table, every)
    form = cast(Format, format)
    with at_work(username) as work:
        id, round = _department(work, department), work.round(year)
        if table is None:
            counts = export_all(work.instance, work.actor, round, output, form, id)
            click.echo(f"已导出 {len(counts)} 张表，共 {sum(counts.values())} 行：{output}")
            return
        rows = export_table(work.instance, work.actor, round, table, output, form, id)
    click.echo(f"已导出 {rows} 行：{output}")


def _department(work: Work, text: str | None) -> str | None:
    """Return the department asked for; without one the actor's rights alone decide."""
    return work.department(text) if text is not None else None


def _require_one(table: str | None, every: bool) -> None:
    if (table is None) != every:
        raise click.UsageError("请指明一张数据表，或用 --all 表示全部")
