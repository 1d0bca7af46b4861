"""What the review asks of a person now: returned tables to mend, others to check, sign, accept."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from flask import url_for

from admin.reviewing.case import Case
from admin.words import _


class Duty(NamedTuple):
    """One thing to do: with which submission, why, where, and what the button says."""

    case: Case
    returned: bool
    text: str
    url: str
    button: str

    @property
    def order(self) -> tuple[bool, date, Any]:
        """Returned ones come first, then what is due first."""
        case = self.case
        return not self.returned, case.due or date.max, (case.table.category, case.table.number)


def duties(cases: Iterable[Case]) -> list[Duty]:
    """Return what the person has to do with the submissions, the most urgent first."""
    found = [duty for case in cases for duty in [_duty(case)] if duty is not None]
    return sorted(found, key=lambda duty: duty.order)


def _duty(case: Case) -> Duty | None:
    if case.fills and case.found.limited:
        url = url_for(
            "table.list", category=case.table.category, table=case.table.name, _anchor="remarks"
        )
        return Duty(case, True, case.sentence, url, _("去改"))
    if not case.draft and case.to_do:
        text = _("第 %(turn)s 次提交", turn=case.found.turn) if case.found.turn > 1 else ""
        return Duty(case, False, text, url_for("review.index", **case.address), case.to_do)
    return None


def headline_of(duties: Iterable[Duty]) -> str:
    """Return the sentence that says what the review asks for; nothing when it asks nothing."""
    every = list(duties)
    returned = [duty for duty in every if duty.returned]
    if returned:
        remarks = sum(len(duty.case.opened) for duty in returned)
        return _("有 %(tables)s 张表被退回，%(remarks)s 条意见要改正或答复",
                 tables=len(returned), remarks=remarks)  # fmt: skip
    if every:
        return _("有 %(count)s 份报送等您%(step)s", count=len(every), step=every[0].button)
    return ""


def last_days(cases: Iterable[Case]) -> str:
    """Return by when the nearest of the person's own drafts is due, or how many are late."""
    drafts = [case for case in cases if case.fills and case.days_left is not None]
    late = sum(bool(case.late) for case in drafts)
    if late:
        return _("%(count)s 张表已逾期。", count=late)
    if not drafts:
        return ""
    nearest = min(drafts, key=lambda case: case.due or date.max)
    return _("最近的 %(due)s 截止，还有 %(days)s 天。", due=nearest.due, days=nearest.days_left)
