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
INDEX = re.compile(r"[0-9]{1,9}")


class Numbers(dict[str, Number]):
    """The numbers of one format by their digits: a repeated number is one object."""

    def __init__(self, number_format: str) -> None:
        super().__init__()
        self.format = number_format

    def __missing__(self, text: str) -> Number:
        if len(self) >= REMEMBERED:
            self.clear()
        number = self[text] = Number(text, self.format)
        return number


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
        self._numbers: dict[str | None, Numbers] = {}

    def numbers(self, style: str | None) -> Numbers:
        """Return the memo of numbers with this style id; an unknown style is General."""
        numbers = self._numbers.get(style)
        if numbers is None:
            numbers = self._numbers[style] = Numbers(self._format(style))
        return numbers

    def _text(self, value: str) -> str | None:
        text = cell_text(value)
        if text is not None and len(text) > self._limit:
            raise FileRefused("FILE-CELL-TOO-LONG", place="工作表中", limit=self._limit)
        return text

    def _format(self, style: str | None) -> str:
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
        if value is not None and kind not in ("n", "s", "b", "e", "d"):
            return self._text(value)
        bare = "" if value is None else value.strip(XML_BLANKS)
        if not bare:
            return None if formula is None else MissingResult(formula)
        if kind == "n":
            return self.numbers(style)[bare]
        if kind == "s":
            return self.shared(bare)
        if kind == "b":
            return Flag(FLAGS.get(bare, bare.upper()))
        if kind == "e":
            return ErrorValue(bare)
        return DateText(bare)
