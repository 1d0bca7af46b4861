"""The collection in figures: cells that must be filled, and answers that passed at once."""

from __future__ import annotations

from collections.abc import Collection

from core.database import reading
from core.indicators.process import PROCESS_FIGURES
from core.instance import Instance
from core.rounds.process import process_figures
from core.rounds.remarks import NewRemark
from tests.core.rounds.reviewing import ANNE, BEN, Review, person

NAMELESS = {"staff_no": "0014", "since_day": "2021-9-1"}


def counted(instance: Instance, departments: Collection[str] | None = None) -> dict[str, int]:
    with reading(instance.engine) as connection:
        found = process_figures(instance, connection, 2025, departments)
    assert found.keys() == PROCESS_FIGURES.keys()
    return {name: int(value) for name, value in found.items()}


def test_a_required_cell_that_is_blank_is_missing(instance: Instance) -> None:
    review = Review(instance)
    review.save(ANNE)
    review.save(NAMELESS)
    found = counted(instance, {"s1"})
    assert (found["cells_filled"], found["cells_required"]) == (3, 4)


def test_a_table_that_nobody_has_filled_counts_as_one_blank_row(instance: Instance) -> None:
    found = counted(instance, {"s2"})
    assert (found["cells_filled"], found["cells_required"]) == (0, 2)


def test_another_departments_rows_do_not_fill_ours(instance: Instance) -> None:
    Review(instance).save(ANNE)
    assert counted(instance, {"s2"})["cells_filled"] == 0
    assert counted(instance)["cells_filled"] == 2


def test_only_what_was_never_returned_passed_at_once(instance: Instance) -> None:
    assert counted(instance)["answers_judged"] == 0
    first, second = Review(instance, "s1"), Review(instance, "s2")
    first.save(ANNE)
    first.until("accept")
    second.save(BEN)
    second.until("check")
    assert counted(instance)["answers_judged"] == 1
    second.back(person("head", "s2"), NewRemark("accuracy", "请核对收入"))
    found = counted(instance)
    assert (found["answers_passed_at_once"], found["answers_judged"]) == (1, 2)
    assert counted(instance, {"s2"})["answers_passed_at_once"] == 0
