"""Click speaks Chinese: whatever is wrong with a command line, and in every help."""

from __future__ import annotations

import ast
import re
from importlib import import_module
from inspect import getsource
from pathlib import Path

import pytest
from click.testing import CliRunner

from admin import cli
from admin.commands.chinese import MODULES, WORDS
from core.instance import VARIABLE

ENGLISH = re.compile(
    r"Usage|Options|Commands|Error|Missing|Invalid|Try |No such|Show this|COMMAND|ARGS|OPTIONS"
    r"|requires|unexpected|not one of|does not"
)
WRONG = [
    ("chek",), ("tables",), ("tables", "shaw"), ("tables", "show"), ("tables", "list", "--jsn"),
    ("tables", "list", "--json=1"), ("template", "faculty.teacher"), ("round", "open", "soon"),
    ("audit", "verify", "extra"), ("measures", "--by", "dept"), ("serve", "--port", "99999999"),
    ("serve", "--port"), ("import", "faculty.teacher"), ("indicators", "--set", "foo"),
]  # fmt: skip


@pytest.mark.parametrize("arguments", WRONG, ids=" ".join)
def test_a_wrong_command_line_is_told_in_chinese(
    arguments: tuple[str, ...], tmp_path: Path
) -> None:
    result = CliRunner(env={VARIABLE: str(tmp_path)}).invoke(cli.main, arguments)
    assert result.exit_code == 2
    assert ENGLISH.findall(result.output) == []
    assert re.search("[一-龥]", result.output)


@pytest.mark.parametrize("name", cli.COMMANDS)
def test_every_help_is_in_chinese(name: str) -> None:
    result = CliRunner().invoke(cli.main, [name, "--help"])
    assert "用法：" in result.output
    assert "选项：" in result.output
    assert ENGLISH.findall(result.output) == []


def sentences() -> set[str]:
    """Return what Click's modules look up."""
    found = set()
    for name in MODULES:
        for node in ast.walk(ast.parse(getsource(import_module(f"click.{name}")))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("_", "ngettext"):
                found |= {
                    a.value for a in node.args
                    if isinstance(a, ast.Constant) and isinstance(a.value, str)
                }
    return found


def test_every_sentence_translated_is_one_that_click_says() -> None:
    assert set(WORDS) - sentences() == {"required"}


@pytest.mark.parametrize("text", WORDS)
def test_a_translation_names_nothing_that_click_does_not_give(text: str) -> None:
    named = re.compile(r"\{(\w+)")
    assert set(named.findall(WORDS[text])) <= set(named.findall(text))
