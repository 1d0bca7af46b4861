"""Reading the definition files of a folder, strictly, all mistakes at once."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from core.definition import schema
from core.definition.code_files import read_code_lists
from core.definition.definitions import Definitions
from core.definition.field import Field
from core.definition.kinds.base import Kind
from core.definition.lines import key_lines, line_of
from core.definition.table import Table
from core.definition.verification import verify
from core.errors import DefinitionError, Problem, did_you_mean


class Source:
    """One file being read: its text, the lines of its keys, the mistakes so far."""

    def __init__(self, path: Path, name: str) -> None:
        self.name = name
        self.text = path.read_text(encoding="utf-8")
        self.lines = key_lines(self.text)
        self.problems: list[Problem] = []

    def problem(self, keys: Sequence[str], text: str) -> Problem:
        """Return a mistake placed at the line of the key."""
        return Problem(self.name, line_of(self.lines, tuple(keys)), text)

    def wrong(self, keys: Sequence[str], text: str) -> None:
        """Note a mistake at the line of the key."""
        self.problems.append(self.problem(keys, text))

    def parse(self) -> dict[str, Any]:
        """Return the file's content; an unreadable file is empty with a mistake noted."""
        try:
            return tomllib.loads(self.text)
        except tomllib.TOMLDecodeError as error:
            self.problems.append(Problem(self.name, None, f"不是有效的 TOML：{error}"))
            return {}


def read_keys(
    source: Source,
    where: Sequence[str],
    data: Mapping[str, Any],
    keys: Mapping[str, Callable[[Any], Any]],
    required: Sequence[str],
) -> dict[str, Any]:
    """Read the known keys of one section; note unknown, missing and wrong ones."""
    values: dict[str, Any] = {}
    for key, value in data.items():
        if key not in keys:
            source.wrong([*where, key], f"不认识的键 {key}{did_you_mean(key, keys)}")
            continue
        try:
            values[key] = keys[key](value)
        except schema.WrongKey as error:
            source.wrong([*where, key], f"{key} {error}")
    for key in required:
        if not values.get(key) and key not in data:
            source.wrong(where, f"缺少 {key}")
    return values


def _read_field(source: Source, name: str, data: Any) -> Field | None:
    where = ["fields", name]
    if not schema.NAME.fullmatch(name):
        source.wrong(where, f"字段名 {name} 应为小写字母开头的 snake_case")
    elif name in schema.RESERVED or name.startswith("row_"):
        source.wrong(where, f"字段名 {name} 是保留名，请换一个")
    if not isinstance(data, dict):
        source.wrong(where, f"字段 {name} 应写成 {{ label = …, kind = … }}")
        return None
    values = read_keys(source, where, data, schema.FIELD_KEYS, schema.FIELD_REQUIRED)
    if any(key not in values for key in schema.FIELD_REQUIRED):
        return None
    return Field(name=name, **values)


def read_table(path: Path, name: str) -> tuple[Table | None, Source]:
    """Read one table file; the table is None when its mistakes leave no table."""
    source = Source(path, name)
    data = source.parse()
    fields = data.pop("fields", {}) if data else {}
    values = read_keys(source, [], data, schema.TABLE_KEYS, schema.TABLE_REQUIRED if data else ())
    if data and not fields:
        source.wrong([], "缺少 [fields]")
    read = [_read_field(source, field, body) for field, body in fields.items()]
    if any(key not in values for key in schema.TABLE_REQUIRED):
        return None, source
    good = tuple(field for field in read if field is not None)
    return Table(id=f"{path.parent.name}.{path.stem}", fields=good, **values), source


def read_definitions(folders: Sequence[Path], kinds: Mapping[str, Kind]) -> Definitions:
    """Read every table and code list below the folders.

    A folder holds ``<category>/<table>.toml`` and ``codes/*.csv``.  Raises
    ``DefinitionError`` with all mistakes of all files.
    """
    tables: dict[str, Table] = {}
    sources: dict[str, Source] = {}
    problems: list[Problem] = []
    codes = read_code_lists([folder / "codes" for folder in folders], problems)
    for folder in folders:
        for path in sorted(folder.glob("*/*.toml")):
            if path.parent.name == "codes":
                continue
            table, source = read_table(path, f"{folder.name}/{path.parent.name}/{path.name}")
            problems += source.problems
            if table is None:
                continue
            if table.id in tables:
                problems.append(Problem(source.name, None, f"数据表 {table.id} 定义了两次"))
            tables[table.id] = table
            sources[table.id] = source
    found = Definitions(tables, codes)
    for table, keys, text in verify(found, kinds):
        problems.append(sources[table.id].problem(keys, text))
    if problems:
        raise DefinitionError(problems)
    return found
