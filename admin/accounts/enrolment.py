"""Enrolling an authenticator: QR code and secret, one code to confirm, recovery codes once."""

from __future__ import annotations

import segno
from flask import make_response, request
from flask_admin import expose
from werkzeug.wrappers import Response

from admin.accounts.browsers import origin
from admin.accounts.gates import FACTOR, passed
from admin.accounts.pages import counted, factors
from admin.accounts.totp import address, typed_secret
from admin.pages import Page
from admin.visit import current_visit
from admin.words import _
from core.access import Actor
from core.audit.recording import record

ISSUER = "填报"


class EnrolmentPages(Page):
    """The second factor of one's own account."""

    first = "enrol"

    def allows(self, actor: Actor) -> bool:
        """Everybody may have a second factor, also where his role needs none."""
        return True

    @expose("/", methods=("GET", "POST"))
    def enrol(self) -> Response | str:
        """Show the secret, and take the first code."""
        visit = current_visit()
        username = visit.actor.username
        if factors().enrolled(username):
            return str(self.render("accounts/factor.html", enrolled=True, codes=()))
        if request.method == "GET":
            return self._page(username, "")
        attempts = counted(username)
        typed = request.form.get("code", "")[:40]
        codes = factors().confirm(username, typed, visit.instance.clock())
        if not codes:
            attempts.failed(username, origin(username))
            failure = _("验证码不对：请输入现在显示的 6 位数字；若一直不对，请校准手机的时间。")
            return make_response(self._page(username, failure), 422)
        passed(FACTOR)
        record(visit.instance, visit.actor, "factor_enrolled", f"user/{username}")
        return str(self.render("accounts/factor.html", enrolled=True, codes=codes))

    def _page(self, username: str, failure: str) -> str:
        secret = factors().pending(username)
        picture = segno.make(address(secret, username, ISSUER), error="m")
        return str(self.render(
            "accounts/factor.html", enrolled=False, codes=(), failure=failure,
            picture=picture.svg_data_uri(scale=5, border=2), secret=typed_secret(secret),
            issuer=ISSUER,
        ))
