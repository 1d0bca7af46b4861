"""The zip package around a workbook, checked before anything in it is inflated."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from core.exchange.reading.limits import MIB, Limits
from core.exchange.reading.refusals import FileRefused, size_text

CHUNK = 256 * 1024
END_RECORD = b"PK\x05\x06"
ZIP64_LOCATOR = b"PK\x06\x07"
ENCRYPTED_FLAG = 0x1
UTF8_FLAG = 0x800


class Package:
    """The parts of a workbook by name; names are compared without case, as the format demands."""

    def __init__(self, path: Path, limits: Limits) -> None:
        """Open and check the package; raises ``FileRefused``."""
        check_directory_size(path, limits)
        # Our own file object: a part left half read must not keep the file open after close().
        self._file: Final = path.open("rb")
        try:
            self._zip: Final = zipfile.ZipFile(self._file)
            self._members: Final = check_members(self._zip, limits)
        except (zipfile.BadZipFile, struct.error, OSError, ValueError) as error:
            self._file.close()
            raise FileRefused("FILE-TRUNCATED") from error
        except FileRefused:
            self._file.close()
            raise

    def close(self) -> None:
        """Close the file."""
        self._zip.close()
        self._file.close()

    def names(self) -> list[str]:
        """Return the part names in lower case."""
        return list(self._members)

    def has(self, part: str) -> bool:
        """Tell whether the package holds the part."""
        return part.lower() in self._members

    def chunks(self, part: str, size: int = CHUNK) -> Iterator[bytes]:
        """Inflate a part piece by piece; raises ``FileRefused`` when it is damaged or absent."""
        member = self._members.get(part.lower())
        if member is None:
            raise FileRefused("FILE-DAMAGED", detail=f"缺少部件 {part}")
        try:
            with self._zip.open(member) as stream:
                while chunk := stream.read(size):
                    yield chunk
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
            raise FileRefused("FILE-TRUNCATED") from error

    def head(self, part: str, size: int) -> bytes:
        """Return the first bytes of a part."""
        return next(self.chunks(part, size), b"")


def check_directory_size(path: Path, limits: Limits) -> None:
    """Refuse a package with too many members before its directory is read into memory."""
    with path.open("rb") as file:
        size = path.stat().st_size
        file.seek(max(0, size - 66_000))
        tail = file.read()
        place = tail.rfind(END_RECORD)
        if place < 0 or len(tail) - place < 22:
            raise FileRefused("FILE-TRUNCATED")
        count, directory = struct.unpack("<HL", tail[place + 10 : place + 16])
        locator = tail[place - 20 : place] if place >= 20 else b""
        if locator.startswith(ZIP64_LOCATOR):
            file.seek(min(size, struct.unpack("<Q", locator[8:16])[0]))
            record = file.read(56)
            if len(record) < 56:
                raise FileRefused("FILE-TRUNCATED")
            count, directory = struct.unpack("<QQ", record[32:48])
    if count > limits.members or directory > 2 * MIB:
        raise FileRefused("FILE-BOMB", detail=f"包内文件超过 {limits.members} 个")


def check_members(archive: zipfile.ZipFile, limits: Limits) -> dict[str, zipfile.ZipInfo]:
    """Return the members by lower-case name; refuse bombs, duplicates, overlaps, passwords."""
    members: dict[str, zipfile.ZipInfo] = {}
    for info in archive.infolist():
        name = info.filename.replace("\\", "/").lstrip("/").lower()
        if name in members:
            raise FileRefused("FILE-DAMAGED", detail=f"部件 {name} 出现两次")
        if info.flag_bits & ENCRYPTED_FLAG:
            raise FileRefused("FILE-ENCRYPTED")
        members[name] = info
    if len(members) > limits.members:
        raise FileRefused("FILE-BOMB", detail=f"包内文件超过 {limits.members} 个")
    for info in members.values():
        _check_inflation(info, limits)
    total = sum(info.file_size for info in members.values())
    if total > limits.inflated_bytes:
        raise FileRefused("FILE-BOMB", detail=f"共 {size_text(total)}")
    _check_overlap(archive, list(members.values()))
    return members


def _check_inflation(info: zipfile.ZipInfo, limits: Limits) -> None:
    large = info.file_size > limits.ratio_from_bytes
    dense = info.file_size > limits.ratio * max(1, info.compress_size)
    if info.file_size > limits.member_bytes or (large and dense):
        raise FileRefused("FILE-BOMB", detail=f"{info.filename} {size_text(info.file_size)}")
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise FileRefused("FILE-DAMAGED", detail=f"部件 {info.filename} 的压缩方式无法识别")


def _check_overlap(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> None:
    """Refuse members that share bytes: a small file could otherwise inflate again and again."""
    end = 0
    for info in sorted(members, key=lambda member: member.header_offset):
        if info.header_offset < end:
            raise FileRefused("FILE-BOMB", detail="包内文件互相重叠")
        encoding = "utf-8" if info.flag_bits & UTF8_FLAG else "cp437"
        name_bytes = len(info.orig_filename.encode(encoding))
        end = info.header_offset + 30 + name_bytes + info.compress_size
    if end > archive.start_dir:
        raise FileRefused("FILE-BOMB", detail="包内文件互相重叠")
