"""The same workbook in an unusual but legal spelling, which only the safe reader reads."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

TAG = re.compile(rb"<(/?)(?=[a-zA-Z])")
NAMESPACE = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PARTS = ("xl/worksheets/sheet1.xml", "xl/sharedStrings.xml")


def write_unusual(source: Path, target: Path) -> None:
    """Write ``source`` again with prefixed tags, as the Open XML SDK writes them."""
    with zipfile.ZipFile(source) as book, zipfile.ZipFile(target, "w") as copy:
        for name in book.namelist():
            data = book.read(name)
            copy.writestr(name, _prefixed(data) if name in PARTS else data, zipfile.ZIP_DEFLATED)


def _prefixed(data: bytes) -> bytes:
    tagged = TAG.sub(rb"<\1x:", data)
    return tagged.replace(b'xmlns="' + NAMESPACE, b'xmlns:x="' + NAMESPACE, 1)
