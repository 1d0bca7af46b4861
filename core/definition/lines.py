"""Finding the line of a key in a TOML file, which ``tomllib`` does not tell."""

from __future__ import annotations

import re

_HEADER = re.compile(r"^\s*\[{1,2}\s*([^\]]+?)\s*\]{1,2}\s*(#.*)?$")
_KEY = re.compile(r"""^\s*((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"))*)\s*=""")
_FENCE = re.compile(r'"""|\'\'\'')

Path = tuple[str, ...]


def _parts(dotted: str) -> Path:
    return tuple(part.strip().strip("\"'") for part in dotted.split("."))


def key_lines(text: str) -> dict[Path, int]:
    """Return the line (from 1) on which each key of the file is written."""
    lines: dict[Path, int] = {}
    header: Path = ()
    inside = False
    for number, line in enumerate(text.splitlines(), 1):
        fences = len(_FENCE.findall(line))
        if inside:
            inside = fences % 2 == 0
            continue
        if found := _HEADER.match(line):
            header = _parts(found[1])
            lines.setdefault(header, number)
        elif found := _KEY.match(line):
            lines[header + _parts(found[1])] = number
            inside = fences % 2 == 1
    return lines


def line_of(lines: dict[Path, int], path: Path) -> int | None:
    """Return the line of a key, else of the nearest key that encloses it."""
    while path:
        if path in lines:
            return lines[path]
        path = path[:-1]
    return None
