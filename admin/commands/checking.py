"""``check``: running the checks over stored rows, and keeping what they find."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import click

from admin.checking import check_and_keep
from admin.commands.options import as_json, as_user, department, round_year
from admin.commands.outcome import DATA_WRONG
from admin.commands.printing import print_columns, print_json
from admin.commands.work import Work, at_work
from core.access import departments_visible, require
from core.checks.facts import RoundFacts
from core.checks.issues import Issue
from core.checks.running import CheckRun
from core.database import reading
from core.definition.table import Table
from core.definition.text import masked
from core.errors import NotFound
from core.indicators.checking import repeated_elsewhere
from core.instance import Instance
from core.rounds.department import all_departments
from core.rounds.facts import round_facts

SHOWN = 100
SEVERITIES = {"error": "错误", "warning": "需说明", "hint": "提示"}


@click.command("check")
@click.argument("table", metavar="[数据表]", required=False)
@department
@round_year
@as_user
@as_json
@click.pass_context
def check_command(
    ctx: click.Context, table: str | None, department: str | None, year: int | None,
    username: str | None, as_json: bool,
) -> None:
    """校验已存的数据，记下发现的问题。不指明数据表时校验全部。"""
    with at_work(username) as work:
        round = work.round(year)
        with reading(work.instance.engine) as connection:
            facts = round_facts(connection, work.instance.registry, round)
            names = {d.id: d.name for d in all_departments(connection)}
        tables = _tables(work, facts, table)
        id = work.department(department) if department else None
        ids = [one.id for one in tables]
        runs = [
            run_and_keep(work.instance, facts, ids, one) for one in _departments(work, tables, id)
        ]
        if table is not None:
            runs.append(_elsewhere(work.instance, facts, ids))
    issues = [issue for run in runs for issue in run.issues]
    errors = sum(issue.severity == "error" for issue in issues)
    if as_json:
        print_json(report(runs, facts, names))
    else:
        _print(issues, errors, facts, names)
    if errors:
        ctx.exit(DATA_WRONG)


def _elsewhere(instance: Instance, facts: RoundFacts, ids: Sequence[str]) -> CheckRun:
    """Return the disagreements about figures of these tables that other tables have."""
    with reading(instance.engine) as connection:
        registry, models = instance.registry, instance.models
        return CheckRun([], repeated_elsewhere(connection, registry, models, facts, ids))


def _tables(work: Work, facts: RoundFacts, table: str | None) -> list[Table]:
    """Return the tables to check: one, or all that exist for the actor."""
    if table is not None:
        return [facts.definitions.table(table)]
    every = facts.definitions.tables.values()
    return [one for one in every if departments_visible(work.actor, one) != frozenset()]


def _departments(work: Work, tables: Sequence[Table], id: str | None) -> list[str | None]:
    """Return whose rows are checked; None stands for all departments together."""
    for table in tables:
        require(work.actor, "see", id, table)
    if id is not None:
        return [id]
    visible = departments_visible(work.actor)
    if visible is None:
        return [None]
    if not visible:
        raise NotFound("没有可以校验的部门")
    return [*sorted(visible)]


def run_and_keep(
    instance: Instance, facts: RoundFacts, ids: Sequence[str], department: str | None
) -> CheckRun:
    """Run the checks of tables and store what they found in place of what was known."""
    return check_and_keep(instance, facts, ids, department)[0]


def report(
    runs: Sequence[CheckRun], facts: RoundFacts, names: dict[str, str]
) -> dict[str, Any]:
    """Return what was run and found as JSON gives it."""
    issues = [issue for run in runs for issue in run.issues]
    ran: dict[str, int] = {}
    for run in runs:
        for code, rows in run.ran:
            ran[code] = ran.get(code, 0) + rows
    return {
        "errors": sum(issue.severity == "error" for issue in issues),
        "warnings": sum(issue.severity == "warning" for issue in issues),
        "ran": [{"code": code, "rows": rows} for code, rows in ran.items()],
        "issues": [_plain(issue, facts, names) for issue in issues],
    }


def _plain(issue: Issue, facts: RoundFacts, names: dict[str, str]) -> dict[str, Any]:
    return {
        "table": issue.table, "department": names.get(issue.department),
        "row": issue.row_id, "key": issue.row_key or None, "field": issue.field,
        "code": issue.code, "severity": issue.severity, "value": _value(issue, facts),
        "message": issue.message,
    }  # fmt: skip


def _value(issue: Issue, facts: RoundFacts) -> str:
    """Return the value an issue is about; a sensitive one is masked, whoever asks."""
    field = facts.definitions.table(issue.table).by_name.get(issue.field)
    return masked(issue.value) if field is not None and field.sensitive else issue.value


def _print(
    issues: Sequence[Issue], errors: int, facts: RoundFacts, names: dict[str, str]
) -> None:
    tables = facts.definitions.tables
    if issues:
        print_columns(
            ("数据表", "部门", "行", "代码", "程度", "问题"),
            [
                (tables[i.table].title, names.get(i.department, ""), _key(i), i.code,
                 SEVERITIES[i.severity], i.message)
                for i in issues[:SHOWN]
            ],
        )  # fmt: skip
    if len(issues) > SHOWN:
        click.echo(f"……另有 {len(issues) - SHOWN} 条，用 --json 查看全部")
    click.echo(f"错误 {errors} 处，需说明或提示 {len(issues) - errors} 处。")


def _key(issue: Issue) -> str:
    return " ".join(str(part) for part in json.loads(issue.row_key or "[]") if part)
