"""Whether the rules of a category fit the definitions: asked when the registry is built."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter

from core.category import (
    RATING,
    Category,
    Check,
    Computed,
    DataCheck,
    Indicator,
    Measure,
    parameters,
)
from core.checks.facts import CODES, LAST, SETTING, SettingLike, is_injected
from core.checks.injection import DATA, table_id
from core.checks.messages import names_in
from core.definition.definitions import Definitions
from core.definition.table import Table
from core.errors import did_you_mean
from core.indicators.measuring import GROUPS, by_path
from core.indicators.process import PROCESS_FIGURES
from core.indicators.rehearsal import Rehearsal

SEVERITIES = ("error", "warning", "hint")
DIRECTIONS = ("up", "down", "neutral")


def verify_category(
    category: Category,
    categories: Sequence[Category],
    definitions: Definitions,
    settings: Mapping[str, SettingLike],
) -> list[str]:
    """Return every mistake of the category's rules as a sentence; empty when all fit.

    ``categories`` are all that are enabled: measures and codes are looked up there.
    """
    verification = _Verification(category, categories, definitions, settings)
    return list(dict.fromkeys(verification.mistakes()))


class _Verification:
    def __init__(
        self,
        category: Category,
        categories: Sequence[Category],
        definitions: Definitions,
        settings: Mapping[str, SettingLike],
    ) -> None:
        self.category = category
        self.categories = categories
        self.tables = definitions.tables
        self.codes = definitions.codes
        self.rehearsal = Rehearsal(definitions, settings)
        self.settings = settings
        self.measures = {m.name: m for c in categories for m in c.measures}
        self.indicators = {i.name: i for c in categories for i in c.indicators}

    def mistakes(self) -> Iterator[str]:
        yield from self._twice()
        for check in self.category.checks:
            yield from self._check(check)
        for data_check in self.category.data_checks:
            yield from self._data_check(data_check)
        for computed in self.category.computed_fields:
            yield from self._computed(computed)
        for measure in self.category.measures:
            yield from self._measure(measure)
        for indicator in self.category.indicators:
            yield from self._indicator(indicator)
        yield from self._circles()

    def _twice(self) -> Iterator[str]:
        """Codes and names that another rule bears too; the category listed later is at fault."""
        seen: dict[str, str] = {}
        for category in self.categories:
            for name in _claimed(category):
                other = seen.setdefault(name, category.name)
                if category is self.category and (other != category.name):
                    yield f"{name} 已由 {other} 使用，请换一个"
        own = _claimed(self.category)
        yield from (f"{name} 用了两次，请换一个" for name in own if own.count(name) > 1)

    def _table(self, id: str, where: str) -> Table | str:
        if id in self.tables:
            return self.tables[id]
        return f"{where}：没有数据表 {id}{did_you_mean(id, self.tables)}"

    def _injected(self, names: Iterable[str], where: str) -> Iterator[str]:
        for name in names:
            setting = name.removeprefix(SETTING)
            if name.startswith(SETTING) and setting not in self.settings:
                yield f"{where}：没有参数 {setting}{did_you_mean(setting, self.settings)}"
            codes = name.removeprefix(CODES)
            if name.startswith(CODES) and codes not in self.codes:
                yield f"{where}：没有代码表 {codes}{did_you_mean(codes, self.codes)}"

    def _fields(
        self, names: Iterable[str], table: Table, where: str, more: Iterable[str] = ()
    ) -> Iterator[str]:
        known = {*table.by_name, *more}
        for name in names:
            if name not in known and not is_injected(name):
                yield f"{where}：{table.id} 没有字段 {name}{did_you_mean(name, known)}"

    def _check(self, check: Check) -> Iterator[str]:
        where = f"{check.code}（{check.name}）"
        yield from self._severity(check, where)
        yield from self._injected(check.parameters, where)
        table = self._table(check.table, where)
        if isinstance(table, str):
            yield table
            return
        yield from self._fields(check.parameters, table, where)
        yield from self._fields(check.blames, table, f"{where} 的 blames")
        yield from self._fields(names_in(check.message), table, f"{where} 的消息")
        yield from self._fields(check.passes, table, f"{where} 的 passes")
        yield from self._fields(check.fails, table, f"{where} 的 fails")
        if not any(name in table.by_name for name in check.parameters):
            yield f"{where}：函数没有取本表的任何字段"

    def _severity(self, check: Check | DataCheck, where: str) -> Iterator[str]:
        if check.severity not in SEVERITIES:
            yield f"{where}：severity 应为 {' / '.join(SEVERITIES)} 之一"

    def _data_check(self, check: DataCheck) -> Iterator[str]:
        where = f"{check.code}（{check.name}）"
        yield from self._severity(check, where)
        yield from self._injected(check.parameters, where)
        table = self._table(check.table, where)
        if isinstance(table, str):
            yield table
            return
        yield from self._fields(check.blames, table, f"{where} 的 blames")
        missing = list(self._parameters(check, where))
        yield from missing
        if not missing:
            yield from self.rehearsal.check(check)

    def _parameters(self, rule: DataCheck | Measure, where: str) -> Iterator[str]:
        known = [id.replace(".", "_") for id in self.tables]
        known += [id.partition(".")[2] for id in self.tables if id.startswith(rule.category + ".")]
        for name in rule.parameters:
            if is_injected(name) or (name == DATA and isinstance(rule, DataCheck)):
                continue
            if table_id(name, rule.category, self.tables) is None:
                yield f"{where}：没有数据表 {name}{did_you_mean(name, known)}"

    def _computed(self, computed: Computed) -> Iterator[str]:
        where = f"计算字段 {computed.table}.{computed.field}"
        yield from self._injected(computed.parameters, where)
        table = self._table(computed.table, where)
        if isinstance(table, str):
            yield table
            return
        if computed.field not in table.by_name:
            yield from self._fields([computed.field], table, where)
        elif not table.field(computed.field).computed:
            yield f"{where}：定义文件里没有 computed = true"
        yield from self._fields(computed.parameters, table, where, self.measures)

    def _measure(self, measure: Measure) -> Iterator[str]:
        where = f"统计量 {measure.name}"
        yield from self._injected(measure.parameters, where)
        missing = list(self._parameters(measure, where))
        yield from missing
        table = self._table(measure.table, where)
        if isinstance(table, str):
            yield table
            return
        if missing:
            return
        yield from self.rehearsal.measure(measure)
        for path in measure.by:
            alone = Measure(**{**vars(measure), "by": (path,)})
            if not any(by_path(alone, by, self.tables) for by in GROUPS):
                goals = " 或 ".join(GROUPS.values())
                yield f"{where}：by 里的 {path} 应是引用 {goals} 的字段"

    def _indicator(self, indicator: Indicator) -> Iterator[str]:
        where = f"指标 {indicator.code}（{indicator.name}）"
        yield from self._injected(indicator.parameters, where)
        if indicator.direction not in DIRECTIONS:
            yield f"{where}：direction 应为 {' / '.join(DIRECTIONS)} 之一"
        if not indicator.source:
            yield f"{where}：缺少 source（出处）"
        yield from self._inputs(indicator.parameters, where)
        if indicator.rated is not None:
            judged = [name for name in parameters(indicator.rated) if name != RATING]
            yield from self._injected(judged, where)
            yield from self._inputs(judged, f"{where} 的 rated")
        if indicator.change and indicator.change not in self.settings:
            near = did_you_mean(indicator.change, self.settings)
            yield f"{where} 的 change：没有参数 {indicator.change}{near}"

    def _inputs(self, names: Iterable[str], where: str) -> Iterator[str]:
        known = {*self.measures, *self.indicators, *PROCESS_FIGURES}
        for name in names:
            if not is_injected(name) and name.removeprefix(LAST) not in known:
                yield f"{where}：没有统计量或指标 {name}{did_you_mean(name, known)}"

    def _circles(self) -> Iterator[str]:
        needs = {
            name: [p for p in indicator.parameters if p in self.indicators]
            for name, indicator in self.indicators.items()
        }
        try:
            TopologicalSorter(needs).prepare()
        except CycleError as error:
            circle: list[str] = error.args[1]
            if any(self.indicators[name].category == self.category.name for name in circle):
                yield f"指标互相依赖：{' → '.join(circle)}"


def _claimed(category: Category) -> list[str]:
    """Return the codes, and the names that can be injected, that a category brings."""
    coded: list[Check | DataCheck | Indicator] = [
        *category.checks, *category.data_checks, *category.indicators,
    ]  # fmt: skip
    named: list[Measure | Indicator] = [*category.measures, *category.indicators]
    return [rule.code for rule in coded] + [rule.name for rule in named]
