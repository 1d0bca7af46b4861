"""Issues: of all one may see, of one table, by rule; and checking once more."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from core.checks.issues import StoredIssue
from core.database import writing

OWN, OTHER = "示例学院", "示例艺术学院"
WRONG = {"name": "教师001", "begun": "2025-03-02", "ended": "2025-03-01"}


def test_checking_finds_what_was_stored_otherwise(site: Any) -> None:
    row_id = site.row("sample.person", OWN, staff_no="T1", **WRONG)
    site.row("sample.person", OTHER, staff_no="T2", **WRONG)
    visitor = site.visitor("filler")
    assert "没有发现问题" in visitor.get("/issues/").text
    visitor.post("/issues/check")
    page = visitor.get("/issues/").text
    assert "新发现 1 个问题" in page
    assert f'href="/tables/sample/person/{row_id}/#ended"' in page
    assert "T2" not in page
    visitor.post("/tables/sample/person/check")
    assert "新发现 0 个问题，消除 0 个，还有 1 个未改" in visitor.get("/issues/").text


def test_only_own_rows_are_checked(site: Any) -> None:
    site.row("sample.person", OTHER, staff_no="T2", **WRONG)
    site.visitor("filler").post("/issues/check")
    assert "没有发现问题" in site.visitor("office").get("/issues/").text


def test_issues_are_found_by_severity_and_rule(sqlite_site: Any) -> None:
    sqlite_site.row("sample.person", OWN, staff_no="T1", **WRONG)
    sqlite_site.row("sample.person", OWN, staff_no="T2", name="教师002", staff_kind="校外")
    visitor = sqlite_site.visitor("filler")
    visitor.post("/issues/check")
    assert "SMP-101 1" in visitor.get("/issues/").text
    by_rule = visitor.get("/issues/?code=SMP-101").text
    assert "T1" in by_rule
    assert "T2" not in by_rule
    assert "T1" not in visitor.get("/issues/?severity=warning").text


def test_an_issue_shows_a_sensitive_value_only_in_part(sqlite_site: Any) -> None:
    number = "440781198005060016"
    row_id = sqlite_site.row("sample.person", OWN, staff_no="T1", name="教师001", id_card=number)
    with writing(sqlite_site.instance.engine) as connection:
        connection.execute(sa.insert(StoredIssue).values(
            round=2025, table_id="sample.person", department=sqlite_site.departments[OWN],
            row_id=row_id, row_key='["T1"]', field="id_card", code="X-1", severity="warning",
            message="请核对", value=number, first_seen=datetime(2025, 8, 1),
        ))
    page = sqlite_site.visitor("office").get("/issues/").text
    assert "440*************16" in page
    assert number not in page
    assert number in sqlite_site.visitor("filler").get("/issues/").text
