"""A plugin that is installed as a package brings its table, kind, check and measure with it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

TESTS = Path(__file__).parent
SOURCE = TESTS / "installed_plugin"
PEOPLE = """校友编号,姓名,入学年份,毕业年份,联系情况
XY0001,校友001,2010,2013,有联系
XY0002,校友002,2013,2010,保持联系
XY0003,校友003,2010,2013,2
AB0004,校友004,2010,2013,2
"""


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder into which pip installed the plugin, and nothing else."""
    folder = tmp_path_factory.mktemp("plugin")
    shutil.copytree(SOURCE, folder / "source")  # pip builds inside the source
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--no-build-isolation",
         "--no-index", "--target", str(folder / "site"), str(folder / "source")],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    return folder / "site"


@pytest.fixture(scope="module")
def college(installed: Path, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Run a command in an empty college that has the plugin; return exit code and JSON."""
    folder = tmp_path_factory.mktemp("college")
    environment = {**os.environ, "PYTHONPATH": str(installed), "TIANBAO_INSTANCE": str(folder)}

    def run(*arguments: str) -> tuple[int, Any]:
        done = subprocess.run(
            [sys.executable, "-m", "admin", *arguments, "--json"], check=False,
            cwd=TESTS.parent, env=environment, capture_output=True, text=True,
        )  # fmt: skip
        assert done.stdout, done.stderr
        return done.returncode, json.loads(done.stdout)

    assert run("init")[0] == 0
    return run


def test_it_is_listed_with_its_version(college: Any) -> None:
    _, plugins = college("plugins", "list")
    alumni = next(plugin for plugin in plugins if plugin["name"] == "alumni")
    assert alumni == {
        "name": "alumni", "origin": "installed", "version": "1.2.0", "categories": ["alumni"],
        "checks": 1, "measures": 1, "indicators": 0, "disabled": None,
    }  # fmt: skip


def test_its_table_is_imported_checked_and_counted(college: Any, tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text(PEOPLE, encoding="utf-8")
    code, report = college(
        "import", "alumni.person", str(tmp_path / "people.csv"), "--department", "示例校友办公室",
        "--keep-good-rows",
    )  # fmt: skip
    assert (code, report["stored"], report["rejected"]) == (1, 3, 1)
    found = [(issue["row"], issue["field"], issue["code"]) for issue in report["issues"]]
    assert found == [(3, "joined", "ALU-101"), (5, "alumni_no", "KIND-ALUMNI")]
    _, measures = college("measures")
    assert {m["name"]: m["value"] for m in measures}["alumni_in_contact"] == 2


def test_without_the_package_the_project_knows_nothing_of_it() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "admin", "plugins", "list", "--json"], check=True,
        cwd=TESTS.parent, capture_output=True, text=True,
    )  # fmt: skip
    assert "alumni" not in done.stdout
