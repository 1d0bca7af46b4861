"""What a department does with its draft: explain, answer, declare nothing, submit."""

from __future__ import annotations

from collections.abc import Iterable

import sqlalchemy as sa

from core.access import Actor, own_rows_only, require
from core.audit.recording import Unit, audited
from core.checks.issues import WHOLE_TABLE, Issue, Scope, open_issues, store_issues
from core.errors import NotFound, Refused
from core.generation.columns import utc
from core.instance import Instance
from core.rounds.assignment import require_assigned
from core.rounds.carrying import unconfirmed
from core.rounds.deciding import require_new_eyes
from core.rounds.explanations import (
    Warned,
    forget_outdated,
    keep_explanation,
    unexplained,
    warned,
)
from core.rounds.facts import round_facts
from core.rounds.fingerprint import fingerprint, own_rows, place_digest
from core.rounds.locking import CHANGED, Locked, require_draft
from core.rounds.remarks import (
    ANSWERED,
    CLOSED,
    OPEN,
    bounded,
    keep_answer,
    remarks,
    set_settled,
    set_status,
)
from core.rounds.round import require_writable
from core.rounds.rows import Place
from core.rounds.signatures import supersede
from core.rounds.steps import begun, decided, hold, tell
from core.rounds.submission import NOTHING, Standing, change


def explain(instance: Instance, actor: Actor, place: Place, which: Warned, text: str) -> None:
    """Say why a warning is right; a blank text takes it back."""
    with audited(instance, actor, "explained", place.named()) as unit:
        found = _draft(unit, actor, place)
        scope = Scope(place.round.year, (place.table.id,), place.department)
        issues = open_issues(unit.connection, scope)
        issue = next((i for i in issues if warned(i) == which and i.severity == "warning"), None)
        if issue is None:
            raise NotFound("没有找到要说明的问题")
        now = utc(instance.clock())
        keep_explanation(
            unit.connection, place.rows, issue, text.strip(), actor.username, now
        )
        supersede(unit.connection, found.id, now, CHANGED)
        unit.detail |= {"code": which.code, "field": which.field, "row": which.row_key}


def answer(instance: Instance, actor: Actor, place: Place, remark: int, text: str) -> None:
    """Answer a remark without changing what it is about; the reviewer accepts that or not."""
    with audited(instance, actor, "answered", place.named()) as unit:
        found = _draft(unit, actor, place)
        if remark not in {one.id for one in remarks(unit.connection, found.id, OPEN)}:
            raise NotFound("没有找到这条意见")
        keep_answer(unit.connection, remark, text.strip())
        unit.detail["remark"] = remark


def declare_nothing(
    instance: Instance, actor: Actor, place: Place, kind: str, reason: str
) -> None:
    """Answer the table without rows, 无此项业务 or 零事件; a blank kind takes that back."""
    with audited(instance, actor, "declared", place.named()) as unit:
        _require_filling(unit, actor, place)
        # Held alone from the start: two who declare at once would wait for each other.
        hold(unit, place)
        found = require_draft(unit, place.rows)
        opened = remarks(unit.connection, found.id, OPEN)
        if found.limited and all(remark.row_id for remark in opened):
            raise Locked("整张表没有被退回，不能改为没有可填的内容")
        if kind and kind not in NOTHING:
            raise Refused(f"应为{'或'.join(NOTHING.values())}")
        if kind and not reason.strip():
            raise Refused("请写明原因：没有数据也要签字负责")
        change(unit.connection, found, absence=kind, reason=bounded(reason, "原因") if kind else "")
        supersede(unit.connection, found.id, utc(instance.clock()), CHANGED)
        unit.detail |= {"absence": kind, "reason": reason.strip()}


def _draft(unit: Unit, actor: Actor, place: Place) -> Standing:
    _require_filling(unit, actor, place)
    return require_draft(unit, place.rows)


def _require_filling(unit: Unit, actor: Actor, place: Place) -> None:
    require(actor, "fill", place.department, place.table)
    if own_rows_only(actor, place.table, place.department):
        raise Refused("您在这张表中只填写本人的行，这一步由本部门的其他填报人办理")
    require_writable(place.round)
    require_assigned(unit.connection, place.round.year, place.table, place.department)


def submit(instance: Instance, actor: Actor, place: Place) -> None:
    """Submit a draft: without errors, every warning explained, every remark dealt with.

    Raises ``Refused`` naming what is missing.
    """
    _submit(instance, actor, place, None)


def submit_checked(
    instance: Instance, actor: Actor, place: Place, issues: Iterable[Issue]
) -> None:
    """Submit as ``submit`` does, for who submits many tables after one check of all of them.

    ``issues`` are all that check found and stored; no row may have changed since.
    """
    _submit(instance, actor, place, issues)


def _submit(
    instance: Instance, actor: Actor, place: Place, known: Iterable[Issue] | None
) -> None:
    with audited(instance, actor, "submit", place.named()) as unit:
        stage, found = begun(unit, actor, place, "submit")
        require_assigned(unit.connection, place.round.year, place.table, place.department)
        if not instance.registry.writable(place.table.id):
            raise Refused(f"{place.table.category} 的插件不能用，“{place.table.title}”暂时不能提交")
        rows = own_rows(unit.connection, instance.models, place.table, found)
        _require_answer(found, len(rows))
        _require_confirmed(unit, place)
        found_now = _checked_anew(unit, place) if known is None else known
        issues = [one for one in found_now if _own(one, place)]
        _require_sound(unit.connection, found, issues)
        turned = found._replace(turn=found.turn + 1)
        _settle_remarks(unit, place, turned)
        forget_outdated(unit.connection, found.rows, _about(found_now, place))
        print_ = fingerprint(unit.connection, instance.models, place.round, turned)
        require_new_eyes(unit.connection, actor, turned, stage, print_)
        now = utc(instance.clock())
        # Signatures are given anew in their order, where nothing changed too.
        supersede(unit.connection, found.id, now, "重新提交")
        change(unit.connection, found, turn=turned.turn, limited=False,
               first_submitted=found.first_submitted or now)  # fmt: skip
        decided(unit, actor, place, turned, stage, print_)
    tell(instance, actor, place, stage.verb)


def _require_confirmed(unit: Unit, place: Place) -> None:
    left = unconfirmed(unit.connection, unit.instance.models, place)
    if left:
        raise Refused(f"还有 {left} 行沿用去年的数据没有确认，不能提交；请逐行核对后确认或修改")


def _require_answer(found: Standing, rows: int) -> None:
    if rows and found.absence:
        raise Refused("已申报没有可填的内容，但表中有数据：请删去数据，或撤销申报")
    if not rows and not found.absence:
        raise Refused("表中还没有数据；本年度确实没有的，请申报“无此项业务”或“零事件”并说明原因")


def _checked_anew(unit: Unit, place: Place) -> list[Issue]:
    """Check the rows once more, keep what is found, and return it."""
    instance = unit.instance
    facts = round_facts(unit.connection, instance.registry, place.round)
    run = instance.check_tables(unit.connection, facts, [place.table.id], place.department)
    scope = Scope(place.round.year, (place.table.id,), place.department)
    store_issues(unit.connection, scope, run.issues, utc(instance.clock()))
    return run.issues


def _about(issues: Iterable[Issue], place: Place) -> list[Issue]:
    """Return what is said of the department's rows and of the table as a whole."""
    whose = (WHOLE_TABLE, place.department)
    return [one for one in issues if one.table == place.table.id and one.department in whose]


def _own(issue: Issue, place: Place) -> bool:
    return (issue.table, issue.department) == (place.table.id, place.department)


def _require_sound(connection: sa.Connection, found: Standing, issues: list[Issue]) -> None:
    errors = sum(issue.severity == "error" for issue in issues)
    if errors:
        raise Refused(f"还有 {errors} 处错误没有改正，不能提交")
    missing = len(unexplained(connection, found.rows, issues))
    if missing:
        raise Refused(f"还有 {missing} 处需要说明而没有说明，不能提交")


def _settle_remarks(unit: Unit, place: Place, found: Standing) -> None:
    """Close the remarks whose place has changed; the others need an answer."""
    opened = remarks(unit.connection, found.id, OPEN)
    rows = own_rows(unit.connection, unit.instance.models, place.table, found)
    closed = [r for r in opened if place_digest(place.table, rows, r.row_id, r.field) != r.seen]
    answered = [remark for remark in opened if remark not in closed]
    silent = sum(not remark.answer for remark in answered)
    if silent:
        raise Refused(f"还有 {silent} 条退回意见既没有改正也没有答复，不能提交")
    now = utc(unit.instance.clock())
    set_status(unit.connection, (remark.id for remark in closed), CLOSED, now, "submit")
    set_status(unit.connection, (remark.id for remark in answered), ANSWERED, now)
    set_settled(unit.connection, (remark.id for remark in opened), found.turn)
