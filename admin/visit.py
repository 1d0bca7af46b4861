"""One request: who asks, in which round, and what of the round concerns him.

Everything below the pages takes these as parameters; only the pages look here.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import cast

from flask import current_app, g
from flask_login import current_user

from core.access import ROLE_TITLES, Actor, departments_of_own_rows, departments_visible, may
from core.audit.row_changes import Rows
from core.checks.facts import RoundFacts
from core.database import reading
from core.definition.definitions import Definitions
from core.definition.kinds.base import Reading
from core.definition.period import Calendar
from core.definition.table import Table
from core.errors import NotFound
from core.instance import Instance
from core.rounds.assignment import assigned
from core.rounds.department import Department, all_departments
from core.rounds.facts import facts_of
from core.rounds.planning.announcements import Announced, announcements
from core.rounds.planning.tasks import named_fillers
from core.rounds.round import Round, all_rounds, frozen_definitions
from core.rounds.submission import DRAFT, STATE_TITLES, standing
from core.rounds.user import load_actor

EXTENSION = "tianbao"


@dataclass(frozen=True)
class Visit:
    """The acting person, all rounds and the one that counts, and who is assigned what."""

    instance: Instance
    actor: Actor
    rounds: Sequence[Round]
    round: Round | None
    departments: Mapping[str, Department]
    assigned: Mapping[str, Sequence[str]]
    named: Mapping[tuple[str, str], Collection[str]]
    """By table and department, the only fillers; where none is named, all of them are."""

    @property
    def place(self) -> str:
        """Where the person belongs, for the head of the page."""
        own = self.departments.get(self.actor.department_id or "")
        role = ROLE_TITLES.get(self.actor.role, self.actor.role)
        return f"{own.name} · {role}" if own else role

    @cached_property
    def now_open(self) -> Round:
        """The round; ``NotFound`` when none has been opened yet."""
        if self.round is None:
            raise NotFound("还没有开放的采集批次")
        return self.round

    @cached_property
    def definitions(self) -> Definitions:
        """The tables and code lists as the round froze them."""
        return frozen_definitions(self.round) if self.round else Definitions({}, {})

    @property
    def calendar(self) -> Calendar:
        """The real dates of the round."""
        return self.now_open.calendar

    @cached_property
    def reading(self) -> Reading:
        """What the parsers of the round's fields depend on."""
        return self.definitions.reading(self.calendar)

    @cached_property
    def facts(self) -> RoundFacts:
        """The round as the rules see it."""
        registry = self.instance.registry
        former = next((r for r in self.rounds if r.year == self.now_open.year - 1), None)
        return facts_of(self.now_open, registry, facts_of(former, registry) if former else None)

    @property
    def reveals(self) -> bool:
        """Whether the person's role may see a masked value in the clear, with a reason."""
        return may(self.actor, "reveal")

    @cached_property
    def announced(self) -> list[Announced]:
        """What the office announces in the round, the newest first."""
        with reading(self.instance.engine) as connection:
            return announcements(connection, self.now_open.year)

    def sees(self, table: Table) -> bool:
        """Tell whether the person has anything to do with the table at all."""
        visible = departments_visible(self.actor, table)
        if visible is None:
            return True
        places = visible | departments_of_own_rows(self.actor, table)
        return not places.isdisjoint(self.assigned.get(table.id, ()))

    def table(self, category: str, name: str) -> Table:
        """Return a table of the round; ``NotFound`` when it is not the person's business."""
        table = self.definitions.tables.get(f"{category}.{name}")
        if table is None or not self.sees(table):
            raise NotFound("没有找到这张表")
        return table

    def fills_for(self, table: Table) -> list[Department]:
        """Return the departments for which the person may fill the table."""
        ids = self.assigned.get(table.id, ())
        return [
            self.departments[id] for id in ids
            if may(self.actor, "fill", id, table) and self._is_named(table, id)
        ]

    def _is_named(self, table: Table, department: str) -> bool:
        """Tell whether a filler is one of those named for the task, where some are."""
        names = self.named.get((table.id, department), ())
        return not names or self.actor.role != "filler" or self.actor.username in names

    def locked(self, table: Table) -> str:
        """Return in Chinese why the person's own rows of the table are locked, else nothing."""
        own = [d.id for d in self.fills_for(table)]
        if len(own) != 1:
            return ""
        with reading(self.instance.engine) as connection:
            found = standing(connection, Rows(self.now_open.year, table.id, own[0]))
        if found.state == DRAFT:
            return ""
        state = STATE_TITLES[found.state]
        return f"这张表{state}，内容已锁定；需要改动时，请由审核人退回，或撤回提交。"

    def why_not(self, table: Table) -> str:
        """Return in Chinese why rows of the table cannot be changed now, else nothing."""
        broken = {plugin.name: plugin.disabled for plugin in self.instance.registry.disabled}
        if not self.instance.registry.writable(table.id):
            reason = next((r for n, r in broken.items() if n.endswith(table.category)), "")
            return f"“{table.category}”类别的插件没有启用，这些表暂时只能查看。{reason}"
        if not self.now_open.writable:
            return f"{self.now_open.year} 年批次不在填报阶段，只能查看。"
        return ""


def current_instance() -> Instance:
    """Return the instance that the running application serves."""
    return cast(Instance, current_app.extensions[EXTENSION])


def visit_or_none() -> Visit | None:
    """Return the visit of this request, or None when nobody is signed in."""
    if "visit" not in g:
        g.visit = begin_visit()
    return cast("Visit | None", g.visit)


def current_visit() -> Visit:
    """Return the visit of this request; only for pages that are not open to strangers."""
    visit = visit_or_none()
    if visit is None:
        raise NotFound("没有登录")
    return visit


def begin_visit() -> Visit | None:
    """Look up who is signed in; an account that was closed in the meantime is nobody."""
    if not current_user.is_authenticated:
        return None
    instance = current_instance()
    with reading(instance.engine) as connection:
        try:
            actor = load_actor(connection, current_user.get_id())
        except NotFound:
            return None
        rounds = all_rounds(connection)
        round = next((r for r in rounds if r.writable), rounds[0] if rounds else None)
        departments = {d.id: d for d in all_departments(connection)}
        tasks = assigned(connection, round.year) if round else {}
        named = named_fillers(connection, round.year) if round else {}
    return Visit(instance, actor, rounds, round, departments, tasks, named)
