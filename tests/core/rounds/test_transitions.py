"""The review step by step: who may do what when, and what is refused with which words."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from core.access import Actor
from core.audit.recording import entries
from core.database import reading, writing
from core.definition.definitions import digest
from core.errors import Conflict, NotFound, Refused
from core.instance import Instance
from core.rounds.locking import Locked
from core.rounds.round import Round
from core.rounds.routes import ROUTES
from core.rounds.rows import save_row
from core.rounds.standing import broken, verdicts
from core.rounds.submission import STATES
from core.rounds.submitting import declare_nothing, submit
from core.rounds.transitions import accept, check, head_sign, sign
from tests.core.rounds.reviewing import ANNE, BEN, IN_CHARGE, Review, add_account, person

VERBS = ("submit", "check", "head_sign", "sign", "accept")


@pytest.fixture
def review(instance: Instance) -> Review:
    """Two rows, not yet submitted."""
    review = Review(instance)
    review.save(ANNE)
    review.save(BEN)
    return review


def told(instance: Instance) -> list[tuple[str, str]]:
    with reading(instance.engine) as connection:
        return [(link.actor, link.verb) for link in entries(connection)]


def test_a_table_goes_from_draft_to_accepted(review: Review) -> None:
    states = [review.state]
    for verb in VERBS:
        review.act(verb)
        states.append(review.state)
    assert states == list(STATES)
    assert review.counting == ["head_sign", "sign"]
    assert told(review.instance)[2:] == [
        ("filler_s1", "submit"), ("collector_s1", "check"), ("head_s1", "head_sign"),
        ("vice_president", "sign"), ("office", "accept"),
    ]


def test_every_route_leads_through_the_same_states() -> None:
    for route in ROUTES.values():
        assert route.states == STATES
        forward = {k: v for k, v in route.transitions.items() if k[1] not in ("return", "withdraw")}
        assert len(forward) == len(VERBS)
        assert all(v == "draft" for (_, verb), v in route.transitions.items() if verb == "return")
        assert ("draft", "return") not in route.transitions


@pytest.mark.parametrize("done", [None, *VERBS])
def test_no_step_is_skipped_or_taken_twice(review: Review, done: str | None) -> None:
    if done:
        review.until(done)
    position = VERBS.index(done) + 1 if done else 0
    before = review.now
    for verb in VERBS:
        if VERBS.index(verb) != position:
            with pytest.raises(Locked):
                review.act(verb)
    assert review.now == before


@pytest.mark.parametrize("verb", VERBS)
def test_only_the_right_role_of_the_right_department_decides(review: Review, verb: str) -> None:
    position = VERBS.index(verb)
    if position:
        review.until(VERBS[position - 1])
    right = {"submit": {"filler", "collector", "consolidator"}, "check": {"collector"},
             "head_sign": {"head"}, "sign": {IN_CHARGE}, "accept": {"office"}}[verb]  # fmt: skip
    before = review.now
    for role in ("filler", "collector", "consolidator", "head", IN_CHARGE, "office", "auditor",
                 "administrator", "leader", "secretary", "system"):  # fmt: skip
        if role not in right:
            with pytest.raises(Refused, match="没有这项权限"):
                review.act(verb, person(role, username=f"other_{role}"))
        elif role != "office":
            with pytest.raises(NotFound):
                review.act(verb, person(role, "s2", username=f"foreign_{role}"))
    assert review.now == before
    assert [v for _, v in told(review.instance)].count("refused") >= 10


def test_an_empty_table_is_not_submitted_unless_nothing_is_declared(instance: Instance) -> None:
    review = Review(instance)
    with pytest.raises(Refused, match="还没有数据"):
        review.act("submit")
    with pytest.raises(Refused, match="写明原因"):
        declare_nothing(instance, person("filler"), review.place, "no_event", " ")
    declare_nothing(instance, person("filler"), review.place, "no_event", "本年度没有发生")
    review.until("accept")
    assert (review.state, review.now.absence) == ("accepted", "no_event")


def test_rows_and_nothing_to_report_contradict_each_other(review: Review) -> None:
    declare_nothing(review.instance, person("filler"), review.place, "no_business", "没有")
    with pytest.raises(Refused, match="已申报没有"):
        review.act("submit")
    declare_nothing(review.instance, person("filler"), review.place, "", "")
    review.act("submit")


def test_errors_block_the_submission(review: Review) -> None:
    review.save(ANNE | {"staff_no": "0014", "name": ""})
    with pytest.raises(Refused, match="还有 1 处错误"):
        review.act("submit")
    review.save(ANNE | {"staff_no": "0014"}, row=2)
    review.act("submit")


def test_a_reviewer_decides_on_what_he_saw(review: Review) -> None:
    review.until("check")
    with pytest.raises(Conflict, match="重新审阅"):
        head_sign(review.instance, person("head"), review.place, "0" * 64, review.instance.clock())
    assert review.state == "checked"


@pytest.mark.parametrize("minutes", [None, 6, -1])
def test_a_signature_needs_the_password_again(review: Review, minutes: int | None) -> None:
    review.until("check")
    now = review.instance.clock()
    when = None if minutes is None else now - timedelta(minutes=minutes)
    with pytest.raises(Refused, match="密码"):
        head_sign(review.instance, person("head"), review.place, review.print, when)  # type: ignore[arg-type]


def test_nobody_decides_twice_on_the_same_content(review: Review) -> None:
    collector = person("collector")
    review.act("submit", collector)
    with pytest.raises(Refused, match="由他人办理"):
        review.act("check", collector)
    review.act("check", person("collector", username="other"))


def test_the_head_who_is_the_offices_director_cannot_accept(review: Review) -> None:
    for username, role in (("head_s1", "head"), ("director", "office")):
        add_account(review.instance, username, role, "T009")
    review.until("sign")
    director = person("office", username="director")
    with pytest.raises(Refused, match="已作为部门负责人办理过"):
        review.act("accept", director)
    review.act("accept")


def test_a_change_past_the_program_stops_the_review(review: Review) -> None:
    review.until("head_sign")
    rows = review.instance.models.rows("sample.person")
    with writing(review.instance.engine) as connection:
        connection.execute(sa.update(rows).values(name="教师099"))
    with pytest.raises(Conflict, match="签字失效"):
        review.act("sign")


def test_the_first_submission_keeps_its_time(review: Review) -> None:
    review.act("submit")
    first = review.now.first_submitted
    review.withdraw(person("filler"))
    later = replace(review.instance, clock=lambda: review.instance.clock() + timedelta(days=3))
    Review(later).act("submit")
    assert (review.now.first_submitted, review.now.turn) == (first, 2)


def test_nothing_is_decided_in_a_round_that_is_closed(review: Review) -> None:
    review.until("sign")
    with writing(review.instance.engine) as connection:
        connection.execute(sa.update(Round).values(state="sealed"))
    with pytest.raises(Refused, match="不在填报阶段"):
        accept(review.instance, person("office"), review.place, review.print)


def test_the_owner_of_a_teaching_table_reviews_what_schools_fill(review: Review) -> None:
    table = replace(review.place.table, route="teaching")
    place = replace(review.place, table=table)
    submit(review.instance, person("filler"), place)
    with pytest.raises(NotFound):
        check(review.instance, person("consolidator"), place, review.print)
    check(review.instance, person("consolidator", "d02"), place, review.print)
    vice = Actor("vice", "教师009", IN_CHARGE, None, frozenset({"s1"}))
    head_sign(review.instance, person("head", "d02"), place, review.print, review.instance.clock())
    with pytest.raises(NotFound):
        sign(review.instance, vice, place, review.print, review.instance.clock())
    sign(review.instance, replace(vice, in_charge=frozenset({"d02"})), place, review.print,
         review.instance.clock())  # fmt: skip
    assert review.state == "signed"


def test_a_table_whose_owner_is_missing_is_nobodys_to_check(review: Review) -> None:
    table = replace(review.place.table, route="teaching", owner="不存在的处")
    review.act("submit")
    place = replace(review.place, table=table)
    with pytest.raises(Refused, match="没有这个部门"):
        check(review.instance, person("consolidator", "d02"), place, review.print)


def test_withdrawing_does_not_hide_a_change_past_the_program(review: Review) -> None:
    review.until("head_sign")
    rows = review.instance.models.rows("sample.person")
    with writing(review.instance.engine) as connection:
        connection.execute(sa.update(rows).values(name="教师099"))
    with reading(review.instance.engine) as connection:
        models, round = review.instance.models, review.place.round
        assert [one.department_id for one in broken(connection, models, round)] == ["s1"]
        assert [one.holds for one in verdicts(connection, models, round, review.now)] == [False]
    review.withdraw(person("head"))
    with pytest.raises(Conflict, match="签字失效"):
        review.act("head_sign")


def test_what_somebody_took_back_he_has_not_decided(review: Review) -> None:
    collector = person("collector")
    review.act("submit", collector)
    review.withdraw(collector)
    review.act("submit")
    review.act("check", collector)
    assert review.state == "checked"


def test_nothing_is_done_in_a_round_that_closed_meanwhile(review: Review) -> None:
    stale = review.place
    with writing(review.instance.engine) as connection:
        connection.execute(sa.update(Round).values(state="aggregated"))
    with pytest.raises(Refused, match="不在填报阶段"):
        submit(review.instance, person("filler"), stale)
    with pytest.raises(Refused, match="不在填报阶段"):
        save_row(review.instance, person("filler"), stale, ANNE | {"staff_no": "0077"})
    assert len(review.rows) == 2


def test_a_definition_that_was_amended_voids_nothing(review: Review) -> None:
    review.until("head_sign")
    with writing(review.instance.engine) as connection:
        text = review.place.round.definitions.replace("每人一行。", "每人一行，不漏。")
        connection.execute(sa.update(Round).values(
            definitions=text, definitions_digest=digest(text)
        ))
    review.act("sign")
    with reading(review.instance.engine) as connection:
        judged = verdicts(
            connection, review.instance.models, review.place.round, review.now
        )
    assert [one.holds for one in judged] == [True, True]
