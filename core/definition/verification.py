"""Whether the definitions fit together: names, references, conditions, code lists."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from graphlib import CycleError, TopologicalSorter

from core.definition.codes import CodeList
from core.definition.definitions import Definitions
from core.definition.field import FILLED, Field, target
from core.definition.kinds.base import Kind
from core.definition.table import Table
from core.definition.text import folded
from core.errors import did_you_mean

Wrong = tuple[Table, list[str], str]
COMMON_KEYS = frozenset(
    "name label kind aliases unit required default when computed sensitive purpose basis "
    "retention owner section note example period variance agrees_with also_reported "
    "compares external_code since until replaces rounds".split()
)


def _named(table: Table) -> Iterator[Wrong]:
    """Names in key, display and person must be fields of the table."""
    for key in ("key", "display", "person"):
        value = getattr(table, key)
        for name in (value,) if isinstance(value, str) and value else value:
            if name not in table.by_name:
                near = did_you_mean(name, table.by_name)
                yield table, [key], f"{key} 里的 {name} 不是本表字段{near}"
    if not table.single and not table.key:
        yield table, ["key"], '多行表必须有 key（自然主键）；单行表请写 rows = "one"'
    for name in table.key:
        field = table.by_name.get(name)
        if field is not None and field.kind in ("multichoice", "multireference", "attachment"):
            yield table, ["key"], f"key 里的 {name} 不能是多值字段或附件"


def _labels(table: Table) -> Iterator[Wrong]:
    """A heading must mean one field in each year; a field and its successor may share it."""
    seen: dict[str, list[Field]] = {}
    for field in table.fields:
        for label in dict.fromkeys(folded(word) for word in field.labels):
            others = seen.setdefault(label, [])
            for other in others:
                if _together(field, other):
                    text = f"标签或别名 {label} 与字段 {other.name} 重复"
                    yield table, ["fields", field.name], text
            others.append(field)


def _together(one: Field, other: Field) -> bool:
    """Tell whether some year's collection has both fields."""
    first, last = max(one.since or 0, other.since or 0), min(one.until or 9999, other.until or 9999)
    return first <= last


def _kind(table: Table, field: Field, kinds: Mapping[str, Kind]) -> Iterator[Wrong]:
    where = ["fields", field.name]
    kind = kinds.get(field.kind)
    if kind is None:
        yield table, [*where, "kind"], f"没有字段类型 {field.kind}{did_you_mean(field.kind, kinds)}"
        return
    default = Field(name=field.name, label=field.label, kind=field.kind)
    for key in Field.__dataclass_fields__:
        if key in COMMON_KEYS or key in kind.keys or getattr(field, key) == getattr(default, key):
            continue
        yield table, [*where, key], f"字段类型 {field.kind} 不认识键 {key}"
    if field.also_reported and not kind.numeric:
        yield table, [*where, "also_reported"], "also_reported 只能用于数字"
    for text in kind.verify(field):
        yield table, where, text
    if field.sensitive and not (field.purpose and field.retention):
        yield table, where, "敏感字段必须写明 purpose（用途）和 retention（保存期限）"


def _codes(table: Table, field: Field, codes: Mapping[str, CodeList]) -> Iterator[Wrong]:
    where = ["fields", field.name]
    if not field.codes:
        return
    if field.codes not in codes:
        text = f"没有代码表 {field.codes}{did_you_mean(field.codes, codes)}"
        yield table, [*where, "codes"], text
        return
    for code in field.offer:
        if code not in codes[field.codes].by_code:
            yield table, [*where, "offer"], f"offer 里的 {code} 不在代码表 {field.codes} 中"


def _reference(table: Table, field: Field, tables: Mapping[str, Table]) -> Iterator[Wrong]:
    where = ["fields", field.name]
    if not field.to:
        return
    to = target(field.to)
    goal = tables.get(to.table)
    if goal is None:
        yield table, [*where, "to"], f"没有数据表 {to.table}{did_you_mean(to.table, tables)}"
        return
    for name in (to.field, *field.match.values(), *field.only):
        if name not in goal.by_name:
            text = f"数据表 {to.table} 没有字段 {name}{did_you_mean(name, goal.by_name)}"
            yield table, [*where, "to"], text
    for name in field.match:
        if name not in table.by_name:
            yield table, [*where, "match"], f"match 里的 {name} 不是本表字段"


def legal_values(field: Field, codes: Mapping[str, CodeList]) -> set[str] | None:
    """Return the values a condition may name for the field; None when any text is legal."""
    if field.kind == "boolean":
        return {"0", "1"}
    if field.choices:
        return set(field.choices)
    if field.codes in codes and codes[field.codes].complete:
        return set(codes[field.codes].by_code)
    return None


def _conditions(table: Table, field: Field, codes: Mapping[str, CodeList]) -> Iterator[Wrong]:
    where = ["fields", field.name, "when"]
    for name, values in field.when.items():
        other = table.by_name.get(name)
        if other is None:
            yield table, where, f"when 里的 {name} 不是本表字段{did_you_mean(name, table.by_name)}"
        elif not values:
            yield table, where, f"when 里的 {name} 没有列出取值"
        elif isinstance(values, str):
            known = codes[other.codes] if other.codes in codes else None
            if values != FILLED and (known is None or not known.group(values.removeprefix("@"))):
                yield table, where, f"when 里的 {values} 应为 filled 或代码表的组 @组名"
        elif legal := legal_values(other, codes):
            for value in values:
                if value not in legal:
                    yield table, where, f"when 里的 {value} 不是 {name} 的取值"


def _circles(table: Table) -> Iterator[Wrong]:
    """Fields that wait for each other are never shown."""
    needs = {f.name: [n for n in f.when if n in table.by_name] for f in table.fields}
    try:
        TopologicalSorter(needs).prepare()
    except CycleError as error:
        circle: list[str] = error.args[1]
        where = ["fields", circle[-1], "when"]
        yield table, where, f"when 互相等待，永远不会显示：{' → '.join(circle)}"


def _versions(table: Table) -> Iterator[Wrong]:
    """Years must be in order, and what a field replaces must have ended before."""
    things: tuple[Table | Field, ...] = (table, *table.fields)
    for thing in things:
        where = ["fields", thing.name] if isinstance(thing, Field) else []
        if thing.since and thing.until and thing.since > thing.until:
            yield table, [*where, "until"], f"until {thing.until} 早于 since {thing.since}"
    for field in table.fields:
        old = table.by_name.get(field.replaces)
        where = ["fields", field.name, "replaces"]
        if field.replaces and old is None:
            near = did_you_mean(field.replaces, table.by_name)
            yield table, where, f"replaces 里的 {field.replaces} 不是本表字段{near}"
        elif old is not None and not (old.until and old.until < (field.since or 0)):
            yield table, where, f"被替换的 {old.name} 应写 until，早于本字段的 since"


def verify(definitions: Definitions, kinds: Mapping[str, Kind]) -> Iterator[Wrong]:
    """Yield every mistake as (table, keys of the place, text)."""
    tables, codes = definitions.tables, definitions.codes
    per_field: tuple[Callable[[Table, Field], Iterator[Wrong]], ...] = (
        lambda table, field: _kind(table, field, kinds),
        lambda table, field: _codes(table, field, codes),
        lambda table, field: _reference(table, field, tables),
        lambda table, field: _conditions(table, field, codes),
    )
    for table in tables.values():
        yield from _named(table)
        yield from _labels(table)
        yield from _versions(table)
        yield from _circles(table)
        for field in table.fields:
            for rule in per_field:
                yield from rule(table, field)
