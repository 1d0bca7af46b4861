"""A document becomes a PDF where LibreOffice can write one."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.reports.documents import new_document, save
from core.reports.pdf import write_docx_or_pdf
from tests.core.conftest import NOON

WRITER = Path("/usr/lib/libreoffice/program/libswlo.so")


@pytest.mark.skipif(not WRITER.exists(), reason="没有 LibreOffice Writer")
def test_a_document_becomes_a_pdf(tmp_path: Path) -> None:
    target = tmp_path / "x.pdf"
    write_docx_or_pdf(target, lambda path: save(new_document("示例"), path, NOON))
    assert target.read_bytes().startswith(b"%PDF-1.")
    assert [*tmp_path.iterdir()] == [target]
