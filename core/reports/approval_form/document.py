"""The approval form as a Word document."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import segno
from docx.document import Document
from docx.shared import Cm

from core.reports.approval_form.package import FORM, Answer, Package
from core.reports.documents import add_table, in_fixed_width, new_document, save
from core.rounds.local_time import local
from core.rounds.signatures import Signed
from core.rounds.submission import DRAFT, NOTHING, STATE_TITLES

TITLE = "人才培养工作状态数据提交审批表"
STATEMENT = "本部门确认：上列数据由数据产生的源头填报，已经本部门审核，真实、准确、完整、规范。"
SIGNING = (("head_sign", "部门负责人"), ("sign", "分管校领导"))
DONE = (("submit", "填报（提交）"), ("check", "核查"))
MINUTE = "%Y-%m-%d %H:%M"
BLANKS = "签字：＿＿＿＿＿＿＿＿　日期：＿＿＿＿年＿＿月＿＿日"


def write_document(package: Package, target: Path) -> None:
    """Write the form of a package."""
    document = new_document(TITLE)
    _head(document, package)
    _tables(document, package)
    _explanations(document, package)
    _people(document, package)
    _signatures(document, package)
    _receiving(document)
    _check_lines(document, package)
    save(document, target, package.made)


def _head(document: Document, package: Package) -> None:
    calendar = package.round.calendar
    made = local(package.made)
    document.add_paragraph(
        f"采集批次：{package.round.year} 年　　填报部门：{package.department.name}　　"
        f"制表时间：{made:{MINUTE}}"
    )
    document.add_paragraph(
        f"学年：{calendar.academic_year}　　自然年度：{calendar.calendar_year}"
    )
    drafts = [a.table.title for a in package.answers if a.standing.state == DRAFT]
    if drafts:
        document.add_paragraph(f"尚未提交（不作报送依据）：{'、'.join(drafts)}")


def _tables(document: Document, package: Package) -> None:
    document.add_heading("一、数据表", 1)
    headings = ("编号", "数据表", "行数", "必填完整率", "校验", "需说明/已说明", "状态")
    add_table(
        document, headings, map(_line, package.answers), (2.6, 4.8, 1.5, 1.9, 2, 2.2, 2)
    )


def _line(answer: Answer) -> tuple[object, ...]:
    percent = answer.completeness.percent
    rows = NOTHING.get(answer.standing.absence, answer.completeness.rows)
    return (
        answer.table.number, answer.table.title, rows, "—" if percent is None else f"{percent}%",
        f"{answer.errors} 处错误" if answer.errors else "无错误",
        f"{answer.warnings}/{len(answer.explanations)}", STATE_TITLES[answer.standing.state],
    )


def _explanations(document: Document, package: Package) -> None:
    document.add_heading("二、情况说明", 1)
    lines = [line for answer in package.answers for line in _explained(answer)]
    for line in lines or ["无。"]:
        document.add_paragraph(line)


def _explained(answer: Answer) -> Iterator[str]:
    title = answer.table.title
    if answer.standing.absence:
        yield f"{title}：{NOTHING[answer.standing.absence]}。原因：{answer.standing.reason}"
    for one in answer.explanations:
        key = " ".join(str(part) for part in json.loads(one.row_key or "[]") if part)
        place = "，".join(part for part in (title, key) if part)
        yield f"{place}：{one.message}（{one.code}）说明：{one.text}"


def _people(document: Document, package: Package) -> None:
    document.add_heading("三、填报与核查", 1)
    for verb, title in DONE:
        by_person: dict[str, list[str]] = {}
        for answer in package.answers:
            for step in answer.steps:
                if step.verb == verb:
                    text = f"{answer.table.title}（{local(step.at):{MINUTE}}）"
                    by_person.setdefault(step.name, []).append(text)
        texts = [f"{name}：{'、'.join(tables)}" for name, tables in by_person.items()]
        document.add_paragraph(f"{title}　{'；'.join(texts) or '（尚无）'}")


def _signatures(document: Document, package: Package) -> None:
    document.add_heading("四、审批", 1)
    document.add_paragraph(STATEMENT)
    for stage, title in SIGNING:
        signed = [
            (answer, one) for answer in package.answers for one in answer.signatures
            if one.stage == stage
        ]
        document.add_paragraph(f"{title}意见：")
        for text in _signed(signed):
            document.add_paragraph(text)
        missing = len(package.answers) - len({answer.table.id for answer, _one in signed})
        if missing:
            rest = f"（另有 {missing} 张表尚未签字）　" if signed else ""
            document.add_paragraph(f"{rest}{BLANKS}")
    document.add_paragraph("部门盖章：")


def _signed(signed: Iterable[tuple[Answer, Signed]]) -> Iterator[str]:
    """Yield one line per person with the tables signed, each valid for its content only."""
    by_person: dict[tuple[str, str], list[str]] = {}
    for answer, one in signed:
        state = "" if one.fingerprint == answer.fingerprint else "，签字失效：内容已变化"
        text = f"{answer.table.title}（{local(one.at):{MINUTE}}{state}）"
        by_person.setdefault((one.name, one.meaning), []).append(text)
    for (name, meaning), tables in by_person.items():
        yield f"电子签字：{name}（{meaning}）{'、'.join(tables)}"


def _receiving(document: Document) -> None:
    document.add_heading("五、数据平台管理办公室接收", 1)
    document.add_paragraph("结果：□ 通过　□ 退回　　退回原因：＿＿＿＿＿＿＿＿＿＿＿＿")
    document.add_paragraph(BLANKS)


def _check_lines(document: Document, package: Package) -> None:
    """Print what ``core.reports.approval_form.paper`` reads back."""
    document.add_heading("六、核对信息（请勿改动；tianbao verify 据此核对）", 1)
    document.add_picture(io.BytesIO(_code(package)), width=Cm(3))
    for line in check_lines(package):
        in_fixed_width(document.add_paragraph().add_run(line), 7)


def check_lines(package: Package) -> list[str]:
    """Return the lines by which a paper is compared with the data."""
    place = f"批次 {package.round.year} 部门 {package.department.id}"
    moment = package.made.isoformat(timespec="seconds")
    return [
        f"{FORM} {place} 时间 {moment} 记录 {package.entry} "
        f"定义 {package.round.definitions_digest}",
        *(f"数据表 {claim.table} 行数 {claim.rows} 指纹 {claim.fingerprint}"
          for claim in (answer.claim for answer in package.answers)),
        f"总指纹 {package.fingerprint}",
    ]  # fmt: skip


def _code(package: Package) -> bytes:
    """Return the QR code of the fingerprint over all, as PNG."""
    text = f"{FORM} {package.round.year} {package.department.id} {package.fingerprint}"
    buffer = io.BytesIO()
    segno.make(text, error="m").save(buffer, kind="png", scale=4, border=2)
    return buffer.getvalue()
