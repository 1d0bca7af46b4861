"""``tianbao measures`` and ``indicators``: figures, breakdowns, what would be if."""

from __future__ import annotations

from typing import Any

import pytest


def by_name(found: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {one["name"]: one for one in found}


def test_what_has_no_rows_has_no_value(tianbao: Any) -> None:
    measures = by_name(tianbao.json("measures"))
    assert measures["full_time_teachers"]["value"] is None
    assert measures["full_time_teachers"]["unit"] == "人"


def test_an_indicator_is_computed_from_assumed_inputs(tianbao: Any) -> None:
    found = by_name(tianbao.json(
        "indicators", "--set", "dual_qualified_teachers=33", "--set", "full_time_teachers=60"
    ))["dual_all"]
    assert found["code"] == "FAC-I15"
    assert found["value"] == 55
    assert found["inputs"] == {"dual_qualified_teachers": 33, "full_time_teachers": 60}


def test_a_breakdown_names_its_group(tianbao: Any) -> None:
    measures = tianbao.json("measures", "--by", "department")
    assert all(one["groups"] == {} for one in measures)
    assert tianbao.json("indicators", "--by", "major") == []


@pytest.mark.parametrize("text", ["full_time_teachers", "full_time_teachers=NaN", "nobody=1"])
def test_a_wrong_assumption_is_refused(text: str, tianbao: Any) -> None:
    assert tianbao("indicators", "--set", text).exit_code == 2
