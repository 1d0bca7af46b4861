"""The page behind a one-time link: setting a password, or founding the first account."""

from __future__ import annotations

from flask import abort, flash, make_response, redirect, request
from flask_admin import expose
from werkzeug.wrappers import Response

from admin.accounts.passwords import demands, password_hash, weakness
from admin.accounts.people import end_sessions, find_account
from admin.pages import Page
from admin.visit import current_instance
from admin.words import _
from core.database import reading, writing
from core.rounds.people.directory import AccountEntry
from core.rounds.people.links import LinkSpent, OpenLink, open_link, use_link
from core.rounds.people.rules import ADMINISTRATOR
from core.rounds.people.storing import Unfit

LONGEST_TOKEN = 100


class StartPages(Page):
    """Open to strangers: the token is the right."""

    first = "link"

    def is_accessible(self) -> bool:
        """Let everybody in; without a link that is still open there is nothing here."""
        return True

    @expose("/<token>", methods=("GET", "POST"))
    def link(self, token: str) -> Response | str:
        """Take a new password; a link that was used, or is too old, answers 410."""
        try:
            with reading(current_instance().engine) as connection:
                found = open_link(connection, token[:LONGEST_TOKEN], current_instance().clock())
            if request.method == "GET":
                return self._page(found, {})
            return self._set(token, found)
        except LinkSpent as error:
            abort(410, error.message)

    def _page(self, found: OpenLink, failures: dict[str, str]) -> str:
        return str(self.render(
            "accounts/start.html", link=found, failures=failures, typed=request.form,
            demands=demands(current_instance().configuration.accounts),
        ))

    def _set(self, token: str, found: OpenLink) -> Response | str:
        instance = current_instance()
        first = None if found.username else AccountEntry(
            request.form.get("username", "").strip()[:80],
            request.form.get("name", "").strip()[:80], ADMINISTRATOR,
        )
        username = found.username or (first.username if first else "")
        failures = self._failures(username)
        if not failures:
            try:
                username = use_link(instance, token, password_hash(request.form["fresh"]), first)
            except Unfit as unfit:
                failures = {fault.field: fault.text for fault in unfit.faults}
        if failures:
            return make_response(self._page(found, failures), 422)
        with writing(instance.engine) as connection:
            end_sessions(connection, username)
        flash(_("密码已设置，请登录。"), "ok")
        return redirect(self.get_url("accounts.login"))

    def _failures(self, username: str) -> dict[str, str]:
        fresh, again = request.form.get("fresh", ""), request.form.get("again", "")
        account = find_account(current_instance().engine, username)
        personal = (username, account.staff_no if account else "")
        if lacking := weakness(fresh, personal, current_instance().configuration.accounts):
            return {"fresh": lacking}
        return {} if fresh == again else {"again": _("两次输入的密码不一样")}
