"""Exports: what is written, for whom it is masked, and that it comes back unchanged."""

from __future__ import annotations

import csv
import hashlib
import json
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from core.access import SYSTEM_ACTOR, Actor
from core.errors import NotFound, Refused
from core.exchange import row_cells
from core.exchange.exporting import export_all, export_table
from core.exchange.importing import Batch, prepare
from core.instance import Instance
from core.rounds.round import Round

PERSON = "sample.person"
Save = Callable[..., str]
OFFICE = Actor("office", "办公室001", "office")
LEADER = Actor("leader", "领导001", "leader")
LABELS = ["教工号", "起始日期", "姓名", "身份证件号", "所属机构", "颜色", "技能", "收入", "课时",
          "备注", "row_id"]  # fmt: skip


def lines(path: Path, encoding: str = "utf-8-sig") -> list[list[str]]:
    with path.open(encoding=encoding, newline="") as file:
        return list(csv.reader(file))


def counts(batch: object) -> dict[str, int]:
    assert isinstance(batch, Batch)
    return {name: count for name, count in batch.counts.items() if count}


def test_a_workbook_is_read_back_unchanged(
    instance: Instance, round_2025: Round, filler: Actor, save: Save, tmp_path: Path
) -> None:
    save(remark="已核对")
    save(staff_no="007", since_day="", pay="0.000001", lessons="0", name="-1", skills="")
    path = tmp_path / "person.xlsx"
    assert export_table(instance, filler, round_2025, PERSON, path, "xlsx", "s1") == 2
    batch = prepare(instance, filler, round_2025, PERSON, "s1", path, "导出.xlsx")
    assert counts(batch) == {"rows": 2, "unchanged": 2}


def test_a_csv_file_is_read_back_unchanged(
    instance: Instance, round_2025: Round, filler: Actor, save: Save, tmp_path: Path
) -> None:
    save(remark="已核对")
    save(staff_no="007", since_day="", pay="1234.5", name='"引号", 逗号')
    path = tmp_path / "person.csv"
    assert export_table(instance, filler, round_2025, PERSON, path, "csv", "s1") == 2
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    heads, *rows = lines(path)
    assert heads == LABELS
    assert rows[1][:9] == ["007", "", '"引号", 逗号', "320000190001010013", "", "红", "琴、画",
                           "1234.5", "320"]  # fmt: skip
    batch = prepare(instance, filler, round_2025, PERSON, "s1", path, "导出.csv")
    assert counts(batch) == {"rows": 2, "unchanged": 2}


def test_no_export_holds_a_formula(
    instance: Instance, round_2025: Round, save: Save, tmp_path: Path
) -> None:
    save(name="=1+1")
    book, text, package = (tmp_path / name for name in ("a.xlsx", "a.csv", "a"))
    export_table(instance, SYSTEM_ACTOR, round_2025, PERSON, book, "xlsx", "s1")
    cell = openpyxl.load_workbook(book).worksheets[0]["C6"]
    assert (cell.data_type, cell.value) == ("s", "=1+1")
    export_table(instance, SYSTEM_ACTOR, round_2025, PERSON, text, "csv", "s1")
    assert lines(text)[1][2] == "'=1+1"
    export_table(instance, SYSTEM_ACTOR, round_2025, PERSON, package, "package", "s1")
    assert lines(package / "data" / "sample_person.csv", "utf-8")[1][2] == "'=1+1"


def test_rows_of_all_departments_tell_whose_they_are(
    instance: Instance, round_2025: Round, save: Save, tmp_path: Path
) -> None:
    save("s2", staff_no="1")
    save("s1", staff_no="2")
    path = tmp_path / "all.csv"
    assert export_table(instance, SYSTEM_ACTOR, round_2025, PERSON, path, "csv") == 2
    heads, *rows = lines(path)
    assert heads == ["【填报部门】", *LABELS]
    assert [row[:2] for row in rows] == [["示例学院", "2"], ["示例艺术学院", "1"]]


def test_who_may_not_see_personal_numbers_gets_them_masked(
    instance: Instance, round_2025: Round, save: Save, tmp_path: Path
) -> None:
    save()
    for format, name in (("csv", "a.csv"), ("xlsx", "a.xlsx"), ("package", "a.zip")):
        export_table(instance, OFFICE, round_2025, PERSON, tmp_path / name, format)  # type: ignore[arg-type]
    assert lines(tmp_path / "a.csv")[1][4] == "320*************13"
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0]
    assert sheet["E6"].value == "320*************13"
    packed = zipfile.ZipFile(tmp_path / "a.zip").read("data/sample_person.csv").decode()
    assert "320*************13" in packed
    assert "320000190001010013" not in packed


def test_a_filler_gets_the_rows_of_the_own_department_only(
    instance: Instance, round_2025: Round, filler: Actor, save: Save, tmp_path: Path
) -> None:
    save("s2", staff_no="999")
    path = tmp_path / "own.csv"
    assert export_table(instance, filler, round_2025, PERSON, path, "csv") == 0
    assert lines(path) == [LABELS]
    with pytest.raises(NotFound):
        export_table(instance, filler, round_2025, PERSON, path, "csv", "s2")
    with pytest.raises(NotFound):
        export_table(instance, filler, round_2025, "sample.secret", path, "csv")
    with pytest.raises(Refused):
        export_table(instance, LEADER, round_2025, PERSON, path, "csv")


def test_all_tables_of_a_round_in_one_zip(
    instance: Instance, round_2025: Round, save: Save, tmp_path: Path
) -> None:
    save()
    save("d01", "sample.budget", income="12.5")
    path = tmp_path / "all.zip"
    found = export_all(instance, SYSTEM_ACTOR, round_2025, path, "csv")
    assert found == {"sample.budget": 1, PERSON: 1, "sample.secret": 0, "sample.unit": 0}
    assert sorted(zipfile.ZipFile(path).namelist()) == [
        "X-1_示例机构.csv", "X-2_示例人员.csv", "X-3_示例预算.csv", "X-4_示例保密事项.csv",
    ]  # fmt: skip
    own = export_all(instance, OFFICE, round_2025, tmp_path / "office.zip", "csv", "s1")
    assert "sample.secret" not in own


def test_a_package_describes_its_files(
    instance: Instance, round_2025: Round, save: Save, tmp_path: Path
) -> None:
    save("d02", "sample.unit", unit_code="J01", unit_name="示例系")
    save(unit="J01")
    folder = tmp_path / "package"
    assert export_all(instance, SYSTEM_ACTOR, round_2025, folder, "package")[PERSON] == 1
    description = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    by_name = {resource["name"]: resource for resource in description["resources"]}
    person = by_name["sample_person"]
    data = (folder / person["path"]).read_bytes()
    assert (person["bytes"], person["hash"]) == (
        len(data), f"sha256:{hashlib.sha256(data).hexdigest()}",
    )  # fmt: skip
    fields = {field["name"]: field for field in person["schema"]["fields"]}
    assert lines(folder / person["path"], "utf-8")[0] == list(fields)
    assert fields["pay"] == {"name": "pay", "title": "收入", "description": "", "type": "number",
                             "constraints": {"minimum": 0}, "unit": "万元"}  # fmt: skip
    assert fields["colour"]["constraints"] == {"enum": ["红", "绿"]}
    assert person["schema"]["foreignKeys"] == [
        {"fields": ["unit"], "reference": {"resource": "sample_unit", "fields": ["unit_code"]}}
    ]


@pytest.fixture
def small_pages(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(row_cells, "ROWS_AT_ONCE", 2)
    yield


@pytest.mark.usefixtures("small_pages")
@pytest.mark.parametrize("number", [3, 4])
def test_rows_are_read_page_by_page_each_once(
    instance: Instance, round_2025: Round, save: Save, tmp_path: Path, number: int
) -> None:
    for one in range(number):
        save("s1" if one % 2 else "s2", staff_no=f"甲{one}")
    path = tmp_path / "many.csv"
    assert export_table(instance, SYSTEM_ACTOR, round_2025, PERSON, path, "csv") == number
    assert len({row[1] for row in lines(path)[1:]}) == number


def test_a_failure_leaves_the_older_file_as_it_was(
    instance: Instance, round_2025: Round, save: Save, tmp_path: Path
) -> None:
    save()
    path = tmp_path / "person.csv"
    path.write_text("旧", encoding="utf-8")
    broken = replace(instance, registry=replace(instance.registry, kinds={}))
    with pytest.raises(KeyError):
        export_table(broken, SYSTEM_ACTOR, round_2025, PERSON, path, "csv")
    assert path.read_text(encoding="utf-8") == "旧"
    assert list(tmp_path.glob(".*")) == []
