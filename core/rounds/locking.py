"""What may change in a submission now: all of a draft, or exactly what was returned."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping

import sqlalchemy as sa

from core.audit.mass_changes import MassChange
from core.audit.recording import Unit
from core.audit.row_changes import Image, Rows, write_changes
from core.audit.sealing import CHANGES, own_changes
from core.errors import Refused
from core.generation.columns import utc
from core.rounds.remarks import OPEN, Said, remarks
from core.rounds.signatures import supersede
from core.rounds.submission import DRAFT, STATE_TITLES, Standing, held

CHANGED = "签字之后内容有改动"


class Locked(Refused):
    """The cells were submitted or signed; only a return or a withdrawal opens them again."""


def require_draft(unit: Unit, rows: Rows) -> Standing:
    """Return the submission, held while rows change; ``Locked`` unless it is a draft."""
    now = utc(unit.instance.clock())
    found = held(unit.connection, rows, now, to_decide=False)
    if found.state != DRAFT:
        raise Locked(
            f"这张表{STATE_TITLES[found.state]}，内容已锁定；需要改动时，请由审核人退回，或撤回提交"
        )
    return found


def keep_changes(
    unit: Unit, rows: Rows, before: Mapping[str, Image], after: Iterable[Image]
) -> None:
    """Write down what changed; ``Locked`` when it is more than what was returned.

    Signatures that covered what changed count no longer.
    """
    there = list(after)
    found = require_draft(unit, rows)
    if found.limited:
        opened = remarks(unit.connection, found.id, OPEN)
        refuse_beyond(opened, before, there)
    if write_changes(unit, rows, before, there):
        supersede(unit.connection, found.id, utc(unit.instance.clock()), CHANGED)


def keep_mass_changes(
    unit: Unit, rows: Rows, changes: MassChange, new: sa.ColumnElement[bool] | None
) -> None:
    """Do what ``keep_changes`` does for very many rows; ``new`` picks those that are new."""
    found = require_draft(unit, rows)
    if not changes.write(new):
        return
    if found.limited:
        opened = remarks(unit.connection, found.id, OPEN)
        refuse_beyond(opened, *_written(unit))
    supersede(unit.connection, found.id, utc(unit.instance.clock()), CHANGED)


def _written(unit: Unit) -> tuple[dict[str, Image], list[Image]]:
    """Return the rows before and after, as the unit has written them down."""
    before, after = {}, []
    query = sa.select(CHANGES).where(own_changes(unit)).order_by(CHANGES.c.id)
    for change in unit.connection.execute(query):
        if change.old is not None:
            before[change.row_id] = Image(change.row_id, change.row_key, change.old)
        if change.new is not None or change.old is None:
            after.append(Image(change.row_id, change.row_key, change.new or "{}"))
    return before, after


def refuse_beyond(
    opened: Iterable[Said], before: Mapping[str, Image], after: Iterable[Image]
) -> None:
    """Raise ``Locked`` unless every difference is where a remark is."""
    every = list(opened)
    if any(not remark.row_id for remark in every):
        return
    whole = {remark.row_id for remark in every if not remark.field}
    cells = {(remark.row_id, remark.field) for remark in every}
    # Who deleted a returned row may put it back: it has another id then.
    restored = {remark.row_key for remark in every if not remark.field}
    for row_id, key, names in _differences(before, after):
        beyond = [name for name in names if (row_id, name) not in cells]
        back = row_id not in before and key in restored
        if row_id not in whole and not back and (beyond or not names):
            shown = " ".join(part for part in json.loads(key) if part)
            raise Locked(f"“{shown}”没有被退回，不能改动；只有退回意见指出的地方可以修改")


def _differences(
    before: Mapping[str, Image], after: Iterable[Image]
) -> Iterator[tuple[str, str, list[str]]]:
    """Yield (row, key, fields that differ); no fields where a row is new or gone."""
    gone = dict(before)
    for image in after:
        old = gone.pop(image.row_id, None)
        if old is None:
            yield image.row_id, image.row_key, []
        elif old != image:
            was, now = json.loads(old.values), json.loads(image.values)
            yield image.row_id, image.row_key, [
                name for name in was.keys() | now.keys() if was.get(name) != now.get(name)
            ]
    for image in gone.values():
        yield image.row_id, image.row_key, []
