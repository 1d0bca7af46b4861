"""What every kind makes of what people type: the cases of ``tests/cases/kinds``."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from core.definition.kinds import BUILT_IN, by_name
from core.definition.kinds.base import Parsed
from core.definition.kinds.findings import SENTENCES
from tests.core.definition.kinds.examples import (
    CASES,
    a_field,
    case_files,
    raw_of,
    reading_of,
)

KINDS = by_name(BUILT_IN)
CASE_KEYS = ("family", "accepts", "stores", "refuses", "date1904")


def cases(verdict: str) -> list[Any]:
    """Return the cases of one verdict as (field description, raw, the rest)."""
    return [
        pytest.param(entry, case, id=f"{entry['kind']}-{case[0]}")
        for entry in case_files()
        for case in entry.get(verdict, [])
    ]


def parsed(entry: dict[str, Any], written: Any) -> Parsed:
    keys = {key: value for key, value in entry.items() if key not in CASE_KEYS}
    field = a_field(**keys)
    parse = KINDS[field.kind].parser(field, reading_of(entry.get("date1904", False)))
    return parse(raw_of(written))


def typed(entry: dict[str, Any], result: Parsed) -> str:
    if result.value is None:
        return ""
    return KINDS[entry["kind"]].typed(result.value, a_field(entry["kind"]))


@pytest.mark.parametrize(("entry", "case"), cases("accepts"))
def test_accepts(entry: dict[str, Any], case: list[Any]) -> None:
    """[raw, value] needs no repair; [raw, value, words] is repaired and says so."""
    written, value, *repair = case
    result = parsed(entry, written)
    assert (result.rejected, [f.code for f in result.findings]) == (False, [])
    assert typed(entry, result) == value
    assert repair[0] in result.repair if repair else result.repair == ""


@pytest.mark.parametrize(("entry", "case"), cases("stores"))
def test_stores_with_a_finding(entry: dict[str, Any], case: list[Any]) -> None:
    written, value, code, *words = case
    result = parsed(entry, written)
    assert not result.rejected
    assert typed(entry, result) == value
    assert [f.code for f in result.findings] == [code]
    assert all(word in result.findings[0].text for word in words)


@pytest.mark.parametrize(("entry", "case"), cases("refuses"))
def test_refuses(entry: dict[str, Any], case: list[Any]) -> None:
    written, code, *words = case
    result = parsed(entry, written)
    assert (result.rejected, result.value) == (True, None)
    assert [f.code for f in result.findings] == [code]
    assert all(word in result.findings[0].text for word in words)


def test_every_kind_and_every_finding_has_a_case() -> None:
    described = case_files()
    used = {case[2] for entry in described for case in entry.get("stores", [])}
    used |= {case[1] for entry in described for case in entry.get("refuses", [])}
    assert {entry["kind"] for entry in described} == set(KINDS)
    assert set(SENTENCES) - used == {"KIND-SHAPE"}  # no cell holds a list; see below


@pytest.mark.parametrize("kind", sorted(KINDS))
@pytest.mark.parametrize("shape", [[], {"a": 1}, ..., float("nan"), float("inf")], ids=repr)
def test_what_is_no_single_value_is_refused_by_name(kind: str, shape: object) -> None:
    keys = {"choice": {"codes": "sex"}, "multichoice": {"codes": "sex"}}.get(kind, {})
    result = KINDS[kind].parser(a_field(kind, **keys), reading_of())(shape)
    assert result.rejected
    assert result.findings[0].code.startswith("KIND-")


@pytest.mark.parametrize("kind", sorted(KINDS))
@pytest.mark.parametrize("blank", [None, "", " ", "\u3000", "\n\t "], ids=repr)
def test_blank_is_blank_for_every_kind(kind: str, blank: str | None) -> None:
    keys = {"choice": {"codes": "sex"}, "multichoice": {"codes": "sex"}}.get(kind, {})
    assert KINDS[kind].parser(a_field(kind, **keys), reading_of())(blank) == Parsed()


BROKEN = tomllib.loads((CASES / "definitions.toml").read_text(encoding="utf-8"))["broken"]


@pytest.mark.parametrize("entry", BROKEN, ids=lambda entry: f"{entry['kind']}-{entry['says']}")
def test_a_broken_definition_is_explained(entry: dict[str, Any]) -> None:
    keys = {key: value for key, value in entry.items() if key != "says"}
    field = a_field(**keys)
    assert entry["says"] in "；".join(KINDS[field.kind].verify(field))


@pytest.mark.parametrize(
    "entry", case_files(), ids=lambda entry: f"{entry['kind']}-{len(str(entry))}"
)
def test_the_fields_of_the_cases_are_sound(entry: dict[str, Any]) -> None:
    field = a_field(**{key: value for key, value in entry.items() if key not in CASE_KEYS})
    assert list(KINDS[field.kind].verify(field)) == []
