"""The command as people run it: in one process, each test on its own copy of an empty college."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import core.instance
from admin.cli import main
from core.discovery import build_registry
from core.instance import VARIABLE

HEADER = (
    "教工号,类别,奖项（兼职单位）名称（全称）,级别,等次,获奖（受聘）日期,颁奖（聘任）单位,"
    "是否主持,本人排名"
)
GOOD = "T001,教学竞赛,示例竞赛,国家级,一等奖,2025.3,示例协会,是,1"


@dataclass(frozen=True)
class Command:
    """``tianbao`` on one instance folder."""

    folder: Path

    def __call__(self, *arguments: str | Path) -> Result:
        runner = CliRunner(env={VARIABLE: str(self.folder)})
        return runner.invoke(main, [str(argument) for argument in arguments])

    def json(self, *arguments: str | Path, code: int = 0) -> Any:
        """Run with ``--json`` and return what stdout holds."""
        result = self(*arguments, "--json")
        assert result.exit_code == code, result.output
        return json.loads(result.stdout)


@pytest.fixture(scope="session", autouse=True)
def one_registry() -> Iterator[None]:
    """The definitions on disk do not change between commands: they are read once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(core.instance, "build_registry", cache(build_registry))
        yield


@pytest.fixture(scope="session")
def empty_college(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that ``init`` was run in."""
    folder = tmp_path_factory.mktemp("college") / "instance"
    result = Command(folder)("init")
    assert result.exit_code == 0, result.output
    return folder


@pytest.fixture
def tianbao(empty_college: Path, tmp_path: Path) -> Command:
    """The command on an empty college of the test's own."""
    folder = tmp_path / "instance"
    shutil.copytree(empty_college, folder)
    return Command(folder)


@pytest.fixture
def awards(tmp_path: Path) -> Callable[..., Path]:
    """Writes the lines of a .csv file of the table faculty.award."""

    def write(*lines: str, header: str = HEADER) -> Path:
        path = tmp_path / "教师获奖.csv"
        path.write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")
        return path

    return write


@pytest.fixture
def good() -> str:
    """A line that is stored as it is, but for the teacher, whose table is empty."""
    return GOOD


@pytest.fixture
def header() -> str:
    """The heading of the table faculty.award."""
    return HEADER
