"""Fields that repeat a number owned elsewhere must agree with it."""

from __future__ import annotations

from collections.abc import Iterator

from core.checks.asking import Asking
from core.checks.references import Found
from core.checks.telling import Verdict
from core.definition.table import Table
from core.indicators.measuring import Measuring

AGREES = "AGREES"


def disagreeing(table: Table, asking: Asking, measuring: Measuring) -> Iterator[Found]:
    """Yield the fields whose total differs from the measure they repeat.

    A blank field and a measure that cannot be computed yet are not compared.
    """
    view = asking.own(table.id)
    for field in table.fields:
        if field.agrees_with not in measuring.measures:
            continue
        data = asking.data(table.id, [field.name])
        here = data.total(getattr(view, field.name))
        there = measuring.value(field.agrees_with)
        if here is None or there is None or asking.empty(table.id):
            continue
        owned = asking.facts.definitions.table(measuring.measures[field.agrees_with].table)
        text = (
            f"“{table.title}”（{table.owner}）的“{field.label}”填 {{left}}，"
            f"按“{owned.title}”（{owned.owner}）统计为 {{right}}；请两个部门核对，改正不对的一方。"
        )
        verdict = Verdict(AGREES, "error" if field.computed else "warning", text, field.name)
        yield verdict, data.compare(here, there)
