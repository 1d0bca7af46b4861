"""Routes: the ordered stages that a table goes through, and the transitions they allow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Literal

from core.rounds.submission import DRAFT, STATES

Whose = Literal["own", "answering", "any"]
RETURN, WITHDRAW = "return", "withdraw"


@dataclass(frozen=True, slots=True)
class Stage:
    """One step: who decides (the role, of whose department) and the state it leads to.

    ``answering`` is the department that owns the table: it merges what others fill.
    """

    verb: str
    state: str
    roles: tuple[str, ...]
    whose: Whose
    title: str

    @property
    def signs(self) -> bool:
        """Whether the decision is a signature, given with the password."""
        return self.state in ("head_signed", "signed")


@dataclass(frozen=True)
class Route:
    """The stages in their order; each may return to draft, and withdraw its own decision."""

    name: str
    title: str
    stages: tuple[Stage, ...]

    @cached_property
    def states(self) -> tuple[str, ...]:
        """The states in their order, draft first."""
        return (DRAFT, *(stage.state for stage in self.stages))

    @cached_property
    def transitions(self) -> Mapping[tuple[str, str], str]:
        """The whole of what is allowed: (state, verb) to the next state."""
        table: dict[tuple[str, str], str] = {}
        for before, stage in zip(self.states, self.stages, strict=False):
            table[before, stage.verb] = stage.state
            table[stage.state, WITHDRAW] = before
            table[stage.state, RETURN] = DRAFT
        return MappingProxyType(table)

    def stage(self, verb: str) -> Stage | None:
        """Return the stage of a verb; None when this route has none."""
        return next((stage for stage in self.stages if stage.verb == verb), None)

    def after(self, state: str) -> Stage | None:
        """Return the stage whose turn it is in a state; None when nothing is left to decide."""
        position = self.states.index(state)
        return self.stages[position] if position < len(self.stages) else None

    def reached(self, state: str) -> Stage | None:
        """Return the stage whose decision led to a state; None for a draft."""
        return next((stage for stage in self.stages if stage.state == state), None)

    def returning(self, state: str) -> Stage | None:
        """Return the stage that may return in a state: whose turn it is, at the end the last."""
        return None if state == DRAFT else self.after(state) or self.stages[-1]


def _route(name: str, title: str, whose: Whose, checker: str) -> Route:
    return Route(name, title, (
        Stage("submit", STATES[1], ("filler", "collector", "consolidator"), "own", "提交"),
        Stage("check", STATES[2], (checker,), whose, "核查通过"),
        Stage("head_sign", STATES[3], ("head",), whose, "部门负责人签字"),
        Stage("sign", STATES[4], ("vice_president",), whose, "分管校领导签字"),
        Stage("accept", STATES[5], ("office",), "any", "办公室通过"),
    ))  # fmt: skip


ROUTES: Mapping[str, Route] = MappingProxyType({
    route.name: route
    for route in (
        _route("standard", "部门自审（第十一条）", "own", "collector"),
        _route("teaching", "教务汇总（第十条第二款）", "answering", "consolidator"),
        _route("shared", "指定部门负责（第十条第三款）", "answering", "collector"),
    )
})
"""By the name that a table's definition gives."""
