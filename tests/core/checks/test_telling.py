"""From what was found to an issue: the cell, the value, the words."""

from __future__ import annotations

from decimal import Decimal

import pytest

from core.checks.telling import Verdict, issues_of
from core.checks.wrong import Wrong
from core.errors import PluginError
from tests.core.checks.conftest import FACTS, table

MEMBER = table("member")


def test_an_issue_says_where_what_and_why() -> None:
    wrong = Wrong("r1", '["M1"]', "s1", 7, {"grant": Decimal("0.02")})
    verdict = Verdict("T-1", "warning", "资助 {grant}，上限 {setting_most} 元。", "grant")
    [issue] = issues_of(verdict, [wrong], MEMBER, FACTS, {"setting_most": Decimal(100)})
    assert (issue.table, issue.department, issue.row_id, issue.row_key) == (
        "club.member", "s1", "r1", '["M1"]'
    )
    assert (issue.line, issue.field, issue.value) == (7, "grant", "0.02万元")
    assert (issue.code, issue.severity) == ("T-1", "warning")
    assert issue.message == "资助 0.02万元，上限 100 元。"


@pytest.mark.parametrize(("blamed", "says"), [
    ("grant", "1.5万元 2万元"), ("fee", "15000元 20000元"), ("hours", "15000 20000"),
    ("", "15000 20000"),
])
def test_compared_amounts_read_in_the_unit_of_the_blamed_field(blamed: str, says: str) -> None:
    wrong = Wrong(values={"left": Decimal(15_000), "right": Decimal(20_000)})
    verdict = Verdict("T-1", "error", "{left} {right}", blamed)
    [issue] = issues_of(verdict, [wrong], MEMBER, FACTS, {})
    assert issue.message == says


def test_the_field_of_the_question_is_blamed_unless_the_check_says() -> None:
    wrong = [Wrong(column="club")]
    for blamed, wanted in (("", "club"), ("name", "name")):
        [issue] = issues_of(Verdict("T-1", "error", "", blamed), wrong, MEMBER, FACTS, {})
        assert (issue.field, issue.value) == (wanted, "")


def test_what_no_row_is_to_blame_for_belongs_to_no_department() -> None:
    [issue] = issues_of(Verdict("T-1", "error", "错了。"), [Wrong()], MEMBER, FACTS, {})
    assert (issue.department, issue.row_id, issue.row_key) == ("", None, "")


def test_a_name_without_a_value_is_the_plugins_mistake() -> None:
    with pytest.raises(PluginError, match=r"T-1 的消息里的 \{size\} 没有值"):
        issues_of(Verdict("T-1", "error", "{size}"), [Wrong()], MEMBER, FACTS, {})
