"""Who takes which step of the review, and the college's clock while they do."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core.access import Actor
from core.database import reading
from core.instance import Instance
from core.rounds.deciding import answering
from core.rounds.department import Department
from core.rounds.routes import ROUTES, Stage
from core.rounds.rows import Place
from core.rounds.user import User, actor_of

OFFICE = "office"


class People:
    """Everybody who can act, found by role and department."""

    def __init__(self, instance: Instance) -> None:
        self.instance = instance
        with reading(instance.engine) as connection, Session(connection) as session:
            users = session.scalars(sa.select(User).order_by(User.username)).all()
            self._actors = [actor_of(connection, user) for user in users]
            self.departments = {d.name: d.id for d in session.scalars(sa.select(Department))}
        self._answering: dict[str, str | None] = {}

    def at(self, moment: datetime) -> Instance:
        """Return the instance as its clock stood at a moment."""
        return replace(self.instance, clock=lambda: moment)

    def of(self, role: str, department: str | None = None) -> Actor:
        """Return who has a role, in a department or in charge of it."""
        return next(
            actor for actor in self._actors
            if actor.role == role
            and (department in (None, actor.department_id) or department in actor.in_charge)
        )

    def turn(self, place: Place, stage: Stage) -> Actor:
        """Return whose step a stage is."""
        if stage.whose == "any":
            return self.of(OFFICE)
        whose = place.department if stage.whose == "own" else self._owner(place)
        return self.of(stage.roles[0], whose)

    def stages(self, place: Place) -> tuple[Stage, ...]:
        """Return the steps that a table of a department takes, in their order."""
        return ROUTES[place.table.route].stages

    def _owner(self, place: Place) -> str | None:
        if place.table.id not in self._answering:
            with reading(self.instance.engine) as connection:
                self._answering[place.table.id] = answering(connection, place.table)
        return self._answering[place.table.id]
