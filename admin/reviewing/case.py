"""One department's answer to one table, as the person who looks at it may deal with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from admin.visit import Visit
from admin.words import _
from core.access import ROLE_TITLES
from core.database import reading
from core.definition.table import Table
from core.errors import Refused
from core.rounds.deciding import require_new_eyes
from core.rounds.department import Department
from core.rounds.fingerprint import fingerprint
from core.rounds.local_time import local_day
from core.rounds.remarks import Said
from core.rounds.routes import RETURN, ROUTES, Route, Stage
from core.rounds.rows import Place
from core.rounds.standing import untouched
from core.rounds.submission import DRAFT, STATE_TITLES, Standing


@dataclass(frozen=True)
class Case:
    """A submission, whose turn it is, and which verbs are the person's own now.

    ``rows`` counts what is stored; ``opened`` are the remarks that nobody dealt with.
    """

    visit: Visit
    table: Table
    department: Department
    found: Standing
    rows: int
    opened: tuple[Said, ...]
    verbs: frozenset[str]
    hidden: bool = False
    """Whether the person deals with it without seeing its rows."""
    due: date | None = None
    """Its last day, in the college's time."""

    @property
    def late(self) -> int:
        """By how many days the department is overdue; 0 once it has submitted."""
        if self.due is None or not self.draft:
            return 0
        return max((local_day(self.visit.instance.clock()) - self.due).days, 0)

    @property
    def days_left(self) -> int | None:
        """How many days the department has left; None without a last day, or once submitted."""
        if self.due is None or not self.draft:
            return None
        return (self.due - local_day(self.visit.instance.clock())).days

    @property
    def tag(self) -> tuple[str, str]:
        """The state in a word, and its colour."""
        if self.found.state == "accepted":
            return _("已通过"), "ok"
        if not self.draft:
            return STATE_TITLES[self.found.state], "info"
        if self.found.limited:
            return _("退回修改"), "bad"
        return (_("填报中"), "warn") if self.rows or self.found.absence else (_("未开始"), "idle")

    @property
    def to_do(self) -> str:
        """What the person may do with it now, in one word; nothing when it is not his turn."""
        return step(self.next) if self.next is not None and self.next.verb in self.verbs else ""

    @property
    def withdrawn_step(self) -> str:
        """The step that would be taken back by withdrawing, in one word."""
        stage = self.route.reached(self.found.state)
        return step(stage) if stage is not None else ""

    @property
    def place(self) -> Place:
        """Where its rows belong."""
        return Place(self.visit.now_open, self.table, self.department.id)

    @property
    def route(self) -> Route:
        """The stages that the table goes through."""
        return ROUTES[self.table.route]

    @property
    def next(self) -> Stage | None:
        """The stage whose turn it is; None when the office has accepted."""
        return self.route.after(self.found.state)

    @property
    def own_stage(self) -> Stage | None:
        """The stage at which the person may decide or return now, if any."""
        stage = self.route.returning(self.found.state)
        return stage if stage is not None and RETURN in self.verbs else None

    @property
    def draft(self) -> bool:
        """Whether the department is working on it."""
        return self.found.state == DRAFT

    @property
    def fills(self) -> bool:
        """Whether the person answers for the department, and may do so now."""
        return self.draft and "fill" in self.verbs

    @property
    def address(self) -> dict[str, Any]:
        """The variables of its URLs."""
        return {
            "category": self.table.category, "table": self.table.name,
            "department": self.department.id,
        }

    @property
    def sentence(self) -> str:
        """Where it stands, in one sentence."""
        if self.draft:
            if self.found.limited:
                return _("被退回，有 %(count)s 条意见要改正或答复", count=len(self.opened))
            return _("填报中，还没有提交") if self.rows or self.found.absence else _("还没有填报")
        if self.next is None:
            return _("办公室已通过，这张表已完成")
        return _("%(state)s，等%(who)s%(step)s", state=STATE_TITLES[self.found.state],
                 who=waited_for(self.next), step=step(self.next))  # fmt: skip

    @cached_property
    def print(self) -> str:
        """The fingerprint of what is stored now; it reads every row."""
        with reading(self.visit.instance.engine) as connection:
            return fingerprint(
                connection, self.visit.instance.models, self.visit.now_open, self.found
            )

    @cached_property
    def broken(self) -> bool:
        """Whether the content is not what the last decision was about, behind our back."""
        with reading(self.visit.instance.engine) as connection:
            return not untouched(
                connection, self.visit.instance.models, self.visit.now_open, self.found
            )

    @cached_property
    def barred(self) -> str:
        """Why the person must leave the decision to somebody else; usually nothing."""
        stage = self.own_stage
        if stage is None:
            return ""
        with reading(self.visit.instance.engine) as connection:
            try:
                require_new_eyes(connection, self.visit.actor, self.found, stage, self.print)
            except Refused as refused:
                return refused.message
        return ""


def waited_for(stage: Stage) -> str:
    """Return who takes a step, as people call them."""
    return _("办公室") if "office" in stage.roles else ROLE_TITLES[stage.roles[0]]


def step(stage: Stage) -> str:
    """Return what is done at a stage, in one word."""
    known = {"submit": _("提交"), "check": _("核查"), "accept": _("审核")}
    return _("签字") if stage.signs else known.get(stage.verb, stage.title)
