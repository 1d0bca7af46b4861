"""What every step of the review begins and ends with."""

from __future__ import annotations

import logging

import sqlalchemy as sa

from core.access import Actor
from core.audit.recording import Unit
from core.errors import Refused
from core.events import Event
from core.generation.columns import utc
from core.instance import Instance
from core.rounds.deciding import require_stage
from core.rounds.locking import Locked
from core.rounds.notices import tell_people
from core.rounds.round import require_writable
from core.rounds.routes import RETURN, ROUTES, WITHDRAW, Route, Stage
from core.rounds.rows import Place
from core.rounds.signatures import REVIEWS, newest_change, person_of
from core.rounds.submission import STATE_TITLES, Standing, change, held

LOG = logging.getLogger("tianbao.rounds")
EVENTS = {"submit": "submitted", "check": "checked", "accept": "accepted", RETURN: "returned",
          WITHDRAW: "withdrawn", "head_sign": "head_signed", "sign": "signed"}  # fmt: skip


def route_of(place: Place) -> Route:
    """Return the route that the table takes in the round."""
    return ROUTES[place.table.route]


def hold(unit: Unit, place: Place) -> Standing:
    """Return the submission, held by this unit alone; ``Refused`` unless the round is open."""
    require_writable(place.round)
    return held(unit.connection, place.rows, utc(unit.instance.clock()), to_decide=True)


def begun(unit: Unit, actor: Actor, place: Place, verb: str) -> tuple[Stage, Standing]:
    """Check that the verb is the actor's and that it is its turn; hold the submission."""
    route = route_of(place)
    stage = route.stage(verb)
    if stage is None:
        raise Refused(f"“{place.table.title}”的流程中没有这一步")
    require_stage(unit.connection, actor, stage, place.table, place.department)
    found = hold(unit, place)
    if (found.state, verb) not in route.transitions:
        raise Locked(f"这张表现在是“{STATE_TITLES[found.state]}”，不能{stage.title}")
    return stage, found


def decided(
    unit: Unit, actor: Actor, place: Place, found: Standing, stage: Stage, print_: str, *,
    verb: str = "", state: str = "", comment: str = "",
) -> None:
    """Change the state, and keep the decision with what it was about.

    The verb and the state are the stage's own, but where it returns or withdraws.
    """
    verb, state = verb or stage.verb, state or stage.state
    now = utc(unit.instance.clock())
    change(unit.connection, found, state=state, changed=now)
    unit.connection.execute(sa.insert(REVIEWS).values(
        submission=found.id, turn=found.turn, stage=stage.verb, verb=verb, state=state,
         username=actor.username,
        person=person_of(unit.connection, actor.username), role=actor.role, at=now,
        fingerprint=print_, mark=newest_change(unit.connection, place.rows), comment=comment,
        definitions=place.round.definitions_digest,
    ))  # fmt: skip
    route = route_of(place)
    tell_people(unit, place, verb, found.turn, route.stages[0], route.after(state))
    unit.detail |= {
        "from": found.state, "to": state, "turn": found.turn, "fingerprint": print_,
    }  # fmt: skip


def tell(instance: Instance, actor: Actor, place: Place, verb: str) -> None:
    """Tell the plugins, once it is stored."""
    event = Event(EVENTS[verb], actor.username, *place.rows, {})
    for plugin, result in instance.registry.call("tianbao_event", event=event):
        if isinstance(result, Exception):
            LOG.error("plugin %s: %s", plugin, result)
