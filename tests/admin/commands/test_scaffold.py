"""``tianbao plugins new``: what it writes works at once, and overwrites nothing."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from admin.commands.scaffold import prefix_of, scaffold
from core.errors import Refused
from core.instance import ROOT, VARIABLE


def run(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {
        **os.environ, "PYTHONPATH": str(project), VARIABLE: str(project / "instance"),
        "PYTHONIOENCODING": "utf-8",
    }
    return subprocess.run(
        [sys.executable, "-m", "admin", *arguments], cwd=project, env=environment,
        capture_output=True, text=True, encoding="utf-8", timeout=120, check=False,
    )


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the project with the smallest of its plugins."""
    for name in ("core", "admin"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "plugins").mkdir()
    (tmp_path / "plugins" / "__init__.py").write_text('"""Plugins."""\n', encoding="utf-8")
    shutil.copytree(ROOT / "tables" / "codes", tmp_path / "tables" / "codes")
    return tmp_path


def test_a_new_category_works_at_once(project: Path) -> None:
    made = run(project, "plugins", "new", "laboratory", "--title", "实验室")
    assert made.returncode == 0, made.stderr
    checked = run(project, "plugins", "check", "--json")
    assert json.loads(checked.stdout) == {"ok": True, "problems": []}
    tables = json.loads(run(project, "tables", "list", "--json").stdout)
    assert [table["id"] for table in tables] == ["laboratory.item"]


def test_a_wrong_plugin_is_named_with_what_is_wrong(project: Path) -> None:
    run(project, "plugins", "new", "laboratory")
    path = project / "plugins" / "laboratory.py"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("(begun, ended)", "(begin, ended)"), encoding="utf-8")
    checked = run(project, "plugins", "check")
    assert checked.returncode == 2
    assert "插件 laboratory" in checked.stdout
    assert "begun" in checked.stdout
    assert "laboratory" in run(project, "plugins", "list", "--json").stdout


def test_mistakes_in_a_table_are_all_listed(project: Path) -> None:
    run(project, "plugins", "new", "laboratory")
    path = project / "tables" / "laboratory" / "item.toml"
    text = path.read_text(encoding="utf-8")
    wrong = text.replace('kind = "date"', 'kind = "dat"').replace("required", "requird")
    path.write_text(wrong, encoding="utf-8")
    problems = json.loads(run(project, "plugins", "check", "--json").stdout)["problems"]
    assert len(problems) >= 6
    assert all(problem.startswith("tables/laboratory/item.toml") for problem in problems)
    short = run(project, "tables", "list")
    assert short.returncode == 2
    assert len(short.stderr.splitlines()) == 4


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    written = scaffold(tmp_path, "laboratory", "实验室", "教务处", ())
    before = [path.read_bytes() for path in written]
    with pytest.raises(Refused, match="已经存在"):
        scaffold(tmp_path, "laboratory", "别的", "教务处", ())
    assert [path.read_bytes() for path in written] == before


@pytest.mark.parametrize("name", ["Lab", "1lab", "la", "class", "lab/../x", "实验室", "lab.item"])
def test_a_name_that_cannot_be_one_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="不能作类别名"):
        scaffold(tmp_path, name, "实验室", "教务处", ())
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("title", ['实验"室', "实验\n室", "实验{室}", "$name"])
def test_a_title_that_would_break_the_files_is_refused(title: str, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="不要有引号"):
        scaffold(tmp_path, "laboratory", title, "教务处", ())


def test_codes_begin_as_no_other_category_does() -> None:
    assert prefix_of("laboratory", ()) == "LAB"
    assert prefix_of("laboratory", {"LAB"}) == "LABO"
    assert prefix_of("lab", {"LAB"}) == "LABX"
