"""The small college, founded once by its command for all tests that look at it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from admin.cli import main
from core.instance import VARIABLE


@pytest.fixture(scope="package")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the small college is, once ``told`` was asked for."""
    return tmp_path_factory.mktemp("demonstration") / "instance"


@pytest.fixture(scope="package")
def told(folder: Path) -> Any:
    """What ``demo --json`` says."""
    arguments = ["demo", "--small", "--json"]
    result = CliRunner(env={VARIABLE: str(folder)}).invoke(main, arguments)
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)
