"""Dependencies are named honestly: what is imported is listed, what is listed is used."""

from __future__ import annotations

import ast
import sys
from configparser import ConfigParser
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[1]
OURS = {"core", "plugins", "admin"}
# SQLAlchemy imports the driver that a database's URL names.
NAMED_BY_URL = {"psycopg"}


def listed() -> set[str]:
    """Return what setup.cfg installs for everybody."""
    config = ConfigParser()
    config.read(ROOT / "setup.cfg", encoding="utf-8")
    lines = config["options"]["install_requires"].split("\n")
    return {Requirement(line).name for line in lines if line}


def imported_names(source: str) -> set[str]:
    """Return the top-level names that a module imports, wherever it does."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.partition(".")[0])
    return found


def imported() -> set[str]:
    """Return the distributions that the engine, the plugins and the application import."""
    names: set[str] = set()
    for package in OURS:
        for path in (ROOT / package).rglob("*.py"):
            names |= imported_names(path.read_text(encoding="utf-8"))
    homes = packages_distributions()
    foreign = names - OURS - sys.stdlib_module_names
    return {homes[name][0].lower().replace("_", "-") for name in foreign}


def test_imports_are_found_in_functions_too() -> None:
    source = "import a.b\ndef f():\n    from c.d import e\n    from . import g\n"
    assert imported_names(source) == {"a", "c"}


def test_what_is_imported_is_listed() -> None:
    assert imported() - listed() == set()


def test_what_is_listed_is_imported() -> None:
    assert listed() - imported() == NAMED_BY_URL


@pytest.mark.parametrize("name", sorted(listed()))
def test_a_dependency_has_its_reason_in_the_readme(name: str) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8").lower()
    reasons = readme.partition("| 依赖 | 为什么 |")[2].partition("\n\n")[0]
    assert name in reasons
