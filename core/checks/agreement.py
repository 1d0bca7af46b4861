"""Fields that repeat a number owned elsewhere must agree with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

from core.checks.asking import Asking
from core.checks.references import Found
from core.checks.telling import Verdict
from core.definition.table import Table

AGREES = "AGREES"


def disagreeing(
    table: Table, asking: Asking, measured: Callable[[str], Decimal | None]
) -> Iterator[Found]:
    """Yield the fields whose total differs from the measure they repeat.

    A blank field and a measure that cannot be computed yet are not compared.
    """
    view = asking.own(table.id)
    for field in table.fields:
        if not field.agrees_with:
            continue
        names = [field.name]
        data = asking.data(table.id, names)
        here, there = data.total(getattr(view, field.name)), measured(field.agrees_with)
        if here is None or there is None:
            continue
        text = (
            f"“{field.label}”填 {{left}}，按明细表统计为 {{right}}；"
            "请与明细表的填报部门核对，改正不对的一方。"
        )
        verdict = Verdict(AGREES, "error" if field.computed else "warning", text, field.name)
        yield verdict, data.compare(here, there)
