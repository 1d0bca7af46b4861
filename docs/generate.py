"""Writes the pages that follow from the code: ``python docs/generate.py [category …]``.

Without categories all are listed that have rules.
"""

from __future__ import annotations

import inspect
import sys
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from core.category import Category, Check, DataCheck, Indicator, Rule  # noqa: E402
from core.discovery import build_registry  # noqa: E402
from core.registry import Registry  # noqa: E402

RULES = ROOT / "docs" / "rules.md"
NUMBERS = ROOT / "tests" / "cases" / "rules.toml"
NUMBERED = "numbers"
ENGINE = {
    **dict.fromkeys(("REQUIRED", "NOT-SHOWN", "KEY-BLANK"), "core/checks/row_rules.py"),
    **dict.fromkeys(("KEY-TWICE", "REF"), "core/checks/references.py"),
    **dict.fromkeys(("UNIT", "VARIANCE", "ROW-COUNT", "COPIED"), "core/checks/years.py"),
    "COMPUTED-DIFFERS": "core/checks/computing.py",
    "REPORTED": "core/checks/reported.py",
    "RATIO": "core/indicators/changes.py",
}
"""Where the codes stand that no plugin brings."""
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
    rules = (
        row(c.code, SEVERITIES[c.severity], titles.get(c.table, c.table), c.message, place(c))
        for c in sorted(rules_of(category), key=lambda check: check.code)
    )
    ordered: list[Indicator] = sorted(category.indicators, key=lambda indicator: indicator.code)
    figures = (row(i.code, i.title, i.unit, i.source, place(i)) for i in ordered)
    lines = [f"## {category.title}（{category.name}）"]
    lines += table(("代码", "级别", "数据表", "内容", "位置"), rules)
    if ordered:
        lines += table(("代码", "指标", "单位", "出处", "位置"), figures)
    return "\n".join(lines) + "\n"


def numbered(registry: Registry) -> str:
    """Return the section that says which codes hold each numbered rule, and where they stand."""
    listed = tomllib.loads(NUMBERS.read_text(encoding="utf-8"))
    every = [rule for c in registry.categories.values() for rule in rules_of(c)]
    places = {rule.code: place(rule).partition(" ")[0] for rule in every}
    rows = []
    for number in sorted({*listed["codes"], *listed["mended"]}):
        codes = listed["codes"].get(number, [])
        where = dict.fromkeys(places.get(code) or engine_place(code) for code in codes)
        mended = listed["mended"].get(number)
        texts = ["、".join(codes), *([f"读取时改正：{mended}"] if mended else [])]
        where = where or {"`core/definition/kinds`": None}
        rows.append(row(number, "；".join(text for text in texts if text), "；".join(where)))
    return "\n".join(["## 规则号与代码", *table(("规则", "代码", "位置"), rows)]) + "\n"


def engine_place(code: str) -> str:
    """Return the file of a code that the engine checks by the definitions alone."""
    if code.startswith("KIND-"):
        return "`core/definition/kinds/findings.py`"
    return f"`{ENGINE[code]}`"


def rules_of(category: Category) -> list[Check | DataCheck]:
    """Return the checks of a category."""
    return [*category.checks, *category.data_checks]


def sections(registry: Registry) -> dict[str, str]:
    """Return the section of the rules' numbers, and of each category that has rules, by name."""
    titles = {id: table.title for id, table in registry.definitions.tables.items()}
    return {NUMBERED: numbered(registry)} | {
        name: section(category, titles)
        for name, category in sorted(registry.categories.items())
        if category.checks or category.data_checks or category.indicators
    }


def main(names: Sequence[str]) -> None:
    """Write ``docs/rules.md`` for the categories named."""
    found = sections(build_registry(ROOT / "tables", installed=False))
    texts = [text for name, text in found.items() if not names or name in (*names, NUMBERED)]
    RULES.write_text("\n".join([HEAD, *texts]), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
