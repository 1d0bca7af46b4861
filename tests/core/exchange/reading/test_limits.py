"""Large and far-flung sheets: what is read, where reading stops, what is refused."""

# ruff: noqa: E501 - tables of odd XML are easier to compare with one case on a line
from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest

from core.definition.cells import Number
from core.exchange.reading import DEFAULT_LIMITS, FileRefused, Limits, open_workbook
from tests.core.exchange.reading.building import parts, read, texts, write

ODD = "<!-- 注释 -->"
both_readers = pytest.mark.parametrize("odd", ["", ODD], ids=["快速", "稳妥"])


def rows_of(count: int) -> str:
    return "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(1, count + 1))


def refusal_of(path: Path, limits: Limits = DEFAULT_LIMITS) -> str:
    with pytest.raises(FileRefused) as refusal:
        read(path, limits)
    return refusal.value.code


@both_readers
def test_a_far_cell_costs_nothing(tmp_path: Path, odd: str) -> None:
    data = (
        f'<row r="1"><c r="A1"><v>1</v></c></row>{odd}'
        '<row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
    )
    begun = time.perf_counter()
    rows, _ = read(write(tmp_path / "far.xlsx", parts(data)))
    assert [(row.number, len(row.cells)) for row in rows] == [(1, 1), (1048576, 16384)]
    assert rows[1].cells[-1] == Number("2", "general")
    assert time.perf_counter() - begun < 1


@both_readers
def test_reading_stops_in_a_long_run_of_blank_rows_and_says_where(tmp_path: Path, odd: str) -> None:
    blank = "".join(f'<row r="{n}"><c r="A{n}" s="1"/></row>' for n in range(2, 1200))
    data = rows_of(1) + odd + blank + '<row r="1300"><c r="A1300"><v>9</v></c></row>'
    with open_workbook(write(tmp_path / "blank.xlsx", parts(data))) as workbook:
        assert [row.number for row in workbook.rows(0)] == [1]
        assert workbook.stopped_at == {0: 1001}


@both_readers
def test_a_shorter_run_of_blank_rows_is_passed_over(tmp_path: Path, odd: str) -> None:
    blank = "".join(f'<row r="{n}"/>' for n in range(2, 1001))
    data = rows_of(1) + odd + blank + '<row r="1001"><c r="A1001"><v>9</v></c></row>'
    rows, _ = read(write(tmp_path / "blank.xlsx", parts(data)))
    assert [row.number for row in rows] == [1, 1001]


@both_readers
def test_too_many_rows(tmp_path: Path, odd: str) -> None:
    limits = replace(DEFAULT_LIMITS, rows=100)
    assert len(read(write(tmp_path / "a.xlsx", parts(odd + rows_of(100))), limits)[0]) == 100
    path = write(tmp_path / "b.xlsx", parts(odd + rows_of(101)))
    assert refusal_of(path, limits) == "FILE-TOO-MANY-ROWS"


@both_readers
def test_too_many_columns(tmp_path: Path, odd: str) -> None:
    wide = odd + '<row r="1">' + "<c><v>1</v></c>" * 257 + "</row>"
    assert refusal_of(write(tmp_path / "wide.xlsx", parts(wide))) == "FILE-TOO-MANY-COLUMNS"


def test_too_many_cells(tmp_path: Path) -> None:
    data = "".join(f'<row r="{n}"><c r="XFD{n}"><v>1</v></c></row>' for n in range(1, 400))
    assert refusal_of(write(tmp_path / "far.xlsx", parts(data))) == "FILE-TOO-MANY-CELLS"


LONG = "长" * 32_768
CELLS = [
    ("公式文本", f'<c r="A1" t="str"><v>{LONG}</v></c>', texts("一")),
    ("行内文本", f'<c r="A1" t="inlineStr"><is><t>{LONG}</t></is></c>', texts("一")),
    ("共享文本", '<c r="A1" t="s"><v>0</v></c>', texts(LONG)),
    ("许多小段", '<c r="A1" t="inlineStr"><is>' + "<r><t>长</t></r>" * 200_000 + "</is></c>", texts("一")),
    ("极长", f'<c r="A1" t="str"><v>{LONG * 50}</v></c>', texts("一")),
]  # fmt: skip


@both_readers
@pytest.mark.parametrize(
    ("cell", "shared"), [case[1:] for case in CELLS], ids=[case[0] for case in CELLS]
)
def test_a_text_longer_than_a_cell_holds(tmp_path: Path, cell: str, shared: str, odd: str) -> None:
    book = parts(f'{odd}<row r="1">{cell}</row>', strings=shared.replace("<si>", f"{odd}<si>", 1))
    assert refusal_of(write(tmp_path / "long.xlsx", book)) == "FILE-CELL-TOO-LONG"


@both_readers
def test_the_longest_text_a_cell_holds(tmp_path: Path, odd: str) -> None:
    data = f'{odd}<row r="1"><c r="A1" t="str"><v>{LONG[1:]}</v></c></row>'
    assert read(write(tmp_path / "long.xlsx", parts(data)))[0][0].cells == [LONG[1:]]
