"""The unit in which a sheet gives its numbers, where that is not the unit of the field.

A heading may say 金额（元）, or a line above the table 单位：元, for a field in 万元:
plain numbers below it are then read in the unit that stands there, and converted.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Context, Decimal, InvalidOperation
from typing import Any

from core.definition.cells import Number
from core.definition.kinds.amounts import Amount
from core.definition.kinds.base import Kind, Parsed, Parser
from core.definition.kinds.units import conversion, unit_of
from core.definition.table import Table
from core.exchange.importing.headers import text_of
from core.exchange.reading import SheetRow

_IN_BRACKETS = re.compile(r"[(（\[【](?:单位[:：]?)?\s*([^()（）\[\]【】]{1,12})[)）\]】]$")
_ABOVE = re.compile(
    r"(?:^|金额|货币|[\s（(，,；;])单位[:：]\s*(?:人民币)?([百千万亿]*元)(?=$|[\s）)，,；;])"
)
_PLAIN = re.compile(r"[+-]?[0-9０-９]+(?:[,，][0-9０-９]{3})*(?:[.．][0-9０-９]+)?")
_AS_SHOWN = Context(prec=15)
_MONEY = unit_of("元").base


def unit_above(rows: Sequence[SheetRow], header: int) -> str:
    """Return the unit of money that a line above the header row states, or an empty string."""
    for row in rows:
        if row.number >= header:
            break
        for cell in row.cells:
            if found := _ABOVE.search(text_of(cell)):
                return found[1]
    return ""


def heading_units(
    headings: Mapping[int, str], fields: Mapping[int, str], above: str, table: Table,
    kinds: Mapping[str, Kind],
) -> dict[str, str]:
    """Return by field the unit its column is in, for those that must be converted.

    ``fields`` maps positions to field names.  What stands above the table counts
    only for a table of which all money is in one unit.
    """  # fmt: skip
    wanted = {
        name: kind.unit(table.field(name))
        for name in fields.values()
        if name in table.by_name and isinstance(kind := kinds[table.field(name).kind], Amount)
    }
    money = {unit for unit in wanted.values() if unit_of(unit).base == _MONEY}
    found: dict[str, str] = {}
    for position, name in fields.items():
        if not wanted.get(name):
            continue
        written = _IN_BRACKETS.search(headings.get(position, "").strip())
        common = above if len(money) == 1 and wanted[name] in money else ""
        unit = written[1].strip() if written else common
        factor = conversion(unit, wanted[name]) if unit else None
        if factor is not None and factor != 1:
            found[name] = unit
    return found


def in_unit(parse: Parser, unit: str) -> Parser:
    """Return the parser for a column whose plain numbers are in that unit."""

    def read(raw: Any) -> Parsed:
        return parse(_with_unit(raw, unit))

    return read


def _with_unit(raw: Any, unit: str) -> Any:
    if isinstance(raw, Number) and raw.format in ("general", "number"):
        try:
            amount = Decimal(raw.text)
        except InvalidOperation:
            return raw
        if not amount.is_finite() or abs(amount.adjusted()) > 2 * _AS_SHOWN.prec:
            return raw
        whole = amount == amount.to_integral_value()
        return f"{amount if whole else amount.normalize(_AS_SHOWN):f}{unit}"
    if isinstance(raw, str) and _PLAIN.fullmatch(raw.strip()):
        return f"{raw.strip()}{unit}"
    return raw
