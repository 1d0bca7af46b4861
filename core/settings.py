"""Settings: the numbers and choices that rules use, each with its unit and source.

They stand in ``tables/tolerances.toml``, one section per setting; rules receive
them as ``setting_<name>``.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeAlias

from core.definition.lines import key_lines, line_of
from core.definition.schema import NAME
from core.errors import DefinitionError, NotFound, Problem, Refused, did_you_mean

Value: TypeAlias = Decimal | str | bool

FILE = "tolerances.toml"
REQUIRED = ("value", "title", "source")
KEYS = (*REQUIRED, "unit", "choices", "rules", "note", "verify")


@dataclass(frozen=True, slots=True)
class Setting:
    """One number, word or switch; ``choices`` is empty when any value is allowed.

    ``verify`` marks a value that the college has to confirm: its source is not official.
    """

    name: str
    value: Value
    title: str
    source: str
    unit: str = ""
    choices: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    note: str = ""
    verify: bool = False


@dataclass(frozen=True)
class Settings(Mapping[str, Setting]):
    """The settings by name."""

    by_name: Mapping[str, Setting] = field(default_factory=lambda: MappingProxyType({}))

    def __getitem__(self, name: str) -> Setting:
        return self.by_name[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.by_name)

    def __len__(self) -> int:
        return len(self.by_name)

    def value(self, name: str) -> Value:
        """Return the value of a setting; ``NotFound`` names the nearest one."""
        if name not in self.by_name:
            raise NotFound(f"没有参数 {name}{did_you_mean(name, self.by_name)}")
        return self.by_name[name].value

    def with_value(self, name: str, text: str) -> Settings:
        """Return the settings with one value replaced, typed as text (for what-if)."""
        self.value(name)
        setting = self.by_name[name]
        record = {**_record(setting), "value": _like(setting, text)}
        return Settings(MappingProxyType({**self.by_name, name: _made(name, record)}))


def _like(setting: Setting, text: str) -> Value:
    """Return the text as a value of the same type as the setting's; ``Refused`` if it is none."""
    if isinstance(setting.value, bool):
        if text.lower() not in ("true", "false", "1", "0"):
            raise Refused(f"参数 {setting.name} 应为 true 或 false")
        return text.lower() in ("true", "1")
    if isinstance(setting.value, Decimal):
        try:
            number = Decimal(text)
        except ArithmeticError:
            raise Refused(f"参数 {setting.name} 应为数字") from None
        if not number.is_finite():
            raise Refused(f"参数 {setting.name} 应为数字")
        return number
    if setting.choices and text not in setting.choices:
        raise Refused(f"参数 {setting.name} 应为 {' / '.join(setting.choices)} 之一")
    return text


def _record(setting: Setting) -> dict[str, Any]:
    return {name: getattr(setting, name) for name in Setting.__slots__ if name != "name"}


def _made(name: str, record: Mapping[str, Any]) -> Setting:
    lists = {key: tuple(record.get(key, ())) for key in ("choices", "rules")}
    return Setting(**{**record, **lists, "name": name})


def _number(value: Any) -> Any:
    """Return numbers as exact decimals and everything else as it is."""
    if isinstance(value, int) and not isinstance(value, bool):
        return Decimal(value)
    return value


def _wrong(name: str, data: Any) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with one section as (key, text)."""
    if not NAME.fullmatch(name):
        yield "", f"参数名 {name} 应为小写字母开头的 snake_case"
    if not isinstance(data, dict):
        yield "", f"参数 {name} 应写成一节：value、unit、title、source"
        return
    for key in data:
        if key not in KEYS:
            yield key, f"不认识的键 {key}{did_you_mean(key, KEYS)}"
    for key in REQUIRED:
        if key not in data:
            yield "", f"参数 {name} 缺少 {key}"
    for key in ("title", "source", "unit", "note"):
        if not isinstance(data.get(key, ""), str):
            yield key, f"{key} 应为文字"
    for key in ("choices", "rules"):
        if not _is_texts(data.get(key, [])):
            yield key, f"{key} 应为文字列表"
    value = data.get("value", "")
    if not isinstance(value, str | bool | int | Decimal):
        yield "value", "value 应为数字、文字或 true / false"
    elif _is_texts(data.get("choices", [])) and value not in data.get("choices", [value]):
        yield "value", f"value {value} 不在 choices 中"


def _is_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def read_settings(tables: Path) -> Settings:
    """Read ``tolerances.toml`` of the tables folder, strictly; no file means no settings.

    Raises ``DefinitionError`` with all mistakes.
    """
    path = tables / FILE
    if not path.exists():
        return Settings()
    text = path.read_text(encoding="utf-8")
    place = f"{tables.name}/{FILE}"
    try:
        data = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise DefinitionError([Problem(place, None, f"不是有效的 TOML：{error}")]) from error
    lines = key_lines(text)
    problems = [
        Problem(place, line_of(lines, (name, key) if key else (name,)), wrong)
        for name, section in data.items()
        for key, wrong in _wrong(name, section)
    ]
    if problems:
        raise DefinitionError(problems)
    made = {n: _made(n, {**s, "value": _number(s["value"])}) for n, s in data.items()}
    return Settings(MappingProxyType(made))


def canonical(settings: Settings) -> str:
    """Return the settings as canonical JSON: what a round freezes; numbers as ``{"number": …}``."""
    data = {name: _record(setting) for name, setting in settings.items()}
    return json.dumps(
        data, default=lambda number: {"number": str(number)}, ensure_ascii=False,
        sort_keys=True, separators=(",", ":"),
    )


def from_canonical(text: str) -> Settings:
    """Return the settings that were frozen as that canonical JSON."""

    def number(record: dict[str, Any]) -> Any:
        return Decimal(record["number"]) if record.keys() == {"number"} else record

    data = json.loads(text, object_hook=number)
    return Settings(MappingProxyType({name: _made(name, record) for name, record in data.items()}))
