"""The verbs with which a submission is passed on: each for exactly what was looked at.

Everything of one verb happens in one unit of work; what is refused leaves the
refusal as its only trace.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

from core.access import Actor
from core.audit.recording import Unit, audited
from core.errors import Conflict, Refused
from core.generation.columns import utc
from core.instance import Instance
from core.rounds.deciding import require_new_eyes
from core.rounds.fingerprint import fingerprint
from core.rounds.remarks import ANSWERED, CLOSED, remarks, set_status
from core.rounds.routes import Stage
from core.rounds.rows import Place
from core.rounds.signatures import SIGNATURES, person_of, supersede
from core.rounds.standing import untouched
from core.rounds.steps import begun, decided, tell
from core.rounds.submission import Standing

IDENTIFIED_FOR = timedelta(minutes=5)
"""How old the proof of identity may be that a signature is given with."""


def check(
    instance: Instance, actor: Actor, place: Place, expected: str, comment: str = ""
) -> None:
    """Pass the department's own check (信息采集管理员, or who merges)."""
    _pass(instance, actor, place, "check", expected, comment)


def accept(
    instance: Instance, actor: Actor, place: Place, expected: str, comment: str = ""
) -> None:
    """Accept for the college (数据平台管理办公室)."""
    _pass(instance, actor, place, "accept", expected, comment)


def head_sign(
    instance: Instance, actor: Actor, place: Place, expected: str, identified: datetime
) -> None:
    """Sign as the department's head; ``identified`` is when the password was last proven."""
    _pass(instance, actor, place, "head_sign", expected, "", identified)


def sign(
    instance: Instance, actor: Actor, place: Place, expected: str, identified: datetime
) -> None:
    """Sign as the vice-president in charge; ``identified`` as for ``head_sign``."""
    _pass(instance, actor, place, "sign", expected, "", identified)


def _pass(
    instance: Instance, actor: Actor, place: Place, verb: str, expected: str, comment: str,
    identified: datetime | None = None,
) -> None:
    """Decide for the content of the fingerprint ``expected``, the one that was looked at."""
    with audited(instance, actor, verb, place.named()) as unit:
        stage, found = begun(unit, actor, place, verb)
        now = fingerprint(unit.connection, instance.models, place.round, found)
        if now != expected:
            raise Conflict("内容在您审阅之后有变化，请重新审阅")
        _require_untouched(unit, place, found, now)
        require_new_eyes(unit.connection, actor, found, stage, now)
        if stage.signs:
            _require_identified(instance, identified)
            _sign(unit, actor, place, found, stage, now)
        _accept_answers(unit, found, stage)
        decided(unit, actor, place, found, stage, now, comment=comment)
    tell(instance, actor, place, verb)


def _accept_answers(unit: Unit, found: Standing, stage: Stage) -> None:
    """Close the answered remarks of the stage; the last stage closes all that is left."""
    answered = remarks(unit.connection, found.id, ANSWERED)
    own = [r.id for r in answered if stage.verb in (r.stage, "accept")]
    set_status(unit.connection, own, CLOSED, utc(unit.instance.clock()), stage.verb)


def _require_untouched(unit: Unit, place: Place, found: Standing, now: str) -> None:
    """Raise ``Conflict`` when the content is not what the steps before decided on."""
    if not untouched(unit.connection, unit.instance.models, place.round, found, now):
        raise Conflict("签字失效：内容与上一步办理时不一致，请办公室核对操作记录后退回")


def _require_identified(instance: Instance, identified: datetime | None) -> None:
    now = instance.clock().astimezone(UTC)
    if identified is None or not timedelta() <= now - identified <= IDENTIFIED_FOR:
        raise Refused("签字前请重新输入密码")


def _sign(
    unit: Unit, actor: Actor, place: Place, found: Standing, stage: Stage, print_: str
) -> None:
    now = utc(unit.instance.clock())
    supersede(unit.connection, found.id, now, "重新签字", stage.verb)
    unit.connection.execute(sa.insert(SIGNATURES).values(
        submission=found.id, stage=stage.verb, username=actor.username,
        person=person_of(unit.connection, actor.username), name=actor.name, role=actor.role,
        meaning=stage.title, at=now, fingerprint=print_,
        definitions=place.round.definitions_digest, superseded=None, why="",
    ))  # fmt: skip
