"""Closing a round, step by step: what each step keeps, and what it refuses."""

from __future__ import annotations

import csv
import dataclasses
import hashlib
import io
import json
import zipfile
from decimal import Decimal

import pytest
import sqlalchemy as sa

from core.access import SYSTEM_ACTOR
from core.audit.recording import entries
from core.audit.verification import verify
from core.closing.aggregating import missing
from core.closing.approving import approve
from core.closing.figures import sealed_figures
from core.closing.receipts import receipts, report
from core.closing.revising import reopen
from core.closing.sealing import package_of_seal, seals
from core.database import reading, writing
from core.errors import NotFound, Refused
from core.instance import Instance
from core.registry import Plugin
from core.rounds.remarks import NewRemark
from tests.core.closing.playing import OFFICE, SECRETARY, TODAY, YEAR, Closing
from tests.core.rounds.reviewing import person


def test_the_whole_way_to_the_receipt(closing: Closing) -> None:
    closing.until("report")
    assert closing.round.state == "reported"
    closing.report("ministry")
    with reading(closing.instance.engine) as connection:
        [sealed] = seals(connection, YEAR)
        kept = receipts(connection, YEAR)
        verbs = [entry.verb for entry in entries(connection)]
    assert [(one.level, one.sha256) for one in kept] == [
        ("province", sealed.sha256), ("ministry", sealed.sha256),
    ]
    assert verbs[-5:] == ["aggregate", "approve", "seal", "report", "report"]
    assert verify(closing.instance).breaks == ()


def test_what_is_missing_is_named_by_department_and_table(closing: Closing) -> None:
    closing.fill()
    closing.answers[0].until("accept")
    closing.answers[1].until("check")
    with pytest.raises(Refused) as refused:
        closing.aggregate()
    assert refused.value.message == (
        "还有 2 张表没有通过，不能汇总：\n"
        "示例学院：示例预算（填报中）\n示例艺术学院：示例人员（已核查）"
    )
    with reading(closing.instance.engine) as connection:
        assert len(missing(connection, closing.round)) == 2
    assert closing.round.state == "open"


def test_totals_are_the_sum_of_the_listed_versions(closing: Closing) -> None:
    record = closing.until("accept").aggregate().content
    people = [one for one in record["answers"] if one["table"] == "sample.person"]
    assert sum(one["rows"] for one in people) == record["tables"]["sample.person"]["rows"] == 3
    summed = sum(Decimal(one["sums"]["pay"]) for one in people)
    assert summed == Decimal(record["tables"]["sample.person"]["sums"]["pay"]) == Decimal("25.25")
    prints = {(a.department, a.table): a.print for a in closing.answers}
    listed = {(one["department"], one["table"]): one["fingerprint"] for one in record["answers"]}
    assert listed == prints


def test_rows_of_nobodys_task_are_not_aggregated(closing: Closing) -> None:
    closing.until("accept")
    rows = closing.instance.models.rows("sample.budget")
    with writing(closing.instance.engine) as connection:
        connection.execute(sa.update(rows).values(row_department="s2"))
    with pytest.raises(Refused, match="与办公室通过时不一致"):
        closing.aggregate()
    with writing(closing.instance.engine) as connection:
        connection.execute(sa.update(rows).values(row_department="s1"))
        moved = {"row_id": "x", "row_department": "s2", "row_key": '["y"]'}
        row = connection.execute(sa.select(rows)).mappings().one()
        connection.execute(sa.insert(rows).values({**row, **moved}))
    with pytest.raises(Refused, match="“示例预算”中有示例艺术学院的数据"):
        closing.aggregate()


def test_each_step_is_its_roles_alone(closing: Closing) -> None:
    closing.until("accept")
    for role in ("collector", "secretary", "auditor", "administrator", "leader"):
        with pytest.raises(Refused, match="没有这项权限"):
            closing.aggregate(person(role))
    closing.aggregate(SYSTEM_ACTOR)
    for actor in (OFFICE, SYSTEM_ACTOR):
        with pytest.raises(Refused, match="没有这项权限"):
            closing.approve(actor)
    closing.approve()
    with pytest.raises(Refused, match="没有这项权限"):
        closing.seal(SECRETARY)


def test_steps_come_in_their_order(closing: Closing) -> None:
    for step in (closing.approve, closing.seal, closing.report):
        with pytest.raises(Refused, match="现在是“开放填报”，不能"):
            step()
    closing.until("aggregate")
    with pytest.raises(Refused, match="现在是“已汇总”，不能汇总"):
        closing.aggregate()


def test_a_disabled_plugin_stops_everything(closing: Closing, instance: Instance) -> None:
    closing.until("accept")
    broken = Plugin("broken", "test", "1.0", (), "坏了")
    registry = dataclasses.replace(instance.registry, plugins=(broken,))
    closing.instance = dataclasses.replace(instance, registry=registry)
    with pytest.raises(Refused, match="有插件停用（broken），不能汇总"):
        closing.aggregate()


def test_a_resolution_needs_number_day_and_minutes(closing: Closing) -> None:
    closing.until("aggregate")
    wrong = closing.folder / "纪要.pdf"
    wrong.write_bytes(b"not a pdf")
    good = closing.minutes()
    for reference, held, file, message in (
        (" ", TODAY, good, "请填写决议文号"),
        ("1", TODAY.replace(day=2), good, "会议日期应在"),
        ("1", TODAY.replace(month=7), good, "会议日期应在"),
        ("1", TODAY, wrong, "内容与文件类型不符"),
        ("1", TODAY, closing.folder / "a.exe", "附件应为 PDF"),
        ("1", TODAY, closing.folder / "absent.pdf", "没有文件"),
    ):
        with pytest.raises(Refused, match=message):
            approve(closing.instance, SECRETARY, YEAR, reference, held, file)
    kept = closing.approve()
    assert kept.sha256 == hashlib.sha256(good.read_bytes()).hexdigest()
    assert (closing.instance.folder / kept.path).read_bytes() == good.read_bytes()


def test_the_package_holds_what_the_manifest_says(closing: Closing) -> None:
    sealed = closing.until("approve").seal()
    path = package_of_seal(closing.instance, sealed)
    with zipfile.ZipFile(path) as package:
        manifest = json.loads(package.read("manifest.json"))
        named = {one["path"]: one["sha256"] for one in manifest["files"]}
        assert {*named, "manifest.json"} == set(package.namelist())
        for name, sha256 in named.items():
            assert hashlib.sha256(package.read(name)).hexdigest() == sha256
        books = sorted(name for name in named if name.startswith("xlsx/"))
        rows = csv.DictReader(io.StringIO(package.read("data/sample_person.csv").decode()))
        assert sorted(row["staff_no"] for row in rows) == ["0012", "0013", "0100"]
    assert [name.partition("_")[2] for name in books] == [
        "X-1_示例机构.xlsx", "X-2_示例人员.xlsx", "X-3_示例预算.xlsx", "X-4_示例保密事项.xlsx",
    ]
    assert manifest["resolution"]["reference"] == "校办〔2025〕8号"
    assert manifest["revision"] == 1


def test_a_package_that_was_touched_is_not_handed_out(closing: Closing) -> None:
    sealed = closing.until("approve").seal()
    path = package_of_seal(closing.instance, sealed)
    path.write_bytes(path.read_bytes() + b"x")
    with pytest.raises(Refused, match="封存的文件被改动过"):
        package_of_seal(closing.instance, sealed)
    path.unlink()
    with pytest.raises(Refused, match="不见了"):
        package_of_seal(closing.instance, sealed)
    with pytest.raises(NotFound):
        package_of_seal(closing.instance, None)


def test_figures_are_kept_exactly(closing: Closing) -> None:
    closing.until("approve")
    with reading(closing.instance.engine) as connection:
        assert sealed_figures(connection, YEAR, None) is None
    closing.seal()
    with reading(closing.instance.engine) as connection:
        for by in (None, "department", "major"):
            found = sealed_figures(connection, YEAR, by)
            assert found is not None
            assert found.measures == found.indicators == ()


def test_a_receipt_names_what_was_sealed(closing: Closing) -> None:
    closing.until("seal")
    with pytest.raises(NotFound, match=r"数据包中没有文件 data/x\.csv"):
        closing.report(file="data/x.csv")
    received = closing.report(file="data/sample_person.csv")
    with reading(closing.instance.engine) as connection:
        [sealed] = seals(connection, YEAR)
    named = {one["path"]: one["sha256"] for one in sealed.content["files"]}
    assert received.sha256 == named["data/sample_person.csv"]
    for level, sent, reference, message in (
        ("city", TODAY, "1", "上报到哪一级"), ("ministry", TODAY, "", "请填写回执号"),
        ("ministry", TODAY.replace(day=2), "1", "上报日期应在"),
    ):
        with pytest.raises(Refused, match=message):
            report(closing.instance, OFFICE, YEAR, level, sent, reference)


def test_a_correction_is_a_new_revision_that_names_what_changed(closing: Closing) -> None:
    closing.until("report")
    with pytest.raises(Refused, match="请写明恢复填报的原因"):
        reopen(closing.instance, OFFICE, YEAR, " ")
    assert reopen(closing.instance, OFFICE, YEAR, "省厅要求更正") == 2
    first = closing.answers[0]
    row = first.rows[0]
    first.back(OFFICE, NewRemark("accuracy", "金额不对", row.row_id, "pay"))
    values = {"staff_no": "0012", "since_day": "2020-9-1", "name": "教师001", "colour": "红"}
    first.save({**values, "pay": "13"}, row=0)
    first.until("accept")
    closing.aggregate()
    closing.approve()
    second = closing.seal()
    assert json.loads(second.changes) == [{
        "table": "sample.person", "title": "示例人员", "department": "示例学院",
        "rows_before": 2, "rows": 2, "changed_rows": [row.key],
    }]  # fmt: skip
    with reading(closing.instance.engine) as connection:
        old, new = seals(connection, YEAR)
    assert (old.number, new.number) == (1, 2)
    assert package_of_seal(closing.instance, old) != package_of_seal(closing.instance, new)


def test_before_the_seal_it_can_go_back_too(closing: Closing) -> None:
    closing.until("approve")
    assert reopen(closing.instance, OFFICE, YEAR, "会议要求核实") == 1
    assert closing.round.state == "open"
    closing.aggregate()
    with pytest.raises(Refused, match="现在是“已汇总”，不能封存"):
        closing.seal()
