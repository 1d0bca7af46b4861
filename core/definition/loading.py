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
from core.definition.lines import key_lines, line_of, syntax_line
from core.definition.reported import with_boxes
from core.definition.table import Table
from core.definition.verification import verify
from core.errors import DefinitionError, Problem, did_you_mean


class Source:
    """One file being read: its text, the lines of its keys, the mistakes so far."""

    def __init__(self, path: Path, name: str) -> None:
        self.name = name
        self.problems: list[Problem] = []
        self.told: set[tuple[str, ...]] = set()
        self.text = self._read(path)
        self.lines = key_lines(self.text)

    def _read(self, path: Path) -> str:
        try:
            return path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            self.problems.append(Problem(self.name, None, "文件不是 UTF-8 编码，请另存为 UTF-8"))
            return ""

    def problem(self, keys: Sequence[str], text: str) -> Problem:
        """Return a mistake placed at the line of the key."""
        return Problem(self.name, line_of(self.lines, tuple(keys)), text)

    def wrong(self, keys: Sequence[str], text: str) -> None:
        """Note a mistake at the line of the key."""
        self.told.add(tuple(keys))
        self.problems.append(self.problem(keys, text))

    def parse(self) -> dict[str, Any]:
        """Return the file's content; an unreadable file is empty with a mistake noted."""
        try:
            return tomllib.loads(self.text)
        except tomllib.TOMLDecodeError as error:
            line = syntax_line(str(error))
            self.problems.append(Problem(self.name, line, f"不是有效的 TOML：{error}"))
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
        if key not in data:
            source.wrong(where, f"缺少 {key}")
        elif values.get(key) == "":
            source.wrong([*where, key], f"{key} 不能为空")
    return values


def _read_field(source: Source, name: str, data: Any) -> Field | None:
    where = ["fields", name]
    if not schema.NAME.fullmatch(name):
        source.wrong(where, f"字段名 {name} 应为小写字母开头的 snake_case")
    elif name in schema.RESERVED or name.startswith(schema.RESERVED_BEGINNINGS):
        source.wrong(where, f"字段名 {name} 是保留名，请换一个")
    if not isinstance(data, dict):
        source.wrong(where, f"字段 {name} 应写成 {{ label = …, kind = … }}")
        return None
    values = read_keys(source, where, data, schema.FIELD_KEYS, schema.FIELD_REQUIRED)
    if any(key not in values for key in schema.FIELD_REQUIRED):
        return None
    return Field(name=name, **values)


def _read_fields(source: Source, fields: Any) -> list[Field | None]:
    if not isinstance(fields, dict) or not fields:
        source.wrong(["fields"], "缺少 [fields]：每个字段一行，或一节 [fields.字段名]")
        return []
    return [_read_field(source, name, body) for name, body in fields.items()]


def _read_name(source: Source, path: Path) -> None:
    """The names of folder and file become the id, the SQL table and the address of the page."""
    category, table = path.parent.name, path.stem
    for name in (category, table):
        if not schema.NAME.fullmatch(name) or "__" in name:
            source.wrong([], f"文件夹名和文件名应为小写字母开头的 snake_case：{name}")
    if category in schema.RESERVED_CATEGORIES:
        source.wrong([], f"类别名 {category} 是保留名，请换一个")


def read_table(path: Path, name: str) -> tuple[Table | None, Source]:
    """Read one table file; the table is None when its mistakes leave no table."""
    source = Source(path, name)
    data = source.parse()
    if source.problems:
        return None, source
    _read_name(source, path)
    fields = data.pop("fields", None)
    values = read_keys(source, [], data, schema.TABLE_KEYS, schema.TABLE_REQUIRED)
    read = _read_fields(source, fields)
    if not read or any(key not in values for key in schema.TABLE_REQUIRED):
        return None, source
    good = tuple(with_boxes(field for field in read if field is not None))
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
        source = sources[table.id]
        if tuple(keys) not in source.told:  # a key that cannot be read causes no second mistake
            problems.append(source.problem(keys, text))
    if problems:
        raise DefinitionError(problems)
    return found
