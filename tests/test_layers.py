"""The layers hold: the contracts of setup.cfg are kept, and cover every package."""

from __future__ import annotations

from configparser import ConfigParser
from pathlib import Path

from click.testing import CliRunner
from importlinter.cli import lint_imports_command

ROOT = Path(__file__).parents[1]


def test_contracts_are_kept() -> None:
    arguments = ["--config", str(ROOT / "setup.cfg"), "--no-cache"]
    result = CliRunner().invoke(lint_imports_command, arguments)
    assert result.exit_code == 0, result.output


def test_every_package_is_under_the_contracts() -> None:
    setup = ConfigParser()
    setup.read(ROOT / "setup.cfg", encoding="utf-8")
    covered = set(setup["importlinter"]["root_packages"].split())
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")}
    assert covered == packages - {"benchmarks"}, "only measurements stand outside the layers"


def test_tables_stays_data_only() -> None:
    """A package named tables would overwrite PyTables in a shared environment."""
    assert list((ROOT / "tables").rglob("*.py")) == []
