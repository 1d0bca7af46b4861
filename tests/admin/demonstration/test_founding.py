"""The demonstration: a whole college in an empty folder, with nothing wrong in it."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from admin.accounts.passwords import password_matches
from admin.cli import main
from admin.demonstration import founding
from core.access import ROLES
from core.errors import Refused
from core.instance import VARIABLE


def tianbao(folder: Path, *arguments: str) -> Any:
    return CliRunner(env={VARIABLE: str(folder)}).invoke(main, list(arguments))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demonstration") / "instance"


@pytest.fixture(scope="module")
def told(folder: Path) -> Any:
    """What ``demo --json`` says."""
    result = tianbao(folder, "demo", "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_every_role_has_an_account_that_opens(told: Any, folder: Path) -> None:
    assert {account["role"] for account in told["accounts"]} == set(ROLES)
    assert set(told["accounts"][0]) == {"username", "password", "role", "department"}
    assert told["rounds"] == [2025]
    with sqlite3.connect(folder / "tianbao.sqlite") as database:
        hashes = dict(database.execute("SELECT username, password_hash FROM user"))
    first = told["accounts"][0]
    assert password_matches(hashes[first["username"]], first["password"])


@pytest.mark.usefixtures("told")
def test_the_data_have_no_errors_and_hardly_a_warning(folder: Path) -> None:
    result = tianbao(folder, "check", "--json")
    found = json.loads(result.stdout)
    assert Counter(i["code"] for i in found["issues"] if i["severity"] == "error") == {}
    assert result.exit_code == 0
    assert found["warnings"] <= 30
    ran = {check["code"] for check in found["ran"]}
    assert {"REF", "FAC-301", "EMP-311A", "FIN-325"} <= ran


@pytest.mark.usefixtures("told")
def test_the_indicators_of_the_categories_can_be_computed(folder: Path) -> None:
    found = json.loads(tianbao(folder, "indicators", "--json").stdout)
    values = {one["code"]: one["value"] for one in found}
    filled = [code for code in values if code[:3] in ("FAC", "EMP", "FIN")]
    assert len(filled) > 25
    assert [code for code in filled if values[code] is None] == []
    by_department = json.loads(tianbao(folder, "indicators", "--by", "department", "--json").stdout)
    assert {"XQ", "XX"} <= {one["group"] for one in by_department}


@pytest.mark.usefixtures("told")
def test_a_filled_folder_is_left_alone(folder: Path) -> None:
    result = tianbao(folder, "demo")
    assert result.exit_code == 2
    assert "只能建在空的文件夹中" in result.stderr
    assert tianbao(folder, "check").exit_code == 0


def test_a_demonstration_that_fails_leaves_the_folder_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = tmp_path / "README.md"
    kept.write_text("示例\n", encoding="utf-8")

    def interrupted(*_: object) -> int:
        raise Refused("中断")

    monkeypatch.setattr(founding, "_fill", interrupted)
    with pytest.raises(Refused, match="中断"):
        founding.found(tmp_path, lambda _: None)
    assert list(tmp_path.iterdir()) == [kept]
