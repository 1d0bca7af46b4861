"""From what stands in a cell's XML to the cell: one meaning for the fast and the safe reader."""

from __future__ import annotations

import re
from collections.abc import Sequence

from core.definition.cells import (
    Cell,
    DateText,
    ErrorValue,
    Flag,
    MissingResult,
    Number,
)
from core.exchange.reading.limits import DEFAULT_LIMITS, Limits
from core.exchange.reading.refusals import FileRefused
from core.exchange.reading.text import XML_BLANKS, cell_text

REMEMBERED = 50_000
FLAGS = {"1": "TRUE", "0": "FALSE"}
STRIPPED_KINDS = frozenset("nsbed")
INDEX = re.compile(r"[0-9]{1,9}")


class CellValues:
    """Resolves cells with the strings and formats of one workbook.

    ``strings`` are the shared strings, ``formats`` the number format class of each style.
    """

    def __init__(
        self,
        strings: Sequence[str | None],
        formats: Sequence[str],
        limits: Limits = DEFAULT_LIMITS,
    ) -> None:
        self.strings = strings
        self._limit = limits.cell_characters
        self._formats = formats

    def _text(self, value: str) -> str | None:
        text = cell_text(value)
        if text is not None and len(text) > self._limit:
            raise FileRefused("FILE-CELL-TOO-LONG", place="工作表中", limit=self._limit)
        return text

    def format(self, style: str | None) -> str:
        """Return the number format class of a style id; an unknown style is General."""
        number = int(style) if style and INDEX.fullmatch(style) else 0
        return self._formats[number] if number < len(self._formats) else "general"

    def shared(self, index: str) -> str | None:
        """Return a shared string; raises ``FileRefused`` when there is none of this index."""
        index = index.strip(XML_BLANKS)
        if not INDEX.fullmatch(index) or int(index) >= len(self.strings):
            raise FileRefused("FILE-DAMAGED", detail=f"缺少第 {index[:20]} 个共享字符串")
        return self.strings[int(index)]

    def resolve(self, kind: str, style: str | None, value: str | None, formula: str | None) -> Cell:
        """Return the cell of type ``kind`` with text ``value``, both as an XML parser gives them.

        ``formula`` is None for a cell without one.  Raises ``FileRefused`` for a shared string
        that does not exist and for a text over the limit.
        """
        if value is not None and kind not in STRIPPED_KINDS:
            return self._text(value)
        bare = "" if value is None else value.strip(XML_BLANKS)
        if not bare:
            return None if formula is None else MissingResult(formula)
        if kind == "n":
            return Number(bare, self.format(style))
        if kind == "s":
            return self.shared(bare)
        if kind == "b":
            return Flag(FLAGS.get(bare, bare.upper()))
        if kind == "e":
            return ErrorValue(bare)
        return DateText(bare)


class CellReader(dict[str | None, Cell]):
    """The cells of one type and style by their text, each resolved when first met."""

    def __init__(self, kind: str, style: str | None, values: CellValues) -> None:
        super().__init__()
        self.kind = kind
        self.keeps_blanks = kind not in STRIPPED_KINDS
        self._style = style
        self._values = values

    def __missing__(self, value: str | None) -> Cell:
        if len(self) >= REMEMBERED:
            self.clear()
        cell = self[value] = self.resolve(value, None)
        return cell

    def resolve(self, value: str | None, formula: str | None) -> Cell:
        """Resolve one cell without remembering it."""
        return self._values.resolve(self.kind, self._style, value, formula)
