"""The 数据提交审批表 (Article 11): what one department answers, on paper, and verified."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from core.access import Actor, require
from core.audit.recording import object_of, record, refusals_recorded
from core.database import reading
from core.instance import Instance
from core.reports.approval_form.document import write_document
from core.reports.approval_form.package import Package, package_of
from core.reports.approval_form.paper import NotAForm
from core.reports.approval_form.verifying import Difference, Verdict, verify_paper
from core.reports.pdf import write_docx_or_pdf
from core.rounds.round import Round

PRINTED = "printed"


def write_form(
    instance: Instance, actor: Actor, round: Round, department: str, target: Path
) -> Package:
    """Write a department's approval form as .docx or .pdf; return what it is about.

    Raises ``Refused`` or ``NotFound`` as access says, and as ``write_docx_or_pdf`` does.
    """
    named = object_of(round.year, "*", department)
    with refusals_recorded(instance, actor, PRINTED, named):
        require(actor, "see")
        with reading(instance.engine) as connection:
            package = package_of(instance, connection, actor, round, department)
        write_docx_or_pdf(target, partial(write_document, package))
    facts = {"fingerprint": package.fingerprint, "tables": len(package.answers)}
    record(instance, actor, PRINTED, named, facts)
    return package


__all__ = ["Difference", "NotAForm", "Package", "Verdict", "verify_paper", "write_form"]
