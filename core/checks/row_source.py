"""Python source for the one question which of its rules a row breaks.

A hundred thousand rows are asked; nearly all break none, and one flat function
answers for them.  The source consists of positions and of names made here,
never of text from a definition or a plugin.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Any

from core.checks.row_rules import Presence, Row, Rule


def compiled(
    size: int, multiple: Collection[int], presences: Sequence[Presence], rules: Sequence[Rule]
) -> Callable[[Row], list[int]]:
    """Return the function that tells which rules a row of so many values breaks.

    It returns numbers: first the presences are counted, then the rules.
    ``multiple`` are the positions of multi-valued fields.
    """
    scope: dict[str, Any] = {}
    tests = [_presence_test(presence, multiple, scope) for presence in presences]
    tests += [_rule_test(number, rule, multiple, scope) for number, rule in enumerate(rules)]
    lines = ["def broken(row):", f"    {', '.join(f'v{p}' for p in range(size))}, = row"]
    lines += ["    found = []"]
    lines += [f"    if {test}: found.append({number})" for number, test in enumerate(tests)]
    source = "\n".join([*lines, "    return found"])
    exec(compile(source, "<row checks>", "exec"), scope)  # noqa: S102
    function: Callable[[Row], list[int]] = scope["broken"]
    return function


def _blank(position: int, multiple: Collection[int]) -> str:
    return f"not v{position}" if position in multiple else f"v{position} is None"


def _presence_test(presence: Presence, multiple: Collection[int], scope: dict[str, Any]) -> str:
    blank = _blank(presence.position, multiple)
    if not presence.shown:
        return blank
    parts = []
    for number, condition in enumerate(presence.shown):
        value = f"v{condition.position}"
        filled = f"not ({_blank(condition.position, multiple)})"
        if condition.values is None:
            parts.append(filled)
            continue
        name = f"s{presence.position}_{number}"
        scope[name] = condition.values
        test = f"not {name}.isdisjoint({value})" if condition.multiple else f"{value} in {name}"
        parts.append(f"({filled} and {test})")
    shown = " and ".join(parts)
    if presence.required:
        return f"({blank}) if ({shown}) else not ({blank})"
    return f"not ({blank}) and not ({shown})"


def _rule_test(
    number: int, rule: Rule, multiple: Collection[int], scope: dict[str, Any]
) -> str:
    function = f"f{number}"
    scope[function] = rule.check.function
    arguments = []
    fields = iter(zip(rule.positions, rule.factors, strict=True))
    for index, name in enumerate(rule.check.parameters):
        if name in rule.fixed:
            scope[f"x{number}_{index}"] = rule.fixed[name]
            arguments.append(f"x{number}_{index}")
            continue
        position, times = next(fields)
        value = f"v{position}"
        if times != 1:
            value = f"(None if {value} is None else {value} * {times})"
        arguments.append(value)
    call = f"not {function}({', '.join(arguments)})"
    if rule.check.blanks:
        return call
    filled = " and ".join(f"not ({_blank(p, multiple)})" for p in dict.fromkeys(rule.positions))
    return f"{filled} and {call}"
