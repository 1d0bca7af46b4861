"""The README and the handbooks say what there is: nothing left out, nothing that is not there."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

import core
from admin.cli import main
from core import hookspecs
from core.category import Category
from core.checks.data import Data
from core.definition.kinds import BUILT_IN, by_name
from core.definition.loading import read_definitions
from core.definition.schema import FIELD_KEYS, TABLE_KEYS
from core.discovery import HOOKS, build_registry
from core.settings import read_settings
from docs import generate

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]
HANDBOOK = (ROOT / "docs" / "it.md").read_text(encoding="utf-8")
MACHINE_PATHS = re.compile(r"(?<![\w.])/(work|tmp|home|root|Users)/")


def fenced(text: str, language: str) -> list[str]:
    """Return the code blocks of a page in a language."""
    return re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)


def commands_in(text: str) -> Iterator[list[str]]:
    """Yield the words of each ``tianbao …`` command a page shows."""
    shown = [line for block in fenced(text, "sh") for line in block.splitlines()]
    shown += re.findall(r"`(tianbao [^`]*)`", text)
    for line in shown:
        if line.startswith("tianbao "):
            yield line.partition("#")[0].split()[1:]


def wrong_command(words: list[str]) -> str:
    """Return what is wrong with a command; empty when it and its options exist."""
    command: click.Command = main
    context = click.Context(command)
    while isinstance(command, click.Group) and words and not words[0].startswith("-"):
        found = command.get_command(context, words[0])
        if found is None:
            return f"no command {words[0]}"
        command, words = found, words[1:]
    known = {name for parameter in command.params for name in parameter.opts}
    options = {word.partition("=")[0] for word in words if word.startswith("-")}
    return ", ".join(sorted(options - known - {"--help"}))


def section_of(title: str) -> str:
    """Return a section of the handbook, up to the next heading."""
    _, _, rest = HANDBOOK.partition(f"\n{title}\n")
    assert rest, title
    return re.split(r"\n#{2,3} ", rest)[0]


def named_in_first_column(text: str) -> set[str]:
    """Return the names in backticks in the first column of the tables."""
    cells = re.findall(r"^\| ([^|]*) \|", text, re.MULTILINE)
    return {name for cell in cells for name in re.findall(r"`(\w+)[^`]*`", cell)}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_a_page_shows_exists(page: Path) -> None:
    commands = commands_in(page.read_text(encoding="utf-8"))
    assert [(words, wrong) for words in commands if (wrong := wrong_command(list(words)))] == []


def test_a_command_that_does_not_exist_is_found() -> None:
    assert wrong_command(["tables", "lst"]) == "no command lst"
    assert wrong_command(["tables", "list", "--jsno"]) == "--jsno"
    assert list(commands_in("```sh\ntianbao check  # all\n```\nand `tianbao init`")) == [
        ["check"], ["init"],
    ]  # fmt: skip


def test_every_command_is_in_a_page() -> None:
    shown = {words[0] for page in PAGES for words in commands_in(page.read_text(encoding="utf-8"))}
    assert set(main.list_commands(click.Context(main))) - shown == set()


def test_every_make_target_a_page_shows_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    shown = {
        target for page in PAGES
        for target in re.findall(r"(?:^|`)make (\w+)", page.read_text(encoding="utf-8"), re.M)
    }  # fmt: skip
    assert shown >= {"demo", "test"}
    assert [target for target in shown if f"\n{target}:" not in makefile] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere_and_no_page_names_a_machine(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    links = [link for link in re.findall(r"\]\(([^)#]+)", text) if "://" not in link]
    assert [link for link in links if not (page.parent / link).exists()] == []
    assert MACHINE_PATHS.search(text) is None


def test_pictures_are_light() -> None:
    pictures = list((ROOT / "docs" / "images").iterdir())
    assert pictures
    assert [p.name for p in pictures if p.stat().st_size > 200_000] == []


@pytest.mark.parametrize(("title", "keys"), [
    ("### 表的键", set(TABLE_KEYS)),
    ("### 字段的键", set(FIELD_KEYS)),
    ("### 字段类型", {kind.name for kind in BUILT_IN}),
])  # fmt: skip
def test_every_key_and_kind_is_described(title: str, keys: set[str]) -> None:
    assert named_in_first_column(section_of(title)) == keys


def test_every_hook_is_described_with_its_arguments() -> None:
    headings = set(re.findall(r"^### `(tianbao_.*)`$", HANDBOOK, re.MULTILINE))
    assert headings == {
        f"{hook}({', '.join(inspect.signature(getattr(hookspecs, hook)).parameters)})"
        for hook in HOOKS
    }


def test_every_question_of_a_data_check_is_described() -> None:
    questions = {name for name in vars(Data) if not name.startswith("_")}
    assert named_in_first_column(section_of("## 2. 写规则")) >= questions


def test_every_name_a_plugin_may_import_is_described() -> None:
    assert named_in_first_column(section_of("## 2. 写规则")) >= set(core.__all__)


def test_the_code_of_the_handbook_runs() -> None:
    namespace: dict[str, object] = {}
    for block in fenced(HANDBOOK, "python"):
        exec(compile(block, "docs/it.md", "exec"), namespace)
    alumni = namespace["alumni"]
    assert isinstance(alumni, Category)
    (check,) = alumni.checks
    assert check.function(**check.passes)
    assert not check.function(**check.fails)


def test_the_table_of_the_handbook_is_sound(tmp_path: Path) -> None:
    tables = [text for text in fenced(HANDBOOK, "toml") if "[fields]" in text]
    (tmp_path / "alumni").mkdir()
    for number, text in enumerate(tables):
        (tmp_path / "alumni" / f"t{number}.toml").write_text(text, encoding="utf-8")
    assert len(read_definitions([tmp_path], by_name(BUILT_IN)).tables) == len(tables) == 1


def test_the_figures_the_pages_name_exist() -> None:
    registry = build_registry(ROOT / "tables", installed=False)
    known = {*registry.measures(2025), *registry.indicators(2025)}
    known |= {f"setting_{name}" for name in read_settings(ROOT / "tables")}
    texts = [page.read_text(encoding="utf-8") for page in PAGES]
    assert {n for text in texts for n in re.findall(r"--set (\w+)=", text)} <= known


def test_the_list_of_rules_is_what_the_plugins_say() -> None:
    """When this fails: ``python docs/generate.py``."""
    head, *listed = re.split(r"^(?=## )", generate.RULES.read_text(encoding="utf-8"), flags=re.M)
    sections = generate.sections(build_registry(ROOT / "tables", installed=False))
    assert head.strip() == generate.HEAD.strip()
    assert [text.strip() for text in listed] == [text.strip() for text in sections.values()]


def test_the_dependencies_explained_are_those_there_are() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    table = readme.partition("| 依赖 |")[2].partition("\n\n")[0]
    explained = {
        name.strip().lower() for cell in re.findall(r"^\| ([^|]*) \|", table, re.M)
        for name in cell.split("、") if set(name) != {"-"}
    }  # fmt: skip
    setup = (ROOT / "setup.cfg").read_text(encoding="utf-8")
    needed = setup.partition("install_requires =")[2].partition("\n\n")[0]
    assert explained <= set(re.findall(r"^ +([\w-]+)", needed, re.M))
