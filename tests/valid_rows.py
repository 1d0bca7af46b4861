"""Rows that fit a table's definition, made from the definition alone.

Row ``i`` of a table refers to row ``i`` of every other, so that references and
what narrows them agree without looking anything up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from stdnum import ean

from admin.demonstration.persons import credit_code, id_card, mobile
from core.definition.definitions import Definitions
from core.definition.field import FILLED, Field, target
from core.definition.kinds.patterns import full
from core.definition.table import Table

FIRST_DAY = date(2024, 9, 2)
COUNTRIES = ("泰国", "新加坡", "马来西亚", "越南")
WORDS = ("示例", "=示例+", "-示例", "示例，“引号”", "示 例", "'示例")
PATTERNED = ("{0:06d}", "示院〔2024〕{0}号", "1-02-03-{1:02d}", "{2:02d}:30")
"""Texts of which one fits each pattern of the tables."""
SELDOM_BLANK = 0.8
YES, NO = "是", "否"
Row = dict[str, str]


class ValidRows:
    """Makes rows for all tables; ``size`` is how many at most each has."""

    def __init__(self, definitions: Definitions, size: int, seed: int = 0) -> None:
        self.definitions, self.size, self.seed = definitions, size, seed
        self.targets = {
            field.to for table in definitions.tables.values() for field in table.fields if field.to
        }
        self.narrowed: dict[str, str] = {}
        for table in definitions.tables.values():
            for field in table.fields:
                for name, values in field.only.items():
                    self.narrowed[f"{target(field.to).table}.{name}"] = values[0]

    def rows(self, table: Table) -> list[Row]:
        """Return the rows of a table as people type them, each key once."""
        found: dict[tuple[str, ...], Row] = {}
        for number in range(1 if table.single else self.size):
            row = self._row(table, number)
            found.setdefault(tuple(row.get(name, "") for name in table.key), row)
        return list(found.values())

    def _row(self, table: Table, number: int) -> Row:
        row: Row = {}
        for field in table.fields:
            if field.computed or field.compares or not self._shown(table, field, row):
                continue
            chance = Random(f"{self.seed}/{table.id}.{field.name}/{number}")
            wanted = field.required or field.name in table.key
            pointed_at = f"{table.id}.{field.name}" in self.targets
            if wanted or pointed_at or chance.random() < SELDOM_BLANK:
                row[field.name] = self.value(table, field, number)
        return row

    def _shown(self, table: Table, field: Field, row: Mapping[str, str]) -> bool:
        """Tell whether the conditions of a field hold in what is filled before it."""
        for name, wanted in field.when.items():
            value, other = row.get(name, ""), table.field(name)
            if other.kind == "boolean":
                value = {YES: "1", NO: "0"}.get(value, "")
            if wanted == FILLED:
                legal = bool(value)
            elif isinstance(wanted, str):
                legal = value in self.definitions.codes[other.codes].group(wanted[1:])
            else:
                legal = value in wanted
            if not legal:
                return False
        return True

    def value(self, table: Table, field: Field, number: int) -> str:
        """Return the text of one cell; the same field and number give the same text."""
        narrowed = self.narrowed.get(f"{table.id}.{field.name}")
        if narrowed is not None:
            return narrowed
        if field.to:
            return self._reference(field, number)
        if field.codes or field.choices:
            return self._choice(field, number)
        return "".join(self._of_kind(field, number))

    def _reference(self, field: Field, number: int) -> str:
        to = target(field.to)
        table = self.definitions.table(to.table)
        several = field.kind == "multireference" and self.size > 1
        numbers = sorted({number, (number + 1) % self.size}) if several else [number]
        return "、".join(self.value(table, table.field(to.field), n) for n in numbers)

    def _choice(self, field: Field, number: int) -> str:
        known = self.definitions.codes.get(field.codes)
        words = field.offer or field.choices or tuple(c.code for c in known.entries if known)
        if field.kind == "boolean":
            words = (YES, NO)
        chosen = words[(number + len(field.name)) % len(words)]
        if field.kind == "multichoice":
            return "、".join(dict.fromkeys((chosen, words[number % len(words)])))
        return chosen

    def _of_kind(self, field: Field, number: int) -> Iterator[str]:
        """Yield the text of a value that no list gives."""
        day = FIRST_DAY + timedelta(days=number % 300)
        body = f"978700{number:06d}"
        simple = {
            "boolean": (YES, NO)[number % 2], "date": day.isoformat(),
            "month": f"{FIRST_DAY.year - number // 12 % 30}-{1 + number % 12:02d}",
            "year": f"{2024 - number % 20}", "id_card": id_card(date(1990, 1, 1), "1", number),
            "credit_code": credit_code(number), "school_code": "4144099999",
            "major_code": self._major(number), "phone": f"0750-{3000000 + number}",
            "mobile": mobile(number), "email": f"u{number}@college.example",
            "url": "https://college.example", "country": COUNTRIES[number % len(COUNTRIES)],
            "division": "440700", "isbn": body + ean.calc_check_digit(body),
            "attachment": f"示例{number}.pdf",
        }  # fmt: skip
        if field.kind in simple:
            yield simple[field.kind]
        elif field.kind in ("integer", "decimal", "money", "percent"):
            yield _amount(field, number)
        else:
            yield _text(field, number)

    def _major(self, number: int) -> str:
        entries = self.definitions.codes["major_code"].entries
        return entries[number % len(entries)].code


def _amount(field: Field, number: int) -> str:
    """Return a number within the bounds, with as many decimals as there may be."""
    places = 0 if field.kind == "integer" else 2 if field.places is None else field.places
    least = Decimal(field.min or 0)
    most = Decimal(field.max or 1000)
    if field.kind == "percent":
        least = max(least, Decimal(1))
    step = Decimal(1).scaleb(-places)
    span = int((most - least) / step) + 1
    return format(least + step * (number * 37 % span), "f")


def _text(field: Field, number: int) -> str:
    if field.pattern:
        numbers = (number, number % 100, number % 24)
        candidates = (one.format(*numbers) for one in PATTERNED)
        return next(text for text in candidates if full(field.pattern).fullmatch(text))
    word = WORDS[number % len(WORDS)]
    return re.sub(r"\s+$", "", f"{word}{number}")
