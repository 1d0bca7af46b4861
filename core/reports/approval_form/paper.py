"""Reading the check lines of an approval form back, also after another program saved it anew."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from core.errors import Refused
from core.exchange.reading.limits import MIB, Limits
from core.exchange.reading.package import Package as Zip
from core.exchange.reading.refusals import FileRefused
from core.reports.approval_form.package import FORM, Claim, whole

DOCUMENT = "word/document.xml"
LARGEST = 20 * MIB
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HEX = "[0-9a-f]{64}"
_HEAD = re.compile(
    rf"{FORM}\s*批次\s*(\d{{4}})\s*部门\s*(\S+?)\s*时间\s*([0-9T:-]+)"
    rf"\s*记录\s*(\d{{1,18}})\s*定义\s*({_HEX})"
)
_TABLE = re.compile(rf"数据表\s*([a-z0-9_]+\.[a-z0-9_]+)\s*行数\s*(\d{{1,9}})\s*指纹\s*({_HEX})")
_WHOLE = re.compile(rf"总指纹\s*({_HEX})")


class NotAForm(Refused):
    """The file is no approval form of ours, or its check lines are gone."""


@dataclass(frozen=True)
class Paper:
    """What a paper says; ``made`` is UTC without a zone, ``entry`` the trace's newest by then."""

    year: int
    department: str
    made: datetime
    entry: int
    definitions: str
    claims: tuple[Claim, ...]
    whole: str

    @property
    def sound(self) -> bool:
        """Whether its lines still add up to the fingerprint over all of them."""
        return whole(self.year, self.department, self.definitions, self.claims) == self.whole


def read_paper(path: Path) -> Paper:
    """Read the check lines of a Word file; ``NotAForm`` where there are none."""
    text = "\n".join(_paragraphs(_document(path)))
    head, total = _HEAD.search(text), _WHOLE.search(text)
    claims = tuple(
        Claim(table, int(rows), print_) for table, rows, print_ in _TABLE.findall(text)
    )
    if head is None or total is None or not claims:
        raise NotAForm(f"{path.name} 不是填报系统生成的数据提交审批表，或核对信息已被删改")
    try:
        made = datetime.fromisoformat(head[3])
    except ValueError:
        raise NotAForm(f"{path.name} 的核对信息中时间不对：{head[3]}") from None
    return Paper(int(head[1]), head[2], made, int(head[4]), head[5], claims, total[1])


def _document(path: Path) -> Element:
    """Return the main part of a Word file, opened as carefully as any file of a stranger."""
    if not path.is_file():
        raise NotAForm(f"没有文件 {path}")
    try:
        package = Zip(path, Limits(inflated_bytes=4 * LARGEST, member_bytes=LARGEST))
        try:
            content = b"".join(package.chunks(DOCUMENT))
        finally:
            package.close()
        root: Element = fromstring(content, forbid_dtd=True)
    except (FileRefused, ParseError, DefusedXmlException):
        raise NotAForm(f"{path.name} 不是 Word 文件（.docx），不能核对") from None
    return root


def _paragraphs(root: Element) -> Iterator[str]:
    """Yield the text of every paragraph, however it was cut into runs."""
    for paragraph in root.iter(f"{_WORD}p"):
        yield "".join(part.text or "" for part in paragraph.iter(f"{_WORD}t"))
