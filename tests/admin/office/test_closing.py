"""The page on which the office and the secretary close a round."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import sqlalchemy as sa

from core.database import writing
from core.rounds.assignment import Assignment


def test_a_round_is_closed_by_the_office_and_the_secretary(sqlite_site: Any) -> None:
    with writing(sqlite_site.instance.engine) as connection:
        connection.execute(sa.delete(Assignment))
    office, secretary = sqlite_site.visitor("office"), sqlite_site.visitor("secretary")
    assert "全部表都已通过，可以汇总" in office.get("/closing/").text
    assert office.post("/closing/aggregate").status_code == 302
    typed = {"reference": "校办〔2025〕8号", "held": "2025-08-01"}
    refused = secretary.post("/closing/resolution", typed)
    assert refused.status_code == 422
    assert "请附上会议纪要" in refused.text
    assert 'value="校办〔2025〕8号"' in refused.text
    minutes = (io.BytesIO(b"%PDF-1.7 minutes"), "会议纪要.pdf")
    assert secretary.post("/closing/resolution", {**typed, "minutes": minutes}).status_code == 302
    assert secretary.get("/closing/minutes").data == b"%PDF-1.7 minutes"
    assert office.post("/closing/seal").status_code == 302
    sent = {"level": "ministry", "sent": "2025-08-01", "reference": "A-1"}
    assert office.post("/closing/receipt", sent).status_code == 302
    page = office.get("/closing/").text
    assert "已上报" in page
    assert "A-1" in page

    assert office.post("/closing/package", {"number": "1"}).status_code == 422
    package = office.post("/closing/package", {"number": "1", "reason": "报教育部"})
    with zipfile.ZipFile(io.BytesIO(package.data)) as found:
        assert "manifest.json" in found.namelist()
    package.close()
    assert office.post("/closing/reopen", {"reason": "更正"}).status_code == 302
    assert "开放填报" in office.get("/closing/").text


def test_what_is_missing_is_listed(sqlite_site: Any) -> None:
    office = sqlite_site.visitor("office")
    assert "张表没有通过，不能汇总" in office.get("/closing/").text
    refused = office.post("/closing/aggregate")
    assert refused.status_code == 422
    assert "示例学院：" in refused.text


def test_a_department_takes_its_approval_form(sqlite_site: Any) -> None:
    own = sqlite_site.departments["示例学院"]
    answer = sqlite_site.visitor("head").get(f"/form/{own}.docx")
    assert answer.data.startswith(b"PK")
    assert sqlite_site.visitor("head").get(f"/form/{own}.exe").status_code == 404
