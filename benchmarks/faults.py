"""The faults planted in the benchmark's workbook, and the list of them that a reader must find.

One row in a hundred is wrong, as in a careful department's file, each kind of
fault in turn; another one in a hundred is only written in another way, which no
reader should call wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from benchmarks.college import Row, clean_rows

EVERY = 100
FAULTY = 57
"""The place of the faulty row in each hundred."""
UNUSUAL = 23
"""The place of the row that is written in another way."""
FIRST_ROW = 2
"""The workbook's row of the first data: the headings stand above."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong: any of these fields may be blamed, on this row of the workbook."""

    row: int
    fields: frozenset[str]


@dataclass(frozen=True, slots=True)
class Planted:
    """One kind of fault; ``spoil`` changes a row, seeing the row above it."""

    fields: str
    spoil: Callable[[Row, Row], None]
    both: bool = False
    """Whether the row above is wrong with it."""


FIELDS = {
    "staff_no": 0, "name": 1, "id_card": 2, "sex": 3, "birthday": 4, "work_date": 10,
    "join_date": 11, "dual": 20, "industry_years": 21, "industry_days": 22, "hours": 23,
    "salary": 24, "cost": 25, "phone": 28, "email": 29,
}  # fmt: skip


def _put(name: str, value: str | float | None) -> Callable[[Row, Row], None]:
    def spoil(row: Row, _: Row) -> None:
        row[FIELDS[name]] = value

    return spoil


def _wrong_check_digit(row: Row, _: Row) -> None:
    number = str(row[2])
    row[2] = number[:-1] + ("1" if number[-1] != "1" else "2")


def _before_working(row: Row, _: Row) -> None:
    row[11] = f"{int(str(row[10])[:4]) - 1}-09"


def _without_experience(row: Row, _: Row) -> None:
    row[20], row[21] = "是", 0


def _same_person(row: Row, above: Row) -> None:
    row[2:5] = above[2:5]


def _same_number(row: Row, above: Row) -> None:
    row[0] = above[0]


def _out_of_proportion(row: Row, _: Row) -> None:
    row[24], row[25] = 1000, 2_000_000


FAULTS = (
    Planted("sex", _put("sex", "不详性别")),
    Planted("industry_days", _put("industry_days", 400)),
    Planted("id_card", _wrong_check_digit),
    Planted("work_date", _put("work_date", "2003-13")),
    Planted("name", _put("name", None)),
    Planted("email", _put("email", "t000.example.com")),
    Planted("phone", _put("phone", "1380000")),
    Planted("hours", _put("hours", "很多")),
    Planted("work_date join_date", _before_working),
    Planted("dual industry_years", _without_experience),
    Planted("id_card", _same_person, both=True),
    Planted("staff_no", _same_number, both=True),
    Planted("cost salary", _out_of_proportion),
)
OTHER_WAYS = (
    lambda row: _respell(row, 4, "{:.4}年{:.2}月{:.2}日"),
    lambda row: _respell(row, 3, "{}性"),
    lambda row: _respell(row, 1, "{}  "),
    lambda row: _respell(row, 23, "{}", full_width=True),
    lambda row: _respell(row, 10, "{:.4}.{:.2}"),
)
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


def _respell(row: Row, place: int, pattern: str, full_width: bool = False) -> None:
    parts = str(row[place]).split("-")
    text = pattern.format(*parts)
    row[place] = text.translate(WIDE) if full_width else text


def rows(count: int) -> Iterator[Row]:
    """Yield the workbook's rows, one in a hundred wrong, one in a hundred in another spelling."""
    above: Row = []
    for number, row in enumerate(clean_rows(count)):
        turn, place = divmod(number, EVERY)
        if place == FAULTY:
            FAULTS[turn % len(FAULTS)].spoil(row, above)
        elif place == UNUSUAL:
            OTHER_WAYS[turn % len(OTHER_WAYS)](row)
        yield row
        above = row


def reference(count: int) -> list[Fault]:
    """Return every fault in a workbook of so many rows."""
    found = []
    for turn, number in enumerate(range(FAULTY, count, EVERY)):
        planted = FAULTS[turn % len(FAULTS)]
        fields = frozenset(planted.fields.split())
        if planted.both:
            found.append(Fault(number - 1 + FIRST_ROW, fields))
        found.append(Fault(number + FIRST_ROW, fields))
    return found


@dataclass(frozen=True, slots=True)
class Score:
    """How the findings of a reader compare with the reference."""

    found: int
    missed: int
    extra: int


def score(findings: list[tuple[int, str]], faults: list[Fault]) -> Score:
    """Compare findings (row of the workbook, field; ``""``: the whole row) with the reference.

    A fault is found when one of its fields, or its row as a whole, is blamed
    once; everything else that is told is extra, a second telling of a fault
    included, for somebody has to read it.
    """
    open_faults = {fault.row: fault for fault in faults}
    found, extra = set(), 0
    for row, field in findings:
        fault = open_faults.get(row)
        if fault and row not in found and (not field or field in fault.fields):
            found.add(row)
        else:
            extra += 1
    return Score(len(found), len(faults) - len(found), extra)
