"""Departments: the list, one of them, and the whole list as a workbook."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from flask import flash, make_response, redirect, request
from flask_admin import expose
from werkzeug.wrappers import Response

from admin.people.forms import department_inputs, typed_department
from admin.people.pages import ListPages, directory
from admin.visit import current_visit
from admin.words import _
from core.errors import NotFound
from core.exchange.lists import Planned, read_departments, write_departments
from core.exchange.lists.departments import LABELS, fresh_id
from core.rounds.department import KIND_TITLES
from core.rounds.people.directory import DepartmentEntry, Directory, mark_of
from core.rounds.people.rules import Fault
from core.rounds.people.storing import Unfit, store_departments


class DepartmentPages(ListPages):
    """The departments of the college."""

    title = "部门一览"
    fields = LABELS

    @expose("/")
    def index(self) -> str:
        """List the departments with who leads and who collects."""
        there = directory()
        people: dict[tuple[str, str], list[str]] = {}
        for one in there.accounts.values():
            if one.active:
                people.setdefault((one.department, one.role), []).append(one.name)
        return str(self.render(
            "people/departments.html", departments=there.departments.values(), people=people,
            names={id: one.name for id, one in there.departments.items()},
            accounts=there.accounts, kinds=KIND_TITLES,
        ))

    @expose("/new", methods=("GET", "POST"))
    def create(self) -> Response | str:
        """Make a department."""
        there = directory()
        if request.method == "GET":
            return self._page(DepartmentEntry("", ""), there, (), known=False)
        entry = typed_department(request.form, "")
        if entry.id in there.departments:
            fault = Fault("id", _("这个代码已经有了"))
            return make_response(self._page(entry, there, [fault], known=False), 422)
        if not entry.id:
            entry = entry._replace(id=fresh_id({*there.departments}))
        return self._stored(entry, there, known=False)

    @expose("/<department>", methods=("GET", "POST"))
    def edit(self, department: str) -> Response | str:
        """Change a department."""
        there = directory()
        if department not in there.departments:
            raise NotFound("没有这个部门")
        if request.method == "GET":
            return self._page(there.departments[department], there, (), known=True)
        return self._stored(typed_department(request.form, department), there, known=True)

    def _page(self, entry: DepartmentEntry, there: Directory, faults: Any, *, known: bool) -> str:
        seen = request.form.get("seen") or mark_of(there.departments.get(entry.id))
        return str(self.render(
            "people/edit.html", page=self, inputs=department_inputs(entry, there, known),
            title=entry.name if known else _("新建部门"), seen=seen, account="",
            faults={fault.field: fault.text for fault in faults},
        ))

    def _stored(self, entry: DepartmentEntry, there: Directory, *, known: bool) -> Response | str:
        visit = current_visit()
        seen = {entry.id: request.form.get("seen", "")}
        try:
            store_departments(visit.instance, visit.actor, [entry], seen)
        except Unfit as unfit:
            return make_response(self._page(entry, there, unfit.faults, known=known), 422)
        flash(_("部门“%(name)s”已保存。", name=entry.name), "ok")
        return redirect(self.get_url(".index"))

    def read(self, path: Path, name: str) -> Planned[DepartmentEntry]:
        """Return what storing the list would do."""
        instance = current_visit().instance
        kinds = instance.registry.kinds
        return read_departments(path, name, kinds, directory(), instance.clock().year)

    def write(self, target: Path, *, empty: bool) -> int:
        """Write the list as a workbook."""
        instance = current_visit().instance
        kinds, now = instance.registry.kinds, instance.clock()
        return write_departments(target, kinds, directory(), now, empty=empty)

    def store(self, planned: Planned[DepartmentEntry]) -> Response | str:
        """Store the list and go back."""
        visit = current_visit()
        store_departments(visit.instance, visit.actor, planned.entries)
        return self.done(planned)
