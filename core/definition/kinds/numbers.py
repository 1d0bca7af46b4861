"""Kinds of numbers: exact, finite, bounded, in the unit of the field."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, ClassVar

import sqlalchemy as sa

from core.definition.cells import Number
from core.definition.field import Field
from core.definition.kinds.amounts import EXCEL_DIGITS, MOST_DIGITS, Amount
from core.definition.kinds.base import ColumnParser, Kind, Parsed, Parser, Reading
from core.definition.kinds.bounds import bound_of
from core.definition.kinds.entry import Entered, EnteredKind, Notes, Reader
from core.definition.kinds.findings import Unreadable
from core.definition.kinds.scaled import SCALE_PLACES, Scaled, scaled, tidy, unscaled

LARGEST_INTEGER = 2**53 - 1
LARGEST_DECIMAL = Decimal(10**12)


class Integer(Amount):
    """A whole number."""

    name = "integer"
    title = "整数"
    cell_format = "0"
    example = "12"

    def column(self) -> sa.types.TypeEngine[Any]:
        """Return BIGINT."""
        return sa.BigInteger()

    def settled(self, value: Decimal, field: Field, notes: Notes) -> int:
        """Return the value as int."""
        if value != value.to_integral_value():
            raise Unreadable("KIND-INTEGER")
        if abs(value) > LARGEST_INTEGER:
            raise Unreadable("KIND-SIZE", limit="最多 15 位数字")
        return int(value)

    def text(self, value: Any, field: Field, reading: Reading) -> str:
        """Return the number with thousands separated."""
        return format(value, ",d")

    def typed(self, value: Any, field: Field) -> str:
        """Return the digits."""
        return str(value)

    def parser(self, field: Field, reading: Reading) -> Parser:
        """Return the function that reads one raw value; short plain digits take a short way."""
        thorough = super().parser(field, reading)
        unbounded = not (field.min or field.max)
        least = bound_of(field.min) or Decimal(-LARGEST_INTEGER)
        most = bound_of(field.max)

        def parse(raw: Any) -> Parsed:
            if type(raw) is Number and raw.format in ("general", "number", "text"):
                digits = raw.text
                if len(digits) <= EXCEL_DIGITS and digits.isascii() and digits.isdecimal():
                    value = int(digits)
                    if unbounded or (value >= least and (most is None or value <= most)):
                        return Parsed(value)
            return thorough(raw)

        return parse


def _plain_digits(places: int | None) -> re.Pattern[str]:
    """Return the pattern of numbers that are kept as they are written in the file."""
    most = SCALE_PLACES if places is None else places
    fraction = rf"(?:\.[0-9]{{0,{most - 1}}}[1-9])?" if most else ""
    return re.compile(rf"[0-9]{{1,12}}{fraction}")


class Exact(Amount):
    """A decimal number."""

    name = "decimal"
    title = "小数"
    keys = frozenset(("min", "max", "places"))
    converts = True
    default_places: ClassVar[int | None] = None

    def column(self) -> sa.types.TypeEngine[Any]:
        """Return the exact type: millionths in BIGINT."""
        return Scaled()

    def stored(self, value: Any) -> int:
        """Return the millionths."""
        return scaled(value)

    def loaded(self, stored: Any) -> Decimal:
        """Return the number for the millionths."""
        return unscaled(int(stored))

    def places(self, field: Field) -> int | None:
        """Return how many decimal places the field allows; None when it does not say."""
        return self.default_places if field.places is None else field.places

    def settled(self, value: Decimal, field: Field, notes: Notes) -> Decimal:
        """Return the value with at most six decimal places."""
        if abs(value) >= LARGEST_DECIMAL:
            raise Unreadable("KIND-SIZE", limit="应小于 1 万亿")
        value = tidy(value)
        exponent = -int(value.as_tuple().exponent)
        places = self.places(field)
        if places is not None and exponent > places:
            notes.find("KIND-PLACES", places=places)
        if exponent > SCALE_PLACES:
            if len(value.as_tuple().digits) > MOST_DIGITS:
                raise Unreadable("KIND-SIZE", limit=f"最多 {MOST_DIGITS} 位数字")
            notes.repairs.append(f"四舍五入到 {SCALE_PLACES} 位小数")
            value = tidy(value.quantize(Decimal(1).scaleb(-SCALE_PLACES), "ROUND_HALF_UP"))
        return value

    def parser(self, field: Field, reading: Reading) -> Parser:
        """Return the function that reads one raw value; plain numeric cells take a short way."""
        thorough = super().parser(field, reading)
        plain = _plain_digits(self.places(field)).fullmatch
        least, most = bound_of(field.min), bound_of(field.max)

        def parse(raw: Any) -> Parsed:
            if (
                type(raw) is Number
                and raw.format in ("general", "number")
                and len(raw.text) <= EXCEL_DIGITS
                and plain(raw.text)
            ):
                value = Decimal(raw.text)
                if (least is None or value >= least) and (most is None or value <= most):
                    return Parsed(value)
            return thorough(raw)

        return parse

    def column_parser(self, field: Field, reading: Reading) -> ColumnParser:
        """Return the function that reads many plain numeric cells at once."""
        plain = _plain_digits(self.places(field)).fullmatch
        least, most = bound_of(field.min), bound_of(field.max)

        def parse(raws: Sequence[Any]) -> Sequence[Any] | None:
            if set(map(type, raws)) != {Number}:
                return None
            texts, formats = zip(*raws, strict=True)
            if not (
                {"general", "number"}.issuperset(formats)
                and max(map(len, texts)) <= EXCEL_DIGITS
                and all(map(plain, texts))
            ):
                return None
            values = list(map(Decimal, texts))
            low = least is not None and min(values) < least
            return None if low or (most is not None and max(values) > most) else values

        return parse

    def text(self, value: Any, field: Field, reading: Reading) -> str:
        """Return the number with thousands separated and at least the field's places."""
        places = max(self.places(field) or 0, -int(value.as_tuple().exponent))
        return format(value, f",.{places}f")


class Money(Exact):
    """An amount of money in the unit of the field, two decimal places unless it says more."""

    name = "money"
    title = "金额"
    cell_format = "#,##0.00"
    default_places = 2
    default_unit = "元"


class Percent(Exact):
    """A rate as a percentage: 12.5 is 12.5 %."""

    name = "percent"
    title = "百分比"
    default_unit = "%"

    def parser(self, field: Field, reading: Reading) -> Parser:
        """Return the function that reads one raw value; every number may be a fraction."""
        return EnteredKind.parser(self, field, reading)

    def unit(self, field: Field) -> str:
        """Return the per-cent sign."""
        return "%"

    def reader(self, field: Field, reading: Reading) -> Reader:
        """Return the function that reads a percentage; a bare fraction is doubted."""
        read_number = super().reader(field, reading)

        def read(value: Entered, notes: Notes) -> Any:
            rate = read_number(value, notes)
            signed = value.endswith(("%", "％")) if isinstance(value, str) else False
            shown = isinstance(value, Number) and value.format == "percent"
            if 0 < rate < 1 and not signed and not shown:
                notes.find("KIND-RATIO")
            return rate

        return read

    def text(self, value: Any, field: Field, reading: Reading) -> str:
        """Return the number with the per-cent sign."""
        return super().text(value, field, reading) + "%"


KINDS: tuple[Kind, ...] = (Integer(), Exact(), Money(), Percent())
