"""The command as a process: quick to start, honest exit codes, no traceback, stdout only JSON."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from admin import cli
from admin.commands import rounds
from core.instance import ROOT, VARIABLE

HEAVY = ("sqlalchemy", "flask", "openpyxl", "xlsxwriter", "core.definition")


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, VARIABLE: str(folder), "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(
        [sys.executable, "-m", "admin", *arguments], cwd=ROOT, env=environment,
        capture_output=True, text=True, encoding="utf-8", timeout=120, check=False,
    )


def test_help_imports_nothing_heavy() -> None:
    script = (
        "import sys\nfrom admin.cli import main\n"
        "main(['--help'], standalone_mode=False)\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"


def test_every_command_listed_is_there() -> None:
    for name in cli.COMMANDS:
        result = CliRunner().invoke(cli.main, [name, "--help"])
        assert result.exit_code == 0, (name, result.output)


def test_stdout_holds_the_json_and_nothing_else(tmp_path: Path) -> None:
    done = run(tmp_path / "instance", "init", "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["round"] == 2025


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("check",), "还没有初始化，请运行 tianbao init"),
        (("chek",), "chek"),
        (("round", "open", "soon"), "soon"),
        (("tables", "show", "faculty.teachr"), "是不是 faculty.teacher？"),
    ],
)
def test_a_refusal_is_short_and_exits_with_2(
    arguments: tuple[str, ...], says: str, tmp_path: Path
) -> None:
    done = run(tmp_path / "nowhere", *arguments)
    assert done.returncode == 2
    assert says in done.stderr
    assert len([line for line in done.stderr.splitlines() if line]) <= 4
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
    assert not (tmp_path / "nowhere").exists()


def test_an_interruption_is_no_mistake_in_the_data(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(_username: str | None) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(rounds, "at_work", interrupted)
    result = CliRunner(env={VARIABLE: str(tmp_path)}).invoke(cli.main, ["round", "list"])
    assert (result.exit_code, result.stderr) == (2, "已中断\n")


def test_a_fault_of_the_program_is_one_line_and_a_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_username: str | None) -> None:
        raise ZeroDivisionError("示例")

    monkeypatch.setattr(rounds, "at_work", broken)
    result = CliRunner(env={VARIABLE: str(tmp_path)}).invoke(cli.main, ["round", "list"])
    assert result.exit_code == 2
    assert result.stderr == f"程序出错：ZeroDivisionError。详情记在 {tmp_path / 'tianbao.log'}\n"
    log = (tmp_path / "tianbao.log").read_text(encoding="utf-8")
    assert "Traceback" in log
    assert "ZeroDivisionError: 示例" in log
