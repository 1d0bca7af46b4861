"""``import``: a workbook into a table of a department, and back marked."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from admin.commands.options import as_json, as_user, department, round_year
from admin.commands.outcome import DATA_WRONG
from admin.commands.printing import print_columns, print_json, say
from admin.commands.work import Work, at_work
from core.database import reading
from core.exchange.importing import (
    Batch,
    MappingQuestion,
    differences,
    discard,
    mark,
    prepare,
    store,
)
from core.exchange.importing.batch import COUNTS
from core.rounds.department import all_departments

SHOWN = 50
"""How many issues people get to read at once; ``--json`` and the marked workbook hold all."""
DOUBTFUL = "COLUMN-DOUBTFUL"
OUTCOMES = {
    "new": "新增", "changed": "修改", "unchanged": "未变", "absent": "文件中没有",
    "rejected": "不能存入",
}  # fmt: skip


@click.command("import")
@click.argument("table", metavar="数据表")
@click.argument("file", metavar="文件", type=click.Path(path_type=Path, dir_okay=False))
@department
@round_year
@click.option("--dry-run", is_flag=True, help="只检查，不存。")
@click.option("--keep-good-rows", is_flag=True, help="有不能存入的行时，仍存入其余各行。")
@click.option("--replace", is_flag=True, help="删去已存而文件中没有的行。")
@click.option("--map", "mapping", multiple=True, metavar="列名=字段",
              help="说明一列是哪个字段，可重复；等号后留空表示不导入这一列。")  # fmt: skip
@click.option("--marked", metavar="输出.xlsx", type=click.Path(path_type=Path, dir_okay=False),
              help="写出标注后的原工作簿。")  # fmt: skip
@as_user
@as_json
@click.pass_context
def import_command(
    ctx: click.Context, table: str, file: Path, department: str | None, year: int | None,
    dry_run: bool, keep_good_rows: bool, replace: bool, mapping: tuple[str, ...],
    marked: Path | None, username: str | None, as_json: bool,
) -> None:
    """导入工作簿（.xlsx 或 .csv）。同一文件导入两次，第二次不改变任何数据。"""
    with at_work(username) as work:
        id = work.department(department)
        if id is None:
            raise click.UsageError("请用 --department 指明部门")
        round = work.round(year)
        found = prepare(
            work.instance, work.actor, round, table, id, file, file.name, _answers(mapping)
        )
        place = {"table": table, "round": round.year, "department": _name(work, id)}
        if isinstance(found, MappingQuestion):
            _ask(place, found, as_json)
            ctx.exit(DATA_WRONG)
        if marked is not None:
            mark(work.instance, work.actor, found.id, marked)
        if replace and found.counts["absent"]:
            _show_absent(work, found)
        batch = _finished(work, found, dry_run, keep_good_rows, replace)
        print_json(report(place, batch)) if as_json else _print(place, batch, dry_run)
        if batch.errors:
            ctx.exit(DATA_WRONG)


def _answers(mapping: Iterable[str]) -> dict[str, str]:
    answers = {}
    for text in mapping:
        label, sign, name = text.rpartition("=")
        if not sign or not label:
            raise click.UsageError(f"--map 应写成 列名=字段，得到 {text}")
        answers[label] = name.strip()
    return answers


def _name(work: Work, id: str) -> str:
    with reading(work.instance.engine) as connection:
        return next(d.name for d in all_departments(connection) if d.id == id)


def _finished(
    work: Work, batch: Batch, dry_run: bool, keep_good_rows: bool, replace: bool
) -> Batch:
    """Store the batch, or forget it when nothing is to be stored."""
    if dry_run or (batch.counts["rejected"] and not keep_good_rows):
        discard(work.instance, work.actor, batch.id)
        return batch
    return store(
        work.instance, work.actor, batch.id, keep_good_rows=keep_good_rows, replace=replace
    )


def report(place: dict[str, Any], batch: Batch) -> dict[str, Any]:
    """Return the batch as JSON gives it."""
    return {
        **place,
        **{name: batch.counts[name] for name in COUNTS},
        "issues": [
            {
                "sheet": issue.sheet, "row": issue.row, "column": issue.column or None,
                "field": issue.field, "code": issue.code, "severity": issue.severity,
                "value": issue.value, "message": issue.message,
            }
            for issue in batch.issues
        ],
        "ignored": [{"sheet": s, "column": c, "label": t} for s, c, t in batch.ignored],
        "hidden": [{"sheet": s, "row": r} for s, r in batch.hidden],
        "notes": [{"sheet": s, "row": r, "text": t} for s, r, t in batch.notes],
        "skipped": [{"sheet": s, "reason": why} for s, why in batch.skipped],
    }  # fmt: skip


def _ask(place: dict[str, Any], question: MappingQuestion, as_json: bool) -> None:
    """List the doubtful columns with the ``--map`` that would settle each."""
    if as_json:
        print_json(_question(place, question))
        return
    click.echo("有几列无法确定是哪个字段，什么也没有存。请加上相应的 --map 再试：")
    for column in question.columns:
        click.echo(f"  工作表“{column.sheet}” {column.column}{column.row}“{column.label}”")
        for name, label, _likeness in column.candidates:
            click.echo(f"    --map '{column.label}={name}'    （{label}）")
        click.echo(f"    --map '{column.label}='    （不导入这一列）")


def _question(place: dict[str, Any], question: MappingQuestion) -> dict[str, Any]:
    return {
        **place,
        **dict.fromkeys(COUNTS, 0),
        "issues": [
            {
                "sheet": c.sheet, "row": c.row, "column": c.column, "field": "", "code": DOUBTFUL,
                "severity": "error", "value": c.label,
                "message": f"无法确定“{c.label}”是哪个字段，请用 --map 说明",
                "candidates": [
                    {"field": name, "label": label, "likeness": round(likeness, 3)}
                    for name, label, likeness in c.candidates
                ],
            }
            for c in question.columns
        ],
    }  # fmt: skip


def _show_absent(work: Work, batch: Batch) -> None:
    """Say which stored rows the file lacks, before they are deleted."""
    rows = differences(work.instance, work.actor, batch.id, "absent", 0, SHOWN)
    say(f"文件中没有、将删去的行共 {batch.counts['absent']} 行：")
    for row in rows:
        say("  " + "，".join(f"{cell.label} {cell.old}" for cell in row.cells))


def _print(place: dict[str, Any], batch: Batch, dry_run: bool) -> None:
    counts = batch.counts
    parts = "，".join(f"{word} {counts[name]}" for name, word in OUTCOMES.items())
    click.echo(f"{place['department']} {place['round']} 年 {place['table']}：")
    click.echo(f"读到 {counts['rows']} 行，{parts}；自动修正 {counts['repaired']} 处。")
    if batch.issues:
        print_columns(
            ("工作表", "单元格", "代码", "问题"),
            [
                (i.sheet, f"{i.column}{i.row or ''}", i.code, i.message)
                for i in batch.issues[:SHOWN]
            ],
        )
    if len(batch.issues) > SHOWN:
        click.echo(f"……另有 {len(batch.issues) - SHOWN} 条，见 --json 或 --marked")
    for sheet, column, label in batch.ignored:
        say(f"没有导入：工作表“{sheet}” {column} 列“{label}”")
    click.echo(_outcome(batch, dry_run))


def _outcome(batch: Batch, dry_run: bool) -> str:
    if batch.state == "stored":
        return f"已存入 {batch.counts['stored']} 行。"
    if dry_run:
        return "只作检查，没有存入任何数据。"
    return "有不能存入的行，什么也没有存；改正后再导入，或加 --keep-good-rows 只存其余各行。"


