"""Workbooks as Excel and WPS write them, kept unpacked so that one can read them."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

BOOKS = Path(__file__).parent / "books"

WriteBook = Callable[..., Path]


@pytest.fixture
def write_book(tmp_path: Path) -> WriteBook:
    """Pack a workbook of ``books/``, with some parts replaced, added or (None) left out."""

    def write(kind: str, changes: Mapping[str, str | None] | None = None) -> Path:
        folder = BOOKS / kind
        parts = {
            path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
            for path in sorted(folder.rglob("*"))
            if path.is_file()
        }
        changed = {**parts, **(changes or {})}
        target = tmp_path / f"{kind}.xlsx"
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
            for name, text in changed.items():
                if text is not None:
                    packed.writestr(name, text)
        return target

    return write


@pytest.fixture
def part_of() -> Callable[[str, str], str]:
    """Read a part of one of the unpacked workbooks, to write a variant of it."""
    return lambda kind, name: (BOOKS / kind / name).read_text(encoding="utf-8")
