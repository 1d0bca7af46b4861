"""The whole course of a submission through the pages, and what each of them says."""

from __future__ import annotations

import re
from typing import Any

import sqlalchemy as sa

from core.database import writing
from core.rounds.opening import open_round
from core.rounds.round import Round
from tests.admin.reviewing.playing import OWN, PERSON, Course


def test_a_table_goes_from_the_filler_to_the_office(site: Any) -> None:
    course = Course(site)
    assert "填报中，还没有提交" in course.table()
    assert "已提交，等信息采集管理员核查" in course.post("filler", "submit").text
    assert "请您核查" in course.page("collector")
    course.step("collector", "check")
    course.step("head", "head_sign")
    course.step("vice_president", "sign")
    answer = course.step("office", "accept", comment="数据完整")
    assert "办公室已通过，这张表已完成" in answer.text
    assert "数据完整" in answer.text
    assert "已通过" in course.table()


def test_a_return_opens_what_it_names_and_is_answered(course: Course) -> None:
    course.until("submit")
    course.post("collector", "remarks", kind="truth", text="请附证书", row_id=course.row,
                field="name")  # fmt: skip
    page = course.page("collector")
    assert "退回，发出 1 条意见" in page
    assert "教师001（意见：请附证书）" in re.sub("<[^>]*>", "", page)
    assert "已退回，共 1 条意见" in course.post("collector", "return").text
    table = course.table()
    assert "被退回，有 1 条意见要改正或答复" in table
    assert "还有 1 条退回意见既没有改正也没有答复" in table
    assert "T1 · 姓名" in table
    refused = course.save(pay="3")
    assert refused.status_code == 409
    assert "没有被退回，不能改动" in refused.text
    assert 'name="pay" value="3"' in refused.text
    remark = re.search(r'name="remark" value="(\d+)"', table)
    assert remark
    course.post("filler", "answer", remark=remark[1], text="证书已交")
    course.post("filler", "submit")
    page = course.page("collector")
    assert "证书已交" in page
    course.post("collector", "return", again=remark[1])
    assert "被退回，有 1 条意见" in course.table()


def test_what_lacks_is_said_with_links(course: Course) -> None:
    course.save(staff_kind="校外")
    answer = course.post("filler", "submit")
    assert "还有 1 处错误没有改正，不能提交" in answer.text
    assert f'还有 1 处错误要改正 <a href="{PERSON}/issues?severity=error">' in answer.text


def test_rows_under_review_are_locked_everywhere(course: Course) -> None:
    version = course.version()
    course.until("submit")
    typed = {"staff_no": "T1", "name": "教师002", "row_version": version}
    filler = course.by("filler")
    assert filler.post(f"{PERSON}/{course.row}/", typed).status_code == 409
    assert filler.get(f"{PERSON}/new").status_code == 409
    assert filler.get(f"{PERSON}/upload").status_code == 409
    assert "内容已锁定" in filler.get(f"{PERSON}/{course.row}/").text


def test_what_was_not_looked_at_cannot_be_passed(course: Course) -> None:
    course.until("submit")
    seen = re.search(r'name="expected" value="([0-9a-f]{64})"', course.page("collector"))
    assert seen
    course.post("filler", "withdraw")
    course.save(pay="3")
    course.post("filler", "submit")
    answer = course.post("collector", "decide", verb="check", expected=seen[1])
    assert answer.status_code == 409
    assert "内容在您审阅之后有变化" in answer.text
    assert "请您核查" in answer.text


def test_a_signature_asks_for_the_password(course: Course) -> None:
    course.until("check")
    answer = course.step("head", "head_sign", password="falsch")
    assert answer.status_code == 409
    assert "密码不正确，没有签字" in answer.text
    for _ in range(4):
        course.step("head", "head_sign", password="falsch")
    assert course.post("head", "sign", verb="head_sign").status_code == 429
    assert "请您签字" in course.page("head")


def test_the_second_look_shows_only_what_changed(course: Course) -> None:
    course.site.row("sample.person", OWN, staff_no="T2", name="教师022", unit="U1")
    course.until("submit")
    assert "教师022" in course.page("collector")
    course.post("collector", "remarks", kind="accuracy", text="请核对", row_id=course.row)
    course.post("collector", "return")
    course.save(pay="3", name="教师003")
    course.post("filler", "submit")
    page = course.page("collector")
    assert "只看改动 1" in page
    assert "教师022" not in page
    assert '原为 <span class="old">教师001</span>' in page
    everything = course.by("collector").get(f"{course.address}/?view=all").text
    assert "教师022" in everything


def test_last_year_stands_beside_this_year(course: Course) -> None:
    with writing(course.site.instance.engine) as connection:
        connection.execute(sa.update(Round).values(state="sealed"))
    open_round(course.site.instance, 2026)
    course.row = course.site.row("sample.person", OWN, staff_no="T1", name="教师009")
    course.site.row("sample.person", OWN, staff_no="T5", name="教师005")
    page = course.by("head").get(f"{course.address}/?former=1").text
    assert "去年 教师001" in page
    assert "去年没有" in page
    row = course.by("head").get(f"{course.address}/rows/{course.row}").text
    assert "<td>教师001</td>" in row
    assert "相同" in row


def test_a_signature_is_taken_back_by_who_gave_it(course: Course) -> None:
    course.until("head_sign")
    assert "撤回我的签字" in course.page("head")
    course.post("head", "withdraw")
    page = course.page("head")
    assert "请您签字" in page
    assert "签字人撤回" in page


def test_a_change_behind_the_program_ends_what_was_signed(course: Course) -> None:
    course.until("head_sign")
    rows = course.site.instance.models.rows("sample.person")
    with writing(course.site.instance.engine) as connection:
        connection.execute(sa.update(rows).values(name="教师999"))
    page = course.page("vice_president")
    assert "签字失效：内容已变化" in page
    assert 'name="expected"' not in page


def test_nobody_decides_twice(course: Course) -> None:
    course.post("collector", "submit")
    page = course.page("collector")
    assert "您已作为信息采集管理员办理过同一份内容，这一步需由他人办理" in page
    assert 'name="expected"' not in page


def test_nothing_to_report_is_declared_with_a_reason(course: Course) -> None:
    course.address = f"/review/sample/person/{course.site.departments['示例人事处']}"
    assert "表中还没有数据" in course.table("personnel")
    answer = course.post("personnel", "nothing", kind="no_business", reason=" ")
    assert "请写明原因" in answer.text
    course.post("personnel", "nothing", kind="no_business", reason="本处没有教师")
    assert "申报：无此项业务。原因：本处没有教师" in course.table("personnel")
    assert "已提交" in course.post("personnel", "submit").text


def test_the_history_of_a_cell_is_told_on_one_click(course: Course) -> None:
    course.save(name="教师009", id_card="999999199001011234")
    page = course.by("head").get(f"{course.address}/rows/{course.row}").text
    assert f"{course.address}/rows/{course.row}/history/name" in page
    told = course.by("head").get(f"{course.address}/rows/{course.row}/history/name").text
    assert told.index("教师009") < told.index("（空白）")
    assert "填写" in told
    hidden = course.by("auditor").get(f"{course.address}/rows/{course.row}/history/id_card").text
    assert "999…34" in hidden
    assert "199001011234" not in hidden
    unknown = f"{course.address}/rows/{course.row}/history/nosuch"
    assert course.by("head").get(unknown).status_code == 404
