"""Reading in a child: the same rows, several questions in turn, and a child that is ended."""

from __future__ import annotations

import os
import pickle
import signal
from dataclasses import replace
from pathlib import Path

import pytest

from core.definition.cells import DateText, ErrorValue, Flag, MissingResult, Number
from core.exchange.reading import DEFAULT_LIMITS, FileRefused, open_workbook, read_in_child
from core.exchange.reading.wire import load
from tests.core.exchange.reading.building import parts, read, sheet, styles, texts, write

ROWS = 3_000
DATA = "".join(
    f'<row r="{n}"{" hidden=" + chr(34) + "1" + chr(34) if n % 7 == 0 else ""}>'
    f'<c r="A{n}" t="s"><v>{n % 2}</v></c><c r="B{n}" s="1"><v>{n}</v></c>'
    f'<c r="D{n}" t="b"><v>1</v></c><c r="E{n}" t="e"><v>#N/A</v></c>'
    f'<c r="F{n}" t="d"><v>2025-01-01</v></c><c r="G{n}"><f>A{n}</f></c></row>'
    for n in range(1, ROWS + 1)
)
MERGES = '<mergeCells><mergeCell ref="A1:B1"/></mergeCells>'


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return write(
        tmp_path / "book.xlsx",
        parts(
            whole_sheet=sheet(DATA, after=MERGES),
            strings=texts("甲", "乙"),
            styles=styles("000000"),
        ),
    )


def test_a_child_reads_the_same_rows(book: Path) -> None:
    here, reader = read(book)
    with read_in_child(book) as workbook:
        there = list(workbook.rows(0))
        assert workbook.path_used == {0: reader}
        assert (workbook.kind, workbook.date1904) == ("xlsx", False)
        assert workbook.sheets == open_and_list(book)
    assert there == here
    kinds = [str, Number, type(None), Flag, ErrorValue, DateText, MissingResult]
    assert [type(cell) for cell in there[0].cells] == kinds


def open_and_list(book: Path) -> object:
    with open_workbook(book) as workbook:
        return workbook.sheets


def test_looking_at_the_first_rows_does_not_disturb_what_follows(book: Path) -> None:
    with read_in_child(book) as workbook:
        first = workbook.rows(0)
        assert [next(first).number for _ in range(3)] == [1, 2, 3]
        assert workbook.merged(0) == [(1, 1, 1, 2)]
        assert [row.number for row in workbook.rows(0, start=10)] == list(range(10, ROWS + 1))


def test_rows_left_for_others_end_instead_of_mixing(book: Path) -> None:
    with read_in_child(book) as workbook:
        first = workbook.rows(0)
        next(first)
        second = workbook.rows(0)
        next(second)
        assert len(list(first)) < ROWS
        assert [row.number for row in second] == list(range(2, ROWS + 1))


def test_a_stop_in_blank_rows_is_told(tmp_path: Path) -> None:
    data = '<row r="1"><c r="A1"><v>1</v></c></row>' + "<row/>" * 1500
    with read_in_child(write(tmp_path / "blank.xlsx", parts(data))) as workbook:
        assert len(list(workbook.rows(0))) == 1
        assert workbook.stopped_at == {0: 1001}


def test_a_csv_in_a_child(tmp_path: Path) -> None:
    path = tmp_path / "教师.csv"
    path.write_text("姓名,性别\n张三,男\n", encoding="gb18030")
    with read_in_child(path) as workbook:
        assert [row.cells for row in workbook.rows(0)] == [["姓名", "性别"], ["张三", "男"]]


def test_a_refusal_at_opening_comes_through(tmp_path: Path) -> None:
    path = tmp_path / "图.xlsx"
    path.write_bytes(b"%PDF-1.7\x00")
    with pytest.raises(FileRefused) as refusal:
        read_in_child(path)
    assert refusal.value.code == "FILE-PDF"


def test_a_refusal_among_the_rows_comes_through_and_others_can_be_asked(book: Path) -> None:
    limits = replace(DEFAULT_LIMITS, rows=1_000)
    with read_in_child(book, limits) as workbook:
        with pytest.raises(FileRefused) as refusal:
            list(workbook.rows(0))
        assert refusal.value.code == "FILE-TOO-MANY-ROWS"
        assert refusal.value.message.startswith("工作表“教师”超过 1000 行")
        assert workbook.merged(0) == [(1, 1, 1, 2)]


def test_a_child_out_of_memory(tmp_path: Path) -> None:
    many = texts(*(f"教师{n}" * 20 for n in range(200_000)))
    path = write(
        tmp_path / "book.xlsx", parts('<row r="1"><c t="s"><v>0</v></c></row>', strings=many)
    )
    limits = replace(DEFAULT_LIMITS, memory_bytes=60 * 1024 * 1024, ratio=10_000)
    with pytest.raises(FileRefused) as refusal, read_in_child(path, limits) as workbook:
        list(workbook.rows(0))
    assert refusal.value.code == "FILE-MEMORY"


def test_a_child_out_of_processor_time(tmp_path: Path) -> None:
    data = "<!-- -->" + "".join(f"<row>{'<c><v>1</v></c>' * 200}</row>" for _ in range(15_000))
    limits = replace(DEFAULT_LIMITS, cpu_seconds=1, ratio=10_000)
    path = write(tmp_path / "slow.xlsx", parts(data))
    with pytest.raises(FileRefused) as refusal, read_in_child(path, limits) as workbook:
        list(workbook.rows(0))
    assert refusal.value.code == "FILE-TOO-SLOW"


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGKILL, "FILE-MEMORY"), (signal.SIGTERM, "FILE-READER")]
)
def test_a_child_that_is_killed(book: Path, number: signal.Signals, code: str) -> None:
    with read_in_child(book) as workbook:
        os.kill(workbook._child.pid, number)
        workbook._child.wait()
        with pytest.raises(FileRefused) as refusal:
            list(workbook.rows(0))
    assert refusal.value.code == code


def test_a_silent_child_is_given_up(book: Path) -> None:
    with read_in_child(book, replace(DEFAULT_LIMITS, wall_seconds=1)) as workbook:
        os.kill(workbook._child.pid, signal.SIGSTOP)
        with pytest.raises(FileRefused) as refusal:
            list(workbook.rows(0))
    assert refusal.value.code == "FILE-TOO-SLOW"


def test_no_child_is_left_behind(book: Path) -> None:
    with read_in_child(book) as workbook:
        next(workbook.rows(0))
    assert workbook._child.returncode is not None
    workbook.close()


def test_nothing_but_plain_data_is_taken_from_the_child() -> None:
    with pytest.raises(pickle.UnpicklingError):
        load(pickle.dumps((1, os.system)))
