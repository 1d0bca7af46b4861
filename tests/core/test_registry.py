"""The registry: what is in force when, and hooks called one by one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from types import MappingProxyType
from typing import Any

import pluggy
import pytest

from core import hookspecs
from core.category import Category
from core.definition.definitions import Definitions
from core.errors import PluginError
from core.registry import Plugin, Registry
from core.settings import Settings


def registry_of(*plugins: Plugin, **hooks: Any) -> Registry:
    """Return a registry of plugins, with one implementation of ``tianbao_prefill`` per name."""
    manager = pluggy.PluginManager(hookspecs.PROJECT)
    manager.add_hookspecs(hookspecs)
    for name, function in hooks.items():
        members = {"tianbao_prefill": staticmethod(hookspecs.hookimpl(function))}
        manager.register(type(name, (), members), name)
    empty = Definitions(MappingProxyType({}), MappingProxyType({}))
    return Registry(empty, Settings(), MappingProxyType({}), plugins, manager.hook)


def sample() -> Category:
    category = Category("sample", "示例")
    examples = {"passes": {"pay": "1"}, "fails": {"pay": "-1"}}

    @category.check("S-2", "person", "…", until=2024, **examples)
    def was_paid(pay: Any) -> bool:
        return bool(pay >= 0)

    @category.check("S-1", "person", "…", since=2024, **examples)
    def is_paid(pay: Any) -> bool:
        return bool(pay >= 0)

    @category.measure("人数", "person", since=2026)
    def people(person: Any) -> Any:
        return person

    return category


@pytest.mark.parametrize(("year", "codes"), [
    (2023, ["S-2"]), (2024, ["S-1", "S-2"]), (2025, ["S-1"]),
])  # fmt: skip
def test_rules_are_in_force_in_their_years_in_the_order_of_their_codes(
    year: int, codes: list[str]
) -> None:
    registry = registry_of(Plugin("sample", "in-tree", "", (sample(),)))
    assert [check.code for check in registry.checks("sample.person", year)] == codes
    assert registry.checks("sample.unit", year) == []


def test_measures_are_in_force_in_their_years() -> None:
    registry = registry_of(Plugin("sample", "in-tree", "", (sample(),)))
    assert (list(registry.measures(2025)), list(registry.measures(2026))) == ([], ["people"])


def test_a_disabled_plugin_brings_nothing_and_its_tables_are_not_written() -> None:
    plugin = Plugin("sample", "in-tree", "", (sample(),))
    broken = replace(plugin, disabled="坏了")
    assert registry_of(plugin).writable("sample.person")
    registry = registry_of(broken)
    assert (registry.disabled, dict(registry.categories)) == ((broken,), {})
    assert not registry.writable("sample.person")
    assert registry.checks("sample.person", 2025) == []


def test_one_failing_hook_costs_no_other_its_turn() -> None:
    def answers(table: str) -> list[dict[str, str]]:
        return [{"table": table}]

    def raises() -> None:
        raise ValueError("没有连接")

    def leaves() -> None:
        raise SystemExit(1)

    def begins_and_fails(round: int) -> Iterator[dict[str, str]]:
        yield {"round": str(round)}
        raise OSError("断了")

    registry = registry_of(
        answers=answers, raises=raises, leaves=leaves, begins_and_fails=begins_and_fails
    )
    results = dict(registry.call("tianbao_prefill", table="a.b", department="d", round=2025))
    assert results.pop("answers") == [{"table": "a.b"}]
    assert all(isinstance(result, PluginError) for result in results.values())
    assert {name: str(result) for name, result in results.items()} == {
        "raises": "插件 raises：tianbao_prefill 出错：ValueError: 没有连接",
        "leaves": "插件 leaves：tianbao_prefill 出错：SystemExit: 1",
        "begins_and_fails": "插件 begins_and_fails：tianbao_prefill 出错：OSError: 断了",
    }
