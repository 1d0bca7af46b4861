"""When a field is shown: its ``when`` with code groups written out, for forms."""

from __future__ import annotations

from collections.abc import Mapping

from core.definition.codes import CodeList
from core.definition.field import FILLED, Field
from core.definition.table import Table

Shown = Mapping[str, tuple[str, ...] | str]


def shown_when(table: Table, field: Field, codes: Mapping[str, CodeList]) -> Shown:
    """Return per named field the values that show the field, or ``"filled"``.

    A group such as ``@placed`` becomes the codes that belong to it.
    """
    return {
        name: values if values == FILLED else _members(table.field(name), listed(values), codes)
        for name, values in field.when.items()
    }


def listed(values: tuple[str, ...] | str) -> tuple[str, ...]:
    """Return the values of a condition as a list: one value may stand alone."""
    return (values,) if isinstance(values, str) else values


def _members(
    named: Field, values: tuple[str, ...], codes: Mapping[str, CodeList]
) -> tuple[str, ...]:
    members: list[str] = []
    for value in values:
        if value.startswith("@") and named.codes:
            members += codes[named.codes].group(value[1:])
        else:
            members.append(value)
    return tuple(members)


def _truth(field: Field) -> bool:
    return field.kind == "boolean"


def condition_in_words(
    table: Table, field: Field, codes: Mapping[str, CodeList]
) -> str:
    """Return the condition in Chinese, or an empty string when there is none."""
    parts = []
    for name, values in shown_when(table, field, codes).items():
        named = table.field(name)
        if values == FILLED:
            parts.append(f"填写了“{named.label}”")
            continue
        words = codes[named.codes].by_code if named.codes else {}
        names = [words[value].name if value in words else value for value in listed(values)]
        shown = [{"1": "是", "0": "否"}.get(n, n) for n in names] if _truth(named) else names
        parts.append(f"“{named.label}”为{'、'.join(shown)}")
    return f"{'，且'.join(parts)}时才填" if parts else ""
