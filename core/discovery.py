"""Finding plugins, trying each by itself, and building the registry from those that fit."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import EntryPoint, entry_points, version
from pathlib import Path
from types import ModuleType
from typing import Any

import pluggy

from core import hookspecs
from core.category import Category
from core.definition.definitions import Definitions
from core.definition.kinds import BUILT_IN
from core.definition.kinds.base import Kind
from core.definition.loading import read_definitions
from core.errors import DefinitionError, PluginError, TianbaoError, did_you_mean
from core.indicators.verification import verify_category
from core.registry import Plugin, Registry
from core.settings import Settings, read_settings

ENTRY_POINTS = "tianbao.plugins"
HOOKS = frozenset(name for name in vars(hookspecs) if name.startswith("tianbao_"))


@dataclass(frozen=True)
class Found:
    """A plugin as found: its module and kinds and categories, or why it does not load."""

    plugin: Plugin
    module: Any = None
    kinds: tuple[Kind, ...] = ()


def _in_tree(package: str) -> Iterator[tuple[str, str, Any]]:
    """Yield (name, version, loader) of the modules of the plugins package."""
    folder = importlib.import_module(package)
    for module in sorted(m.name for m in pkgutil.iter_modules(folder.__path__)):
        name = f"{package}.{module}"
        yield module, "", lambda name=name: importlib.import_module(name)


def _installed() -> Iterator[tuple[str, str, Any]]:
    """Yield (name, version, loader) of the plugins that installed packages announce."""
    points: list[EntryPoint] = sorted(entry_points(group=ENTRY_POINTS), key=lambda p: p.name)
    for point in points:
        release = version(point.dist.name) if point.dist else ""
        yield point.name, release, point.load


def _misspelt(module: ModuleType | object) -> str:
    """Return what is wrong with the names of the hooks the module fills.

    pluggy itself would pass over a misspelt hook, and over one without its mark.
    """
    for name in dir(module):
        thing = getattr(module, name)
        marked = getattr(thing, f"{hookspecs.PROJECT}_impl", None) is not None
        meant = name.startswith(f"{hookspecs.PROJECT}_") and callable(thing)
        if (marked or meant) and name not in HOOKS:
            return f"没有钩子 {name}{did_you_mean(name, HOOKS)}"
        if meant and not marked:
            return f"{name} 前缺少 @hookimpl"
    return ""


def _answers(manager: pluggy.PluginManager, hook: str, name: str, wanted: type[Any]) -> Any:
    """Return what one plugin gives for a hook; ``PluginError`` when it is not a list of those."""
    things: list[Any] = []
    for implementation in getattr(manager.hook, hook).get_hookimpls():
        if implementation.plugin_name == name:
            given = implementation.function()
            things += given if isinstance(given, list | tuple) else [given]
    for thing in things:
        if not isinstance(thing, wanted):
            raise PluginError(name, f"{hook} 应返回 {wanted.__name__} 的列表，得到 {thing!r}")
        for key in ("name", "title"):
            if not getattr(thing, key, ""):
                raise PluginError(name, f"{hook} 给出的 {type(thing).__name__} 没有 {key}")
    return tuple(things)


def _load(manager: pluggy.PluginManager, name: str, origin: str, release: str, load: Any) -> Found:
    """Import and register one plugin; whatever goes wrong becomes its reason."""
    plugin = Plugin(name, origin, release)
    module = None
    try:
        if manager.has_plugin(name):
            raise PluginError(name, "已有同名的插件，请换一个名字")
        module = load()
        if wrong := _misspelt(module):
            raise PluginError(name, wrong)
        manager.register(module, name)
        kinds = _answers(manager, "tianbao_kinds", name, Kind)
        categories = _answers(manager, "tianbao_categories", name, Category)
    except TianbaoError as error:
        reason = error.message
    except (Exception, SystemExit) as error:
        reason = f"{type(error).__name__}: {error}"
    else:
        return Found(replace(plugin, categories=categories), module, kinds)
    if module is not None and manager.get_plugin(name) is module:
        manager.unregister(name=name)
    return Found(replace(plugin, disabled=reason))


def _disabled(found: Found, reason: str) -> Found:
    return replace(found, plugin=replace(found.plugin, disabled=reason))


def _without_clashes(found: Sequence[Found]) -> list[Found]:
    """Disable each plugin that brings a kind or a category under a name already taken."""
    owners = {("字段类型", kind.name): "程序" for kind in BUILT_IN}
    kept: list[Found] = []
    for one in found:
        things = [("字段类型", kind.name) for kind in one.kinds]
        things += [("类别", category.name) for category in one.plugin.categories]
        twice = [thing for thing in things if thing in owners or things.count(thing) > 1]
        if twice:
            reasons = (
                f"{what} {name} 已由 {owners.get((what, name), one.plugin.name)} 使用，请换一个名字"
                for what, name in dict.fromkeys(twice)
            )
            one = replace(_disabled(one, "\n".join(reasons)), kinds=())
        else:
            owners.update(dict.fromkeys(things, one.plugin.name))
        kept.append(one)
    return kept


def _with_tables(
    found: Sequence[Found], tables: Path, kinds: dict[str, Kind]
) -> tuple[Definitions, list[Found]]:
    """Read the tables; an installed plugin whose own tables are wrong is disabled."""
    folders = [tables]
    definitions = read_definitions(folders, kinds)
    kept: list[Found] = []
    for one in found:
        own = [c.tables for c in one.plugin.categories if c.tables is not None]
        if own and not one.plugin.disabled:
            try:
                definitions = read_definitions([*folders, *own], kinds)
                folders += own
            except DefinitionError as error:
                one = _disabled(one, error.message)
        kept.append(one)
    return definitions, kept


def _misfits(
    one: Found, categories: list[Category], definitions: Definitions, settings: Settings
) -> list[str]:
    """Return why a plugin's rules do not fit; what they raise when tried is a reason too."""
    try:
        return [
            text
            for category in one.plugin.categories
            for text in (
                *verify_category(category, categories, definitions, settings),
                *_repeats_nothing(category, categories, definitions),
            )
        ]
    except TianbaoError as error:
        return [error.message]
    except (Exception, SystemExit) as error:
        return [f"{type(error).__name__}: {error}"]


def _repeats_nothing(
    category: Category, categories: list[Category], definitions: Definitions
) -> Iterator[str]:
    """Yield the fields of the category's tables that repeat a measure nobody brings."""
    measures = {measure.name for one in categories for measure in one.measures}
    for table in definitions.tables.values():
        for field in table.fields if table.category == category.name else ():
            name = field.agrees_with
            if name and name not in measures:
                near = did_you_mean(name, measures)
                yield f"{table.id}.{field.name} 的 agrees_with：没有统计量 {name}{near}"


def _verified(
    found: list[Found], definitions: Definitions, settings: Settings
) -> list[Found]:
    """Disable plugins that do not fit, again and again until the rest fits together."""
    while True:
        categories = [c for one in found if not one.plugin.disabled for c in one.plugin.categories]
        wrong: dict[int, str] = {}
        for position, one in enumerate(found):
            if one.plugin.disabled:
                continue
            if texts := _misfits(one, categories, definitions, settings):
                wrong[position] = "\n".join(texts)
        if not wrong:
            return found
        found = [
            _disabled(one, wrong[position]) if position in wrong else one
            for position, one in enumerate(found)
        ]


def build_registry(tables: Path, package: str = "plugins", installed: bool = True) -> Registry:
    """Build the registry from the table files and the plugins found.

    A plugin that does not load or fit is listed as disabled with its reason.
    Raises ``DefinitionError`` when the project's own table files hold mistakes.
    """
    manager = pluggy.PluginManager(hookspecs.PROJECT)
    manager.add_hookspecs(hookspecs)
    sources = [("in-tree", item) for item in _in_tree(package)]
    sources += [("installed", item) for item in (_installed() if installed else ())]
    found: list[Found] = []
    for origin, (name, release, load) in sources:
        found.append(_load(manager, name, origin, release, load))
    found = _without_clashes(found)
    kinds = {kind.name: kind for kind in BUILT_IN}
    for one in found:
        kinds.update({kind.name: kind for kind in one.kinds})
    settings = read_settings(tables)
    definitions, found = _with_tables(found, tables, kinds)
    found = _verified(found, definitions, settings)
    for one in found:
        if one.plugin.disabled and manager.has_plugin(one.plugin.name):
            manager.unregister(name=one.plugin.name)
    plugins = tuple(one.plugin for one in found)
    return Registry(definitions, settings, kinds, plugins, manager.hook)
