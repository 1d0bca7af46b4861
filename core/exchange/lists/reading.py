"""Reading a list from a workbook: the header wherever it is, columns by label, cells by kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from core.definition.kinds.base import Kind, Parser
from core.definition.table import Table
from core.errors import Refused
from core.exchange.importing.columns import letter
from core.exchange.importing.data_rows import RowSorter
from core.exchange.importing.opening import open_sent
from core.exchange.importing.sheets import DataSheet, choose_sheets
from core.exchange.lists.forms import lists_reading
from core.exchange.lists.planned import CellFault, Raw
from core.exchange.reading import SheetRow

MOST = 20_000
"""More lines than any college has people."""


class ReadList(NamedTuple):
    """The rows of a list, the rows that were passed over, the columns that mean nothing here."""

    rows: tuple[Raw, ...]
    passed_over: tuple[tuple[int, str], ...]
    ignored: tuple[tuple[str, str], ...]


def read_list(
    path: Path, file_name: str, table: Table, kinds: Mapping[str, Kind], year: int
) -> ReadList:
    """Read the one sheet that holds the list.

    Raises ``FileRefused`` for a file that cannot be read, and ``Refused`` when there is no
    such list in it or when it stands on two sheets.
    """
    with open_sent(path, file_name) as workbook:
        choice = choose_sheets(workbook, table, {})
        if len(choice.sheets) > 1:
            names = "、".join(sheet.info.name for sheet in choice.sheets)
            raise Refused(f"有几张工作表都是“{table.title}”：{names}。请只留一张")
        reading = lists_reading(year, workbook.date1904)
        parsers = {f.name: kinds[f.kind].parser(f, reading) for f in table.fields}
        sheet = choice.sheets[0]
        rows = workbook.rows(sheet.info.index, sheet.header.last + 1)
        return _read(sheet, rows, table, parsers)


def _read(
    sheet: DataSheet, rows: Iterator[SheetRow], table: Table, parsers: Mapping[str, Parser]
) -> ReadList:
    positions = {name: position for position, name in sheet.columns.fields.items()}
    keys = [positions[n] for n in ("name",) if n in positions]
    sorter = RowSorter(keys, [*positions.values()])
    found: list[Raw] = []
    for row in sorter.data(rows):
        if len(found) == MOST:
            raise Refused(f"“{table.title}”最多 {MOST} 行，请核对文件")
        found.append(_row(row, table, positions, parsers))
    if not found:
        raise Refused(f"“{table.title}”下面没有数据行")
    columns = sheet.columns
    doubtful = ((one.column, one.label) for one in columns.doubtful)
    ignored = (*columns.ignored, *columns.twice, *doubtful)
    return ReadList(tuple(found), tuple(sorter.notes), ignored)


def _row(
    row: SheetRow, table: Table, positions: Mapping[str, int], parsers: Mapping[str, Parser]
) -> Raw:
    columns = {name: letter(position) for name, position in positions.items() if name in parsers}
    values: dict[str, Any] = {}
    faults: list[CellFault] = []
    for name, column in columns.items():
        cell = row.cells[positions[name]] if positions[name] < len(row.cells) else None
        parsed = parsers[name](cell)
        field = table.field(name)
        values[name] = parsed.value
        faults += [
            CellFault(row.number, column, field.label, finding.text)
            for finding in parsed.findings if parsed.rejected or finding.severity == "error"
        ]
        if field.required and parsed.value is None and not parsed.rejected:
            faults.append(CellFault(row.number, column, field.label, f"请填写{field.label}"))
    return Raw(row.number, values, columns, faults)
