"""What the checks of a sealed round found when it was sealed; they are not run again."""

from __future__ import annotations

import json
from collections.abc import Sequence

import sqlalchemy as sa

from core.checks.issues import WHOLE_TABLE, Scope, open_issues
from core.checks.running import CheckRun
from core.closing.sealing import newest_seal
from core.closing.stages import ROUNDS, SEALED


def kept_run(
    connection: sa.Connection, year: int, tables: Sequence[str], department: str | None
) -> CheckRun | None:
    """Return what was run and found, None unless the round is sealed.

    How many rows each check saw is that of the whole round.
    """
    sealed = newest_seal(connection, year)
    query = sa.select(ROUNDS.c.state).where(ROUNDS.c.year == year)
    if sealed is None or connection.scalar(query) not in SEALED:
        return None
    found = open_issues(connection, Scope(year, tuple(tables), department))
    mine = [i for i in found if department is None or i.department in (department, WHOLE_TABLE)]
    return CheckRun([(code, rows) for code, rows in json.loads(sealed.ran)], mine)
