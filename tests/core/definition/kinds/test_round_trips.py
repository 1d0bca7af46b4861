"""What is written is read back: as typed, as shown, from a workbook, from both databases."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st
from stdnum.cn import ric, uscc

from core.definition.cells import Number
from core.definition.kinds import BUILT_IN, by_name
from core.definition.kinds.numbers import LARGEST_INTEGER
from core.definition.kinds.publications import patent_check
from core.definition.kinds.scaled import Scaled
from core.definition.kinds.serials import serial_of_day
from tests.core.definition.kinds.examples import CODES, a_field, reading_of

KINDS = by_name(BUILT_IN)
READING = reading_of()

LETTERS = st.characters(categories=("L", "N", "P", "S"), exclude_characters="\ufffd")
WORDS = st.text(LETTERS, min_size=2, max_size=12).filter(
    lambda word: KINDS["text"].parser(a_field("text"), READING)(word).value == word
)
STAFF = st.from_regex(r"[A-Z][0-9]{2,6}", fullmatch=True)
DAYS = st.dates(date(1900, 3, 1), date(2025, 8, 31))
DECIMALS = st.integers(-(10**18) + 1, 10**18 - 1).map(lambda n: Decimal(n).scaleb(-6).normalize())
BIRTHS = st.dates(date(1950, 1, 1), date(2007, 12, 31))


def some_of(codes: list[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.sets(st.sampled_from(codes), min_size=1).map(lambda found: tuple(sorted(found)))


def id_number(birth: date, sequence: int) -> str:
    start = f"110101{birth:%Y%m%d}{sequence:03d}"
    return start + ric.calc_check_digit(start + "0")


def credit_code(number: int) -> str:
    start = f"12110101{number:09d}"
    return start + uscc.calc_check_digit(start)


def patent(number: int) -> str:
    digits = f"2020{number:08d}"
    return f"ZL{digits}.{patent_check(digits)}"


VALUES: dict[str, tuple[dict[str, Any], st.SearchStrategy[Any]]] = {
    "text": ({}, WORDS),
    "longtext": ({}, st.lists(WORDS, min_size=1, max_size=3).map("\n".join)),
    "attachment": ({}, st.from_regex(r"示例[0-9]{1,5}\.pdf", fullmatch=True)),
    "integer": ({}, st.integers(-LARGEST_INTEGER, LARGEST_INTEGER)),
    "decimal": ({}, DECIMALS),
    "money": ({"unit": "万元", "places": 6}, DECIMALS),
    "percent": ({}, DECIMALS.filter(lambda v: not 0 < v < 1)),
    "date": ({}, DAYS),
    "month": ({}, DAYS.map(lambda day: day.replace(day=1)).filter(lambda day: day.year > 1900)),
    "year": ({}, st.integers(1900, 2100)),
    "choice": ({"codes": "nation"}, st.sampled_from(sorted(CODES["nation"].by_code))),
    "multichoice": ({"codes": "mode"}, some_of(["A", "B", "C"])),
    "boolean": ({}, st.booleans()),
    "reference": ({"to": "faculty.teacher.staff_no"}, STAFF),
    "multireference": ({"to": "faculty.teacher.staff_no"},
                       st.sets(STAFF, min_size=1).map(lambda found: tuple(sorted(found)))),
    "phone": ({}, st.integers(2_000_000, 8_999_999).map(lambda n: f"0750-{n}")),
    "mobile": ({}, st.integers(0, 10**8 - 1).map(lambda n: f"138{n:08d}")),
    "email": ({}, st.integers(0, 999).map(lambda n: f"user{n}@school.edu.cn")),
    "url": ({}, st.integers(0, 999).map(lambda n: f"https://www.school{n}.edu.cn/a")),
    "country": ({}, st.sampled_from(["CN", "GB", "TW", "HK", "KR", "US", "DE"])),
    "division": ({}, st.sampled_from(["440000", "440700", "440703"])),
    "id_card": ({}, st.builds(id_number, BIRTHS, st.integers(0, 999))),
    "credit_code": ({}, st.integers(0, 10**9 - 1).map(credit_code)),
    "school_code": ({}, st.integers(0, 99_999).map(lambda n: f"41440{n:05d}")),
    "major_code": ({}, st.sampled_from(["570102K", "570103K"])),
    "patent_no": ({}, st.integers(0, 10**8 - 1).map(patent)),
    "isbn": ({}, st.sampled_from(["9787111213826", "9787040195835"])),
    "issn": ({}, st.sampled_from(["0378-5955", "2049-3630"])),
}  # fmt: skip


def test_every_kind_makes_the_journey() -> None:
    assert set(VALUES) == set(KINDS)


def raw_cell(value: Any, cell_format: str) -> Any:
    """Return what reading a workbook gives for a value written into a cell."""
    if isinstance(value, date):
        return Number(str(serial_of_day(value)), "date")
    if isinstance(value, int | Decimal):
        return Number(str(value), "general" if cell_format in ("General", "0") else "number")
    return value


Way = Callable[[Any, Any, Any], Any]
WAYS: dict[str, Way] = {
    "typed": lambda kind, value, field: kind.typed(value, field),
    "shown": lambda kind, value, field: kind.text(value, field, READING),
    "cell": lambda kind, value, field: raw_cell(
        kind.cell(value, field, READING), kind.cell_format
    ),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", VALUES)
def test_what_is_written_is_read_back(name: str, way: str) -> None:
    keys, values = VALUES[name]
    kind, field = KINDS[name], a_field(name, **keys)
    parse = kind.parser(field, READING)

    @settings(max_examples=60, deadline=None, database=None)
    @given(values)
    def read_back(value: Any) -> None:
        result = parse(WAYS[way](kind, value, field))
        assert (result.value, result.rejected, result.findings) == (value, False, ())
        assert type(result.value) is type(value)

    read_back()


KEPT: dict[str, list[Any]] = {
    "text": ["示例学院", "𠮷"],
    "integer": [-LARGEST_INTEGER, 0, LARGEST_INTEGER],
    "decimal": [Decimal("999999999999.999999"), Decimal("-0.000001"), Decimal(0)],
    "date": [date(1900, 1, 1), date(2024, 2, 29)],
    "month": [date(2010, 7, 1)],
    "year": [2024],
    "boolean": [True, False],
}


@pytest.mark.parametrize("name", KEPT)
def test_databases_give_back_what_they_are_given(name: str, engine_url: str) -> None:
    """The same value through SQLAlchemy and through a plain statement, on both databases."""
    kind, values = KINDS[name], KEPT[name]
    engine = sa.create_engine(engine_url)
    table = sa.Table("kept", sa.MetaData(), sa.Column("value", kind.column()))
    mark = "?" if engine.dialect.name == "sqlite" else "%s"
    with engine.begin() as connection:
        table.create(connection)
        for value in values:
            connection.execute(table.insert().values(value=value))
            connection.exec_driver_sql(
                f"INSERT INTO kept (value) VALUES ({mark})", (kind.raw(value, engine.dialect.name),)
            )
        kept = list(connection.execute(sa.select(table.c.value)).scalars())
        raw = [row[0] for row in connection.exec_driver_sql("SELECT value FROM kept")]
    engine.dispose()
    twice = [value for value in values for _ in range(2)]
    assert kept == twice
    assert [kind.loaded(value) for value in raw] == twice


def test_decimals_are_compared_and_summed_exactly(engine_url: str) -> None:
    engine = sa.create_engine(engine_url)
    table = sa.Table("kept", sa.MetaData(), sa.Column("value", Scaled()))
    with engine.begin() as connection:
        table.create(connection)
        connection.execute(table.insert(), [{"value": Decimal("0.1")}] * 3 + [{"value": 5}])
        above = sa.select(sa.func.count()).where(table.c.value > Decimal("0.0999"))
        total = sa.select(sa.func.sum(table.c.value, type_=Scaled()))
        assert connection.execute(above).scalar() == 4
        assert connection.execute(total).scalar() == Decimal("5.3")
    engine.dispose()


def test_a_decimal_too_fine_for_the_database_is_never_rounded_in_silence() -> None:
    with pytest.raises(ValueError, match="decimal places"):
        KINDS["decimal"].stored(Decimal("0.0000001"))


def test_a_value_of_none_stays_none_in_plain_statements() -> None:
    for dialect in ("sqlite", "postgresql"):
        assert {kind.raw(None, dialect) for kind in BUILT_IN} == {None}


def test_only_kinds_that_convert_say_so() -> None:
    """An import skips the conversion of all other columns."""
    for name, values in KEPT.items():
        changed = KINDS[name].raw(values[-1], "sqlite") is not values[-1]
        assert KINDS[name].converts == changed, name
