"""Finding plugins: what does not fit is disabled by name and with its reason, the rest starts."""

from __future__ import annotations

import shutil
import sys
import tomllib
from collections.abc import Callable, Iterator, Mapping
from importlib import invalidate_caches
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from core.discovery import build_registry
from core.registry import Plugin, Registry

TESTS = Path(__file__).parents[1]
SAMPLE_TABLES = TESTS / "tables"
BROKEN: Mapping[str, dict[str, Any]] = tomllib.loads(
    (TESTS / "cases" / "plugins.toml").read_text(encoding="utf-8")
)
CATEGORY = '''
mine = Category("{name}", "示例")


@hookimpl
def tianbao_categories():
    return [mine]


'''
SOUND = (
    CATEGORY.format(name="sound")
    + '''
@mine.check("SOUND-1", "sample.person", "收入 {pay} 不对", passes={"pay": "1"}, fails={"pay": "0"})
def paid(pay):
    return pay > 0


@mine.measure("人数", "sample.person", unit="人")
def people(sample_person):
    return count()
'''
)
Build = Callable[[Mapping[str, str]], Registry]
_NUMBERS = count(1)


def build(
    folder: Path, sources: Mapping[str, str], tables: Path = SAMPLE_TABLES
) -> Registry:
    """Build a registry from a package with one plugin per source, by its name."""
    package = f"plugins_of_test_{next(_NUMBERS)}"
    (folder / package).mkdir()
    (folder / package / "__init__.py").touch()
    for name, source in sources.items():
        text = f"from core import *\n{source}"
        (folder / package / f"{name}.py").write_text(text, encoding="utf-8")
    sys.path.insert(0, str(folder))
    invalidate_caches()
    try:
        return build_registry(tables, package, installed=False)
    finally:
        sys.path.remove(str(folder))


def source_of(name: str) -> str:
    case = BROKEN[name]
    return case["source"] if case.get("bare") else CATEGORY.format(name=name) + case["source"]


def plugin_of(registry: Registry, name: str) -> Plugin:
    return next(plugin for plugin in registry.plugins if plugin.name == name)


@pytest.fixture(scope="module")
def all_broken(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Registry]:
    """A registry built from one sound plugin and all the broken ones at once.

    Plugins are taken in the order of their names: what clashes with the sound one comes after.
    """
    sources = {f"z_{name}" if BROKEN[name].get("after") else name: source_of(name)
               for name in BROKEN}  # fmt: skip
    yield build(tmp_path_factory.mktemp("broken"), {"sound": SOUND, **sources})


@pytest.mark.parametrize("name", BROKEN)
def test_a_plugin_that_does_not_fit_is_disabled_with_its_reason(
    name: str, all_broken: Registry
) -> None:
    plugin = plugin_of(all_broken, f"z_{name}" if BROKEN[name].get("after") else name)
    assert BROKEN[name]["reason"] in plugin.disabled


def test_the_rest_starts(all_broken: Registry) -> None:
    assert [plugin.name for plugin in all_broken.plugins if not plugin.disabled] == ["sound"]
    assert list(all_broken.categories) == ["sound"]
    assert [check.code for check in all_broken.checks("sample.person", 2025)] == ["SOUND-1"]
    assert list(all_broken.measures(2025)) == ["people"]
    assert set(all_broken.kinds) >= {"text", "money"}


def test_hooks_of_disabled_plugins_are_never_called(all_broken: Registry) -> None:
    assert [plugin for plugin, _ in all_broken.call("tianbao_categories")] == ["sound"]
    assert list(all_broken.call("tianbao_kinds")) == []


def test_a_plugin_that_needs_a_disabled_one_is_disabled_too(tmp_path: Path) -> None:
    needs = CATEGORY.format(name="needs") + '''
@mine.indicator("N-1", "人数", unit="人", source="示例")
def heads(people):
    return people
'''  # fmt: skip
    broken = SOUND.replace("(pay)", "(payy)")
    registry = build(tmp_path, {"sound": broken, "needs": needs})
    assert [plugin.name for plugin in registry.disabled] == ["needs", "sound"]
    assert plugin_of(registry, "needs").disabled == "指标 N-1（heads）：没有统计量或指标 people"


def test_tables_of_a_disabled_plugin_can_be_read_but_not_written(tmp_path: Path) -> None:
    sample = CATEGORY.format(name="sample")
    assert build(tmp_path, {"sample": sample}).writable("sample.person")
    registry = build(tmp_path, {"sample": f"{sample}1 / 0"})
    assert registry.definitions.table("sample.person").title == "示例人员"
    assert not registry.writable("sample.person")


def test_a_field_that_repeats_a_measure_nobody_brings_disables_its_category(
    tmp_path: Path,
) -> None:
    tables = tmp_path / "tables"
    shutil.copytree(SAMPLE_TABLES, tables)
    with (tables / "sample" / "unit.toml").open("a", encoding="utf-8") as file:
        file.write('heads = { label = "人数", kind = "integer", agrees_with = "peple" }\n')
    sources = {"sound": SOUND, "sample": CATEGORY.format(name="sample")}
    registry = build(tmp_path, sources, tables)
    assert [(plugin.name, plugin.disabled) for plugin in registry.disabled] == [
        ("sample", "sample.unit.heads 的 agrees_with：没有统计量 peple；是不是 people？")
    ]


def test_a_plugin_with_wrong_tables_of_its_own_is_disabled_with_every_mistake(
    tmp_path: Path,
) -> None:
    table = tmp_path / "brought" / "own" / "thing.toml"
    table.parent.mkdir(parents=True)
    sound = (SAMPLE_TABLES / "sample" / "unit.toml").read_text(encoding="utf-8")
    table.write_text(sound.replace("period", "peroid"), encoding="utf-8")
    source = CATEGORY.format(name="own").replace(
        '"示例")', f'"示例", tables=__import__("pathlib").Path("{tmp_path}/brought"))'
    )
    registry = build(tmp_path, {"sound": SOUND, "own": source})
    assert plugin_of(registry, "own").disabled == (
        "数据表定义有 2 处错误：\n"
        "brought/own/thing.toml:4: 不认识的键 peroid；是不是 period？\n"
        "brought/own/thing.toml: 缺少 period"
    )
    assert list(registry.categories) == ["sound"]


def test_a_plugin_may_be_a_package_or_bring_nothing(tmp_path: Path) -> None:
    assert build(tmp_path, {"empty": ""}).plugins == (Plugin("empty", "in-tree", ""),)


def test_the_plugins_of_the_project_all_work() -> None:
    registry = build_registry(TESTS.parent / "tables", installed=False)
    assert registry.disabled == ()
    assert set(registry.categories) >= {"faculty", "employment", "finance", "students"}
