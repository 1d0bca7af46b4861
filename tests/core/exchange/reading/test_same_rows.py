"""Sheets made at random read alike by the fast reader, the safe one, the child and openpyxl."""

from __future__ import annotations

import tempfile
from pathlib import Path
from xml.sax.saxutils import escape

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.definition.cells import Cell, ErrorValue, Flag, MissingResult, Number
from core.exchange.reading import SheetRow
from core.exchange.reading.values import CellValues
from core.exchange.reading.wire import Block, dump, load, pack_rows, unpack_rows
from tests.core.exchange.reading.building import (
    parts,
    read,
    read_safely,
    sheet,
    styles,
    texts,
    write,
)

SHARED = ["张三", "教授", " a ", "一_x_二", "<&>"]
LETTERS = "ABCDEFGHIJ"

words = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Cn"]), min_size=1, max_size=8
).filter(lambda text: "_x" not in text)
numbers = st.one_of(
    st.integers(-(10**17), 10**17).map(str),
    st.floats(allow_nan=False, allow_infinity=False).map(repr),
)
contents = st.one_of(
    st.tuples(st.just("s"), st.integers(0, len(SHARED) - 1).map(str)),
    st.tuples(st.just("n"), numbers),
    st.tuples(st.just("b"), st.sampled_from("01")),
    st.tuples(st.just("e"), st.sampled_from(["#N/A", "#REF!", "#DIV/0!"])),
    st.tuples(st.just("str"), words),
    st.tuples(st.just("inlineStr"), words),
    st.tuples(st.just("blank"), st.just("")),
    st.tuples(st.just("absent"), st.just("")),
)
rows = st.lists(st.lists(contents, max_size=len(LETTERS)), max_size=12)
repeated = rows.flatmap(lambda some: st.integers(1, 3).map(lambda times: some * times))


def cell_xml(kind: str, value: str, address: str, odd: bool) -> str:
    attributes = f"t='{kind}' r='{address}'" if odd else f'r="{address}" t="{kind}"'
    if kind == "absent":
        return ""
    if kind == "blank":
        return f'<c r="{address}" s="0"/>'
    if kind == "inlineStr":
        space = 'xml:space="preserve"'
        return f"<c {attributes}><is><t {space}>{escape(value)}</t></is></c>"
    formula = "<f>A1&amp;B1</f>" if kind == "str" else ""
    return f"<c {attributes}>{formula}<v>{escape(value)}</v></c>"


def sheet_xml(made: list[list[tuple[str, str]]], odd: bool) -> str:
    return sheet(
        "".join(
            f'<row r="{n}">'
            + "".join(
                cell_xml(kind, value, f"{letter}{n}", odd)
                for letter, (kind, value) in zip(LETTERS, row, strict=False)
            )
            + "</row>"
            for n, row in enumerate(made, start=1)
        )
    )


def as_openpyxl_reads(path: Path) -> dict[tuple[int, int], object]:
    book = openpyxl.load_workbook(path, data_only=True)
    found: dict[tuple[int, int], object] = {
        (cell.row, cell.column): cell.value
        for row in book.worksheets[0].iter_rows()
        for cell in row
        if cell.value is not None
    }
    book.close()
    return found


def plain(cell: Cell) -> object:
    match cell:
        case Number(text):
            return float(text) if any(mark in text for mark in ".e") else int(text)
        case Flag(text):
            return text == "TRUE"
        case ErrorValue(text):
            return text
        case MissingResult():
            return None
        case _:
            return cell


@pytest.mark.filterwarnings("ignore:Workbook contains no default style")
@given(made=repeated, odd=st.booleans())
@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
def test_all_readers_agree(made: list[list[tuple[str, str]]], odd: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        book = parts(
            whole_sheet=sheet_xml(made, odd), strings=texts(*SHARED), styles=styles("0.00")
        )
        path = write(Path(folder) / "book.xlsx", book)
        found, reader = read(path)
        safely = read_safely(path, CellValues(SHARED, ["general", "number"]))
        oracle = as_openpyxl_reads(path)

    assert found == safely
    assert types_of(found) == types_of(safely)
    assert reader == "fast" or odd
    cells = {
        (row.number, column): plain(cell)
        for row in found
        for column, cell in enumerate(row.cells, start=1)
        if cell is not None
    }
    assert cells == oracle


@given(made=repeated)
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_rows_survive_the_way_from_the_child(made: list[list[tuple[str, str]]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        book = parts(whole_sheet=sheet_xml(made, odd=False), strings=texts(*SHARED))
        found, _ = read(write(Path(folder) / "book.xlsx", book))
    received = list(unpack_rows(Block(*load(dump(tuple(pack_rows(found)))))))
    assert received == found
    assert types_of(received) == types_of(found)


def types_of(found: list[SheetRow]) -> list[list[type]]:
    return [[type(cell) for cell in row.cells] for row in found]
