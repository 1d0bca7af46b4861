"""The project's own tables and rules in a database of their own, filled by each test."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest

from core.checks.facts import RoundFacts
from core.checks.filling import fill
from core.discovery import build_registry
from core.indicators.cases import Case, Trial, trial
from core.indicators.standards import read_standards

TABLES = Path(__file__).parents[3] / "tables"
Rows = Mapping[str, Sequence[Mapping[str, str]]]


@pytest.fixture(scope="session")
def shipped() -> Iterator[Trial]:
    """Every table of the project, empty."""
    with trial(build_registry(TABLES, installed=False), read_standards(TABLES)) as one:
        yield one


class TwoYears:
    """The round of 2025 and the one before; what is filled is gone after the test."""

    def __init__(self, tried: Trial) -> None:
        self.tried = tried
        self.facts: RoundFacts = tried.facts(Case(last={"any": []}))

    def fill(self, now: Rows, last: Rows | None = None) -> TwoYears:
        """Store rows of this year and of the year before."""
        fill(self.tried.connection, self.tried.models, self.facts, now)
        if last is not None and self.facts.previous is not None:
            fill(self.tried.connection, self.tried.models, self.facts.previous, last)
        return self


@pytest.fixture
def years(shipped: Trial) -> Iterator[TwoYears]:
    """Two empty rounds."""
    transaction = shipped.connection.begin()
    yield TwoYears(shipped)
    transaction.rollback()
