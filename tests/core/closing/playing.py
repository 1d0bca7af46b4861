"""A round of two small tables, closed step by step."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from core.access import Actor
from core.closing.aggregating import Aggregated, aggregate
from core.closing.approving import Resolved, approve
from core.closing.receipts import Received, report
from core.closing.sealing import Sealed, seal
from core.database import reading
from core.instance import Instance
from core.rounds.round import Round, load_round
from tests.core.rounds.reviewing import ANNE, BEN, Review, person

OFFICE, SECRETARY = person("office"), Actor("secretary", "教师008", "secretary")
TODAY = date(2025, 8, 1)
YEAR = 2025
TASKS = (("s1", "sample.person"), ("s2", "sample.person"), ("s1", "sample.budget"))


@dataclass
class Closing:
    """The round of 2025: s1 and s2 fill sample.person, s1 the budget too; nothing else is asked."""

    instance: Instance
    folder: Path

    @property
    def answers(self) -> list[Review]:
        return [Review(self.instance, *place) for place in TASKS]

    @property
    def round(self) -> Round:
        with reading(self.instance.engine) as connection:
            return load_round(connection, YEAR)

    def fill(self) -> None:
        first, second, budget = self.answers
        first.save({**ANNE, "pay": "12.5"})
        first.save({**BEN, "skills": "琴；画"})
        second.save({**BEN, "staff_no": "0100", "pay": "0.25"})
        budget.save({"income": "100.5", "expense": "99"})

    def accept(self) -> None:
        for answer in self.answers:
            answer.until("accept")

    def minutes(self) -> Path:
        path = self.folder / "会议纪要.pdf"
        path.write_bytes(b"%PDF-1.7 ...")
        return path

    def aggregate(self, who: Actor = OFFICE) -> Aggregated:
        return aggregate(self.instance, who, YEAR)

    def approve(self, who: Actor = SECRETARY) -> Resolved:
        return approve(self.instance, who, YEAR, "校办〔2025〕8号", TODAY, self.minutes())

    def seal(self, who: Actor = OFFICE) -> Sealed:
        return seal(self.instance, who, YEAR)

    def report(self, level: str = "province", file: str = "") -> Received:
        return report(self.instance, OFFICE, YEAR, level, TODAY, "回执-001", file)

    def until(self, verb: str) -> Closing:
        for one in ("fill", "accept", "aggregate", "approve", "seal", "report"):
            getattr(self, one)()
            if one == verb:
                return self
        raise ValueError(verb)
