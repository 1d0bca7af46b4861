"""Templates as Excel sees them, and as the import reads them back."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pluggy
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from core import hookspecs
from core.access import SYSTEM_ACTOR, Actor
from core.database import reading
from core.errors import NotFound, PluginError, Refused
from core.exchange.importing import Batch, mark, prepare, store
from core.exchange.templates import write_template, write_templates
from core.instance import Instance
from core.rounds.opening import open_round
from core.rounds.round import Round, load_round

PERSON = "sample.person"
FIRST = 6
"""The first row below the header."""
Save = Callable[..., str]
LEADER = Actor("leader", "领导001", "leader")
OFFICE = Actor("office", "办公室001", "office")


@pytest.fixture
def template(tmp_path: Path) -> Path:
    return tmp_path / "template.xlsx"


def data_sheet(path: Path) -> Worksheet:
    return openpyxl.load_workbook(path).worksheets[0]


def column(sheet: Worksheet, heading: str) -> str:
    return next(c.column_letter for c in sheet[FIRST - 1] if c.value == heading)


def texts(sheet: Worksheet) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows(min_row=FIRST)]


def with_prefill(
    instance: Instance, answers: Mapping[str, Callable[..., Iterable[Mapping[str, Any]] | None]]
) -> Instance:
    """Return the instance with a plugin per answer that provides rows."""
    manager = pluggy.PluginManager(hookspecs.PROJECT)
    manager.add_hookspecs(hookspecs)
    for name, answer in answers.items():
        plugin = type(name, (), {"tianbao_prefill": staticmethod(hookspecs.hookimpl(answer))})
        manager.register(plugin, name)
    return replace(instance, registry=replace(instance.registry, hooks=manager.hook))


def test_a_template_shows_how_to_fill_it(
    instance: Instance, round_2025: Round, filler: Actor, template: Path
) -> None:
    assert write_template(instance, filler, round_2025, PERSON, "s1", template) == 0
    sheet = data_sheet(template)
    assert sheet["A1"].value == "示例人员"
    assert sheet["A2"].value == "时点：2025-09-01　（2025 年采集批次）"
    headings = [cell.value for cell in sheet[FIRST - 1]]
    assert headings == ["*教工号", "起始日期", "*姓名", "身份证件号", "所属机构", "颜色", "技能",
                        "收入（万元）", "课时", "备注", "row_id"]  # fmt: skip
    assert sheet.freeze_panes == "C6"
    assert "必填" in sheet["A5"].comment.text
    assert sheet["A5"].fill.fgColor.rgb != sheet["B5"].fill.fgColor.rgb
    assert texts(sheet) == []


def test_columns_keep_identifiers_numbers_and_dates_apart(
    instance: Instance, round_2025: Round, filler: Actor, template: Path
) -> None:
    write_template(instance, filler, round_2025, PERSON, "s1", template)
    sheet = data_sheet(template)
    formats = {c.value: sheet.column_dimensions[c.column_letter].number_format
               for c in sheet[FIRST - 1][:4]}  # fmt: skip
    assert formats == {"*教工号": "@", "起始日期": "yyyy-mm-dd", "*姓名": "@", "身份证件号": "@"}
    pay = sheet.column_dimensions[column(sheet, "收入（万元）")]
    assert pay.number_format == "#,##0.00"
    assert sheet.column_dimensions[column(sheet, "row_id")].hidden


def test_only_the_header_is_protected(
    instance: Instance, round_2025: Round, filler: Actor, template: Path
) -> None:
    write_template(instance, filler, round_2025, PERSON, "s1", template)
    sheet = data_sheet(template)
    assert sheet.protection.sheet
    assert sheet.protection.password is None
    allowed = sheet.protection
    assert not (allowed.insertRows or allowed.deleteRows or allowed.formatColumns)
    assert all(cell.protection.locked for cell in sheet[FIRST - 1])
    open_columns = [d.protection.locked for d in sheet.column_dimensions.values()]
    assert open_columns and not any(open_columns)


def test_drop_downs_offer_names_from_a_hidden_sheet(
    instance: Instance, round_2025: Round, filler: Actor, template: Path, save: Save
) -> None:
    save("d02", "sample.unit", unit_code="J01", unit_name="示例系")
    write_template(instance, filler, round_2025, PERSON, "s1", template)
    book = openpyxl.load_workbook(template)
    sheet = book.worksheets[0]
    lists = {str(v.sqref)[:1]: v.formula1
             for v in sheet.data_validations.dataValidation if v.type == "list"}  # fmt: skip
    assert book["代码"].sheet_state == "veryHidden"
    assert lists[column(sheet, "颜色")] == "代码!$B$1:$B$2"
    assert [cell.value for cell in book["代码"]["B"]] == ["红", "绿"]
    assert lists[column(sheet, "所属机构")] == "代码!$A$1:$A$1"
    assert book["代码"]["A1"].value == "J01"
    assert ("5. 所属机构", "J01", "示例系") in list(book["可选项"].values)
    kinds = {v.errorStyle for v in sheet.data_validations.dataValidation}
    assert kinds == {"warning"}


def test_who_only_sees_a_table_is_not_offered_the_rows_of_others(
    instance: Instance, round_2025: Round, template: Path, save: Save
) -> None:
    save("d02", "sample.unit", unit_code="J01", unit_name="示例系")
    write_template(instance, OFFICE, round_2025, PERSON, None, template)
    assert "J01" not in [row[1] for row in openpyxl.load_workbook(template)["可选项"].values]


def test_a_prefilled_template_is_read_back_unchanged(
    instance: Instance, round_2025: Round, filler: Actor, template: Path, save: Save
) -> None:
    save(remark="已核对")
    save(staff_no="007", pay="", skills="", since_day="", name="=1+1")
    save("s2", staff_no="999")
    assert write_template(instance, filler, round_2025, PERSON, "s1", template, True) == 2
    batch = prepare(instance, filler, round_2025, PERSON, "s1", template, "预填.xlsx")
    assert isinstance(batch, Batch)
    assert {n: v for n, v in batch.counts.items() if v} == {"rows": 2, "unchanged": 2}
    assert (batch.issues, batch.repairs, batch.ignored) == ([], [], [])


def test_a_filled_template_is_imported(
    instance: Instance, round_2025: Round, filler: Actor, template: Path
) -> None:
    write_template(instance, filler, round_2025, PERSON, "s1", template)
    book = openpyxl.load_workbook(template)
    row = ["0012", None, "教师001", None, None, "绿", "琴、棋", 3.5, 40, "已核对"]
    book.worksheets[0].append(row)
    book.save(template)
    batch = prepare(instance, filler, round_2025, PERSON, "s1", template, "填.xlsx")
    assert isinstance(batch, Batch)
    assert (batch.counts["new"], batch.counts["rejected"]) == (1, 0), batch.issues
    assert store(instance, filler, batch.id).counts["stored"] == 1


def test_last_years_rows_begin_a_round_as_new_ones(
    instance: Instance, round_2025: Round, filler: Actor, template: Path, save: Save
) -> None:
    save(remark="旧")
    open_round(instance, 2026)
    with reading(instance.engine) as connection:
        later = load_round(connection, 2026)
    assert write_template(instance, filler, later, PERSON, "s1", template, True) == 1
    row = texts(data_sheet(template))[0]
    assert (row[0], row[9], row[10]) == ("0012", None, None)


def test_a_business_system_adds_rows_and_updates_last_years(
    instance: Instance, round_2025: Round, filler: Actor, template: Path, save: Save
) -> None:
    save()
    rows = [{"staff_no": "0012", "since_day": "2020-09-01", "pay": "99"},
            {"staff_no": "0013", "name": "教师002", "pay": "很多"}]  # fmt: skip
    provided = with_prefill(instance, {"hr": lambda table: rows})
    assert write_template(provided, filler, round_2025, PERSON, "s1", template, True) == 2
    first, second = texts(data_sheet(template))
    assert (first[0], first[7]) == ("0012", 12.5)
    assert (second[0], second[2], second[7]) == ("0013", "教师002", "很多")


def test_two_providers_for_one_table_are_refused_by_name(
    instance: Instance, round_2025: Round, filler: Actor, template: Path
) -> None:
    provided = with_prefill(instance, {"hr": lambda table: [], "erp": lambda table: []})
    with pytest.raises(Refused, match="erp、hr"):
        write_template(provided, filler, round_2025, PERSON, "s1", template, True)
    assert not template.exists()


@pytest.mark.parametrize(
    ("answer", "told"),
    [(lambda table: 1 / 0, "ZeroDivisionError"), (lambda table: [{"nmae": "教师"}], "nmae.*name")],
)
def test_a_failing_provider_is_named(
    instance: Instance, round_2025: Round, filler: Actor, template: Path,
    answer: Callable[..., Any], told: str,
) -> None:
    with pytest.raises(PluginError, match=f"hr：.*{told}"):
        provided = with_prefill(instance, {"hr": answer})
        write_template(provided, filler, round_2025, PERSON, "s1", template, True)


def test_rows_go_only_to_whoever_imports_there(
    instance: Instance, round_2025: Round, filler: Actor, template: Path
) -> None:
    with pytest.raises(NotFound):
        write_template(instance, filler, round_2025, PERSON, "s2", template, True)
    with pytest.raises(NotFound):
        write_template(instance, filler, round_2025, "sample.secret", None, template)
    with pytest.raises(Refused):
        write_template(instance, LEADER, round_2025, PERSON, None, template)
    with pytest.raises(Refused, match="部门"):
        write_template(instance, SYSTEM_ACTOR, round_2025, PERSON, None, template, True)


def test_all_templates_of_a_department_come_in_one_file(
    instance: Instance, round_2025: Round, tmp_path: Path
) -> None:
    packed = tmp_path / "templates.zip"
    names = write_templates(instance, SYSTEM_ACTOR, round_2025, "s1", packed)
    assert names == ["X-2_示例人员.xlsx"]
    assert zipfile.ZipFile(packed).namelist() == names
    every = write_templates(instance, SYSTEM_ACTOR, round_2025, None, tmp_path / "all")
    assert sorted(path.name for path in (tmp_path / "all").iterdir()) == sorted(every)
    assert len(every) == 4


def test_nothing_in_a_template_tells_of_the_machine(
    instance: Instance, round_2025: Round, filler: Actor, template: Path
) -> None:
    write_template(instance, filler, round_2025, PERSON, "s1", template)
    properties = openpyxl.load_workbook(template).properties
    assert (properties.creator, properties.title) == ("示例人事处", "示例人员")
    assert properties.created.isoformat() == "2025-08-01T12:00:00"


@pytest.mark.skipif(shutil.which("soffice") is None, reason="没有 LibreOffice")
def test_another_office_opens_it(
    instance: Instance, round_2025: Round, filler: Actor, template: Path, save: Save
) -> None:
    save()
    write_template(instance, filler, round_2025, PERSON, "s1", template, True)
    home = template.parent / "home"
    command = ["soffice", f"-env:UserInstallation=file://{home}", "--headless", "--convert-to",
               "csv:Text - txt - csv (StarCalc):44,34,76", "--outdir", str(home), str(template)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    lines = (home / "template.csv").read_text(encoding="utf-8").splitlines()
    assert lines[5].startswith("0012,2020-09-01,教师001,320000190001010013,,红,琴、画,12.50,320,")


def test_a_template_with_a_mistake_comes_back_marked(
    instance: Instance, round_2025: Round, filler: Actor, template: Path
) -> None:
    rows = [{"staff_no": "0013", "name": "教师002", "pay": "很多"}]
    provided = with_prefill(instance, {"hr": lambda table: rows})
    write_template(provided, filler, round_2025, PERSON, "s1", template, True)
    batch = prepare(instance, filler, round_2025, PERSON, "s1", template, "填.xlsx")
    assert isinstance(batch, Batch)
    assert [(i.row, i.column, i.value) for i in batch.issues] == [(FIRST, "H", "很多")]
    marked, result = mark(instance, filler, batch.id)
    sheet = openpyxl.load_workbook(marked)["示例人员"]
    assert result.patched
    assert "很多" in sheet["H6"].comment.text
    assert "必填" in sheet["A5"].comment.text
