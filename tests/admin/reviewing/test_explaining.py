"""Explaining warnings: one by one or together, with what was said before beside them."""

from __future__ import annotations

from dataclasses import replace

import sqlalchemy as sa

from core.checks.issues import Issue, Scope, store_issues
from core.database import reading, writing
from core.definition.definitions import canonical, digest
from core.generation.columns import utc
from core.rounds.explanations import EXPLANATIONS
from core.rounds.round import Round
from tests.admin.reviewing.playing import OWN, PERSON, Course


def warn(course: Course, *keys: str) -> None:
    """Let the last check have found a warning in rows of these keys."""
    department = course.site.departments[OWN]
    found = [
        Issue(table="sample.person", department=department, code="SMP-900", severity="warning",
              message=f"{key} 的课时比去年多一倍。", row_key=f'["{key}"]', field="lessons")
        for key in keys
    ]  # fmt: skip
    with writing(course.site.instance.engine) as connection:
        scope = Scope(2025, ("sample.person",), department)
        store_issues(connection, scope, found, utc(course.site.clock()))


def texts(course: Course) -> list[str]:
    with reading(course.site.instance.engine) as connection:
        return list(connection.scalars(sa.select(EXPLANATIONS.c.text)))


def test_a_warning_is_explained_beside_it(course: Course) -> None:
    warn(course, "T1")
    assert "还有 1 处要写明原因" in course.table()
    assert f"{course.address}/warnings" in course.by("filler").get(f"{PERSON}/issues").text
    page = course.by("filler").get(f"{course.address}/warnings").text
    assert "T1 的课时比去年多一倍。" in page
    course.post("filler", "explain", code="SMP-900", field="lessons", row_key='["T1"]',
                text="合并了两个班")  # fmt: skip
    page = course.by("head").get(f"{course.address}/warnings").text
    assert "需要说明的都已写明" in page
    assert "说明：合并了两个班" in page
    assert "合并了两个班" in course.page("collector")
    course.post("filler", "explain", code="SMP-900", field="lessons", row_key='["T1"]', text="")
    assert texts(course) == []


def test_the_same_reason_is_written_once(course: Course) -> None:
    warn(course, "T1", "T2", "T3")
    answer = course.post("filler", "explain", code="SMP-900", same="1", text=" ")
    assert "请写明原因" in answer.text
    answer = course.post("filler", "explain", code="SMP-900", same="1", text="课程改革")
    assert "已记下 3 处说明" in answer.text
    assert texts(course) == ["课程改革"] * 3


def test_an_explanation_of_other_figures_is_offered_again_but_does_not_count(
    course: Course,
) -> None:
    warn(course, "T1")
    course.post("filler", "explain", code="SMP-900", same="1", text="课程改革")
    with writing(course.site.instance.engine) as connection:
        connection.execute(sa.update(EXPLANATIONS).values(message="另一个数"))
    page = course.by("filler").get(f"{course.address}/warnings").text
    assert "还有 1 处要写明原因" in page
    assert "课程改革</textarea>" in page
    assert "以前写过的说明，核对后保存才算数" in page


def test_a_row_says_what_the_return_lets_one_change(course: Course) -> None:
    other = course.site.row("sample.person", OWN, staff_no="T2", name="教师022", unit="U1")
    course.until("submit")
    course.post("collector", "remarks", kind="truth", text="请附证书", row_id=course.row,
                field="name")  # fmt: skip
    course.post("collector", "return")
    page = course.by("filler").get(f"{PERSON}/{course.row}/").text
    assert "只能改：姓名。" in page
    assert "请附证书" in page
    assert "这一行没有被退回" in course.by("filler").get(f"{PERSON}/{other}/").text


def test_a_table_for_one_department_is_accepted_unseen(course: Course) -> None:
    course.until("sign")
    definitions = course.site.instance.registry.definitions
    person = replace(definitions.table("sample.person"), restricted_to=(OWN,))
    text = canonical(replace(definitions, tables={**definitions.tables, person.id: person}))
    with writing(course.site.instance.engine) as connection:
        connection.execute(
            sa.update(Round).values(definitions=text, definitions_digest=digest(text))
        )
    page = course.page("office")
    assert "您看不到内容，只能按手续办理：共 1 行" in page
    assert "T1" not in page
    assert course.by("auditor").get(f"{course.address}/").status_code == 404
