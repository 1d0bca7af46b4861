"""A sealed round shows what its checks found when it was sealed."""

from __future__ import annotations

import dataclasses
from typing import Any

import sqlalchemy as sa

from admin.checking import check_and_keep
from core.access import SYSTEM_ACTOR
from core.closing.aggregating import aggregate
from core.closing.approving import approve
from core.closing.sealing import seal
from core.database import reading, writing
from core.rounds.assignment import Assignment
from core.rounds.facts import round_facts
from core.rounds.round import load_round
from core.rounds.user import load_actor


def test_checks_of_a_sealed_round_are_not_run_again(site: Any) -> None:
    instance = site.instance
    with writing(instance.engine) as connection:
        connection.execute(sa.delete(Assignment))
        secretary = load_actor(connection, "secretary")
        facts = round_facts(connection, instance.registry, load_round(connection))
    minutes = instance.folder / "minutes.pdf"
    minutes.write_bytes(b"%PDF-1.7")
    aggregate(instance, SYSTEM_ACTOR, 2025)
    approve(instance, secretary, 2025, "1", instance.clock().date(), minutes)
    before, _change = check_and_keep(instance, facts, ["sample.person"], None)
    assert "SMP-101" in dict(before.ran)
    seal(instance, SYSTEM_ACTOR, 2025)
    without_rules = dataclasses.replace(instance.registry, plugins=())
    later = dataclasses.replace(instance, registry=without_rules)
    run, change = check_and_keep(later, facts, ["sample.person"], None)
    assert "SMP-101" in dict(run.ran)
    assert (run.issues, change.new, change.gone) == ([], 0, 0)
    with reading(instance.engine) as connection:
        assert load_round(connection, 2025).state == "sealed"
