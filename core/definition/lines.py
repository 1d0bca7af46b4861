"""Finding the line of a key in a TOML file, which ``tomllib`` does not tell."""

from __future__ import annotations

import re

_HEADER = re.compile(r"^\s*\[{1,2}\s*([^\]]+?)\s*\]{1,2}\s*(#.*)?$")
_KEY = re.compile(r"""^\s*((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"))*)\s*=""")
_FENCE = re.compile(r'"""|\'\'\'')

Path = tuple[str, ...]


def _parts(dotted: str) -> Path:
    return tuple(part.strip().strip("\"'") for part in dotted.split("."))


def _with_prefixes(header: Path, parts: Path) -> list[Path]:
    """Return a dotted key and every key it lies in: ``staff_no.label`` makes ``staff_no`` too."""
    return [header + parts[:length] for length in range(1, len(parts) + 1)]


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
            for path in _with_prefixes(header, _parts(found[1])):
                lines.setdefault(path, number)
            inside = fences % 2 == 1
    return lines


def syntax_line(message: str) -> int | None:
    """Return the line that ``tomllib`` names in its message about a file it cannot read."""
    found = re.search(r"\(at line (\d+)", message)
    return int(found[1]) if found else None


def line_of(lines: dict[Path, int], path: Path) -> int | None:
    """Return the line of a key, else of the nearest key that encloses it."""
    while path:
        if path in lines:
            return lines[path]
        path = path[:-1]
    return None
