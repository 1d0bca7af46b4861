"""Closing the round: aggregate, the meeting's resolution, seal, receipts; one page for all."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

from flask import abort, flash, make_response, redirect, request, send_file, url_for
from flask_admin import expose
from werkzeug.wrappers import Response

from admin.pages import Page
from admin.visit import Visit, current_visit
from admin.words import _
from core.access import Actor
from core.audit.recording import object_of, record
from core.closing.aggregating import aggregate, missing, newest_aggregation
from core.closing.approving import approve, minutes_of, newest_resolution
from core.closing.receipts import receipts, report
from core.closing.records import LEVELS
from core.closing.revising import reopen
from core.closing.sealing import package_of_seal, seal, seals
from core.closing.stages import READERS, STAGES, STATE_TITLES
from core.database import reading
from core.errors import Conflict, Refused
from core.rounds.local_time import local, local_day
from core.rounds.submission import STATE_TITLES as ANSWER_TITLES

ZIP = "application/zip"


class ClosingPages(Page):
    """Where the round's closing stands, and the next step for whose it is."""

    def allows(self, actor: Actor) -> bool:
        """The office, the secretary, and those who watch."""
        return actor.role in READERS

    @expose("/")
    def index(self) -> str:
        """Show how far it is."""
        return self._page()

    def _page(self, wrong: str = "") -> str:
        visit = current_visit()
        year = visit.now_open.year
        with reading(visit.instance.engine) as connection:
            open_ = visit.now_open.state == "open"
            facts = {
                "missing": missing(connection, visit.now_open) if open_ else [],
                "aggregated": newest_aggregation(connection, year),
                "resolved": newest_resolution(connection, year),
                "seals": seals(connection, year), "receipts": receipts(connection, year),
            }  # fmt: skip
        may = {verb for verb, stage in STAGES.items() if visit.actor.role in stage.roles
               and visit.now_open.state in stage.before}  # fmt: skip
        return str(self.render(
            "office/closing.html", **facts, may=may, wrong=wrong, typed=request.form, local=local,
            states=STATE_TITLES, answers=ANSWER_TITLES, levels=LEVELS,
            today=local_day(visit.instance.clock()), office=visit.actor.role == "office",
        ))

    def _act(self, verb: str, act: Callable[[Visit, int], object], done: str) -> Response:
        """Take a step; what is refused is said above what was typed."""
        visit = current_visit()
        if visit.actor.role not in STAGES[verb].roles:
            abort(403)
        try:
            act(visit, visit.now_open.year)
        except (Refused, Conflict) as error:
            return make_response(self._page(error.message), 422)
        flash(done, "ok")
        return redirect(url_for("closing.index"))

    @expose("/aggregate", methods=["POST"])
    def aggregate(self) -> Response:
        """Aggregate what was accepted."""
        def act(visit: Visit, year: int) -> object:
            return aggregate(visit.instance, visit.actor, year)

        return self._act("aggregate", act, _("已汇总。请校长办公会秘书登记决议。"))

    @expose("/resolution", methods=["POST"])
    def resolution(self) -> Response:
        """Keep the resolution with its minutes."""
        return self._act("approve", _approve, _("决议已登记。办公室可以封存了。"))

    @expose("/seal", methods=["POST"])
    def seal(self) -> Response:
        """Seal the round."""
        def act(visit: Visit, year: int) -> object:
            return seal(visit.instance, visit.actor, year)

        return self._act("seal", act, _("已封存。请下载数据包上报，并登记回执。"))

    @expose("/receipt", methods=["POST"])
    def receipt(self) -> Response:
        """Keep the receipt of what was sent upward."""
        def act(visit: Visit, year: int) -> object:
            typed = request.form
            return report(
                visit.instance, visit.actor, year, typed.get("level", ""), _day("sent"),
                typed.get("reference", ""), typed.get("file", ""),
            )

        return self._act("report", act, _("回执已登记。"))

    @expose("/reopen", methods=["POST"])
    def reopen(self) -> Response:
        """Let the round be corrected."""
        def act(visit: Visit, year: int) -> object:
            return reopen(visit.instance, visit.actor, year, request.form.get("reason", ""))

        return self._act("reopen", act, _("已恢复填报。请退回要更正的表。"))

    @expose("/package", methods=["POST"])
    def package(self) -> Response:
        """Give the package of a seal: nothing in it is masked, so a reason is asked for."""
        visit = current_visit()
        if visit.actor.role not in STAGES["seal"].roles:
            abort(403)
        reason = request.form.get("reason", "").strip()
        number = request.form.get("number", "")
        with reading(visit.instance.engine) as connection:
            every = seals(connection, visit.now_open.year)
        found = next((one for one in every if str(one.number) == number), None)
        path = package_of_seal(visit.instance, found)
        if not reason:
            return make_response(self._page(_("数据包含证件号等原文，下载前请写明用途。")), 422)
        facts = {"package": found.sha256 if found else "", "reason": reason[:200]}
        named = object_of(visit.now_open.year, "", "")
        record(visit.instance, visit.actor, "exported", named, facts)
        return send_file(path, ZIP, as_attachment=True, download_name=path.name, max_age=0)

    @expose("/minutes")
    def minutes(self) -> Response:
        """Give the minutes of the meeting."""
        visit = current_visit()
        with reading(visit.instance.engine) as connection:
            found = newest_resolution(connection, visit.now_open.year)
        content = BytesIO(minutes_of(visit.instance, found).read_bytes())
        name = found.minutes if found else ""
        return send_file(content, "application/octet-stream", as_attachment=True,
                         download_name=name, max_age=0)  # fmt: skip


def _approve(visit: Visit, year: int) -> Any:
    uploaded = request.files.get("minutes")
    if uploaded is None or not uploaded.filename:
        raise Refused(_("请附上会议纪要（PDF、Word 或扫描图片）"))
    with tempfile.TemporaryDirectory(prefix="tianbao-") as place:
        path = Path(place) / "minutes"
        uploaded.save(path)
        return approve(
            visit.instance, visit.actor, year, request.form.get("reference", ""), _day("held"),
            path, uploaded.filename,
        )


def _day(name: str) -> date:
    """Return the day that was typed; ``Refused`` when it is none."""
    try:
        return date.fromisoformat(request.form.get(name, ""))
    except ValueError:
        raise Refused(_("请填写日期，如 2025-09-30")) from None
