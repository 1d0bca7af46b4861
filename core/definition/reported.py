"""Comparison boxes: beside a figure that is reported elsewhere too stands what was sent there.

``also_reported = "高基"`` of a field makes a field of its own after it, never
required, so that form, template, import and signature all have it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from core.definition.field import Field

ENDING = "_reported"


def with_boxes(fields: Iterable[Field]) -> Iterator[Field]:
    """Yield the fields, each one that is reported elsewhere followed by its comparison box."""
    for field in fields:
        yield field
        if field.also_reported:
            yield box_of(field)


def box_of(field: Field) -> Field:
    """Return the field in which the figure is typed that another report has for this one."""
    report = field.also_reported
    note = f"填同一年{report}报表中的数，用来与“{field.label}”核对；还没有上报的留空。"
    return Field(
        name=f"{field.name}{ENDING}", label=f"{field.label}（{report}报表数）", kind=field.kind,
        unit=field.unit, places=field.places, min=field.min, max=field.max, when=field.when,
        owner=field.owner, section=field.section, period=field.period, note=note,
        since=field.since, until=field.until, compares=field.name,
    )
