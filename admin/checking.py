"""Checking stored rows, and keeping what is found in place of what was known."""

from __future__ import annotations

from collections.abc import Sequence

from core.checks.facts import RoundFacts
from core.checks.issues import IssueChange, Scope, store_issues
from core.checks.running import CheckRun
from core.closing.kept_checks import kept_run
from core.database import reading, writing
from core.generation.columns import utc
from core.instance import Instance


def check_and_keep(
    instance: Instance, facts: RoundFacts, tables: Sequence[str], department: str | None
) -> tuple[CheckRun, IssueChange]:
    """Check the rows of tables, of one department or (None) of all, and store the issues.

    Of a sealed round what was found when it was sealed is returned instead.
    Raises ``PluginError`` naming the check that failed; then nothing is stored.
    """
    with reading(instance.engine) as connection:
        kept = kept_run(connection, facts.year, tables, department)
        if kept is not None:
            return kept, IssueChange(0, len(kept.issues), 0)
        run = instance.check_tables(connection, facts, tables, department)
    scope = Scope(facts.year, tuple(tables), department)
    with writing(instance.engine) as connection:
        return run, store_issues(connection, scope, run.issues, utc(instance.clock()))
