"""Figures that are reported elsewhere too: both reports of one year must say the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from operator import eq

from core.category import Check
from core.definition.field import Field
from core.definition.table import Table

REPORTED = "REPORTED"


@dataclass(frozen=True, kw_only=True)
class Comparison(Check):
    """The check of one figure against the box beside it; its two fields are its parameters."""

    compared: tuple[str, str]

    @property
    def name(self) -> str:
        """The check's name: that of the figure."""
        return self.compared[0]

    @property
    def parameters(self) -> tuple[str, ...]:
        """The figure and its box."""
        return self.compared


def comparisons(table: Table) -> Iterator[Check]:
    """Yield a check per field of the table that holds another report's figure."""
    for box in table.fields:
        if box.compares in table.by_name:
            yield _comparison(table, table.field(box.compares), box)


def _comparison(table: Table, figure: Field, box: Field) -> Check:
    report = figure.also_reported
    message = (
        f"“{figure.label}”在本表为 {{{figure.name}}}，在{report}报表为 {{{box.name}}}；"
        f"同一年的两份报表应用同一个数，请核对，属实的请说明原因。"
    )
    return Comparison(
        function=eq, category=table.category, code=REPORTED, table=table.id, message=message,
        severity="warning", compared=(figure.name, box.name),
        passes={figure.name: "1", box.name: "1"}, fails={figure.name: "1", box.name: "2"},
    )  # fmt: skip
