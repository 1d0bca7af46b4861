"""A signed and scanned form in place of electronic signatures, where the college's setting allows.

Who hands it in vouches that the paper bears the fingerprint of what is stored; the
signatures are those of the people who signed the paper, and bind them as their own.
"""

from __future__ import annotations

import sqlalchemy as sa

from core.access import Actor, require_part
from core.audit.recording import audited, object_of, refusals_recorded
from core.database import reading
from core.errors import Conflict, Refused
from core.generation.columns import utc
from core.instance import Instance
from core.reports.approval_form.package import Answer, package_of
from core.rounds.deciding import require_new_eyes
from core.rounds.department import Department
from core.rounds.fingerprint import fingerprint
from core.rounds.planning.documents import Document, keep_document
from core.rounds.round import Round, frozen_settings
from core.rounds.rows import Place
from core.rounds.signatures import SIGNATURES, person_of, supersede
from core.rounds.steps import decided, hold, route_of, tell
from core.rounds.user import load_actor

SETTING = "paper_signature"
HANDED_IN = "handed_in"
ROLES = ("collector", "consolidator")
SIGNED = ("head_sign", "sign")


def hand_in_scan(
    instance: Instance, actor: Actor, round: Round, department: str, head: str,
    printed: str, name: str, content: bytes,
) -> list[str]:
    """Sign every checked table of a department by its scanned form; return their titles.

    ``head`` is the account of who signed as the department's head; the vice-president
    is the one in charge.  ``printed`` is the fingerprint over all on the paper.
    Raises ``Refused`` unless the setting allows it and there is something to sign,
    ``Conflict`` when the paper is not about what is stored.
    """
    named = object_of(round.year, "*", department)
    with refusals_recorded(instance, actor, HANDED_IN, named):
        setting = frozen_settings(round).get(SETTING)
        if setting is None or setting.value is not True:
            raise Refused("本批次不接受纸质签字：请部门负责人和分管校领导在系统里签字")
        require_part(actor, ROLES, department)
        with reading(instance.engine) as connection:
            package = package_of(instance, connection, actor, round, department)
            signers = _signers(connection, department, head)
        if package.fingerprint != printed.strip().lower():
            raise Conflict("纸面的总指纹与现存数据不符：请重新打印审批表，签字后再扫描")
        waiting = [one for one in package.answers if _waits(round, one, department)]
        if not waiting:
            raise Refused("没有已核查、等待签字的表")
        scan = keep_document(instance.folder, name, content)
    for answer in waiting:
        for verb, signer in zip(SIGNED, signers, strict=True):
            _sign(instance, actor, Place(round, answer.table, department), verb, signer,
                  answer.fingerprint, scan)  # fmt: skip
    return [answer.table.title for answer in waiting]


def _waits(round: Round, answer: Answer, department: str) -> bool:
    """Tell whether the department's own head signs the table next."""
    route = route_of(Place(round, answer.table, department))
    following = route.after(answer.standing.state)
    return following is not None and following.verb == SIGNED[0] and following.whose == "own"


def _signers(connection: sa.Connection, department: str, head: str) -> tuple[Actor, Actor]:
    """Return the head and the vice-president in charge; ``Refused`` unless they are."""
    signer = load_actor(connection, head)
    if signer.role != "head" or signer.department_id != department:
        raise Refused(f"账号 {head} 不是本部门的负责人")
    query = sa.select(Department.vice_president).where(Department.id == department)
    username = connection.scalar(query)
    if not username:
        raise Refused("本部门没有登记分管校领导，请联系系统管理员")
    return signer, load_actor(connection, username)


def _sign(
    instance: Instance, actor: Actor, place: Place, verb: str, signer: Actor, print_: str,
    scan: Document,
) -> None:
    with audited(instance, actor, verb, place.named()) as unit:
        route, found = route_of(place), hold(unit, place)
        stage = route.stage(verb)
        if stage is None or (found.state, verb) not in route.transitions:
            raise Conflict("办理期间状态有变化，请重新核对")
        if fingerprint(unit.connection, instance.models, place.round, found) != print_:
            raise Conflict("内容在打印之后有变化，请重新打印、签字")
        require_new_eyes(unit.connection, signer, found, stage, print_)
        now = utc(instance.clock())
        supersede(unit.connection, found.id, now, "重新签字", verb)
        unit.connection.execute(sa.insert(SIGNATURES).values(
            submission=found.id, stage=verb, username=signer.username,
            person=person_of(unit.connection, signer.username), name=signer.name,
            role=signer.role, meaning=f"{stage.title}，纸质签字扫描件 {scan.digest}", at=now,
            fingerprint=print_, definitions=place.round.definitions_digest,
            superseded=None, why="",
        ))  # fmt: skip
        decided(unit, signer, place, found, stage, print_, comment=f"扫描件 {scan.digest}")
        unit.detail |= {"scan": scan.digest, "signer": signer.username}
    tell(instance, actor, place, verb)
