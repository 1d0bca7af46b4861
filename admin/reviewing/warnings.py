"""The warnings of one submission with their explanations, this year's and last year's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from admin.reviewing.case import Case
from admin.reviewing.lacking import issues_of_case
from core.access import masks
from core.checks.issues import Issue
from core.database import reading
from core.definition.text import masked
from core.rounds.explanations import Explained, Warned, explanations, former_texts, warned

SHOWN = 50
"""How many warnings of one rule are shown at once; the others can be explained together."""


class Warning(NamedTuple):
    """One warning: where, what it says, and how it is explained now or was last year."""

    issue: Issue
    label: str
    value: str
    text: str
    former: str


class WarningGroup(NamedTuple):
    """The warnings of one rule, those without an explanation first."""

    code: str
    unexplained: int
    warnings: list[Warning]
    more: int


def groups_of_warnings(case: Case) -> list[WarningGroup]:
    """Return the warnings of the last check by rule, what still needs words first."""
    known, former = _texts(case)
    every = [_warning(case, issue, known, former) for issue in _warnings(case)]
    by_code: dict[str, list[Warning]] = {}
    for warning in sorted(every, key=lambda one: bool(one.text)):
        by_code.setdefault(warning.issue.code, []).append(warning)
    return [
        WarningGroup(code, sum(not one.text for one in some), some[:SHOWN], len(some[SHOWN:]))
        for code, some in by_code.items()
    ]


def meant(case: Case, form: Mapping[str, str]) -> list[Warned]:
    """Return which warnings a form is about: one, or the unexplained ones of a rule."""
    if not form.get("same"):
        return [Warned(form.get("row_key", ""), form.get("field", ""), form.get("code", ""))]
    known, _former = _texts(case)
    return [
        warned(issue) for issue in _warnings(case)
        if issue.code == form.get("code") and not _current(known, issue)
    ]


def _warnings(case: Case) -> list[Issue]:
    return [issue for issue in issues_of_case(case) if issue.severity == "warning"]


def _texts(case: Case) -> tuple[Mapping[Warned, Explained], Mapping[Warned, str]]:
    with reading(case.visit.instance.engine) as connection:
        known = {one.warned: one for one in explanations(connection, case.found.rows)}
        return known, former_texts(connection, case.found.rows)


def _current(known: Mapping[Warned, Explained], issue: Issue) -> str:
    """Return the explanation that is about the warning as it is now."""
    found = known.get(warned(issue))
    return found.text if found is not None and found.message == issue.message else ""


def _warning(
    case: Case, issue: Issue, known: Mapping[Warned, Explained], former: Mapping[Warned, str]
) -> Warning:
    field = case.table.by_name.get(issue.field)
    hidden = field is not None and masks(case.visit.actor, field, case.department.id)
    outdated = known.get(warned(issue))
    return Warning(
        issue, field.label if field else "", masked(issue.value) if hidden else issue.value,
        _current(known, issue),
        (outdated.text if outdated else "") or former.get(warned(issue), ""),
    )
