"""Playing the course of a submission through the pages, as its people do."""

from __future__ import annotations

import re
from typing import Any

from tests.admin.conftest import PASSWORD

OWN = "示例学院"
PERSON = "/tables/sample/person"


class Course:
    """The table sample.person of one department, with a browser for everybody."""

    def __init__(self, site: Any) -> None:
        self.site = site
        self.row = site.row("sample.person", OWN, staff_no="T1", name="教师001", unit="U1")
        site.row("sample.unit", "示例人事处", unit_code="U1", unit_name="机构1")
        self.address = f"/review/sample/person/{site.departments[OWN]}"
        self.visitors: dict[str, Any] = {}

    def by(self, role: str) -> Any:
        if role not in self.visitors:
            self.visitors[role] = self.site.visitor(role)
        return self.visitors[role]

    def page(self, role: str) -> str:
        return str(self.by(role).get(f"{self.address}/").text)

    def table(self, role: str = "filler") -> str:
        return str(self.by(role).get(f"{PERSON}/").text)

    def post(self, role: str, what: str, **data: str) -> Any:
        return self.by(role).post(f"{self.address}/{what}", data, follow_redirects=True)

    def step(self, role: str, verb: str, **data: str) -> Any:
        """Take a step from the form on the page, as it was looked at."""
        found = re.search(r'name="expected" value="([0-9a-f]{64})"', self.page(role))
        assert found, self.page(role)
        signs = verb in ("head_sign", "sign")
        known = {"password": PASSWORD} if signs else {}
        data = {"verb": verb, "expected": found[1], **known, **data}
        return self.post(role, "sign" if signs else "decide", **data)

    def until(self, verb: str) -> Course:
        steps = {"check": "collector", "head_sign": "head", "sign": "vice_president",
                 "accept": "office"}  # fmt: skip
        assert self.post("filler", "submit").status_code == 200
        for step, role in steps.items():
            if verb == "submit":
                break
            assert self.step(role, step).status_code == 200
            if step == verb:
                break
        return self

    def version(self) -> str:
        found = re.search(
            r'name="row_version" value="(\d+)"', self.by("filler").get(f"{PERSON}/{self.row}/").text
        )
        assert found
        return found[1]

    def save(self, **values: str) -> Any:
        typed = {"staff_no": "T1", "name": "教师001", "unit": "U1", **values}
        return self.by("filler").post(
            f"{PERSON}/{self.row}/", {**typed, "row_version": self.version()}
        )
