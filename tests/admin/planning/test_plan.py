"""The plan in the browser: the office makes it, departments read it and record their meeting."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import Any

from core.database import reading
from core.rounds.planning.tasks import tasks
from core.rounds.planning.trainings import trainings
from core.rounds.round import load_round

PERSON = "/tasks/sample/person/"


def test_an_announcement_stands_on_every_first_page(site: Any) -> None:
    office, filler = site.visitor("office"), site.visitor("filler")
    typed = {"title": "填报培训", "text": "8 月 5 日 <在> 示例楼"}
    assert office.post("/plan/announcements", typed).status_code == 302
    assert "8 月 5 日 &lt;在&gt; 示例楼" in filler.get("/").text
    office.post("/plan/announcements/1/withdraw")
    assert "填报培训" not in filler.get("/").text


def test_dates_are_set_by_the_office_and_read_by_all(site: Any) -> None:
    office = site.visitor("office")
    with reading(site.instance.engine) as connection:
        period = next(iter(load_round(connection).dues or {}))
    form = {f"due-{period}": "2025-10-31"}
    assert office.post("/plan/dates", form).status_code == 302
    assert "2025-10-31" in site.visitor("head").get("/plan/").text
    wrong = office.post("/plan/dates", {f"due-{period}": "明天"})
    assert (wrong.status_code, "2025-08-20 的样子" in wrong.text) == (409, True)


def test_a_training_has_material_and_attendance(site: Any) -> None:
    office = site.visitor("office")
    answer = office.post("/plan/trainings", {
        "held": "2025-07-01", "topic": "填报方法", "place": "示例楼 101",
        "material": (BytesIO(b"slides"), "讲义.pdf"),
    }, content_type="multipart/form-data")  # fmt: skip
    assert answer.status_code == 302
    given = site.visitor("collector").get("/plan/trainings/1/material")
    assert (given.data, given.mimetype) == (b"slides", "application/octet-stream")
    office.post("/plan/trainings/1/attendance", {"attended": ["collector"]})
    with reading(site.instance.engine) as connection:
        assert trainings(connection, 2025)[0].attended == {"collector"}
    assert "checked" in office.get("/plan/trainings/1/attendance").text


def test_a_department_records_its_meeting(site: Any) -> None:
    own = site.departments["示例学院"]
    form = {"held": "2025-07-10", "attended": "12", "record": "布置任务，学习填表说明。"}
    collector = site.visitor("collector")
    assert collector.post(f"/plan/kick-off/{own}", form).status_code == 302
    assert "布置任务" in site.visitor("office").get(f"/plan/kick-off/{own}").text
    early = collector.post(f"/plan/kick-off/{own}", form | {"held": "2025-12-01"})
    assert (early.status_code, "还没有召开" in early.text) == (409, True)
    assert site.visitor("filler").post(f"/plan/kick-off/{own}", form).status_code == 409


def test_a_department_gets_its_base_tables_as_one_zip(sqlite_site: Any) -> None:
    own = sqlite_site.departments["示例学院"]
    answer = sqlite_site.visitor("collector").get(f"/plan/base-tables/{own}.zip")
    names = zipfile.ZipFile(BytesIO(answer.data)).namelist()
    with reading(sqlite_site.instance.engine) as connection:
        given = [task for task in tasks(connection, 2025) if task.department == own]
    assert names
    assert len(names) == len(given)


def test_the_office_gives_and_hands_over_tasks(site: Any) -> None:
    own, other = site.departments["示例学院"], site.departments["示例艺术学院"]
    office = site.visitor("office")
    site.row("sample.person", "示例学院", staff_no="T1", name="教师001")
    form = {"collector": "collector", "due": "2025-08-20", "filler": ["filler"]}
    assert office.post(f"{PERSON}{own}", form).status_code == 302
    page = office.get("/tasks/").text
    assert "2025-08-20" in page
    wrong = office.post(f"{PERSON}{own}", {"collector": "stranger"})
    assert (wrong.status_code, "不是“示例学院”" in wrong.text) == (422, True)
    kept = office.post(f"{PERSON}{own}/remove")
    assert (kept.status_code, "已填 1 行" in kept.text) == (409, True)
    assert office.post(f"{PERSON}{own}/reassign", {"to": other}).status_code == 302
    assert "1 行都保留" in office.get("/tasks/").text
    assert site.visitor("filler").get("/tables/sample/person/").status_code == 404
    assert "教师001" in site.visitor("stranger").get("/tables/sample/person/").text


def test_where_fillers_are_named_the_others_only_read(sqlite_site: Any) -> None:
    own = sqlite_site.departments["示例学院"]
    office, filler = sqlite_site.visitor("office"), sqlite_site.visitor("filler")
    assert filler.get("/tables/sample/person/new").status_code == 200
    office.post(f"{PERSON}{own}", {"filler": ["collector"]})
    assert filler.get("/tables/sample/person/new").status_code == 403
    assert sqlite_site.visitor("collector").get("/tables/sample/person/new").status_code == 200
