"""One value, one source: who repeats a figure and who owns it see the same disagreement."""

from __future__ import annotations

from core.checks.issues import Issue
from core.indicators.agreement import AGREES
from core.indicators.checking import check_tables, owned_figures, repeated_elsewhere
from tests.core.indicators.conftest import TwoYears

POLICY, TEACHER, INCOME = "finance.policy", "faculty.teacher", "finance.income"


def seen_by(years: TwoYears, *tables: str) -> list[Issue]:
    """Return the disagreements that the owner of the tables sees, his own and those elsewhere."""
    tried = years.tried
    given = (tried.connection, tried.registry, tried.models, years.facts)
    own = [issue for issue in check_tables(*given, tables).issues if issue.code == AGREES]
    return [*own, *repeated_elsewhere(*given, tables)]


def disagree(years: TwoYears) -> None:
    years.fill({
        POLICY: [{"mentor_count": "3", "special": "80"}],
        TEACHER: [{"staff_no": "T1", "staff_kind": "3"}],
        INCOME: [{"special": "80"}],
    })  # fmt: skip


def test_both_owners_see_one_issue(years: TwoYears) -> None:
    disagree(years)
    (repeating,) = seen_by(years, POLICY)
    assert seen_by(years, TEACHER) == [repeating]
    assert (repeating.table, repeating.field) == (POLICY, "mentor_count")
    assert "财务处" in repeating.message
    assert "人事处" in repeating.message


def test_who_checks_both_sees_it_once(years: TwoYears) -> None:
    disagree(years)
    assert len(seen_by(years, POLICY, TEACHER)) == 1


def test_others_see_nothing_of_it(years: TwoYears) -> None:
    disagree(years)
    assert seen_by(years, INCOME) == []


def test_what_is_not_filled_yet_is_no_disagreement(years: TwoYears) -> None:
    years.fill({POLICY: [{"mentor_count": "3"}]})
    assert seen_by(years, POLICY) == []


def test_every_repeated_figure_is_owned_by_another_table(years: TwoYears) -> None:
    measures = years.tried.registry.measures(years.facts.year)
    repeated = [
        (table, field) for table in years.facts.definitions.tables.values()
        for field in table.fields if field.agrees_with
    ]
    assert len(repeated) >= 4
    for table, field in repeated:
        assert measures[field.agrees_with].table != table.id
        assert measures[field.agrees_with].unit == field.unit


def test_what_a_table_repeats_is_offered_in_its_own_unit(years: TwoYears) -> None:
    disagree(years)
    tried, table = years.tried, years.facts.definitions.table(POLICY)
    given = (tried.connection, tried.registry, tried.models, years.facts)
    assert owned_figures(*given, table) == {"ft_teachers": 0, "special": 80, "mentor_count": 1}
