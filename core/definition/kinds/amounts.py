"""What all kinds of numbers share: reading a number exactly, in the unit of the field."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Context, Decimal, InvalidOperation
from typing import Any, ClassVar

from core.definition.cells import Number
from core.definition.field import Field
from core.definition.kinds.base import Reading
from core.definition.kinds.bounds import bound_of, bounds_of
from core.definition.kinds.characters import narrow
from core.definition.kinds.entry import Entered, EnteredKind, Notes, Reader, amount_of
from core.definition.kinds.findings import Unreadable
from core.definition.kinds.scaled import SCALE_PLACES, tidy
from core.definition.kinds.units import conversion

MOST_DIGITS = 18
EXCEL_DIGITS = 15
_AS_SHOWN = Context(prec=EXCEL_DIGITS)
_EXACT = Context(prec=60)
_TYPED = re.compile(
    r"\A¥? ?(?P<sign>[+-]?)¥? ?(?P<digits>[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+|(?=\.))"
    r"(?P<fraction>\.[0-9]+)? ?(?P<unit>[^0-9.,+_¥-][^0-9.,+_-]{0,9}[23]?)?\Z"
)
_SCIENTIFIC = re.compile(r"\A[+-]?[0-9.]+[Ee][+-]?[0-9]+\Z")
_CURRENCY_CODE = re.compile(r"\A(?:RMB|CNY) ?(?=[0-9+-])", re.IGNORECASE)


class Amount(EnteredKind):
    """What all numbers have in common."""

    numeric = True
    keys = frozenset(("min", "max"))
    widget = "number"
    cell_format = "General"
    example: ClassVar[str] = "12.5"
    default_unit: ClassVar[str] = ""

    def verify(self, field: Field) -> Iterable[str]:
        """Yield what is wrong with ``min``, ``max`` and ``places``."""
        bounds = []
        for key in ("min", "max"):
            try:
                bound = bound_of(getattr(field, key))
            except InvalidOperation:
                yield f"{key} 应为数字"
            else:
                bounds += [] if bound is None else [bound]
        if len(bounds) == 2 and bounds[0] > bounds[1]:
            yield "min 不应大于 max"
        if field.places is not None and not 0 <= field.places <= SCALE_PLACES:
            yield f"places 应为 0 至 {SCALE_PLACES}"

    def unit(self, field: Field) -> str:
        """Return the unit in which the field is typed and stored."""
        return field.unit or self.default_unit

    def settled(self, value: Decimal, field: Field, notes: Notes) -> Any:
        """Return the value as this kind keeps it; raises ``Unreadable`` if it cannot."""
        return value

    def reader(self, field: Field, reading: Reading) -> Reader:
        """Return the function that reads a number of that field."""
        unit = self.unit(field)
        within = bounds_of(field)

        def read(value: Entered, notes: Notes) -> Any:
            if isinstance(value, str):
                amount = self._typed(value, unit, field, notes)
            elif isinstance(value, Number):
                amount = self._numeric(value)
            else:
                raise Unreadable("KIND-NUMBER", example=self.example)
            amount = self.settled(amount, field, notes)
            within(amount, notes)
            return amount

        return read

    def _numeric(self, number: Number) -> Decimal:
        """Return the value of a numeric cell as Excel shows it, without float noise."""
        if number.format in ("date", "time"):
            raise Unreadable("KIND-NUMBER-DATE")
        exact = amount_of(number)
        if exact != exact.to_integral_value():
            exact = exact.normalize(_AS_SHOWN)
        return exact * 100 if number.format == "percent" else exact

    def _typed(self, text: str, unit: str, field: Field, notes: Notes) -> Decimal:
        """Return the value of a typed number, converted to the unit of the field."""
        narrowed = _CURRENCY_CODE.sub("¥", narrow(text))
        if _SCIENTIFIC.match(narrowed):
            raise Unreadable("KIND-SCIENTIFIC")
        found = _TYPED.match(narrowed)
        if found is None:
            raise Unreadable("KIND-NUMBER", example=self.example)
        if narrowed != text:
            notes.repairs.append("全角改为半角")
        digits = found["digits"].replace(",", "") + (found["fraction"] or "")
        if len(digits) > 2 * MOST_DIGITS:
            raise Unreadable("KIND-SIZE", limit=f"最多 {MOST_DIGITS} 位数字")
        if "," in narrowed or "¥" in narrowed:
            notes.repairs.append("去掉千分位逗号或货币符号")
        amount = Decimal(found["sign"] + digits)
        return self._converted(amount, found["unit"] or "", unit, field, notes)

    def _converted(
        self, amount: Decimal, typed: str, unit: str, field: Field, notes: Notes
    ) -> Decimal:
        if not typed:
            return amount
        factor = conversion(typed, unit)
        if factor is None:
            raise Unreadable("KIND-UNIT", unit=unit) if unit else Unreadable("KIND-NO-UNIT")
        if factor == 1:
            notes.repairs.append(f"去掉单位“{typed}”")
            return amount
        result = tidy(_EXACT.multiply(amount, factor))
        told = "" if field.sensitive else f"：{amount:f} {typed} 等于 {result:f} {unit}"
        notes.repairs.append(f"按单位换算{told}")
        return result

    def typed(self, value: Any, field: Field) -> str:
        """Return the digits as one would type them."""
        return format(value, "f")

    def text(self, value: Any, field: Field, reading: Reading) -> str:
        """Return the number with thousands separated."""
        return format(value, ",f")

    def cell(self, value: Any, field: Field, reading: Reading) -> Any:
        """Return the number; as text when it has more digits than Excel keeps."""
        digits = self.typed(value, field)
        return value if sum(map(str.isdigit, digits)) <= EXCEL_DIGITS else digits
