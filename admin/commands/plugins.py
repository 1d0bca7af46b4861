"""``plugins``: what is installed, whether it fits, and a new one to begin with."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click

from admin.commands.options import as_json
from admin.commands.outcome import REFUSED
from admin.commands.printing import print_columns, print_json
from admin.commands.scaffold import scaffold
from core.checks.examples import wrong_examples
from core.checks.facts import RoundFacts
from core.definition.period import calendar_of
from core.discovery import build_registry
from core.errors import DefinitionError
from core.indicators.cases import YEAR, read_cases, trial
from core.indicators.standards import read_standards
from core.instance import ROOT, TABLES
from core.registry import Plugin, Registry

CASES = ROOT / "tests" / "cases"
OWNER = "教务处"


@click.group("plugins", no_args_is_help=True)
def plugins_command() -> None:
    """插件：每个数据类别一个，含校验规则、统计量和指标。"""


@plugins_command.command("list")
@as_json
def list_command(as_json: bool) -> None:
    """列出插件；不能用的列出原因。"""
    plugins = build_registry(TABLES).plugins
    if as_json:
        print_json([_record(plugin) for plugin in plugins])
        return
    print_columns(
        ("插件", "来源", "版本", "类别", "规则", "统计量", "指标", "状态"),
        [
            (p.name, "项目" if p.origin == "in-tree" else "已安装", p.version,
             "、".join(c.title for c in p.categories), _rules(p),
             sum(len(c.measures) for c in p.categories),
             sum(len(c.indicators) for c in p.categories),
             f"停用：{p.disabled}" if p.disabled else "")
            for p in plugins
        ],
    )  # fmt: skip


def _rules(plugin: Plugin) -> int:
    return sum(len(c.checks) + len(c.data_checks) for c in plugin.categories)


def _record(plugin: Plugin) -> dict[str, Any]:
    return {
        "name": plugin.name, "origin": plugin.origin, "version": plugin.version,
        "categories": [category.name for category in plugin.categories],
        "checks": _rules(plugin),
        "measures": sum(len(category.measures) for category in plugin.categories),
        "indicators": sum(len(category.indicators) for category in plugin.categories),
        "disabled": plugin.disabled or None,
    }  # fmt: skip


@plugins_command.command("check")
@as_json
@click.pass_context
def check_command(ctx: click.Context, as_json: bool) -> None:
    """检查定义和插件，并运行规则的正反例与 tests/cases 中的算例。"""
    wrong = list(_wrong())
    if as_json:
        print_json({"ok": not wrong, "problems": wrong})
    else:
        for text in wrong:
            click.echo(text)
        click.echo(f"发现 {len(wrong)} 处错误。" if wrong else "定义、插件、例子都没有问题。")
    if wrong:
        ctx.exit(REFUSED)


def _wrong() -> Iterator[str]:
    """Yield everything that is wrong; mistakes in the definitions hide the rest."""
    try:
        registry = build_registry(TABLES)
        standards = read_standards(TABLES)
    except DefinitionError as error:
        yield from (str(problem) for problem in error.problems)
        return
    for plugin in registry.disabled:
        yield from (f"插件 {plugin.name}：{line}" for line in plugin.disabled.splitlines())
    yield from wrong_rules(registry)
    with trial(registry, standards) as tried:
        for name in registry.categories:
            path = CASES / f"{name}.toml"
            for case in read_cases(path) if path.exists() else ():
                yield from tried.wrong(case)


@plugins_command.command("new")
@click.argument("name", metavar="名称")
@click.option("--title", metavar="类别", help="类别的中文名；缺省与名称相同。")
@click.option("--owner", metavar="部门", default=OWNER, show_default=True, help="责任部门。")
def new_command(name: str, title: str | None, owner: str) -> None:
    """新建一个类别：一张表、一个插件和它的算例，马上可用；已有的文件不会覆盖。"""
    registry = build_registry(TABLES)
    taken = {code.partition("-")[0] for code in _codes(registry)}
    for path in scaffold(ROOT, name, title or name, owner, taken):
        click.echo(f"已写出 {path.relative_to(ROOT)}")
    click.echo("请先运行 tianbao plugins check，再运行 tianbao tables plan 与 tables apply。")


def _codes(registry: Registry) -> Iterator[str]:
    for category in registry.categories.values():
        yield from (check.code for check in category.checks)
        yield from (check.code for check in category.data_checks)
        yield from (indicator.code for indicator in category.indicators)


def wrong_rules(registry: Registry) -> Iterator[str]:
    """Yield what is wrong with the examples of the row checks."""
    definitions = registry.definitions.for_year(YEAR)
    facts = RoundFacts(
        YEAR, calendar_of(YEAR), definitions, registry.kinds, registry.settings
    )
    for id, table in definitions.tables.items():
        for check in registry.checks(id, YEAR):
            yield from wrong_examples(check, table, facts)
