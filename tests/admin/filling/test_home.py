"""The first page: where one stands, then what to do."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa

from core.access import Actor
from core.database import writing
from core.definition.definitions import canonical, digest
from core.registry import Plugin, Registry
from core.rounds.planning.announcements import announce
from core.rounds.round import Round

OWN = "示例学院"


def test_what_is_to_do_stands_first(site: Any) -> None:
    visitor = site.visitor("filler")
    assert "<h1>还有 1 张表没有填</h1>" in visitor.get("/").text
    site.row("sample.person", OWN, staff_no="T1", name="教师001", staff_kind="校外")
    visitor.post("/issues/check")
    assert "<h1>有 1 张表的 1 处错误要改</h1>" in visitor.get("/").text


def test_only_ones_own_tables_are_listed(sqlite_site: Any) -> None:
    own, office = (sqlite_site.visitor(name).get("/").text for name in ("filler", "office"))
    assert "示例人员" in own
    assert "示例预算" not in own
    assert "示例预算" in office


@pytest.fixture
def unit_required(sqlite_site: Any) -> Any:
    """The site with a round in which persons cannot do without their unit."""
    definitions = sqlite_site.instance.registry.definitions
    person = definitions.table("sample.person")
    fields = tuple(replace(f, required=True) if f.name == "unit" else f for f in person.fields)
    tables = {**definitions.tables, person.id: replace(person, fields=fields)}
    text = canonical(replace(definitions, tables=tables))
    with writing(sqlite_site.instance.engine) as connection:
        connection.execute(
            sa.update(Round).values(definitions=text, definitions_digest=digest(text))
        )
    return sqlite_site


def test_a_table_waits_for_what_it_cannot_do_without(unit_required: Any) -> None:
    visitor = unit_required.visitor("personnel")
    assert "等待 示例人事处“示例机构”" in visitor.get("/").text
    unit_required.row("sample.unit", "示例人事处", unit_code="U1", unit_name="机构1")
    page = visitor.get("/").text
    assert "等待 示例人事处" not in page
    assert "现在可填" in page


def test_a_table_waits_also_for_one_that_others_fill(unit_required: Any) -> None:
    page = unit_required.visitor("filler").get("/").text
    assert "等待 示例人事处“示例机构”" in page
    assert "现在可填 0 张，等待其他部门 1 张" in page


def test_a_table_does_not_wait_for_what_is_optional(sqlite_site: Any) -> None:
    assert "等待 示例人事处" not in sqlite_site.visitor("personnel").get("/").text


@pytest.mark.parametrize("role", ["leader", "secretary", "administrator"])
def test_who_sees_no_rows_sees_no_tables(sqlite_site: Any, role: str) -> None:
    page = sqlite_site.visitor(role).get("/").text
    assert "示例人员" not in page
    assert "2025 年批次" in page


def test_a_closed_round_is_read_only(sqlite_site: Any) -> None:
    row_id = sqlite_site.row("sample.person", OWN, staff_no="T1", name="教师001")
    with writing(sqlite_site.instance.engine) as connection:
        connection.execute(sa.update(Round).values(state="sealed"))
    visitor = sqlite_site.visitor("filler")
    assert "只读" in visitor.get("/").text
    page = visitor.get(f"/tables/sample/person/{row_id}/").text
    assert "2025 年批次不在填报阶段" in page
    assert "保存</button>" not in page
    typed = {"staff_no": "T1", "row_version": "1"}
    answer = visitor.post(f"/tables/sample/person/{row_id}/", typed)
    assert answer.status_code == 403


def test_a_disabled_category_is_shown_with_its_reason_and_read_only(sqlite_site: Any) -> None:
    sqlite_site.row("sample.person", OWN, staff_no="T1", name="教师001")
    instance = sqlite_site.instance
    broken: Registry = replace(
        instance.registry, plugins=(Plugin("sample", "test", "", disabled="缺少函数 示例"),)
    )
    sqlite_site.app.extensions["tianbao"] = replace(instance, registry=broken)
    visitor = sqlite_site.visitor("filler")
    home = visitor.get("/").text
    assert "暂停填报" in home
    assert "缺少函数 示例" in home
    assert "教师001" in visitor.get("/tables/sample/person/").text
    assert visitor.post("/tables/sample/person/new", {"staff_no": "T2"}).status_code == 403


def test_before_the_first_round_the_page_says_so(sqlite_site: Any) -> None:
    with writing(sqlite_site.instance.engine) as connection:
        for table in ("assignment", "round"):
            connection.execute(sa.text(f"DELETE FROM {table}"))
    visitor = sqlite_site.visitor("filler")
    assert "还没有开放的采集批次" in visitor.get("/").text
    for url in ("/issues/", "/indicators/", "/tables/sample/person/"):
        assert visitor.get(url).status_code == 404, url


def test_what_the_office_announces_everybody_reads(sqlite_site: Any) -> None:
    office = Actor("office", "办公室", "office")
    announce(sqlite_site.instance, office, 2025, "培训改期", "<b>9 月 3 日</b>下午")
    for role in ("filler", "administrator", "leader"):
        page = sqlite_site.visitor(role).get("/").text
        assert "培训改期" in page
        assert "&lt;b&gt;9 月 3 日" in page


def test_how_much_of_what_must_be_filled_is_filled_is_told(sqlite_site: Any) -> None:
    sqlite_site.row("sample.person", OWN, staff_no="T1", name="教师001", staff_kind="校外")
    assert "<small>66%</small>" in sqlite_site.visitor("filler").get("/").text
