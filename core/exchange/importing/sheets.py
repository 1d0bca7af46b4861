"""Choosing the sheets of a workbook that hold rows of a table, with their headers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, takewhile
from typing import Protocol

from core.definition.table import Table
from core.errors import Refused
from core.exchange.importing.columns import Columns, DoubtfulColumn, map_columns
from core.exchange.importing.headers import SEARCHED, Header, find_header, text_of
from core.exchange.importing.heading_units import unit_above
from core.exchange.importing.labels import GUIDANCE, OPTIONS, Labels
from core.exchange.marking import is_issue_sheet
from core.exchange.reading import SheetInfo, SheetRow


class Readable(Protocol):
    """A workbook opened for reading, here or in a child process."""

    sheets: list[SheetInfo]

    def rows(self, sheet_index: int, start: int = 1) -> Iterator[SheetRow]:
        """Yield the rows of a sheet."""


@dataclass(frozen=True, slots=True)
class DataSheet:
    """A sheet that holds rows of the table: its header and what its columns mean."""

    info: SheetInfo
    header: Header
    columns: Columns
    unit: str = ""
    """The unit of money that a line above the header states."""


@dataclass(frozen=True, slots=True)
class MappingQuestion:
    """Columns whose meaning must be told before anything is read."""

    columns: tuple[DoubtfulColumn, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """The sheets to read, and the others with the reason why not."""

    sheets: tuple[DataSheet, ...]
    skipped: tuple[tuple[str, str], ...]

    @property
    def doubtful(self) -> tuple[DoubtfulColumn, ...]:
        """The doubtful columns of all the sheets."""
        return tuple(chain.from_iterable(sheet.columns.doubtful for sheet in self.sheets))


def _top(rows: Iterable[SheetRow]) -> list[SheetRow]:
    return list(takewhile(lambda row: row.number <= SEARCHED, rows))


def _missing_key(table: Table, columns: Columns) -> list[str]:
    mapped = set(columns.fields.values())
    return [
        table.field(name).label
        for name in table.key
        if name not in mapped and table.field(name).required and not table.field(name).when
    ]


def _first_text(rows: Sequence[SheetRow]) -> str:
    return next((text_of(cell) for row in rows[:1] for cell in row.cells if cell), "")


def choose_sheets(workbook: Readable, table: Table, answers: Mapping[str, str]) -> Choice:
    """Find the sheets with a header of the table; raises ``Refused`` when there is none."""
    labels = Labels(table)
    chosen: list[DataSheet] = []
    skipped: list[tuple[str, str]] = []
    lacking: list[tuple[str, list[str]]] = []
    for info in workbook.sheets:
        if info.state != "visible":
            if info.state == "hidden":
                skipped.append((info.name, "隐藏的工作表没有导入"))
            continue
        top = _top(workbook.rows(info.index))
        if is_issue_sheet(info.name, _first_text(top)):
            continue
        header = find_header(top, labels)
        if header is None:
            if info.name not in (GUIDANCE, OPTIONS):
                skipped.append((info.name, "没有找到本表的表头"))
            continue
        columns = map_columns(info.name, header, labels, answers)
        missing = _missing_key(table, columns)
        if missing and not columns.doubtful:
            lacking.append((info.name, missing))
            skipped.append((info.name, f"缺少必须有的列：{'、'.join(missing)}"))
            continue
        chosen.append(DataSheet(info, header, columns, unit_above(top, header.first)))
    if not chosen:
        raise Refused(_nothing(table, lacking))
    return Choice(tuple(chosen), tuple(skipped))


def _nothing(table: Table, lacking: list[tuple[str, list[str]]]) -> str:
    if lacking:
        sheet, missing = lacking[0]
        return (
            f"工作表“{sheet}”缺少“{table.title}”的主键栏目：{'、'.join(missing)}。系统靠它认出"
            "每一行。请补上这些列，或用本表的模板填写后再上传。"
        )
    needed = [f.label for f in table.fields if f.name in table.key or f.required][:8]
    return (
        f"没有找到“{table.title}”的表头：前 {SEARCHED} 行里没有 {'、'.join(needed)} 等栏目。"
        "请检查是否选错了表，或下载模板填写。"
    )
