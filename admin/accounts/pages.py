"""Pages of the account: signing in, signing out, changing one's password."""

from __future__ import annotations

from typing import Any, cast

from flask import abort, flash, make_response, redirect, request, session
from flask_admin import expose
from flask_login import login_user, logout_user
from werkzeug.wrappers import Response as AnyResponse

from admin.accounts.attempts import Attempts
from admin.accounts.passwords import LONGEST, password_hash, password_matches, weakness
from admin.accounts.people import Person, find_account, store_password
from admin.accounts.sessions import ServerSession, end_sessions
from admin.pages import Page
from admin.protection import safe_next
from admin.visit import current_instance, current_visit, visit_or_none
from admin.words import _
from core.access import Actor
from core.audit.recording import record, record_refusal
from core.errors import Refused

OPEN = frozenset({"login"})


class AccountPages(Page):
    """Login, logout and password change; the login page is the one open page."""

    first = "password"

    def allows(self, actor: Actor) -> bool:
        """Everybody has an account."""
        return True

    def is_accessible(self) -> bool:
        """Let strangers reach the login page only."""
        return (request.endpoint or "").partition(".")[2] in OPEN or super().is_accessible()

    @expose("/login", methods=("GET", "POST"))
    def login(self) -> AnyResponse | str:
        """Ask for name and password; the answer never tells whether the account exists."""
        target = safe_next(request.args.get("next"))
        if request.method == "GET":
            return redirect(target) if visit_or_none() else self._login_page(target)
        username = request.form.get("username", "").strip()[:200]
        password = request.form.get("password", "")
        instance = current_instance()
        attempts = Attempts(instance.engine, instance.clock)
        address = request.remote_addr or ""
        if attempts.locked(username, address):
            abort(429)
        account = find_account(instance.engine, username)
        stored = account.password_hash if account and account.active else None
        if not password_matches(stored, password[: LONGEST + 1]) or account is None:
            attempts.failed(username, address)
            self._trace_failure(account.username if account else "")
            return make_response(
                self._login_page(target, username, _("用户名或密码不正确。")), 401
            )
        attempts.succeeded(username, address)
        current_session().renew()
        login_user(Person(account.username))
        record(instance, account, "signed_in", f"user/{account.username}")
        return redirect(target)

    def _trace_failure(self, username: str) -> None:
        """Write a failed login down; what was typed for no account may be a password."""
        error = Refused("用户名或密码不正确")
        nobody = Actor(username, "", "")
        record_refusal(current_instance(), nobody, "signed_in", f"user/{username or '?'}", error)

    def _login_page(self, target: str, username: str = "", failure: str = "") -> str:
        return str(self.render(
            "accounts/login.html", next=target, username=username, failure=failure
        ))

    @expose("/logout", methods=("POST",))
    def logout(self) -> AnyResponse:
        """End the session here and on the server."""
        actor = current_visit().actor
        logout_user()
        current_session().renew()
        record(current_instance(), actor, "signed_out", f"user/{actor.username}")
        flash(_("已退出。"), "ok")
        return redirect(self.get_url(".login"))

    @expose("/password", methods=("GET", "POST"))
    def password(self) -> AnyResponse | str:
        """Change one's own password, which ends one's other sessions."""
        if request.method == "GET":
            return self._password_page({})
        visit = current_visit()
        failures = self._failures(visit.actor.username)
        if failures:
            return make_response(self._password_page(failures), 422)
        store_password(
            visit.instance.engine, visit.actor.username, password_hash(request.form["fresh"])
        )
        record(visit.instance, visit.actor, "password_changed", f"user/{visit.actor.username}")
        current_session().renew()
        login_user(Person(visit.actor.username))
        end_sessions(visit.instance.engine, visit.actor.username, current_session().token)
        flash(_("密码已修改，您在别处的登录已经结束。"), "ok")
        return redirect(self.get_url("home.index"))

    def _failures(self, username: str) -> dict[str, str]:
        typed = {name: request.form.get(name, "") for name in ("current", "fresh", "again")}
        engine = current_instance().engine
        attempts = Attempts(engine, current_instance().clock)
        address = request.remote_addr or ""
        if attempts.locked(username, address):
            abort(429)
        account = find_account(engine, username)
        if not password_matches(account.password_hash if account else None, typed["current"]):
            attempts.failed(username, address)
            return {"current": _("现在的密码不正确")}
        if typed["fresh"] == typed["current"]:
            return {"fresh": _("新密码不能与现在的相同")}
        if lacking := weakness(typed["fresh"], username):
            return {"fresh": lacking}
        return {} if typed["again"] == typed["fresh"] else {"again": _("两次输入的新密码不一样")}

    def _password_page(self, failures: dict[str, str]) -> str:
        return str(self.render("accounts/password.html", failures=failures))


def current_session() -> ServerSession:
    """Return the session object itself behind Flask's proxy."""
    return cast(ServerSession, cast(Any, session)._get_current_object())
