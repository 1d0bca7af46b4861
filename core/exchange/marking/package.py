"""A workbook file as a set of named parts of which a few are replaced.

Parts that nobody replaces are copied as they lie in the file, compressed bytes and all.
"""

from __future__ import annotations

import copy
import struct
import zipfile
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from core.exchange.marking.markup import Unpatchable, require_well_formed

MAX_PART_BYTES = 512 * 1024 * 1024
_LOCAL_HEADER = struct.Struct("<4s5H3L2H")


class Package:
    """An opened .xlsx whose parts can be read, replaced, added and removed, then saved elsewhere.

    Raises Unpatchable on opening when the file is no plain zip of parts.
    """

    def __init__(self, source: Path) -> None:
        try:
            self._file: BinaryIO = source.open("rb")
            self._zip = zipfile.ZipFile(self._file)
        except zipfile.BadZipFile as error:
            self._file.close()
            raise Unpatchable("文件已加密，或不是 .xlsx 工作簿") from error
        self._members = {info.filename: info for info in self._zip.infolist()}
        self._changed: dict[str, bytes | bytearray] = {}
        self._removed: set[str] = set()
        try:
            self._refuse_odd_members()
        except Unpatchable:
            self.close()
            raise

    def __enter__(self) -> Package:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the source file."""
        self._zip.close()
        self._file.close()

    def _refuse_odd_members(self) -> None:
        if len(self._members) != len(self._zip.infolist()):
            raise Unpatchable("文件内有重名部件")
        for name, info in self._members.items():
            if info.flag_bits & 0x1:
                raise Unpatchable("文件已加密")
            if name.startswith("_xmlsignatures/"):
                raise Unpatchable("工作簿带有数字签名，改动会使签名失效")
            if info.file_size > MAX_PART_BYTES:
                raise Unpatchable(f"部件 {name} 过大")

    def __contains__(self, part: str) -> bool:
        return part not in self._removed and (part in self._changed or part in self._members)

    def names(self) -> list[str]:
        """List the parts as they now are."""
        names = [name for name in self._members if name in self]
        return names + [name for name in self._changed if name not in self._members]

    def read(self, part: str) -> bytes | bytearray:
        """Return a part's present bytes. Raises Unpatchable when it is missing or damaged."""
        if part not in self:
            raise Unpatchable(f"文件缺少部件 {part}")
        if part in self._changed:
            return self._changed[part]
        try:
            return self._zip.read(self._members[part])
        except (zipfile.BadZipFile, EOFError, NotImplementedError, OSError) as error:
            raise Unpatchable(f"部件 {part} 已损坏") from error

    def write(self, part: str, text: str | bytes | bytearray) -> None:
        """Replace or add a part."""
        self._changed[part] = text.encode("utf-8") if isinstance(text, str) else text
        self._removed.discard(part)

    def remove(self, part: str) -> None:
        """Leave a part out; a part that is not there is no mistake."""
        self._changed.pop(part, None)
        self._removed.add(part)

    def unused(self, pattern: str) -> str:
        """Return the first part name of the pattern (``xl/comments{}.xml``) that is free."""
        taken = {name.lower() for name in [*self._members, *self._changed]}
        number = 1
        while pattern.format(number).lower() in taken:
            number += 1
        return pattern.format(number)

    def save(self, target: Path) -> None:
        """Write the workbook. Raises Unpatchable if a changed part would not be well-formed."""
        for part, data in self._changed.items():
            if not part.endswith(".vml") or part not in self._members:
                require_well_formed(part, data)
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
            for name, info in self._members.items():
                if name in self._removed:
                    continue
                if name in self._changed:
                    out.writestr(_plain(name, info.date_time), self._changed[name], compresslevel=4)
                else:
                    self._copy(info, out)
            for name in self._changed:
                if name not in self._members:
                    out.writestr(_plain(name), self._changed[name], compresslevel=4)

    def _copy(self, info: zipfile.ZipInfo, out: zipfile.ZipFile) -> None:
        """Copy a member's compressed bytes: neither inflated nor compressed again."""
        self._file.seek(info.header_offset)
        header = _LOCAL_HEADER.unpack(self._file.read(_LOCAL_HEADER.size))
        self._file.seek(header[-2] + header[-1], 1)
        data = self._file.read(info.compress_size)
        if header[0] != b"PK\x03\x04" or len(data) != info.compress_size or out.fp is None:
            raise Unpatchable(f"部件 {info.filename} 已损坏")
        copied = copy.copy(info)
        # The sizes are known, so no descriptor follows the data.
        copied.flag_bits &= ~0x08
        copied.extra = b""
        out.fp.seek(out.start_dir)
        copied.header_offset = out.fp.tell()
        out.fp.write(copied.FileHeader())
        out.fp.write(data)
        out.start_dir = out.fp.tell()
        out.filelist.append(copied)
        out.NameToInfo[copied.filename] = copied


def _plain(
    name: str, when: tuple[int, int, int, int, int, int] = (1980, 1, 1, 0, 0, 0)
) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, when)
    info.compress_type = zipfile.ZIP_DEFLATED
    return info
