"""Returning with remarks, and taking back one's own step."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa

from core.access import Actor
from core.audit.recording import Unit, audited
from core.errors import NotFound, Refused
from core.generation.columns import utc
from core.instance import Instance
from core.rounds.deciding import require_new_eyes, require_stage
from core.rounds.fingerprint import fingerprint, own_rows, place_digest
from core.rounds.remarks import (
    ANSWERED,
    CLOSED,
    OPEN,
    REMARKS,
    NewRemark,
    checked,
    remarks,
    set_settled,
    set_status,
)
from core.rounds.routes import RETURN, WITHDRAW, Stage
from core.rounds.rows import Place
from core.rounds.signatures import person_of, reviews, signatures, supersede
from core.rounds.steps import decided, hold, route_of, tell
from core.rounds.submission import DRAFT, Standing, change


def send_back(
    instance: Instance, actor: Actor, place: Place, new: Sequence[NewRemark],
    reopened: Sequence[int] = (),
) -> None:
    """Return with remarks, which open exactly the places they name.

    ``reopened`` are earlier remarks whose answers are not accepted; the other
    answers are.
    """
    with audited(instance, actor, RETURN, place.named()) as unit:
        found = hold(unit, place)
        stage = route_of(place).returning(found.state)
        if stage is None:
            raise Refused("这张表还没有提交，不能退回")
        require_stage(unit.connection, actor, stage, place.table, place.department)
        answered = {one.id for one in remarks(unit.connection, found.id, ANSWERED)}
        again = answered & set(reopened)
        if new or not again:
            checked(new)
        now = fingerprint(unit.connection, instance.models, place.round, found)
        require_new_eyes(unit.connection, actor, found, stage, now)
        moment = utc(instance.clock())
        set_status(unit.connection, again, OPEN, moment)
        set_status(unit.connection, answered - again, CLOSED, moment, RETURN)
        _keep_remarks(unit, actor, place, found, stage, new)
        change(unit.connection, found, limited=True)
        unit.detail["remarks"] = len(new) + len(again)
        decided(unit, actor, place, found, stage, now, verb=RETURN, state=DRAFT)
    tell(instance, actor, place, RETURN)


def _keep_remarks(
    unit: Unit, actor: Actor, place: Place, found: Standing, stage: Stage,
    new: Sequence[NewRemark],
) -> None:
    rows = own_rows(unit.connection, unit.instance.models, place.table, found)
    keys = {row.row_id: row.key for row in rows}
    for remark in new:
        if remark.row_id and remark.row_id not in keys:
            raise NotFound("没有找到退回意见所指的行")
        if remark.field and remark.field not in place.table.by_name:
            raise Refused(f"表中没有栏目 {remark.field}")
        unit.connection.execute(sa.insert(REMARKS).values(
            submission=found.id, turn=found.turn, stage=stage.verb, row_id=remark.row_id,
            row_key=keys.get(remark.row_id, ""), field=remark.field, kind=remark.kind,
            text=remark.text.strip(), username=actor.username, at=utc(unit.instance.clock()),
            seen=place_digest(place.table, rows, remark.row_id, remark.field), status=OPEN,
            answer="", closed=None,
        ))  # fmt: skip


def withdraw(instance: Instance, actor: Actor, place: Place) -> None:
    """Take back one's own step while the next has not been taken; a signature ends with it."""
    with audited(instance, actor, WITHDRAW, place.named()) as unit:
        found = hold(unit, place)
        route = route_of(place)
        stage = route.reached(found.state)
        if stage is None:
            raise Refused("这张表还没有提交，没有可以撤回的")
        require_stage(unit.connection, actor, stage, place.table, place.department)
        if stage.signs:
            _require_signer(unit.connection, actor, found, stage)
            moment = utc(instance.clock())
            supersede(unit.connection, found.id, moment, "签字人撤回", stage.verb)
        _reopen_as_before(unit, found, stage)
        now = fingerprint(unit.connection, instance.models, place.round, found)
        before = route.transitions[found.state, WITHDRAW]
        decided(unit, actor, place, found, stage, now, verb=WITHDRAW, state=before)
    tell(instance, actor, place, WITHDRAW)


def _require_signer(
    connection: sa.Connection, actor: Actor, found: Standing, stage: Stage
) -> None:
    """Raise ``Refused`` unless the signature to be taken back is the person's own."""
    own = person_of(connection, actor.username)
    signed = [s for s in signatures(connection, found.id) if s.stage == stage.verb]
    if any(one.superseded is None and one.person != own for one in signed):
        raise Refused("签字只能由签字人本人撤回；需要改动的，请由下一步的审核人退回")


def _reopen_as_before(unit: Unit, found: Standing, stage: Stage) -> None:
    """Put remarks back as they were before the step that is taken back.

    A draft opens as it was before it was submitted: limited if it had been returned.
    """
    connection, now = unit.connection, utc(unit.instance.clock())
    settled = [r for r in remarks(connection, found.id) if r.settled == found.turn]
    if stage.verb != "submit":
        accepted = [one.id for one in settled if one.closed_by == stage.verb]
        set_status(connection, accepted, ANSWERED, now)
        return
    set_status(connection, (one.id for one in settled), OPEN, now)
    set_settled(connection, (one.id for one in settled), 0)
    returned = any(one.verb == RETURN for one in reviews(connection, found.id))
    change(connection, found, limited=returned)
