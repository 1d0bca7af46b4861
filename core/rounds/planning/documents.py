"""Files that belong to the plan: training material, records of meetings; kept by their digest."""

from __future__ import annotations

import hashlib
import os
import secrets
from pathlib import Path, PurePath
from typing import NamedTuple

from core.errors import NotFound, Refused

FOLDER = "documents"
MOST = 20 * 1024 * 1024
"""The most bytes that a document may have."""
ENDINGS = frozenset({
    ".pdf", ".docx", ".doc", ".pptx", ".ppt", ".xlsx", ".xls", ".zip", ".jpg", ".jpeg", ".png",
    ".txt", ".wps", ".dps", ".et",
})  # fmt: skip
LONGEST_NAME = 120


class Document(NamedTuple):
    """A kept file: how it was called and the SHA-256 of its content; both blank for none."""

    name: str = ""
    digest: str = ""


NO_DOCUMENT = Document()


def keep_document(folder: Path, name: str, content: bytes) -> Document:
    """Keep a file in the instance's folder; the same content is kept once.

    Raises ``Refused`` for an empty or too large file, or one of another kind.
    """
    plain = PurePath(name.replace("\\", "/")).name[-LONGEST_NAME:]
    if PurePath(plain).suffix.casefold() not in ENDINGS:
        raise Refused(f"“{plain}”不是可以存放的文件：请用 pdf、docx、pptx、xlsx、zip 或图片")
    if not content:
        raise Refused(f"“{plain}”是空文件")
    if len(content) > MOST:
        raise Refused(f"“{plain}”太大：一个文件最多 {MOST // 1024 // 1024} MB")
    digest = hashlib.sha256(content).hexdigest()
    place = folder / FOLDER
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    target = place / digest
    if not target.exists():
        draft = place / f".{secrets.token_hex(8)}.part"
        draft.write_bytes(content)
        draft.chmod(0o600)
        os.replace(draft, target)
    return Document(plain, digest)


def document_path(folder: Path, document: Document) -> Path:
    """Return where a document lies; ``NotFound`` when there is none or it was removed."""
    path = folder / FOLDER / document.digest
    if not document.digest or not path.is_file():
        raise NotFound("没有这个文件")
    return path
