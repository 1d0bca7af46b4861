"""Returns: exactly what was returned opens, and the signatures that covered it end."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.errors import NotFound, Refused
from core.exchange.importing import Batch, prepare, store
from core.instance import Instance
from core.rounds.locking import Locked
from core.rounds.remarks import NewRemark
from core.rounds.submitting import answer
from tests.core.rounds.reviewing import ANNE, BEN, IN_CHARGE, Review, person


@pytest.fixture
def review(instance: Instance) -> Review:
    """Two rows, signed by head and vice-president."""
    review = Review(instance)
    review.save(ANNE)
    review.save(BEN)
    return review.until("sign")


def about(review: Review, row: int | None = None, field: str = "") -> NewRemark:
    row_id = "" if row is None else review.rows[row].row_id
    return NewRemark("accuracy", "与证明材料不一致", row_id, field)


def test_what_is_submitted_is_locked(review: Review) -> None:
    before = review.print
    with pytest.raises(Locked, match="已锁定"):
        review.save(ANNE | {"colour": "绿"}, row=0)
    with pytest.raises(Locked):
        review.save(ANNE | {"staff_no": "0099"})
    with pytest.raises(Locked):
        review.delete(0)
    assert review.print == before


def test_an_import_into_what_is_signed_is_refused(review: Review, tmp_path: Path) -> None:
    path = tmp_path / "表.csv"
    for text, locked in (("0012,2020-9-1,教师001\n", False), ("0012,2020-9-1,教师077\n", True),
                         ("0088,2020-9-1,教师088\n", True)):  # fmt: skip
        path.write_text(f"教工号,起始日期,姓名\n{text}", encoding="utf-8")
        batch = prepare(review.instance, person("filler"), review.place.round, review.table, "s1",
                        path, path.name)  # fmt: skip
        assert isinstance(batch, Batch)
        if locked:
            with pytest.raises(Locked):
                store(review.instance, person("filler"), batch.id)
        else:
            assert store(review.instance, person("filler"), batch.id).counts["unchanged"] == 1
    assert [row.values["name"] for row in review.rows] == ["教师001", "教师002"]


def test_a_returned_cell_opens_alone(review: Review) -> None:
    review.back(person("office"), about(review, 0, "colour"))
    assert (review.state, review.now.limited) == ("draft", True)
    with pytest.raises(Locked, match="0012 2020-09-01"):
        review.save(ANNE | {"name": "教师088"}, row=0)
    with pytest.raises(Locked, match="0013"):
        review.save(BEN | {"colour": "红"}, row=1)
    with pytest.raises(Locked):
        review.save(ANNE | {"staff_no": "0099"})
    with pytest.raises(Locked):
        review.delete(0)
    assert review.counting == ["head_sign", "sign"]
    review.save(ANNE | {"colour": "绿"}, row=0)
    assert review.counting == []


def test_a_returned_row_opens_with_all_its_cells(review: Review) -> None:
    review.back(person("office"), about(review, 1))
    review.save(BEN | {"name": "教师088", "pay": "13"}, row=1)
    with pytest.raises(Locked):
        review.save(ANNE | {"colour": "绿"}, row=0)
    review.delete(1)
    assert len(review.rows) == 1


def test_a_returned_table_opens_wholly(review: Review) -> None:
    review.back(person("office"), about(review))
    review.save(ANNE | {"staff_no": "0099"})
    review.save(ANNE | {"colour": "绿"}, row=0)
    review.delete(1)
    assert "绿" in [row.values["colour"] for row in review.rows]


def test_an_import_changes_only_what_was_returned(review: Review, tmp_path: Path) -> None:
    review.back(person("office"), about(review, 0, "name"))
    path = tmp_path / "表.csv"
    files = (("0012,2020-9-1,教师001,绿\n", True), ("0012,2020-9-1,教师077,红\n", False))
    for text, locked in files:
        path.write_text(f"教工号,起始日期,姓名,颜色\n{text}", encoding="utf-8")
        batch = prepare(review.instance, person("filler"), review.place.round, review.table, "s1",
                        path, path.name)  # fmt: skip
        assert isinstance(batch, Batch)
        if locked:
            with pytest.raises(Locked):
                store(review.instance, person("filler"), batch.id)
        else:
            store(review.instance, person("filler"), batch.id)
    assert review.rows[0].values["name"] == "教师077"


def test_a_remark_closes_when_the_value_changed(review: Review) -> None:
    review.back(person("office"), about(review, 0, "colour"))
    with pytest.raises(Refused, match="还有 1 条退回意见"):
        review.act("submit")
    review.save(ANNE | {"colour": "绿"}, row=0)
    review.until("accept")
    assert [remark.status for remark in review.remarks()] == ["closed"]
    assert review.now.turn == 2


def test_an_answer_is_accepted_by_who_asked(review: Review) -> None:
    review.back(person("office"), about(review, 0, "colour"))
    (remark,) = review.remarks("open")
    answer(review.instance, person("filler"), review.place, remark.id, "证明材料已补交")
    review.until("sign")
    assert review.remarks()[0].status == "answered"
    review.act("accept")
    assert review.remarks()[0].status == "closed"


def test_an_answer_that_is_not_accepted_opens_the_place_again(review: Review) -> None:
    review.back(person("office"), about(review, 0, "colour"))
    (remark,) = review.remarks("open")
    answer(review.instance, person("filler"), review.place, remark.id, "没有错")
    review.until("sign")
    review.back(person("office"), reopened=[remark.id])
    assert review.remarks()[0].status == "open"
    review.save(ANNE | {"colour": "绿"}, row=0)
    review.until("accept")


def test_signing_again_is_needed_after_a_return(review: Review) -> None:
    review.back(person("office"), about(review, 0, "colour"))
    review.save(ANNE | {"colour": "绿"}, row=0)
    review.until("sign")
    assert review.counting == ["head_sign", "sign"]
    assert len(review.signatures) == 4


@pytest.mark.parametrize(
    "done, who", [("submit", "collector"), ("check", "head"), ("head_sign", IN_CHARGE)]
)
def test_every_reviewer_of_the_department_may_return(
    instance: Instance, done: str, who: str
) -> None:
    review = Review(instance)
    review.save(ANNE)
    review.until(done)
    with pytest.raises(Refused):
        review.back(person("office"), about(review, 0))
    review.back(person(who), about(review, 0))
    review.save(ANNE | {"colour": "绿"}, row=0)
    review.until("accept")


def test_what_was_accepted_may_still_be_returned_by_the_office(review: Review) -> None:
    review.act("accept")
    review.back(person("office"), about(review, 0))
    assert review.state == "draft"


def test_a_return_says_what_is_wrong(review: Review) -> None:
    for new, words in (
        ((), "至少写一条"), ((NewRemark("accuracy", " "),), "写明"),
        ((NewRemark("x", "错"),), "类别"),
        ((NewRemark("accuracy", "错", review.rows[0].row_id, "nichts"),), "没有栏目"),
    ):
        with pytest.raises(Refused, match=words):
            review.back(person("office"), *new)
    with pytest.raises(NotFound):
        review.back(person("office"), NewRemark("accuracy", "错", "0" * 32))
    assert review.state == "signed"
    assert review.remarks() == []


def test_withdrawing_goes_one_step_back(review: Review) -> None:
    review.withdraw(person(IN_CHARGE))
    assert (review.state, review.counting) == ("head_signed", ["head_sign"])
    review.withdraw(person("head"))
    assert (review.state, review.counting) == ("checked", [])
    review.withdraw(person("collector"))
    with pytest.raises(Refused):
        review.withdraw(person("head"))
    review.withdraw(person("filler"))
    assert (review.state, review.now.limited) == ("draft", False)
    review.save(ANNE | {"colour": "绿"}, row=0)
    review.until("accept")


def test_withdrawing_does_not_open_more_than_was_returned(review: Review) -> None:
    review.back(person("office"), about(review, 0, "colour"))
    review.save(ANNE | {"colour": "绿"}, row=0)
    review.act("submit")
    review.withdraw(person("filler"))
    review.save(ANNE, row=0)
    with pytest.raises(Locked):
        review.save(BEN | {"colour": "绿"}, row=1)


def test_a_returned_row_that_was_deleted_may_be_put_back(review: Review) -> None:
    review.back(person("office"), about(review, 1))
    review.delete(1)
    with pytest.raises(Locked):
        review.save(BEN | {"staff_no": "0099"})
    review.save(BEN)
    review.until("accept")


def test_withdrawing_opens_remarks_of_earlier_returns_too(review: Review) -> None:
    review.back(person("office"), about(review, 0, "colour"))
    (first,) = review.remarks("open")
    answer(review.instance, person("filler"), review.place, first.id, "没有错")
    review.until("sign")
    review.back(person("office"), about(review, 1, "name"), reopened=[first.id])
    review.save(ANNE | {"colour": "绿"}, row=0)
    review.save(BEN | {"name": "教师088"}, row=1)
    review.act("submit")
    review.withdraw(person("filler"))
    assert len(review.remarks("open")) == 2
    review.save(ANNE, row=0)
    review.save(BEN, row=1)


def test_withdrawing_a_check_takes_back_that_answers_were_accepted(review: Review) -> None:
    review.withdraw(person(IN_CHARGE))
    review.withdraw(person("head"))
    review.withdraw(person("collector"))
    review.back(person("collector"), about(review, 0, "colour"))
    (remark,) = review.remarks("open")
    answer(review.instance, person("filler"), review.place, remark.id, "没有错")
    review.act("submit")
    review.act("check")
    assert review.remarks()[0].status == "closed"
    review.withdraw(person("collector"))
    assert review.remarks()[0].status == "answered"
    review.back(person("collector"), reopened=[remark.id])
    assert review.remarks()[0].status == "open"


def test_only_the_signer_takes_a_signature_back(review: Review) -> None:
    with pytest.raises(Refused, match="签字人本人"):
        review.withdraw(person(IN_CHARGE, username="another"))
    assert review.counting == ["head_sign", "sign"]


def test_texts_too_long_to_be_kept_are_refused_whole(review: Review) -> None:
    with pytest.raises(Refused, match="最多 1000 个字，现在有 1001 个"):
        review.back(person("office"), NewRemark("form", "字" * 1001))
    review.back(person("office"), about(review, 0))
    (remark,) = review.remarks("open")
    with pytest.raises(Refused, match="答复最多"):
        answer(review.instance, person("filler"), review.place, remark.id, "字" * 1001)
