"""What a person was told: whose turn it is, what came back, what is due."""

from __future__ import annotations

from typing import NamedTuple

from flask import redirect, request, url_for
from flask_admin import expose
from werkzeug.wrappers import Response

from admin.filling.progress import local
from admin.pages import Page
from admin.reviewing.answering import number
from admin.visit import Visit, current_visit
from core.access import Actor
from core.database import reading
from core.rounds.notices import KINDS, Told, mark_read, notices

TONES = {"due": "warn", "returned": "bad", "turn": "info", "accepted": "ok", "missing": "bad"}


class Note(NamedTuple):
    """A notice as it is shown: with the page that it is about, if the person has one."""

    told: Told
    kind: str
    tone: str
    when: str
    url: str


class NoticePages(Page):
    """Everybody's own notices."""

    first = "index"

    def allows(self, actor: Actor) -> bool:
        """Everybody may be told something."""
        return True

    @expose("/")
    def index(self) -> str:
        """Show the newest, those not read yet first."""
        return str(self.render("reviewing/notices.html", notes=notes_of(current_visit())))

    @expose("/read", methods=("POST",))
    def read(self) -> Response:
        """Mark those that were shown as read."""
        visit = current_visit()
        ids = [number(text) for text in request.form.getlist("id")]
        if ids:
            mark_read(visit.instance, visit.actor, ids)
        return redirect(url_for("home.index"))


def notes_of(visit: Visit) -> list[Note]:
    """Return what the person was told, unread first."""
    with reading(visit.instance.engine) as connection:
        every = notices(connection, visit.actor.username)
    return [
        Note(one, KINDS[one.kind], TONES[one.kind], local(one.at), _url(visit, one))
        for one in every
    ]


def unread_of(visit: Visit) -> list[Note]:
    """Return what the person has not read yet."""
    return [note for note in notes_of(visit) if note.told.read is None]


def _url(visit: Visit, told: Told) -> str:
    """Return the page of the table that a notice is about, where the person sees it."""
    table = visit.definitions.tables.get(told.table_id)
    if table is None or not visit.sees(table):
        return ""
    return url_for("table.list", category=table.category, table=table.name)
