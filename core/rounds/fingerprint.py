"""The fingerprint of a submission: what a decision was about, in 64 characters.

SHA-256 over lines of canonical JSON: first what is answered (round, table,
department, digest of the definitions, nothing to report and why), then each row
by key, then each explanation.  Computed fields follow from the others, partly
from other departments' rows, and are left out; so are the engine's own columns
but for the row's remark.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from core.audit.chain import canonical
from core.definition.table import Table
from core.generation.columns import key_text
from core.generation.models import Models
from core.rounds.explanations import explanations
from core.rounds.round import Round, frozen_definitions
from core.rounds.stored_rows import StoredRow, load_rows
from core.rounds.submission import Standing

FORM = "tianbao-1"


def fingerprint(
    connection: sa.Connection, models: Models, round: Round, found: Standing,
    definitions: str | None = None,
) -> str:
    """Return the fingerprint of what is stored now.

    ``definitions`` is the digest under which an earlier decision was made; by
    default that of the round.
    """
    table = frozen_definitions(round).table(found.table_id)
    head = (FORM, *found.rows, definitions or round.definitions_digest, found.absence, found.reason)
    digest = hashlib.sha256(_line(head))
    for row in own_rows(connection, models, table, found):
        digest.update(_line(row_content(table, row)))
    for explanation in explanations(connection, found.rows):
        digest.update(_line(explanation[:4]))
    return digest.hexdigest()


def own_rows(
    connection: sa.Connection, models: Models, table: Table, found: Standing
) -> list[StoredRow]:
    """Return all rows of the submission, by key."""
    stored = models.rows(table.id)
    query = sa.select(stored).where(
        stored.c.row_round == found.round, stored.c.row_department == found.department_id
    )
    rows = load_rows(connection, models, table, query)
    # Ordered here, for databases order text differently.
    return sorted(rows, key=lambda row: row.key)


def row_content(table: Table, row: StoredRow) -> tuple[Any, ...]:
    """Return what counts of a row: key, remark, and the values that are not blank."""
    return row.key, row.remark, dict(_typed(table, row.values))


def _typed(table: Table, values: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for field in table.fields:
        value = values.get(field.name)
        if value not in (None, ()) and not field.computed:
            text = [key_text(one) for one in value] if isinstance(value, tuple) else key_text(value)
            yield field.name, text


def _line(content: Sequence[Any]) -> bytes:
    return canonical(list(content)).encode() + b"\n"


def place_digest(table: Table, rows: Iterable[StoredRow], row_id: str = "", field: str = "") -> str:
    """Return a digest of a cell, a row or (without ``row_id``) all rows, to tell a change."""
    digest = hashlib.sha256()
    for row in rows:
        if row_id in ("", row.row_id):
            content = row_content(table, row)
            digest.update(_line([content[2].get(field)] if field else content))
    return digest.hexdigest()
