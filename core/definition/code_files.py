"""Reading code lists: one csv file per list, and ``index.toml`` that presents them."""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from core.definition.codes import Code, CodeList
from core.definition.lines import key_lines, line_of, syntax_line
from core.definition.text import folded
from core.errors import Problem, did_you_mean

COLUMNS = ("code", "name", "aliases", "parent", "groups", "from", "to")
INDEX_KEYS = {"title": str, "source": str, "complete": bool}
INDEX = "codes/index.toml"


Lines = dict[tuple[str, ...], int]
LAST_YEAR = 9999
_YEAR = re.compile(r"[0-9]{4}")


def _year(text: str) -> int | None:
    return int(text) if text else None


def _split(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split("|") if part.strip())


def _read_rows(path: Path, name: str, problems: list[Problem]) -> list[Code]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            entries = _entries(csv.DictReader(file), name, problems)
    except UnicodeDecodeError:
        problems.append(Problem(name, None, "文件不是 UTF-8 编码，请另存为 UTF-8"))
        return []
    problems += [Problem(name, line, text) for line, text in _ambiguous(entries)]
    return [entry for _, entry in entries]


def _ambiguous(entries: Sequence[tuple[int, Code]]) -> Iterator[tuple[int, str]]:
    """Yield the words that would mean two codes in the same year: nobody could tell which.

    Below different parents names repeat rightly: many cities have a 鼓楼区.
    """
    seen: dict[str, list[Code]] = {}
    for line, entry in entries:
        for word in dict.fromkeys(map(folded, (entry.code, entry.name, *entry.aliases))):
            others = seen.setdefault(word, [])
            for other in others:
                if other.code != entry.code and _together(other, entry):
                    yield line, f"“{word}”也是代码 {other.code} 的写法，分不清指哪一个"
            others.append(entry)


def _together(one: Code, other: Code) -> bool:
    """Tell whether two codes stand side by side in some year's collection."""
    if one.parent != other.parent:
        return False
    first = max(one.since or 0, other.since or 0)
    return first <= min(one.until or LAST_YEAR, other.until or LAST_YEAR)


def _entries(
    reader: csv.DictReader[str], name: str, problems: list[Problem]
) -> list[tuple[int, Code]]:
    """Return the entries with the lines they end on."""
    entries: list[tuple[int, Code]] = []
    seen: set[str] = set()
    if tuple(reader.fieldnames or ()) != COLUMNS:
        problems.append(Problem(name, 1, f"表头应为 {','.join(COLUMNS)}"))
        return entries
    for row in reader:
        line = reader.line_num
        code = (row["code"] or "").strip()
        if not code or not row["name"] or None in row.values() or None in row:
            problems.append(Problem(name, line, "代码和名称不能为空，每行应有 7 栏"))
            continue
        if code in seen:
            problems.append(Problem(name, line, f"代码 {code} 出现了两次"))
        seen.add(code)
        if not all(not year or _YEAR.fullmatch(year) for year in (row["from"], row["to"])):
            problems.append(Problem(name, line, "from、to 应为年份"))
            continue
        entry = Code(
            code, row["name"].strip(), _split(row["aliases"]), row["parent"].strip(),
            _split(row["groups"]), _year(row["from"]), _year(row["to"]),
        )
        entries.append((line, entry))
    return entries


def _read_index(folder: Path, problems: list[Problem]) -> tuple[dict[str, Any], Lines]:
    """Return the index and the lines of its keys; wrong entries are left out."""
    path = folder / "index.toml"
    if not path.exists():
        return {}, {}
    text = path.read_text(encoding="utf-8")
    try:
        index = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        problems.append(Problem(INDEX, syntax_line(str(error)), f"不是有效的 TOML：{error}"))
        return {}, {}
    lines = key_lines(text)
    kept: dict[str, Any] = {}
    for name, entry in index.items():
        wrong = list(_wrong_entry(name, entry))
        problems += [Problem(INDEX, line_of(lines, keys), said) for keys, said in wrong]
        kept[name] = {} if wrong else entry
    return kept, lines


def _wrong_entry(name: str, entry: Any) -> Iterator[tuple[tuple[str, ...], str]]:
    if not isinstance(entry, dict):
        yield (name,), f"代码表 {name} 应写成一节：title、source、complete"
        return
    for key, value in entry.items():
        if key not in INDEX_KEYS:
            yield (name, key), f"[{name}] 不认识的键 {key}{did_you_mean(key, INDEX_KEYS)}"
        elif not isinstance(value, INDEX_KEYS[key]):
            wanted = "true 或 false" if INDEX_KEYS[key] is bool else "文字"
            yield (name, key), f"[{name}] {key} 应为{wanted}"
    for key in INDEX_KEYS:
        if key not in entry:
            yield (name,), f"[{name}] 缺少 {key}"


def read_code_lists(folders: Sequence[Path], problems: list[Problem]) -> dict[str, CodeList]:
    """Read the lists of the folders; mistakes are added to ``problems``."""
    lists: dict[str, CodeList] = {}
    for folder in folders:
        index, lines = _read_index(folder, problems)
        paths = {path.stem: path for path in sorted(folder.glob("*.csv"))}
        for name in sorted(index.keys() - paths.keys()):
            line = line_of(lines, (name,))
            problems.append(Problem(INDEX, line, f"[{name}] 没有文件 {name}.csv"))
        for name, path in paths.items():
            if name in lists:
                text = f"代码表 {name} 定义了两次"
                problems.append(Problem(f"codes/{name}.csv", None, text))
            entry = index.get(name)
            if entry is None:
                problems.append(Problem(f"codes/{name}.csv", None, "index.toml 里没有这个代码表"))
                entry = {}
            rows = _read_rows(path, f"codes/{name}.csv", problems)
            lists[name] = CodeList(
                name, entry.get("title", name), entry.get("source", ""),
                entry.get("complete", True), tuple(rows),
            )
    return lists
