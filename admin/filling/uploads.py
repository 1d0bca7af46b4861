"""Uploaded files on their way into an import: kept outside the web root, and not for long."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from pathlib import Path, PurePath
from typing import NamedTuple

from werkzeug.datastructures import FileStorage

from core.errors import NotFound, Refused

FOLDER = "incoming"
KEPT = timedelta(hours=24)
LONGEST_NAME = 120


class Upload(NamedTuple):
    """One uploaded file: where it lies under a made-up name, and how it was called."""

    token: str
    path: Path
    name: str


def receive(folder: Path, file: FileStorage | None, now: datetime) -> Upload:
    """Keep an uploaded file; ``Refused`` when none was chosen or it is empty."""
    if file is None or not file.filename:
        raise Refused("还没有选择文件。请选择要上传的工作簿（.xlsx 或 .csv）。")
    uploads = folder / FOLDER
    uploads.mkdir(mode=0o700, parents=True, exist_ok=True)
    forget_old(uploads, now)
    name = PurePath(file.filename.replace("\\", "/")).name[-LONGEST_NAME:]
    token = secrets.token_hex(16)
    path = uploads / f"{token}{suffix(name)}"
    path.touch(mode=0o600)
    file.save(path)
    if path.stat().st_size == 0:
        path.unlink()
        raise Refused(f"“{name}”是空文件。请在 Excel 中打开核对，保存后再上传。")
    return Upload(token, path, name)


def suffix(name: str) -> str:
    """Return the ending under which a file is kept: only letters and digits of it."""
    ending = PurePath(name).suffix.casefold()
    return ending if ending[1:].isascii() and ending[1:].isalnum() and len(ending) < 7 else ""


def find(folder: Path, token: str, name: str) -> Upload:
    """Return a kept upload; ``NotFound`` when it is gone."""
    path = folder / FOLDER / f"{token}{suffix(name)}"
    if not token.isalnum() or not path.is_file():
        raise NotFound("上传的文件已经不在了，请重新上传。")
    return Upload(token, path, name)


def forget_old(uploads: Path, now: datetime) -> None:
    """Remove files that nobody came back for."""
    for path in uploads.iterdir():
        if path.is_file() and now.timestamp() - path.stat().st_mtime > KEPT.total_seconds():
            path.unlink(missing_ok=True)


def forget(upload: Upload) -> None:
    """Remove an upload that has been read: the import keeps a copy of its own."""
    upload.path.unlink(missing_ok=True)
