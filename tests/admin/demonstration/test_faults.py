"""Known faults in the invented college: one for every rule, all found, and nothing else."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from admin.cli import main
from admin.demonstration.college import SMALL, YEARS
from admin.demonstration.faults import Fault, Planted, chosen, known_faults
from admin.demonstration.founding import found
from admin.demonstration.planting import Planting
from admin.demonstration.sheet import Sheet
from core.checks.issues import Scope, open_issues
from core.database import reading
from core.errors import NotFound, Refused
from core.instance import VARIABLE, open_instance

RULES = Path(__file__).parents[3] / "tests" / "cases" / "rules.toml"
CODES: dict[str, list[str]] = tomllib.loads(RULES.read_text(encoding="utf-8"))["codes"]
MORE_CODES = {
    "R002": ["REQUIRED"],  # a word for "empty" is read as blank
    "R004": ["KIND-EARLY"],  # what is stored is a month, if one of another century
}
AT_ANY_SIZE = {
    "R001", "R002", "R003", "R004", "R005", "R007", "R010", "R011", "R013", "R014", "R016",
    "R018", "R115", "R122", "R214", "R215", "R236", "R237", "R306", "R336",
}  # fmt: skip
"""The rules whose faults fit the small college too."""
EXPLAINED = [
    ("faculty.teacher", '["T0035"]', "staff_no", "FAC-302"),
    ("finance.expense", "[]", "infra", "VARIANCE"),
]
"""What is found in the small college without any fault."""
FAULTS = known_faults()


def test_every_rule_is_broken_by_the_first_of_the_faults() -> None:
    broken = {fault.rule for fault in chosen(127)}
    assert broken >= CODES.keys()


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault.rule} {fault.table}")
def test_a_fault_leads_to_a_code_of_its_rule(fault: Fault) -> None:
    codes = {issue.code for issue in fault.finds}
    assert codes & {*CODES.get(fault.rule, ()), *MORE_CODES.get(fault.rule, ())}


def test_no_two_faults_lead_to_the_same_issue() -> None:
    issues = [issue for fault in FAULTS for issue in fault.finds]
    assert len(issues) == len({*issues})


@pytest.mark.parametrize("number", [0, len(FAULTS) + 1])
def test_only_known_faults_can_be_asked_for(number: int) -> None:
    with pytest.raises(Refused, match=f"1 至 {len(FAULTS)} 之间"):
        chosen(number)


def test_faults_are_planted_in_the_whole_college_only(tmp_path: Path) -> None:
    arguments = ["demo", "--small", "--faults", "3"]
    result = CliRunner(env={VARIABLE: str(tmp_path)}).invoke(main, arguments)
    assert result.exit_code == 2
    assert "不能与 --small 同用" in result.stderr


def test_a_fault_without_rows_is_named() -> None:
    planting = Planting([], [], {"a.b": ["code"]})
    with pytest.raises(NotFound, match=r"规则 R102 .*a\.b"):
        planting.plant(Fault("R102", "a.b", (), key=("9",)))


def test_rows_are_changed_added_and_left_out() -> None:
    issue = Planted("a.b", '["1"]', "n", "B-1")
    sheets = [Sheet("a.b", "教务处", [{"code": "1", "n": 2}, {"code": "2", "n": 3}])]
    last = [Sheet("a.c", "教务处", [{"code": "9"}])]
    planting = Planting(sheets, last, {"a.b": ["code"], "a.c": ["code"]})
    assert planting.plant(Fault("R1", "a.b", (issue,), key=("1",), add={"n": "0.5"})) == [issue]
    planting.plant(
        Fault("R1", "a.b", (), key=("2",), set={"code": "3"}, copy=True, department="人事处")
    )
    planting.plant(Fault("R1", "a.b", (), key=("2",), drop=True))
    planting.plant(Fault("R1", "a.c", (), last_year=True))
    rows = [(s.department, [{k: str(v) for k, v in row.items()} for row in s.rows])
            for s in planting.sheets()]  # fmt: skip
    assert rows == [
        ("教务处", [{"code": "1", "n": "2.5"}]), ("人事处", [{"code": "3", "n": "3"}]),
        ("教务处", [{"code": "9"}]),
    ]  # fmt: skip
    assert sheets[0].rows[0] == {"code": "1", "n": 2}


def test_every_row_that_is_changed_has_an_issue_where_the_fault_says_so() -> None:
    sheets = [Sheet("a.b", "教务处", [{"code": "1", "n": 2}, {"code": "2", "n": 2}])]
    planting = Planting(sheets, [], {"a.b": ["code"]})
    fault = Fault("R1", "a.b", (), each=(("n", "B-1"),), where={"n": "2"}, set={"n": ""})
    assert [issue.key for issue in planting.plant(fault)] == ['["1"]', '["2"]']


def test_faults_are_found_in_the_small_college_and_nothing_else(tmp_path: Path) -> None:
    faults = [fault for fault in chosen(120) if fault.rule in AT_ANY_SIZE]
    assert len(faults) == len(AT_ANY_SIZE)
    founded = found(tmp_path, lambda _: None, SMALL, faults)
    assert _issues(tmp_path) == {*founded.planted, *EXPLAINED}


def _issues(folder: Path) -> set[tuple[str, ...]]:
    """What the checks have found of the last year, as faults name it."""
    instance = open_instance(folder)
    with reading(instance.engine) as connection:
        scope = Scope(YEARS[-1], tuple(instance.registry.definitions.tables))
        issues = open_issues(connection, scope)
    instance.close()
    return {(i.table, i.row_key, i.field, i.code) for i in issues}


@pytest.mark.endurance
def test_all_faults_are_found_in_the_whole_college_and_nothing_else(tmp_path: Path) -> None:
    def told(folder: str, *arguments: str) -> Any:
        result = CliRunner(env={VARIABLE: str(tmp_path / folder)}).invoke(main, [*arguments])
        assert result.exit_code in (0, 1), result.output
        return json.loads(result.stdout)

    told("plain", "demo", "--json")
    planted = told("faulty", "demo", "--faults", str(len(FAULTS)), "--json")["faults"]
    plain, faulty = (
        {
            (i["table"], i["key"] or "", i["field"], i["code"])
            for i in told(folder, "check", "--round", str(YEARS[-1]), "--json")["issues"]
        }
        for folder in ("plain", "faulty")
    )
    assert faulty == {tuple(issue.values()) for issue in planted} | plain
