"""Writes the pages that follow from the code: ``python docs/generate.py [category …]``.

Without categories all are listed that have rules.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from core.category import Category, Check, DataCheck, Indicator, Rule  # noqa: E402
from core.discovery import build_registry  # noqa: E402
from core.registry import Registry  # noqa: E402

RULES = ROOT / "docs" / "rules.md"
SEVERITIES = {"error": "错误", "warning": "提醒", "hint": "提示"}
HEAD = """# 规则与指标一览

由 `python docs/generate.py` 从插件写出，不要手改；与代码不一致时测试不通过。
"""


def place(rule: Rule) -> str:
    """Return the file and the function that hold a rule."""
    file = Path(inspect.getfile(rule.function)).relative_to(ROOT)
    return f"`{file.as_posix()}` `{rule.name}`"


def row(*cells: str) -> str:
    """Return a line of a table; what would break it is escaped."""
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"


def table(head: Sequence[str], rows: Iterable[str]) -> Iterator[str]:
    """Yield the lines of a table."""
    yield from ("", row(*head), "|" + "---|" * len(head), *rows)


def section(category: Category, titles: dict[str, str]) -> str:
    """Return the section of a category: its rules and its indicators by code."""
    checks: list[Check | DataCheck] = [*category.checks, *category.data_checks]
    rules = (
        row(c.code, SEVERITIES[c.severity], titles.get(c.table, c.table), c.message, place(c))
        for c in sorted(checks, key=lambda check: check.code)
    )
    ordered: list[Indicator] = sorted(category.indicators, key=lambda indicator: indicator.code)
    figures = (row(i.code, i.title, i.unit, i.source, place(i)) for i in ordered)
    lines = [f"## {category.title}（{category.name}）"]
    lines += table(("代码", "级别", "数据表", "内容", "位置"), rules)
    if ordered:
        lines += table(("代码", "指标", "单位", "出处", "位置"), figures)
    return "\n".join(lines) + "\n"


def sections(registry: Registry) -> dict[str, str]:
    """Return the section of each category that has rules, by name."""
    titles = {id: table.title for id, table in registry.definitions.tables.items()}
    return {
        name: section(category, titles)
        for name, category in sorted(registry.categories.items())
        if category.checks or category.data_checks or category.indicators
    }


def main(names: Sequence[str]) -> None:
    """Write ``docs/rules.md`` for the categories named."""
    found = sections(build_registry(ROOT / "tables", installed=False))
    texts = [text for name, text in found.items() if not names or name in names]
    RULES.write_text("\n".join([HEAD, *texts]), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
