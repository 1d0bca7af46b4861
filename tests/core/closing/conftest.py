"""A round with three tasks."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa

from core.database import writing
from core.instance import Instance
from core.rounds.assignment import Assignment
from tests.core.closing.playing import TASKS, YEAR, Closing


@pytest.fixture
def closing(instance: Instance, tmp_path: Path) -> Closing:
    """The round, before anything was filled."""
    with writing(instance.engine) as connection:
        connection.execute(sa.delete(Assignment))
        connection.execute(sa.insert(Assignment), [
            {"round": YEAR, "table_id": table, "department_id": department}
            for department, table in TASKS
        ])
    return Closing(instance, tmp_path)
