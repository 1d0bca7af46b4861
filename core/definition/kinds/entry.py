"""The way from one raw cell to a parsed value that all kinds share."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Any, ClassVar, TypeAlias

from core.definition.cells import DateText, ErrorValue, Flag, MissingResult, Number
from core.definition.field import Field
from core.definition.kinds.base import BLANK, Finding, Kind, Parsed, Parser, Reading
from core.definition.kinds.characters import clean
from core.definition.kinds.findings import Unreadable, finding

EMPTY_IN_TEXT = frozenset(("无", "/", "-", "—", "N/A", "暂无"))
"""What people write into a free text for "nothing"; exactly these words."""
EMPTY_WORDS = EMPTY_IN_TEXT | frozenset(
    "没有 NULL null None none n/a N/a NA ／ － -- —— – \\ 空 无数据".split()
)
"""What people write into any other field for "nothing"."""

LONGEST = 30
"""Digits before or after the point beyond which a numeric cell is not looked at."""

Entered: TypeAlias = str | Number | Flag | DateText


class Notes:
    """What is noted while one value is read: repairs, and findings that do not reject it."""

    __slots__ = ("findings", "repairs")

    def __init__(self) -> None:
        self.repairs: list[str] = []
        self.findings: list[Finding] = []

    def find(self, code: str, /, **facts: object) -> None:
        """Note the finding of that code."""
        self.findings.append(finding(code, **facts))

    def parsed(self, value: Any) -> Parsed:
        """Return the value with all that was noted."""
        return Parsed(value, tuple(self.findings), "；".join(dict.fromkeys(self.repairs)))


Reader = Callable[[Entered, Notes], Any]


def entered(raw: object) -> Entered:
    """Return the raw value if there is something to read in it.

    Numbers of JSON are taken as numeric cells.  Raises ``Unreadable`` for error
    cells, formulas without a result and what is no single value.
    """
    if isinstance(raw, str | Number | Flag | DateText):
        return raw
    if isinstance(raw, ErrorValue):
        raise Unreadable("KIND-ERROR-VALUE", shown=raw.text)
    if isinstance(raw, MissingResult):
        raise Unreadable("KIND-NO-RESULT")
    if isinstance(raw, bool):
        return Flag("1" if raw else "0")
    if isinstance(raw, int | float | Decimal):
        return Number(str(raw), "general")
    raise Unreadable("KIND-SHAPE")


def amount_of(number: Number) -> Decimal:
    """Return the exact value of a numeric cell as the file holds it.

    Raises ``Unreadable`` for what is no finite number of a sensible size.
    """
    try:
        amount = Decimal(number.text)
    except InvalidOperation:
        raise Unreadable("KIND-SHAPE") from None
    if not amount.is_finite():
        raise Unreadable("KIND-SHAPE")
    if abs(amount.adjusted()) > LONGEST and amount:
        raise Unreadable("KIND-SCIENTIFIC")
    return amount


class EnteredKind(Kind):
    """A kind that reads one entered value; subclasses give ``reader``."""

    empty: ClassVar[frozenset[str]] = EMPTY_WORDS
    lines: ClassVar[bool] = False

    def reader(self, field: Field, reading: Reading) -> Reader:
        """Return the function that reads a clean, non-empty value of that field.

        It raises ``Unreadable`` for what it cannot read.
        """
        raise TypeError(f"{type(self).__name__} reads no values")

    def legal(self, field: Field, reading: Reading) -> Callable[[str], bool]:
        """Return whether a word for "empty" is a value of the field after all."""
        return lambda word: False

    def parser(self, field: Field, reading: Reading) -> Parser:
        """Return the function that reads one raw value of that field."""
        read, legal = self.reader(field, reading), self.legal(field, reading)
        empty, lines = self.empty, self.lines

        def parse(raw: Any) -> Parsed:
            if raw is None or raw == "":
                return BLANK
            notes = Notes()
            try:
                value = entered(raw)
                if isinstance(value, str):
                    value = clean(value, notes.repairs, lines)
                    if not value:
                        return BLANK
                    if value in empty and not legal(value):
                        return Parsed(None, (), f"“{value}”按空白处理")
                return notes.parsed(read(value, notes))
            except Unreadable as wrong:
                return Parsed(None, (wrong.finding,), rejected=True)

        return parse
