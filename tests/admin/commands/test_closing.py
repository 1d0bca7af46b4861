"""Closing a round, and verifying what came of it, on the command line."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from admin.commands.closing import _today
from core.database import connect, writing
from core.rounds.assignment import Assignment
from core.rounds.user import User
from tests.admin.commands.conftest import Command


@pytest.fixture
def without_tasks(tianbao: Command) -> Iterator[Command]:
    """A college that nothing is asked of, with a secretary: it can be closed at once."""
    engine = connect(f"sqlite:///{tianbao.folder / 'tianbao.sqlite'}")
    with writing(engine) as connection:
        connection.execute(sa.delete(Assignment))
        connection.execute(sa.insert(User).values(
            username="secretary", name="教师008", password_hash="", role="secretary",
            active=True, department_id=None, staff_no="",
        ))
    engine.dispose()
    yield tianbao


def test_a_round_is_closed_and_its_package_verified(
    without_tasks: Command, tmp_path: Path
) -> None:
    tianbao = without_tasks
    minutes = tmp_path / "纪要.pdf"
    minutes.write_bytes(b"%PDF-1.7")
    today = str(_today(datetime.now(UTC)))
    assert tianbao.json("round", "aggregate", "2025")["answers"] == []
    approval = ("round", "approve", "2025", "--number", "8", "--date", today, "--minutes", minutes)
    refused = tianbao(*approval)
    assert (refused.exit_code, refused.stderr) == (2, "系统没有这项权限\n")
    assert tianbao(*approval, "--as", "secretary").exit_code == 0
    sealed = tianbao.json("round", "seal", "2025")
    sent = tianbao("round", "report", "2025", "--to", "province", "--number", "A1")
    assert sent.exit_code == 0, sent.output
    status = tianbao.json("round", "status", "2025")
    assert (status["state"], status["missing"]) == ("reported", [])
    assert [one["sha256"] for one in status["receipts"]] == [sealed["sha256"]]

    package = tianbao.folder / sealed["path"]
    assert tianbao.json("verify", package)["matches"] is True
    verdict = tianbao.json("verify", altered(package, tmp_path), code=1)
    assert verdict["wrong"] == [
        "缺少文件 data/clubs_club.csv", "多出文件 new.txt", "文件 aggregation.json 被改动过",
    ]
    package.write_bytes(b"PK")
    assert tianbao("verify", package).exit_code == 2
    assert tianbao("round", "reopen", "2025", "--reason", "更正").exit_code == 0
    assert tianbao.json("round", "status", "2025")["state"] == "open"


def altered(package: Path, folder: Path) -> Path:
    """Return a copy with one file more, one less, and one changed."""
    copy = folder / "copy.zip"
    with zipfile.ZipFile(package) as source, zipfile.ZipFile(copy, "w") as target:
        for name in source.namelist():
            if name == "data/clubs_club.csv":
                continue
            content = source.read(name)
            if name == "aggregation.json":
                content = json.dumps({**json.loads(content), "round": 2024}).encode()
            target.writestr(name, content)
        target.writestr("new.txt", "x")
    return copy


def test_what_is_missing_is_listed(tianbao: Command) -> None:
    refused = tianbao("round", "aggregate", "2025")
    assert refused.exit_code == 2
    assert "张表没有通过，不能汇总" in refused.stderr
    assert len(refused.stderr.splitlines()) <= 4
    listed = tianbao.json("round", "status", "2025")["missing"]
    assert {one["state"] for one in listed} == {"draft"}


def test_a_form_is_written_and_verified(tianbao: Command, tmp_path: Path) -> None:
    form = tmp_path / "审批表.docx"
    written = tianbao.json("form", "--department", "人事处", "-o", form)
    assert written["tables"]
    assert tianbao.json("verify", form)["fingerprint"] == written["fingerprint"]
    form.write_bytes(b"")
    refused = tianbao("verify", form)
    assert refused.exit_code == 2
    assert "不能核对" in refused.stderr
