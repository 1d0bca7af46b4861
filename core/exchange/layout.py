"""How a table lies on a sheet: the lines above, the header, the columns.

Templates and exports share it, so that an export can be mended and imported again.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from core.definition.field import Field
from core.definition.kinds.base import Kind, Reading
from core.definition.table import Table
from core.exchange.importing.labels import ENGINE_LABELS, REMARK, ROW_ID, Labels

DEPARTMENT = "row_department"
DEPARTMENT_HEADING = "【填报部门】"
"""In brackets, so that the import takes the column for none of the table's."""
HEADER_ROW = 5
"""The row of the header, counted from 1."""
LINES_ABOVE = HEADER_ROW - 1
NARROWEST, WIDEST = 9, 32
WIDTHS = {"longtext": 40, "id_card": 20, "credit_code": 20, "email": 22, "phone": 14, "date": 11}
"""How wide the values of some kinds are."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the sheet; ``field`` and ``kind`` are None for the engine's own."""

    name: str
    heading: str
    width: int
    number_format: str = "@"
    field: Field | None = None
    kind: Kind | None = None
    hidden: bool = False

    @property
    def required(self) -> bool:
        """Whether every row must fill it."""
        return self.field is not None and self.field.required and not self.field.when

    @property
    def computed(self) -> bool:
        """Whether the engine fills it."""
        return self.field is not None and self.field.computed


@dataclass(frozen=True)
class Layout:
    """A table on a sheet in a round, for one department or (blank) for several."""

    table: Table
    kinds: Mapping[str, Kind]
    reading: Reading
    department: str = ""
    """The name of the department that fills it."""
    with_departments: bool = False
    """Whether a column tells each row's department."""

    @cached_property
    def labels(self) -> Labels:
        """The headings under which the import knows the fields."""
        return Labels(self.table)

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The columns from left to right: the table's, the remark, the hidden row id."""
        first = [Column(DEPARTMENT, DEPARTMENT_HEADING, 18)] if self.with_departments else []
        own = (self._column(field) for field in self.table.fields)
        remark = Column(REMARK, remark_heading(self.table), 24)
        return (*first, *own, remark, Column(ROW_ID, ROW_ID, NARROWEST, hidden=True))

    def _column(self, field: Field) -> Column:
        kind = self.kinds[field.kind]
        text = heading(field)
        width = max(width_of(text), WIDTHS.get(field.kind, NARROWEST))
        return Column(field.name, text, width, kind.cell_format, field, kind)

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """What stands above the header: title, period with real dates, owner, legend."""
        table, calendar = self.table, self.reading.calendar
        filled = f"　填报部门：{self.department}" if self.department else ""
        return (
            table.title,
            f"{calendar.caption(table.period)}　（{calendar.year} 年采集批次）",
            f"表号：{table.number}　负责部门：{table.owner}{filled}",
            "带 * 的栏目必填；灰色栏目由系统计算，不用填；各栏的要求见表头批注和“填表说明”。",
        )

    @cached_property
    def frozen_columns(self) -> int:
        """How many leading columns stay in sight: those of the key that come first."""
        names = [column.name for column in self.columns]
        kept = 0
        while kept < 2 and names[kept] in (DEPARTMENT, *self.table.key):
            kept += 1
        return kept


def heading(field: Field) -> str:
    """Return the heading of a field: a star if it is required, the label, the unit."""
    star = "*" if field.required and not field.when and not field.computed else ""
    unit = f"（{field.unit}）" if field.unit and field.unit not in field.label else ""
    return f"{star}{field.label}{unit}"


def remark_heading(table: Table) -> str:
    """Return the heading of the remark, by another name where a field is called so."""
    label = next(iter(ENGINE_LABELS))
    return label if Labels(table).field(label) == REMARK else REMARK


def width_of(text: str) -> int:
    """Return the width of a column for its heading, which may take two lines."""
    wide = columns_of(text)
    return min(max(wide + 3 if wide <= 14 else wide // 2 + 5, NARROWEST), WIDEST)


def columns_of(text: str) -> int:
    """Return how wide a text is, in the width of a digit."""
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)


def lines_of(text: str, width: int) -> int:
    """Return how many lines a text takes in a column of that width."""
    return sum(max(1, -(-columns_of(line) // width)) for line in text.split("\n"))
