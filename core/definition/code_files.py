"""Reading code lists: one csv file per list, and ``index.toml`` that presents them."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from core.definition.codes import Code, CodeList
from core.errors import Problem, did_you_mean

COLUMNS = ("code", "name", "aliases", "parent", "groups", "from", "to")
INDEX_KEYS = ("title", "source", "complete")


def _year(text: str) -> int | None:
    return int(text) if text else None


def _split(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split("|") if part.strip())


def _read_rows(path: Path, name: str, problems: list[Problem]) -> list[Code]:
    entries: list[Code] = []
    seen: set[str] = set()
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        if tuple(reader.fieldnames or ()) != COLUMNS:
            problems.append(Problem(name, 1, f"表头应为 {','.join(COLUMNS)}"))
            return entries
        for row in reader:
            line = reader.line_num
            code = (row["code"] or "").strip()
            if not code or not row["name"] or None in row.values():
                problems.append(Problem(name, line, "代码和名称不能为空，每行应有 7 栏"))
                continue
            if code in seen:
                problems.append(Problem(name, line, f"代码 {code} 出现了两次"))
            seen.add(code)
            years = (row["from"], row["to"])
            if not all(not year or year.isdigit() for year in years):
                problems.append(Problem(name, line, "from、to 应为年份"))
                continue
            entries.append(
                Code(code, row["name"].strip(), _split(row["aliases"]), row["parent"].strip(),
                     _split(row["groups"]), _year(row["from"]), _year(row["to"]))
            )
    return entries


def _read_index(folder: Path, problems: list[Problem]) -> dict[str, dict[str, Any]]:
    path = folder / "index.toml"
    if not path.exists():
        return {}
    try:
        index = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        problems.append(Problem("codes/index.toml", None, f"不是有效的 TOML：{error}"))
        return {}
    for name, entry in index.items():
        for key in entry:
            if key not in INDEX_KEYS:
                text = f"[{name}] 不认识的键 {key}{did_you_mean(key, INDEX_KEYS)}"
                problems.append(Problem("codes/index.toml", None, text))
    return index


def read_code_lists(folders: Sequence[Path], problems: list[Problem]) -> dict[str, CodeList]:
    """Read the lists of the folders; mistakes are added to ``problems``."""
    lists: dict[str, CodeList] = {}
    for folder in folders:
        index = _read_index(folder, problems)
        paths = {path.stem: path for path in sorted(folder.glob("*.csv"))}
        for name in sorted(index.keys() - paths.keys()):
            problems.append(Problem("codes/index.toml", None, f"[{name}] 没有文件 {name}.csv"))
        for name, path in paths.items():
            entry = index.get(name)
            if entry is None:
                problems.append(Problem(f"codes/{name}.csv", None, "index.toml 里没有这个代码表"))
                entry = {}
            rows = _read_rows(path, f"codes/{name}.csv", problems)
            lists[name] = CodeList(
                name, str(entry.get("title", name)), str(entry.get("source", "")),
                bool(entry.get("complete", True)), tuple(rows),
            )
    return lists
