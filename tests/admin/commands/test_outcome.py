"""Failures in at most four lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from admin.commands.outcome import LINES, told
from core.errors import DefinitionError, Problem, Refused
from core.instance import VARIABLE


@pytest.mark.parametrize("count", [1, 3])
def test_a_short_message_is_told_whole(count: int) -> None:
    lines = [f"第 {number} 行" for number in range(count)]
    assert told(Refused("\n".join(lines))) == lines


def test_many_mistakes_in_definitions_say_where_all_are_listed() -> None:
    problems = [Problem("tables/示例.toml", n, "不认识的键") for n in range(1, 9)]
    lines = told(DefinitionError(problems))
    assert len(lines) == LINES
    assert lines[-1] == "……另有 6 处，运行 tianbao plugins check 查看全部"


def test_a_long_refusal_is_kept_in_the_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    lines = told(Refused("\n".join(f"第 {number} 行" for number in range(9))))
    assert len(lines) == LINES
    assert str(tmp_path / "tianbao.log") in lines[-1]
    assert "第 8 行" in (tmp_path / "tianbao.log").read_text(encoding="utf-8")
