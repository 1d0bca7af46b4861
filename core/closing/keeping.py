"""Files that belong to a round's closing: kept beside the database, known by their SHA-256."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

from core.errors import Refused
from core.exchange.finished import finished
from core.instance import Instance

FOLDER = "sealed"
_CHUNK = 1_000_000


def digest_of_file(path: Path) -> str:
    """Return the SHA-256 of a file."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def keep_file(instance: Instance, source: Path, year: int, stem: str) -> tuple[str, str]:
    """Copy a file into the instance under a name of its content; return its path and SHA-256.

    The path is relative to the instance's folder.
    """
    sha256 = digest_of_file(source)
    path = f"{FOLDER}/{year}/{stem}-{sha256[:16]}{source.suffix.lower()}"
    with finished(instance.folder / path) as draft:
        shutil.copyfile(source, draft)
        draft.chmod(0o600)
    return path, sha256


def kept_file(instance: Instance, path: str, sha256: str) -> Path:
    """Return where a kept file is; ``Refused`` when it is gone or not what was kept."""
    place = instance.folder / path
    if not place.is_file():
        raise Refused(f"封存的文件不见了：{path}，请从备份恢复")
    if digest_of_file(place) != sha256:
        raise Refused(f"封存的文件被改动过：{path}，请从备份恢复")
    return place
