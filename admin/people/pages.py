"""What the pages of departments and of accounts have in common: the list in and out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from flask import flash, make_response, redirect, request, session
from flask_admin import expose
from werkzeug.wrappers import Response

from admin.filling.downloads import XLSX, made
from admin.filling.uploads import Upload, find, forget, receive
from admin.pages import Page
from admin.visit import current_visit
from admin.words import _
from core.access import Actor, may
from core.database import reading
from core.errors import NotFound, Refused
from core.exchange.lists import Planned
from core.exchange.reading import FileRefused
from core.rounds.people.directory import AccountEntry, DepartmentEntry, Directory, load_directory

KEPT = "lists"
SHOWN = 200
"""How many faults and how many lines the preview shows."""

AnyPlanned = Planned[AccountEntry] | Planned[DepartmentEntry]


def directory() -> Directory:
    """Return all departments and accounts as they are now."""
    with reading(current_visit().instance.engine) as connection:
        return load_directory(connection)


class ListPages(Page):
    """One of the two lists; subclasses read, write and store theirs."""

    title = ""
    fields: dict[str, str] = {}  # noqa: RUF012 - a constant of each subclass
    """The labels of an entry's fields."""

    def allows(self, actor: Actor) -> bool:
        """Departments and accounts are the administrator's alone."""
        return may(actor, "administer")

    def read(self, path: Path, name: str) -> AnyPlanned:
        """Return what storing the list would do."""
        raise NotImplementedError

    def write(self, target: Path, *, empty: bool) -> int:
        """Write the list as a workbook."""
        raise NotImplementedError

    def store(self, planned: Any) -> Response | str:
        """Store what was planned and answer."""
        raise NotImplementedError

    @expose("/list.xlsx")
    def template(self) -> Response:
        """Give the list as a workbook to fill in or to change."""
        empty = request.args.get("empty") == "1"

        def write(target: Path) -> None:
            self.write(target, empty=empty)

        return made(write, f"{self.title}.xlsx", XLSX)

    @expose("/import", methods=("GET", "POST"))
    def upload(self) -> Response | str:
        """Take a workbook, read it, and go on to the preview."""
        if request.method == "GET":
            return self._choose("")
        visit = current_visit()
        try:
            upload = receive(
                visit.instance.folder, request.files.get("file"), visit.instance.clock()
            )
            self.read(upload.path, upload.name)
        except (FileRefused, Refused) as refusal:
            return make_response(self._choose(refusal.message), 422)
        session[KEPT] = {upload.token: [upload.name, self.endpoint]}
        return redirect(self.get_url(".preview", token=upload.token))

    def _choose(self, failure: str) -> str:
        return str(self.render("people/choose.html", page=self, failure=failure))

    def _upload(self, token: str) -> Upload:
        name, whose = session.get(KEPT, {}).get(token, ("", ""))
        if whose != self.endpoint:
            raise NotFound("没有这次上传")
        return find(current_visit().instance.folder, token, name)

    @expose("/import/<token>", methods=("GET", "POST"))
    def preview(self, token: str) -> Response | str:
        """Show what the list would do; on confirmation store it, read once more."""
        upload = self._upload(token)
        planned = self.read(upload.path, upload.name)
        if request.method == "GET" or planned.faults:
            lines = [line for line in planned.lines if line.outcome in ("new", "changed")]
            page = self.render(
                "people/preview.html", page=self, planned=planned, name=upload.name, token=token,
                lines=lines[:SHOWN], faults=planned.faults[:SHOWN], shown=SHOWN, labels=self.fields,
            )
            return make_response(page, 422 if request.method == "POST" else 200)
        answer = self.store(planned)
        forget(upload)
        session.pop(KEPT, None)
        return answer

    def done(self, planned: AnyPlanned) -> Response:
        """Go back to the list and say what was done."""
        flash(_("已存入：新增 %(new)s，更改 %(changed)s。", **planned.counts), "ok")
        return redirect(self.get_url(".index"))
