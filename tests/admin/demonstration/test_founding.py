"""The demonstration: a whole college in an empty folder, with nothing wrong in it."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from inspect import getsource
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from admin.accounts.passwords import password_matches
from admin.cli import main
from admin.demonstration import founding
from admin.demonstration.college import FULL, SMALL, YEARS
from core.access import ROLES
from core.discovery import build_registry
from core.errors import Refused
from core.instance import TABLES, VARIABLE

BY_DEFINITION_ALONE = {"VARIANCE", "ROW-COUNT", "COPIED"}
"""Compared with the year before: the first round has none."""


def tianbao(folder: Path, *arguments: str) -> Any:
    return CliRunner(env={VARIABLE: str(folder)}).invoke(main, list(arguments))


def test_every_role_has_an_account_that_opens(told: Any, folder: Path) -> None:
    assert {account["role"] for account in told["accounts"]} == set(ROLES)
    assert set(told["accounts"][0]) == {"username", "password", "role", "department"}
    assert told["rounds"] == [2025, 2024]
    with sqlite3.connect(folder / "tianbao.sqlite") as database:
        hashes = dict(database.execute("SELECT username, password_hash FROM user"))
    first = told["accounts"][0]
    assert password_matches(hashes[first["username"]], first["password"])


@pytest.mark.usefixtures("told")
def test_there_are_twelve_functional_departments_and_eight_schools(folder: Path) -> None:
    departments = json.loads(tianbao(folder, "department", "list", "--json").stdout)
    assert Counter(one["kind"] for one in departments) == {"office": 12, "school": 8}


@pytest.fixture(scope="module", params=YEARS)
def checked(told: Any, folder: Path, request: pytest.FixtureRequest) -> Any:
    """What ``check --json`` says of a year, the year and the exit code among it."""
    result = tianbao(folder, "check", "--round", str(request.param), "--json")
    return {**json.loads(result.stdout), "year": request.param, "exit": result.exit_code}


def test_the_data_of_a_year_have_no_errors_and_a_handful_of_warnings(checked: Any) -> None:
    errors = [i for i in checked["issues"] if i["severity"] == "error"]
    assert [(i["code"], i["key"], i["message"]) for i in errors] == []
    assert checked["exit"] == 0
    assert 1 <= checked["warnings"] <= 10, Counter(i["code"] for i in checked["issues"])


def test_every_check_in_force_has_rows_to_look_at(checked: Any) -> None:
    ran = {one["code"]: one["rows"] for one in checked["ran"]}
    year, registry = checked["year"], build_registry(TABLES)
    known: dict[str, Any] = {}
    for id in registry.definitions.for_year(year).tables:
        checks = (*registry.checks(id, year), *registry.data_checks(id, year))
        known |= {check.code: check.function for check in checks}
    first = year == YEARS[0]
    idle = {code for code in known if not ran.get(code)}
    assert {c for c in idle if not (first and "last_round" in getsource(known[c]))} == set()
    assert first or ran.keys() >= BY_DEFINITION_ALONE


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize("year", YEARS)
def test_every_table_has_rows(folder: Path, year: int) -> None:
    ids = [t["id"] for t in json.loads(tianbao(folder, "tables", "list", "--json").stdout)]
    assert len(ids) == 80
    with sqlite3.connect(folder / "tianbao.sqlite") as database:
        empty = [
            id for id in ids
            if not database.execute(
                f"SELECT 1 FROM {id.replace('.', '_')} WHERE row_round = ?", (year,)
            ).fetchone()
        ]
    assert empty == []


@pytest.mark.usefixtures("told")
def test_the_year_that_is_over_is_sealed_and_the_other_open(folder: Path) -> None:
    rounds = json.loads(tianbao(folder, "round", "list", "--json").stdout)
    assert {one["year"]: one["state"] for one in rounds} == {2024: "sealed", 2025: "open"}


@pytest.mark.usefixtures("told")
def test_every_indicator_can_be_computed(folder: Path) -> None:
    found = json.loads(tianbao(folder, "indicators", "--json").stdout)
    assert len(found) > 25
    assert [one["code"] for one in found if one["value"] is None] == []
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

    def interrupted(*_: object) -> None:
        raise Refused("中断")

    monkeypatch.setattr(founding, "_fill", interrupted)
    with pytest.raises(Refused, match="中断"):
        founding.found(tmp_path, lambda _: None, SMALL)
    assert list(tmp_path.iterdir()) == [kept]


def test_the_demonstration_is_large_unless_a_small_one_is_asked_for(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    scales = []

    def noted(_folder: Path, _progress: object, scale: object, _faults: object) -> founding.Founded:
        scales.append(scale)
        return founding.Founded([], [], [])

    monkeypatch.setattr(founding, "found", noted)
    assert tianbao(tmp_path, "demo").exit_code == 0
    assert tianbao(tmp_path, "demo", "--small").exit_code == 0
    assert scales == [FULL, SMALL]
