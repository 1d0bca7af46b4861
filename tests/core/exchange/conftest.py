"""What tests of workbooks share: people, rows, and the round of the invented college."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from core.access import Actor
from core.database import reading
from core.instance import Instance
from core.rounds.round import Round, load_round
from core.rounds.rows import Place, save_row

Save = Callable[..., str]
ANNE = {
    "staff_no": "0012", "since_day": "2020-9-1", "name": "教师001", "colour": "红",
    "skills": "琴、画", "pay": "12.5", "lessons": "320", "id_card": "320000190001010013",
}  # fmt: skip


@pytest.fixture
def round_2025(instance: Instance) -> Round:
    """The one round of the instance."""
    with reading(instance.engine) as connection:
        return load_round(connection)


@pytest.fixture
def filler() -> Actor:
    """Who fills in the rows of the department s1."""
    return Actor("filler_s1", "填报人001", "filler", "s1", department="示例学院")


@pytest.fixture
def save(instance: Instance, round_2025: Round) -> Save:
    """Store a person's row of the first school, or a row of another table or department."""

    def store(
        department: str = "s1", table: str = "sample.person", remark: str = "",
        round: Round = round_2025, **values: str,
    ) -> str:
        actor = Actor(f"filler_{department}", "填报人001", "filler", department)
        place = Place(round, instance.registry.definitions.table(table), department)
        whole = (ANNE | values) if table == "sample.person" else values
        saved = save_row(instance, actor, place, whole, remark=remark)
        assert saved.row_id is not None, saved.findings
        return saved.row_id

    return store
