"""Accounts: the list, one of them, links to set a password, and the whole list as a workbook."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask import flash, make_response, redirect, request, url_for
from flask_admin import expose
from werkzeug.wrappers import Response

from admin.accounts.people import end_sessions, remove_factor
from admin.people.forms import account_inputs, typed_account
from admin.people.pages import ListPages, directory
from admin.visit import current_visit
from admin.words import _
from core.access import ROLE_TITLES
from core.database import writing
from core.errors import NotFound, Refused
from core.exchange.lists import Planned, read_accounts, write_accounts
from core.exchange.lists.accounts import LABELS
from core.rounds.people.directory import AccountEntry, Directory, mark_of
from core.rounds.people.links import account_links
from core.rounds.people.rules import Fault
from core.rounds.people.storing import Unfit, store_accounts


class UserPages(ListPages):
    """The accounts of the college; the administrator never sees or sets a password."""

    title = "账号一览"
    fields = LABELS

    @expose("/")
    def index(self) -> str:
        """List the accounts."""
        there = directory()
        role = request.args.get("role", "")
        return str(self.render(
            "people/accounts.html", roles=ROLE_TITLES, role=role,
            names={id: one.name for id, one in there.departments.items()},
            accounts=[one for one in there.accounts.values() if role in ("", one.role)],
        ))

    @expose("/new", methods=("GET", "POST"))
    def create(self) -> Response | str:
        """Make an account and give the link with which its owner sets the password."""
        there = directory()
        if request.method == "GET":
            return self._page(AccountEntry("", "", ""), there, (), known=False)
        entry = typed_account(request.form, "", there)
        if entry.username in there.accounts:
            fault = Fault("username", _("这个用户名已经有了"))
            return make_response(self._page(entry, there, [fault], known=False), 422)
        return self._stored(entry, there, known=False)

    @expose("/<username>", methods=("GET", "POST"))
    def edit(self, username: str) -> Response | str:
        """Change an account."""
        there = directory()
        if username not in there.accounts:
            raise NotFound("没有这个账号")
        if request.method == "GET":
            return self._page(there.accounts[username], there, (), known=True)
        return self._stored(typed_account(request.form, username, there), there, known=True)

    @expose("/<username>/link", methods=("POST",))
    def link(self, username: str) -> str:
        """Give a new link to set the password; what the password is now still counts."""
        return self._links([username])

    @expose("/<username>/reset-factor", methods=("POST",))
    def reset_factor(self, username: str) -> Response:
        """Forget an authenticator that was lost."""
        visit = current_visit()
        if username not in directory().accounts:
            raise NotFound("没有这个账号")
        remove_factor(visit.instance, visit.actor, username)
        flash(_("验证器已作废，本人下次登录时重新启用。"), "ok")
        return redirect(self.get_url(".edit", username=username))

    def _page(self, entry: AccountEntry, there: Directory, faults: Any, *, known: bool) -> str:
        seen = request.form.get("seen") or mark_of(there.accounts.get(entry.username))
        return str(self.render(
            "people/edit.html", page=self, inputs=account_inputs(entry, there, known), seen=seen,
            title=f"{entry.name}（{entry.username}）" if known else _("新建账号"),
            account=entry.username if known else "",
            faults={fault.field: fault.text for fault in faults},
        ))

    def _stored(self, entry: AccountEntry, there: Directory, *, known: bool) -> Response | str:
        visit = current_visit()
        former = there.accounts.get(entry.username)
        seen = {entry.username: request.form.get("seen", "")}
        try:
            store_accounts(visit.instance, visit.actor, [entry], seen)
        except Unfit as unfit:
            return make_response(self._page(entry, there, unfit.faults, known=known), 422)
        if former is None:
            return self._links([entry.username])
        if (former.role, former.active) != (entry.role, entry.active):
            with writing(visit.instance.engine) as connection:
                end_sessions(connection, entry.username)
        flash(_("账号 %(name)s 已保存。", name=entry.username), "ok")
        return redirect(self.get_url(".index"))

    def _links(self, usernames: list[str]) -> str:
        """Show links, this once."""
        visit = current_visit()
        links = account_links(visit.instance, visit.actor, usernames)
        there = directory().accounts
        return str(self.render(
            "people/links.html", links=_addresses(links), names={n: there[n].name for n in links}
        ))

    def read(self, path: Path, name: str) -> Planned[AccountEntry]:
        """Return what storing the list would do."""
        instance = current_visit().instance
        kinds = instance.registry.kinds
        return read_accounts(path, name, kinds, directory(), instance.clock().year)

    def write(self, target: Path, *, empty: bool) -> int:
        """Write the list as a workbook."""
        instance = current_visit().instance
        kinds, now = instance.registry.kinds, instance.clock()
        return write_accounts(target, kinds, directory(), now, empty=empty)

    def store(self, planned: Planned[AccountEntry]) -> Response | str:
        """Store the list; give links for the new accounts."""
        visit = current_visit()
        if not planned.entries:
            raise Refused(_("文件和现有的账号完全相同，没有需要存入的。"))
        store_accounts(visit.instance, visit.actor, planned.entries)
        new = [entry.username for entry in planned.new if entry.active]
        return self._links(new) if new else self.done(planned)


def _addresses(links: Mapping[str, str]) -> Mapping[str, str]:
    return {
        name: url_for("start.link", token=token, _external=True) for name, token in links.items()
    }
