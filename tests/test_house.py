"""Rules of the house that no linter knows: small files, small functions, honest names."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MODULES = sorted(
    path for package in ("core", "plugins", "admin") for path in (ROOT / package).rglob("*.py")
)
LONGEST_FILE = 300
LONGEST_FUNCTION = 45
# A module is named for its concept; these names say only that there is code.
EMPTY_NAMES = {"util", "utils", "helper", "helpers", "manager", "managers", "misc", "common"}


def long_functions(source: str, longest: int) -> list[str]:
    """Return name and length of every function that has more lines than ``longest``."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno:
            length = node.end_lineno - node.lineno + 1
            if length > longest:
                found.append(f"{node.name}: {length}")
    return found


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_there_are_modules_to_look_at() -> None:
    assert len(MODULES) > 10


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_is_small_and_named_for_its_concept(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert len(source.splitlines()) <= LONGEST_FILE
    assert long_functions(source, LONGEST_FUNCTION) == []
    assert path.stem not in EMPTY_NAMES


def test_a_long_function_is_found() -> None:
    assert long_functions("def f():\n    a = 1\n    return a\n", longest=2) == ["f: 3"]
