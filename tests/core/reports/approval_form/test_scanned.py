"""A scanned form stands for the signatures on it, where the setting allows."""

from __future__ import annotations

import json

import pytest
import sqlalchemy as sa

from core.access import SYSTEM_ACTOR
from core.database import reading, writing
from core.errors import Conflict, Refused
from core.instance import Instance
from core.reports.approval_form.package import package_of
from core.reports.approval_form.scanned import hand_in_scan
from core.rounds.department import Department
from core.rounds.round import Round
from core.rounds.user import User
from core.settings import Setting, Settings, canonical
from tests.core.rounds.reviewing import ANNE, Review, person

SCAN = b"%PDF-1.7 scan"


@pytest.fixture
def review(instance: Instance) -> Review:
    """A table that waits for signatures in a round that takes them on paper."""
    settings = canonical(Settings({"paper_signature": Setting("paper_signature", True, "", "")}))
    with writing(instance.engine) as connection:
        for name, role in (("head_s1", "head"), ("vice_president", "vice_president")):
            connection.execute(sa.insert(User).values(
                username=name, name=f"教师{name}", password_hash="", role=role, active=True,
                department_id="s1" if role == "head" else None, staff_no="",
            ))
        mine = sa.update(Department).where(Department.id == "s1")
        connection.execute(mine.values(vice_president="vice_president"))
        connection.execute(sa.update(Round).values(settings=settings, settings_digest="x"))
    found = Review(instance)
    found.save(ANNE)
    found.until("check")
    return found


def printed(review: Review) -> str:
    with reading(review.instance.engine) as connection:
        package = package_of(
            review.instance, connection, SYSTEM_ACTOR, review.place.round, "s1"
        )
    return package.fingerprint


def hand_in(
    review: Review, print_: str, who: str = "collector", head: str = "head_s1"
) -> list[str]:
    return hand_in_scan(
        review.instance, person(who), review.place.round, "s1", head, print_, "扫描.pdf", SCAN
    )


def test_it_signs_for_head_and_vice_president(review: Review) -> None:
    assert hand_in(review, printed(review)) == ["示例人员"]
    assert review.state == "signed"
    assert review.counting == ["head_sign", "sign"]
    assert [one.username for one in review.signatures] == ["head_s1", "vice_president"]
    digest = review.signatures[0].meaning.split()[-1]
    assert (review.instance.folder / "documents" / digest).read_bytes() == SCAN
    review.act("accept")


def test_a_paper_about_other_content_is_refused(review: Review) -> None:
    with pytest.raises(Conflict, match="纸面的总指纹与现存数据不符"):
        hand_in(review, "0" * 64)
    assert review.state == "checked"


def test_only_the_collector_hands_it_in_for_the_head_of_the_place(review: Review) -> None:
    for who in ("filler", "office"):
        with pytest.raises(Refused, match="没有这项权限"):
            hand_in(review, printed(review), who)
    with pytest.raises(Refused, match="不是本部门的负责人"):
        hand_in(review, printed(review), head="vice_president")


def test_without_the_setting_it_is_refused(review: Review) -> None:
    settings = canonical(Settings())
    assert json.loads(settings) == {}
    with writing(review.instance.engine) as connection:
        connection.execute(sa.update(Round).values(settings=settings, settings_digest="y"))
    with pytest.raises(Refused, match="不接受纸质签字"):
        hand_in(review, printed(review))
