"""Pages of the account: signing in, signing out, changing one's password."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, cast

from flask import abort, flash, make_response, redirect, request, session
from flask_admin import expose
from flask_login import login_user, logout_user
from werkzeug.wrappers import Response as AnyResponse

from admin.accounts.attempts import Attempts
from admin.accounts.browsers import origin, remember
from admin.accounts.factors import Factors
from admin.accounts.gates import FACTOR, GATE, PASSWORD, shut
from admin.accounts.passwords import LONGEST, demands, password_hash, password_matches, weakness
from admin.accounts.people import Person, find_account, store_password
from admin.accounts.sessions import ServerSession, fingerprint
from admin.pages import Page
from admin.protection import safe_next
from admin.visit import current_instance, current_visit, visit_or_none
from admin.words import _
from core.access import Actor
from core.audit.recording import record, record_refusal
from core.errors import Refused
from core.rounds.user import User

OPEN = frozenset({"login", "code"})
PENDING = "pending"
CODE_WITHIN = timedelta(minutes=5)


class AccountPages(Page):
    """Login, logout and password change; strangers reach the pages of the login only."""

    first = "password"

    def allows(self, actor: Actor) -> bool:
        """Everybody has an account."""
        return True

    def is_accessible(self) -> bool:
        """Let strangers reach the login pages only."""
        return (request.endpoint or "").partition(".")[2] in OPEN or super().is_accessible()

    @expose("/login", methods=("GET", "POST"))
    def login(self) -> AnyResponse | str:
        """Ask for name and password; the answer never tells whether the account exists."""
        target = safe_next(request.args.get("next"))
        if request.method == "GET":
            return redirect(target) if visit_or_none() else self._login_page(target)
        username = request.form.get("username", "").strip()[:200]
        password = request.form.get("password", "")
        attempts = counted(username)
        account = find_account(current_instance().engine, username)
        stored = account.password_hash if account and account.active else None
        if not password_matches(stored, password[: LONGEST + 1]) or account is None:
            attempts.failed(username, origin(username))
            trace_failure(account.username if account else "")
            return make_response(
                self._login_page(target, username, _("用户名或密码不正确。")), 401
            )
        if needs_factor(account) and factors().enrolled(username):
            current_session().renew()
            moment = current_instance().clock().isoformat()
            session[PENDING] = [account.username, target, moment]
            return redirect(self.get_url(".code"))
        return signed_in(account, target)

    def _login_page(self, target: str, username: str = "", failure: str = "") -> str:
        return str(self.render(
            "accounts/login.html", next=target, username=username, failure=failure
        ))

    @expose("/login/code", methods=("GET", "POST"))
    def code(self) -> AnyResponse | str:
        """Ask for the code of the authenticator after the password was right."""
        username, target = pending()
        account = find_account(current_instance().engine, username) if username else None
        if account is None or not account.active:
            return redirect(self.get_url(".login"))
        if request.method == "GET":
            return str(self.render("accounts/code.html", failure=""))
        attempts = counted(username)
        if not factors().accepts(
            username, request.form.get("code", "")[:40], current_instance().clock()
        ):
            attempts.failed(username, origin(username))
            trace_failure(username)
            failure = _("验证码不正确或已经用过，请输入最新的一个。")
            return make_response(self.render("accounts/code.html", failure=failure), 401)
        return signed_in(account, target)

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
        gates = [gate for gate in session.get(GATE, []) if gate != PASSWORD]
        current_session().renew()
        store_password(
            visit.instance, visit.actor, visit.actor.username,
            password_hash(request.form["fresh"]), but=fingerprint(current_session().token),
        )
        login_user(Person(visit.actor.username))
        shut(*gates)
        flash(_("密码已修改，您在别处的登录已经结束。"), "ok")
        return redirect(self.get_url("home.index"))

    def _failures(self, username: str) -> dict[str, str]:
        typed = {name: request.form.get(name, "") for name in ("current", "fresh", "again")}
        attempts = counted(username)
        instance = current_instance()
        account = find_account(instance.engine, username)
        if not password_matches(account.password_hash if account else None, typed["current"]):
            attempts.failed(username, origin(username))
            return {"current": _("现在的密码不正确")}
        if typed["fresh"] == typed["current"]:
            return {"fresh": _("新密码不能与现在的相同")}
        personal = (username, account.staff_no if account else "")
        if lacking := weakness(typed["fresh"], personal, instance.configuration.accounts):
            return {"fresh": lacking}
        return {} if typed["again"] == typed["fresh"] else {"again": _("两次输入的新密码不一样")}

    def _password_page(self, failures: dict[str, str]) -> str:
        rules = current_instance().configuration.accounts
        return str(self.render(
            "accounts/password.html", failures=failures, demands=demands(rules),
            must=PASSWORD in session.get(GATE, []),
        ))


def current_session() -> ServerSession:
    """Return the session object itself behind Flask's proxy."""
    return cast(ServerSession, cast(Any, session)._get_current_object())


def factors() -> Factors:
    """Return the second factors of the instance."""
    instance = current_instance()
    return Factors(instance.engine, instance.configuration.secret())


def needs_factor(account: User) -> bool:
    """Tell whether the account's role needs a second factor."""
    return account.role in current_instance().configuration.accounts.second_factor_roles


def counted(username: str) -> Attempts:
    """Return the attempts; answer 429 when one has to wait before trying again."""
    instance = current_instance()
    attempts = Attempts(instance.engine, instance.clock)
    if attempts.locked(username, origin(username)):
        abort(429)
    return attempts


def pending() -> tuple[str, str]:
    """Return who has given the right password just now, and where he wanted to go."""
    username, target, moment = session.get(PENDING, ("", "/", ""))
    if not username or current_instance().clock() - datetime.fromisoformat(moment) > CODE_WITHIN:
        return "", "/"
    return username, target


def signed_in(account: User, target: str) -> AnyResponse:
    """Begin the session of a person, who may have something to do before anything else."""
    instance = current_instance()
    Attempts(instance.engine, instance.clock).succeeded(
        account.username, origin(account.username)
    )
    current_session().renew()
    login_user(Person(account.username))
    enrols = needs_factor(account) and not factors().enrolled(account.username)
    shut(PASSWORD if account.must_change else "", FACTOR if enrols else "")
    record(instance, account, "signed_in", f"user/{account.username}")
    answer = make_response(redirect(target))
    remember(answer, account.username)
    return answer


def trace_failure(username: str) -> None:
    """Write a failed login down; what was typed for no account may be a password."""
    error = Refused("用户名或密码不正确")
    nobody = Actor(username, "", "")
    record_refusal(current_instance(), nobody, "signed_in", f"user/{username or '?'}", error)

