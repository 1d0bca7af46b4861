"""PDF from our Word documents, through LibreOffice where the machine has it."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

from core.errors import Refused
from core.exchange.finished import finished

PROGRAMS = ("soffice", "libreoffice")
SECONDS = 120


def write_docx_or_pdf(target: Path, write: Callable[[Path], None]) -> None:
    """Write a document as the ending of the target says: .docx as it is, .pdf converted.

    Raises ``Refused`` for another ending, and where there is no LibreOffice or it fails.
    """
    ending = target.suffix.lower()
    if ending == ".docx":
        write(target)
    elif ending == ".pdf":
        _convert(target, write)
    else:
        raise Refused(f"输出文件应以 .docx 或 .pdf 结尾：{target.name}")


def _convert(target: Path, write: Callable[[Path], None]) -> None:
    program = next((found for name in PROGRAMS if (found := shutil.which(name))), None)
    if program is None:
        raise Refused("本机没有 LibreOffice，不能生成 PDF；请改用 .docx")
    with tempfile.TemporaryDirectory(prefix="tianbao-") as place:
        source = Path(place) / "document.docx"
        write(source)
        # A profile of its own: one that somebody has open would refuse to convert, in silence.
        command = [program, f"-env:UserInstallation=file://{place}/profile", "--headless",
                   "--convert-to", "pdf", "--outdir", place, str(source)]  # fmt: skip
        try:
            subprocess.run(  # noqa: S603 - our own command, without a shell
                command, capture_output=True, timeout=SECONDS, check=True
            )
        except (subprocess.SubprocessError, OSError) as error:
            kind = type(error).__name__
            raise Refused(f"LibreOffice 没能生成 PDF（{kind}）；请改用 .docx") from None
        made = source.with_suffix(".pdf")
        if not made.is_file():
            raise Refused("LibreOffice 没能生成 PDF（需要 libreoffice-writer）；请改用 .docx")
        with finished(target) as draft:
            shutil.copyfile(made, draft)
