"""The first page: what is mine to do, table by table."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from flask_admin import expose

from admin.filling.progress import Progress, local, progress, still_empty
from admin.office.board import PHASES, counts_of
from admin.office.board import headline as board_headline
from admin.pages import Page
from admin.reviewing.case import Case
from admin.reviewing.cases import cases_of, ordered_tables, overseen
from admin.reviewing.duties import duties, headline_of, last_days
from admin.reviewing.notices import unread_of
from admin.visit import Visit, current_visit
from admin.words import _
from core.access import Actor, departments_visible, may
from core.database import reading
from core.definition.order import FillOrder
from core.definition.table import Table
from core.registry import Registry
from core.rounds.completeness import NO_ROWS, completeness


class Task(NamedTuple):
    """One table on the first page, and what has to be filled before it, if it waits."""

    table: Table
    progress: Progress
    waiting: str
    mine: bool
    case: Case | None = None
    """The submission that the person answers for, if he does."""
    percent: int | None = None
    """How much of what must be filled is filled, in per cent, while he works on it."""

    @property
    def given(self) -> bool:
        """Whether the department has given it out of its hands, or declared nothing to report."""
        return self.case is not None and bool(self.case.found.absence or not self.case.draft)

    @property
    def now(self) -> bool:
        """Whether the table is still empty and nothing stands in the way of filling it."""
        return not (self.progress.rows or self.waiting or self.given)


class Group(NamedTuple):
    """The tables of one category; ``disabled`` says why its plugin does not work."""

    name: str
    title: str
    disabled: str
    tasks: list[Task]


class HomePage(Page):
    """The first page of everybody who is signed in."""

    def allows(self, actor: Actor) -> bool:
        """Everybody has a first page."""
        return True

    @expose("/")
    def index(self) -> str:
        """Show where one stands and what there is to do."""
        visit = current_visit()
        overseeing = visit.round is not None and may(visit.actor, "oversee")
        cases = overseen(visit) if overseeing else own_cases(visit)
        groups = groups_of(visit, cases) if visit.round and may(visit.actor, "see") else []
        tasks = [task for group in groups for task in group.tasks]
        to_do = duties(cases)
        return str(self.render(
            "filling/home.html", groups=groups,
            headline=headline_of(to_do) or headline(visit, tasks, cases), duties=to_do,
            summary=summary(tasks), everywhere=departments_visible(visit.actor) is None,
            days=last_days(cases), phases=PHASES, counts=counts_of(cases) if overseeing else {},
            overseeing=overseeing, announced=visit.announced if visit.round else [],
            local=local,
            unread=unread_of(visit),
            fills=any(task.mine for task in tasks),
        ))


def own_cases(visit: Visit) -> list[Case]:
    """Return the submissions that the person has anything to do with."""
    if visit.round is None or not may(visit.actor, "see"):
        return []
    return cases_of(visit, ordered_tables(visit))


def groups_of(visit: Visit, cases: Iterable[Case] = ()) -> list[Group]:
    """Return the person's tables by category, in the order of their numbers."""
    seen = (table for table in visit.definitions.tables.values() if visit.sees(table))
    tables = sorted(seen, key=lambda table: (table.category, table.number, table.title))
    year = visit.now_open.year
    stands = progress(visit.instance, visit.actor, year, tables)
    order = FillOrder(visit.definitions.tables.values())
    needed = {table.id: tuple(order.waits_for(table.id)) for table in tables}
    empty = still_empty(visit.instance, year, {o.id for some in needed.values() for o in some})
    own = {c.table.id: c for c in cases if c.department.id == visit.actor.department_id}
    filled = percents(visit, own.values())
    found: dict[str, Group] = {}
    for table in tables:
        group = found.setdefault(table.category, _group(visit.instance.registry, table.category))
        mine = bool(visit.fills_for(table))
        waiting = _waiting(other for other in needed[table.id] if other.id in empty)
        group.tasks.append(Task(
            table, stands[table.id], waiting, mine, own.get(table.id), filled.get(table.id)
        ))
    return list(found.values())


def percents(visit: Visit, cases: Iterable[Case]) -> dict[str, int | None]:
    """Return by table how complete the drafts are that the person works on."""
    with reading(visit.instance.engine) as connection:
        return {
            case.table.id: completeness(
                visit.instance, connection, visit.now_open, case.table
            ).get(case.department.id, NO_ROWS).percent
            for case in cases if case.fills and case.rows
        }


def _group(registry: Registry, category: str) -> Group:
    known = registry.categories.get(category)
    if known is not None:
        return Group(category, known.title, "", [])
    broken = next((p for p in registry.disabled if p.name.split(".")[-1] == category), None)
    reason = broken.disabled if broken else _("没有这个类别的插件。")
    return Group(category, category, reason, [])


def _waiting(others: Iterable[Table]) -> str:
    """Return who has to fill which tables first, one department after the other."""
    by_owner: dict[str, list[str]] = {}
    for other in others:
        by_owner.setdefault(other.owner, []).append(f"“{other.title}”")
    told = "；".join(f"{owner}{''.join(titles)}" for owner, titles in by_owner.items())
    return _("等待 %(others)s", others=told) if told else ""


def summary(tasks: Iterable[Task]) -> dict[str, int]:
    """Return how many tables are empty, hold errors, or are without."""
    every = [task for task in tasks if task.mine] or list(tasks)
    return {
        "tables": len(every),
        "empty": sum(not (task.progress.rows or task.given) for task in every),
        "now": sum(task.now for task in every),
        "waiting": sum(bool(task.waiting and not task.given) for task in every),
        "given": sum(task.given for task in every),
        "wrong": sum(task.progress.counts.errors > 0 for task in every),
        "errors": sum(task.progress.counts.errors for task in every),
        "warnings": sum(task.progress.counts.warnings for task in every),
    }


def headline(visit: Visit, tasks: list[Task], cases: list[Case]) -> str:
    """Return the sentence that says where one stands."""
    if visit.round is None:
        return _("还没有开放的采集批次")
    if may(visit.actor, "oversee"):
        return board_headline(cases)
    if not may(visit.actor, "see"):
        return _("%(year)s 年采集批次", year=visit.round.year)
    if not tasks:
        return _("%(year)s 年批次没有分给您的表", year=visit.round.year)
    if not any(task.mine for task in tasks) and not may(visit.actor, "fill"):
        return _("现在没有要您办的")
    found = summary(tasks)
    if found["errors"]:
        return _("有 %(wrong)s 张表的 %(errors)s 处错误要改", **found)
    if found["empty"]:
        return _("还有 %(empty)s 张表没有填", **found)
    if found["given"] == len([task for task in tasks if task.mine]) > 0:
        return _("您的表都已交出，现在没有要做的")
    if found["warnings"]:
        return _("数据都已填上，还有 %(warnings)s 处需要说明", **found)
    return _("数据都已填上，没有发现错误")
