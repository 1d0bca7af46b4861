"""The benchmark's workbook and its list of faults are right: an import finds exactly these."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.college import bench_instance, clean_rows, write_workbook
from benchmarks.faults import EVERY, FAULTS, OTHER_WAYS, Fault, Score, reference, rows, score
from benchmarks.importing import prepare_book
from benchmarks.unusual import write_unusual
from core.exchange.importing import Batch

COUNT = EVERY * len(FAULTS)
"""Each kind of fault once."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("benchmarks")


@pytest.fixture(scope="module")
def batches(folder: Path) -> dict[str, Batch]:
    instance = bench_instance(folder)
    usual, unusual = folder / "usual.xlsx", folder / "unusual.xlsx"
    write_workbook(usual, instance.registry, rows(COUNT))
    write_unusual(usual, unusual)
    found = {path.stem: prepare_book(instance, path) for path in (usual, unusual)}
    instance.close()
    return found


def findings(batch: Batch) -> list[tuple[int, str]]:
    return [(issue.row or 0, issue.field) for issue in batch.issues]


def test_an_import_finds_every_planted_fault_and_nothing_else(batches: dict[str, Batch]) -> None:
    faults = reference(COUNT)
    assert score(findings(batches["usual"]), faults) == Score(len(faults), 0, 0)


def test_what_is_written_in_another_way_is_repaired(batches: dict[str, Batch]) -> None:
    assert batches["usual"].counts["repaired"] >= len(FAULTS) - len(OTHER_WAYS)


def test_the_unusual_spelling_holds_the_same(batches: dict[str, Batch]) -> None:
    assert findings(batches["unusual"]) == findings(batches["usual"])
    assert batches["unusual"].counts == batches["usual"].counts


def test_a_faulty_row_differs_from_the_clean_one_where_the_reference_says() -> None:
    differing = {
        number + 2
        for number, (clean, row) in enumerate(zip(clean_rows(COUNT), rows(COUNT), strict=True))
        if clean != row
    }
    blamed = {fault.row for fault in reference(COUNT)}
    above = {row - 1 for row in blamed} & blamed
    assert blamed - above <= differing


def test_what_is_told_twice_or_elsewhere_is_extra() -> None:
    faults = [Fault(5, frozenset({"sex"})), Fault(9, frozenset({"name", "unit"}))]
    told = [(5, "sex"), (5, "sex"), (5, "name"), (7, ""), (9, "")]
    assert score(told, faults) == Score(found=2, missed=0, extra=3)
    assert score([], faults) == Score(found=0, missed=2, extra=0)
