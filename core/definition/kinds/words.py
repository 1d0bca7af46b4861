"""Kinds of free text: one line, several lines, and the name of an attached file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from pathlib import PurePosixPath
from typing import Any, ClassVar

from core.definition.cells import DateText, Flag, Number
from core.definition.field import Field
from core.definition.kinds.base import ColumnParser, Kind, Parsed, Parser, Reading
from core.definition.kinds.characters import narrow, plain
from core.definition.kinds.entry import (
    EMPTY_IN_TEXT,
    Entered,
    EnteredKind,
    Notes,
    Reader,
    amount_of,
)
from core.definition.kinds.findings import Unreadable
from core.definition.kinds.patterns import full, wrong_pattern
from core.definition.kinds.serials import clock_of_serial, day_of_serial

EXACT_DIGITS = 15
"""Significant digits that Excel keeps of a number."""
_SCIENTIFIC = re.compile(r"[0-9](\.[0-9]+)?[Ee]\+[0-9]{1,3}")


def digits_of(number: Number) -> str:
    """Return a numeric cell as the digits that were meant.

    Raises ``Unreadable`` when Excel has dropped digits.
    """
    exact = amount_of(number)
    if exact == exact.to_integral_value():
        digits = str(int(exact))
        if len(digits.lstrip("-")) > EXACT_DIGITS:
            raise Unreadable("KIND-LOST-DIGITS")
        if number.format.startswith("zeros:"):
            return digits.zfill(int(number.format.removeprefix("zeros:")))
        return digits
    if number.format == "percent":
        exact *= 100
    shown = format(Decimal(f"{exact:.{EXACT_DIGITS}g}").normalize(), "f")
    return shown + "%" if number.format == "percent" else shown


def word_of(value: Entered, notes: Notes, date1904: bool) -> str:
    """Return what is entered as text; a number becomes its digits, a date ISO 8601."""
    if isinstance(value, str):
        return value
    if isinstance(value, Flag):
        return "TRUE" if value.text in ("1", "TRUE") else "FALSE"
    if isinstance(value, Number) and value.format not in ("date", "time"):
        notes.repairs.append("数字改为文本")
        return digits_of(value)
    notes.find("KIND-DATE-AS-TEXT")
    if isinstance(value, DateText):
        return value.text.removesuffix("T00:00:00")
    serial = amount_of(value)
    if value.format == "time":
        return clock_of_serial(serial)
    return day_of_serial(serial, date1904).isoformat()


def word_reader(reading: Reading) -> Callable[[Entered, Notes], str]:
    """Return the function that reads an identifier: half-width, whole, never rounded."""

    def read(value: Entered, notes: Notes) -> str:
        word = word_of(value, notes, reading.date1904)
        narrowed = narrow(word).strip()
        if narrowed != word:
            notes.repairs.append("全角改为半角")
        if _SCIENTIFIC.fullmatch(narrowed):
            raise Unreadable("KIND-SCIENTIFIC")
        return narrowed

    return read


class Text(EnteredKind):
    """One line of text, such as a name."""

    name = "text"
    title = "文本"
    keys = frozenset(("max", "pattern"))
    empty = EMPTY_IN_TEXT
    default_length: ClassVar[int] = 200

    def verify(self, field: Field) -> Iterable[str]:
        """Yield what is wrong with ``max`` and ``pattern``."""
        if field.max and not (field.max.isdecimal() and 1 <= int(field.max) <= 4000):
            yield "max 应为 1 至 4000 的整数（字符数）"
        if field.pattern and (wrong := wrong_pattern(field.pattern)):
            yield wrong

    def reader(self, field: Field, reading: Reading) -> Reader:
        """Return the function that reads a text of that field."""
        most = int(field.max or self.default_length)
        pattern = full(field.pattern) if field.pattern else None

        def read(value: Entered, notes: Notes) -> str:
            text = word_of(value, notes, reading.date1904)
            if _SCIENTIFIC.fullmatch(text) and not self.lines:
                raise Unreadable("KIND-SCIENTIFIC")
            if len(text) > most:
                raise Unreadable("KIND-TOO-LONG", length=len(text), most=most)
            if pattern is None or pattern.match(text):
                return text
            if pattern.match(narrowed := narrow(text).strip()):
                notes.repairs.append("全角改为半角")
                return narrowed
            notes.find("KIND-PATTERN", rule=_rule(field))
            return text

        return read

    def parser(self, field: Field, reading: Reading) -> Parser:
        """Return the function that reads one raw value; clean text takes a short way."""
        thorough = super().parser(field, reading)
        most = int(field.max or self.default_length)
        match = full(field.pattern).match if field.pattern else None
        empty = self.empty

        def parse(raw: Any) -> Parsed:
            if (
                type(raw) is str
                and 0 < len(raw) <= most
                and plain(raw)
                and raw not in empty
                and "+" not in raw
                and (match is None or match(raw))
            ):
                return Parsed(raw)
            return thorough(raw)

        return parse

    def column_parser(self, field: Field, reading: Reading) -> ColumnParser | None:
        """Return the function that reads many clean texts at once: they stay as they are."""
        most = int(field.max or self.default_length)
        match = full(field.pattern).match if field.pattern else None
        empty = self.empty

        def parse(raws: Sequence[Any]) -> Sequence[Any] | None:
            clean = (
                set(map(type, raws)) == {str}
                and min(map(len, raws)) > 0
                and max(map(len, raws)) <= most
                and _all_plain("|".join(raws))
                and empty.isdisjoint(raws)
                and (match is None or all(map(match, raws)))
            )
            return raws if clean else None

        return parse


def _all_plain(joined: str) -> bool:
    """Tell whether texts, joined by ``|``, can be read as they stand; in doubt not."""
    return plain(joined) and not any(part in joined for part in ("+", "| ", " |"))


def _rule(field: Field) -> str:
    """Return in people's words what a text of the field must look like."""
    if field.note:
        return f"要求：{field.note}"
    return f"例如 {field.example}。" if field.example else f"要求的格式：{field.pattern}"


class LongText(Text):
    """Text of several lines, such as a description."""

    name = "longtext"
    title = "长文本"
    lines = True
    default_length = 4000
    widget = "textarea"


class Attachment(Text):
    """The name of an attached file; the file itself is kept apart."""

    name = "attachment"
    title = "附件"
    keys = frozenset(("max", "extensions"))
    widget = "file"

    def verify(self, field: Field) -> Iterable[str]:
        """Yield what is wrong with ``max`` and ``extensions``."""
        yield from super().verify(field)
        for extension in field.extensions:
            if not re.fullmatch(r"[a-z0-9]{1,8}", extension):
                yield f"extensions 里的 {extension} 应为不带点的小写扩展名，如 pdf"

    def reader(self, field: Field, reading: Reading) -> Reader:
        """Return the function that reads a file name of that field."""
        read_text = super().reader(field, reading)
        most = int(field.max or self.default_length)

        def read(value: Entered, notes: Notes) -> str:
            name = str(read_text(value, notes))
            if re.search(r"[/\\:*?\"<>|]", name) or name.strip(".") == "":
                raise Unreadable("KIND-FILE-NAME", most=most)
            extension = PurePosixPath(name.lower()).suffix.removeprefix(".")
            if field.extensions and extension not in field.extensions:
                notes.find("KIND-EXTENSION", allowed="、".join(field.extensions))
            return name

        return read

    def parser(self, field: Field, reading: Reading) -> Parser:
        """Return the function that reads one raw value."""
        return EnteredKind.parser(self, field, reading)


KINDS: tuple[Kind, ...] = (Text(), LongText(), Attachment())
