"""The trace on the command line: every command leaves one, and tampering ends with 1."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def busy(tianbao: Any, tmp_path: Path) -> Any:
    """A college in which somebody exported and somebody was refused."""
    tianbao("user", "add", "auditor1", "--name", "教师001", "--role", "auditor")
    tianbao("export", "faculty.award", "-o", tmp_path / "一览.csv", "--format", "csv")
    tianbao("export", "faculty.award", "-o", tmp_path / "一览.csv", "--as", "auditor1")
    return tianbao


def test_the_auditor_reads_what_was_done(busy: Any) -> None:
    told = busy.json("audit", "list", "--as", "auditor1")
    assert [(one["actor"], one["verb"], one["object"]) for one in told] == [
        ("auditor1", "refused", "2025/faculty.award"),
        ("system", "exported", "2025/faculty.award"),
        ("system", "password_reset", "user/auditor1"),
        ("system", "accounts_saved", "user/auditor1"),
        ("system", "link_made", "user"),
    ]
    assert busy.json("audit", "list", "--about", "user/") == told[2:4]


def test_an_untouched_trace_verifies(busy: Any) -> None:
    assert busy.json("audit", "verify") == {"entries": 5, "changes": 0, "breaks": []}


def test_a_removed_entry_is_named_and_ends_with_1(busy: Any) -> None:
    with sqlite3.connect(busy.folder / "tianbao.sqlite") as connection:
        connection.execute("DROP TRIGGER audit_entry_no_delete")
        connection.execute("DELETE FROM audit_entry WHERE seq = 2")
    connection.close()
    result = busy("audit", "verify")
    assert result.exit_code == 1
    assert "缺少第 2 条操作记录" in result.stdout


def test_only_those_who_audit_may_read_it(busy: Any) -> None:
    busy("user", "add", "leader1", "--name", "教师002", "--role", "leader")
    result = busy("audit", "list", "--as", "leader1")
    assert result.exit_code == 2
    assert "没有这项权限" in result.stderr
