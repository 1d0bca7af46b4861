"""Warnings need an explanation, for exactly what they say; it is offered again next year."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa

from core.audit.row_changes import Rows
from core.category import Category
from core.checks.issues import WHOLE_TABLE, Issue, Scope, open_issues, store_issues
from core.database import reading, writing
from core.errors import NotFound, Refused
from core.generation.columns import utc
from core.instance import Instance
from core.registry import Plugin, Registry
from core.rounds.explanations import (
    EXPLANATIONS,
    Warned,
    explanations,
    former_texts,
    warned,
)
from core.rounds.locking import Locked
from core.rounds.remarks import NewRemark
from core.rounds.submitting import answer, declare_nothing, explain, submit_checked
from tests.core.conftest import sample_registry
from tests.core.rounds.reviewing import ANNE, Review, person

DEAR = Warned('["0012","2020-09-01"]', "pay", "SMP-101")
ROWS = Rows(2025, "sample.person", "s1")


@pytest.fixture
def registry() -> Registry:
    """The sample tables with one rule, which warns of high pay."""
    sample = Category("sample", "示例")

    @sample.check("SMP-101", "person", "收入 {pay} 偏高，请核对。", severity="warning",
                  passes={"pay": "3"}, fails={"pay": "300"})  # fmt: skip
    def pay_is_usual(pay: Any) -> bool:
        return bool(pay < 1_000_000)  # in 元, whatever the unit of the field

    plain = sample_registry()
    return replace(plain, plugins=(Plugin("sample", "test", "1.0", (sample,)),))


@pytest.fixture
def review(instance: Instance) -> Review:
    """A row that is warned of, and the warning on record."""
    review = Review(instance)
    review.save(ANNE | {"pay": "300"})
    with pytest.raises(Refused, match="还有 1 处需要说明"):
        review.act("submit")
    return review


def keep_issues(review: Review) -> None:
    """Check once and keep what is found, as the pages do before anything is submitted."""
    from core.checks.running import run_checks
    from core.rounds.facts import round_facts

    instance = review.instance
    with writing(instance.engine) as connection:
        facts = round_facts(connection, instance.registry, review.place.round)
        run = run_checks(connection, instance.registry, instance.models, facts, [ROWS.table], "s1")
        store_issues(connection, Scope(2025, (ROWS.table,), "s1"), run.issues,
                     utc(instance.clock()))  # fmt: skip


def explained(review: Review, text: str = "含一次性奖励", which: Warned = DEAR) -> None:
    keep_issues(review)
    explain(review.instance, person("filler"), review.place, which, text)


def test_an_explained_warning_is_no_obstacle(review: Review) -> None:
    explained(review)
    review.until("accept")


def test_other_figures_need_another_explanation(review: Review) -> None:
    explained(review)
    review.save(ANNE | {"pay": "400"}, row=0)
    with pytest.raises(Refused, match="还有 1 处需要说明"):
        review.act("submit")


def test_a_blank_text_takes_the_explanation_back(review: Review) -> None:
    explained(review)
    explained(review, " ")
    with pytest.raises(Refused, match="还有 1 处需要说明"):
        review.act("submit")


def test_only_what_is_warned_of_is_explained(review: Review) -> None:
    with pytest.raises(NotFound):
        explained(review, which=DEAR._replace(field="name"))


def test_an_outdated_explanation_is_not_signed(review: Review) -> None:
    explained(review)
    review.save(ANNE | {"pay": "3"}, row=0)
    review.act("submit")
    with reading(review.instance.engine) as connection:
        assert explanations(connection, ROWS) == []


def test_what_is_said_of_the_whole_table_is_kept(review: Review) -> None:
    explained(review)
    whole = Issue(table=ROWS.table, department=WHOLE_TABLE, code="SMP-301", severity="warning",
                  message="人数比去年多")  # fmt: skip
    scope = Scope(2025, (ROWS.table,), "s1")
    with writing(review.instance.engine) as connection:
        found = [*open_issues(connection, scope), whole]
        store_issues(connection, scope, found, utc(review.instance.clock()))
    explain(review.instance, person("filler"), review.place, warned(whole), "新设一个系")
    submit_checked(review.instance, person("filler"), review.place, found)
    with reading(review.instance.engine) as connection:
        texts = [one.text for one in explanations(connection, ROWS)]
    assert sorted(texts) == ["含一次性奖励", "新设一个系"]


def test_the_explanation_is_part_of_what_is_signed(review: Review) -> None:
    explained(review)
    before = review.print
    explained(review, "另一种说明")
    assert review.print != before
    review.until("sign")
    with pytest.raises(Locked):
        explained(review, "签字之后的说明")
    review.back(person("office"), NewRemark("accuracy", "说明不清楚"))
    assert review.counting == ["head_sign", "sign"]
    explained(review, "含一次性奖励 290 万元")
    assert review.counting == []


def test_last_years_explanation_is_offered_again(review: Review) -> None:
    explained(review)
    with reading(review.instance.engine) as connection:
        assert former_texts(connection, ROWS._replace(round=2026)) == {DEAR: "含一次性奖励"}
        assert former_texts(connection, ROWS) == {}


def test_a_foreign_department_explains_nothing(review: Review) -> None:
    with pytest.raises(NotFound):
        explain(review.instance, person("filler", "s2"), review.place, DEAR, "说明")
    with reading(review.instance.engine) as connection:
        assert connection.execute(sa.select(EXPLANATIONS)).all() == []


def test_a_remark_is_answered_once_it_was_made(review: Review) -> None:
    with pytest.raises(NotFound):
        answer(review.instance, person("filler"), review.place, 1, "答复")


def test_a_returned_cell_does_not_let_the_table_be_emptied(review: Review) -> None:
    explained(review)
    review.until("sign")
    review.back(person("office"), NewRemark("truth", "核对", review.rows[0].row_id, "pay"))
    with pytest.raises(Locked, match="整张表没有被退回"):
        declare_nothing(review.instance, person("filler"), review.place, "no_event", "没有")
