"""Whether a package is still as it was sealed: every file by its SHA-256, the whole by the seal."""

from __future__ import annotations

import hashlib
import json
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from core.access import Actor, require_part
from core.audit.recording import object_of, record
from core.closing.keeping import digest_of_file
from core.closing.report_package import FORM, MANIFEST
from core.closing.sealing import seals
from core.closing.stages import READERS
from core.database import reading
from core.errors import Refused
from core.instance import Instance

LARGEST_MANIFEST = 64 * 1024 * 1024
_CHUNK = 1_000_000


class NotAPackage(Refused):
    """The file is no package of a sealed round."""


class PackageVerdict(NamedTuple):
    """What comparing came to: which seal it is of, and in Chinese what is wrong."""

    round: int
    number: int
    files: int
    sealed: bool
    """Whether it is, byte by byte, a package that was sealed here."""
    wrong: tuple[str, ...]

    @property
    def matches(self) -> bool:
        """Whether the package is what was sealed."""
        return self.sealed and not self.wrong


def verify_package(instance: Instance, actor: Actor, path: Path) -> PackageVerdict:
    """Verify a package; ``NotAPackage`` when the file is none."""
    require_part(actor, READERS, None)
    try:
        with zipfile.ZipFile(path) as package:
            manifest = _manifest(package)
            wrong = tuple(_wrong(package, manifest))
    except (OSError, ValueError, KeyError, TypeError, zipfile.BadZipFile, zlib.error):
        raise NotAPackage(f"{path.name} 不是封存的数据包，或已经损坏") from None
    year, number = int(manifest["round"]), int(manifest["revision"])
    with reading(instance.engine) as connection:
        known = {one.sha256 for one in seals(connection, year)}
    sealed = digest_of_file(path) in known
    verdict = PackageVerdict(year, number, len(manifest["files"]), sealed, wrong)
    facts = {"number": number, "matches": verdict.matches}
    record(instance, actor, "verified", object_of(year, "", ""), facts)
    return verdict


def _manifest(package: zipfile.ZipFile) -> Mapping[str, Any]:
    if package.getinfo(MANIFEST).file_size > LARGEST_MANIFEST:
        raise ValueError("manifest too large")
    found: dict[str, Any] = json.loads(package.read(MANIFEST))
    if found["form"] != FORM:
        raise ValueError("another form")
    int(found["round"]), int(found["revision"])
    return found


def _wrong(package: zipfile.ZipFile, manifest: Mapping[str, Any]) -> Iterator[str]:
    listed = {str(one["path"]): one for one in manifest["files"]}
    there = {info.filename: info for info in package.infolist() if info.filename != MANIFEST}
    for name in sorted(listed.keys() - there.keys()):
        yield f"缺少文件 {name}"
    for name in sorted(there.keys() - listed.keys()):
        yield f"多出文件 {name}"
    for name in sorted(there.keys() & listed.keys()):
        one = listed[name]
        # A size that differs is wrong already: nothing larger than was sealed is inflated.
        if there[name].file_size != one["bytes"] or _digest(package, name) != one["sha256"]:
            yield f"文件 {name} 被改动过"


def _digest(package: zipfile.ZipFile, name: str) -> str:
    digest = hashlib.sha256()
    with package.open(name) as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
