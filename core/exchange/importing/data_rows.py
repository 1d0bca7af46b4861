"""Telling rows of data from blanks, totals and notes below the data."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from core.definition.cells import Cell
from core.exchange.importing.headers import text_of
from core.exchange.reading import SheetRow

_TOTALS = ("合计", "总计", "小计", "共计", "累计")
_NOTE = re.compile(
    r"^(注|说明|备注|填表|填报|制表|审核|复核|负责人|联系|单位|部门|日期|电话|签字|盖章|[（(]?注[)）]?)"
    r".{0,6}[:：]|^(注|说明|备注)|^[*※]|^[（(]?\d+[)）.、].{8,}"
)
_FIRST = frozenset("合总小共累本全注说备填制审复负联单部日电签盖（(*※0123456789 \u3000\t\n")
"""What a total or a note can begin with: most keys are told apart by one look."""


_TOTAL_ONLY = re.compile(r"(本页|本表|全部)?(合计|总计|小计|共计|累计)[:：]?")


def _is_total(text: str) -> bool:
    bare = text.replace(" ", "").replace("\u3000", "")
    return bare.startswith(_TOTALS) or _TOTAL_ONLY.fullmatch(bare) is not None


@dataclass
class RowSorter:
    """Sorts the rows of one sheet; keeps what was passed over, to be told.

    ``keys`` are the positions of required key columns, ``columns`` those of all
    mapped columns; both count from 0.
    """

    keys: Sequence[int]
    columns: Sequence[int]
    notes: list[tuple[int, str]] = field(default_factory=list)
    hidden: list[int] = field(default_factory=list)

    def data(self, rows: Iterable[SheetRow]) -> Iterator[SheetRow]:
        """Yield the rows that hold data, rows with a blank key among them."""
        first = self.keys[0] if self.keys else None
        for row in rows:
            cells = row.cells
            if first is not None and first < len(cells):
                cell = cells[first]
                if (
                    cell is not None
                    and not (isinstance(cell, str) and (not cell.strip() or self._told(cell)))
                    and not (first and self._total_before(cells[:first]))
                ):
                    if row.hidden:
                        self.hidden.append(row.number)
                    yield row
                    continue
            if self._is_data(row):
                if row.hidden:
                    self.hidden.append(row.number)
                yield row

    @staticmethod
    def _told(text: str) -> bool:
        if text[0] not in _FIRST:
            return False
        return _is_total(text) or bool(_NOTE.match(text.strip()))

    @staticmethod
    def _total_before(cells: Sequence[Cell]) -> bool:
        """Whether the first text left of the key says that the row is a total."""
        text = next((cell for cell in cells if cell), None)
        if not isinstance(text, str):
            return False
        return _TOTAL_ONLY.fullmatch(text.replace(" ", "").replace("\u3000", "")) is not None

    def _is_data(self, row: SheetRow) -> bool:
        texts = [(i, text) for i, cell in enumerate(row.cells) if (text := text_of(cell))]
        if not texts:
            return False
        position, text = texts[0]
        mapped = [i for i, _ in texts if i in self.columns]
        is_note = _NOTE.match(text) is not None and len(mapped) <= max(2, len(self.columns) // 3)
        loose = len(texts) == 1 and (position not in self.columns or len(text) > 15)
        if _is_total(text) or is_note or loose or not mapped:
            self.notes.append((row.number, text))
            return False
        return True
