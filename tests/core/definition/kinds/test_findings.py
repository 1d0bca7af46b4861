"""The sentences of the kinds: what is wrong and what to do, never the value itself."""

from __future__ import annotations

import re

import pytest

from core.definition.kinds.findings import SENTENCES, Unreadable, finding

FACTS = {"shown", "place", "point", "length", "most", "rule", "allowed", "example", "limit",
         "places", "bound", "unit", "year", "near", "code", "name", "title", "count"}  # fmt: skip


@pytest.mark.parametrize("code", sorted(SENTENCES))
def test_a_sentence_says_what_to_do(code: str) -> None:
    severity, sentence = SENTENCES[code]
    assert severity in ("error", "warning")
    assert re.search("请|这里应填|应不|最多", sentence)
    assert not re.search("非法|无效的输入|错误的输入", sentence)
    assert set(re.findall(r"{(\w+)}", sentence)) <= FACTS


def test_a_finding_carries_its_facts() -> None:
    found = finding("KIND-CODE-CONFLICT", code="2", name="女")
    assert found == ("KIND-CODE-CONFLICT", "error", found.text)
    assert "2 是“女”" in found.text
    assert Unreadable("KIND-CODE", near="").finding.code == "KIND-CODE"


@pytest.mark.parametrize("code", ["KIND-CODE", "KIND-COUNTRY", "KIND-DIVISION"])
def test_a_guess_is_followed_by_one_mark_only(code: str) -> None:
    text = finding(code, near="；是不是 教务处？").text
    assert "；是不是 教务处？" in text
    assert "？。" not in text
    assert "？，" not in text
