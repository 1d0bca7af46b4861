"""Every hook has an example in its docstring that works, and the program really calls it."""

from __future__ import annotations

import inspect
import logging
import re
import sys
import textwrap
from collections.abc import Callable, Iterator, Mapping
from importlib import invalidate_caches
from pathlib import Path

import openpyxl
import pytest

from admin import create_app
from core import hookspecs
from core.access import SYSTEM_ACTOR
from core.checks.examples import wrong_examples
from core.checks.facts import RoundFacts
from core.database import reading
from core.definition.period import calendar_of
from core.discovery import HOOKS, build_registry
from core.exchange.importing import Batch, prepare, store
from core.exchange.templates import write_template
from core.instance import Instance
from core.registry import Registry
from core.rounds.department import all_departments
from core.rounds.opening import create_instance
from core.rounds.round import load_round

YEAR = 2025
HEAD = """
title = "{title}"
number = "1"
owner = "示例校友办公室"
period = "academic_year"
source = "示例"
guidance = "示例"
key = ["{key}"]
[fields]
{key} = {{ label = "编号", kind = "text" }}
"""
TABLES = {
    "alumni/person.toml": HEAD.format(title="校友", key="alumni_no") + """
joined = { label = "入学年份", kind = "year" }
left = { label = "毕业年份", kind = "year" }
plate = { label = "车牌号", kind = "license_plate" }
""",
    "faculty/teacher.toml": HEAD.format(title="教师", key="staff_no") + """
name = { label = "姓名", kind = "text" }
""",
}  # fmt: skip
PROVIDED = "staff_no,name\nJ0001,教师001\nJ0002,教师002\n"


def example_of(hook: str) -> str:
    """Return the code of the example in a hook's docstring."""
    docstring = inspect.getdoc(getattr(hookspecs, hook)) or ""
    _, found, example = docstring.partition("Example::\n")
    assert found, f"{hook} has no example"
    return textwrap.dedent(example)


def write(folder: Path, files: Mapping[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Registry]:
    """A registry of the examples, each pasted into a plugin of its own."""
    folder = tmp_path_factory.mktemp("examples")
    provided = write(folder, {"teachers.csv": PROVIDED}) / "teachers.csv"
    examples = {
        f"pasted/{hook}.py": example_of(hook).replace("/srv/hr/teachers.csv", str(provided))
        for hook in HOOKS
    }
    write(folder, {"pasted/__init__.py": "", **examples})
    write(folder / "tables", TABLES)
    sys.path.insert(0, str(folder))
    invalidate_caches()
    try:
        yield build_registry(folder / "tables", "pasted", installed=False)
    finally:
        sys.path.remove(str(folder))
        for name in [name for name in sys.modules if name.partition(".")[0] == "pasted"]:
            del sys.modules[name]


@pytest.fixture
def college(registry: Registry, tmp_path: Path) -> Iterator[Instance]:
    """A college whose engine runs with the pasted examples."""
    instance = create_instance(tmp_path / "college", YEAR, registry=registry)
    yield instance
    instance.close()


def department_of(instance: Instance) -> str:
    with reading(instance.engine) as connection:
        return next(d.id for d in all_departments(connection))


def staged(instance: Instance, folder: Path, rows: str) -> Batch:
    """Stage a file of alumni."""
    path = write(folder, {"校友.csv": rows}) / "校友.csv"
    with reading(instance.engine) as connection:
        round = load_round(connection)
    department = department_of(instance)
    batch = prepare(instance, SYSTEM_ACTOR, round, "alumni.person", department, path, path.name)
    assert isinstance(batch, Batch)
    return batch


def test_hook_examples_all_load(registry: Registry) -> None:
    assert {plugin.name for plugin in registry.plugins} == set(HOOKS)
    assert registry.disabled == ()


def test_hook_tianbao_categories(registry: Registry) -> None:
    (check,) = registry.checks("alumni.person", YEAR)
    facts = RoundFacts(
        YEAR, calendar_of(YEAR), registry.definitions, registry.kinds, registry.settings
    )
    assert check.code == "ALU-101"
    assert wrong_examples(check, registry.definitions.table("alumni.person"), facts) == []


def test_hook_tianbao_kinds(college: Instance, tmp_path: Path) -> None:
    batch = staged(college, tmp_path, "编号,车牌号\n1,示a12345\n2,短\n")
    assert [(issue.row, issue.code) for issue in batch.issues] == [(3, "KIND-PLATE")]


def test_hook_tianbao_prefill(college: Instance, tmp_path: Path) -> None:
    with reading(college.engine) as connection:
        round = load_round(connection)
    path = tmp_path / "template.xlsx"
    write_template(
        college, SYSTEM_ACTOR, round, "faculty.teacher", department_of(college), path, prefill=True
    )
    cells = [cell.value for row in openpyxl.load_workbook(path).worksheets[0] for cell in row]
    assert {"J0001", "教师001", "J0002", "教师002"} <= set(cells)


def test_hook_tianbao_event(
    college: Instance, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "alumni")
    batch = staged(college, tmp_path, "编号,入学年份,毕业年份\n1,2010,2013\n2,2011,2014\n")
    store(college, SYSTEM_ACTOR, batch.id)
    assert [record.getMessage() for record in caplog.records] == ["alumni.person: 2"]


def test_hook_tianbao_views(college: Instance) -> None:
    app = create_app({"INSTANCE": college})
    addresses = {rule.endpoint: rule.rule for rule in app.url_map.iter_rules()}
    assert addresses["greeting.index"] == "/greeting/"


@pytest.mark.parametrize("hook", sorted(HOOKS))
def test_every_hook_has_a_test_and_is_called_by_the_program(hook: str) -> None:
    tests: Mapping[str, object] = globals()
    assert isinstance(tests.get(f"test_hook_{hook}"), Callable)  # type: ignore[arg-type]
    root = Path(__file__).parents[2]
    callers = [
        path for package in ("core", "admin") for path in (root / package).rglob("*.py")
        if re.search(rf'(call|_answers)\([^)]*"{hook}"', path.read_text(encoding="utf-8"))
    ]  # fmt: skip
    assert callers, f"nothing calls {hook}"
