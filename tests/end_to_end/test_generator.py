"""The generator of workbooks: the same every time, and nobody in it is real."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import openpyxl

from tests.data.workbooks.person_faults import EXTERNAL, INTERNAL
from tests.data.workbooks.teachers import teacher_case


def made(folder: Path, seed: int) -> Path:
    folder.mkdir()
    return teacher_case(folder, 300, seed=seed)[0].messy


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    one, again = made(tmp_path / "1", 7), made(tmp_path / "2", 7)
    assert one.read_bytes() == again.read_bytes()
    assert made(tmp_path / "3", 8).read_bytes() != one.read_bytes()


def test_every_kind_of_fault_is_planted(tmp_path: Path) -> None:
    case, _ = teacher_case(tmp_path, 300)
    codes = {planted.code for planted in INTERNAL + EXTERNAL}
    assert {fault.code for fault in case.faults} == codes | {"KEY-TWICE", "FAC-111", "FAC-302"}


def test_an_uncalculated_formula_has_no_result(tmp_path: Path) -> None:
    path = made(tmp_path / "1", 7)
    with zipfile.ZipFile(path) as book:
        sheet = book.read("xl/worksheets/sheet2.xml").decode()
    assert re.search(r"<c [^>]*><f>SUM\(1,2\)</f></c>", sheet)
    assert "@@" not in sheet


def test_names_are_visibly_invented(tmp_path: Path) -> None:
    sheet = openpyxl.load_workbook(made(tmp_path / "1", 7), data_only=True)["校内教师"]
    names = [str(row[1].value or "").strip("　\u00a0 ") for row in sheet.iter_rows(min_row=6)]
    people = [name for name in names if name.startswith("教师")]
    assert len(people) > 200
    assert all(re.fullmatch(r"教师([0-9]{6}|\u200b甲)", name) for name in people)
