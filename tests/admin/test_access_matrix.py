"""Every rule of the site, asked for by every role, for its own objects and for foreign ones.

What is expected stands in ``tests/access_matrix.toml``; a rule that is missing
there fails, so that no page can be forgotten.
"""

from __future__ import annotations

import secrets
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import sqlalchemy as sa

from core.database import writing
from core.exchange.importing.batch import COUNTS, ImportBatch

MATRIX = tomllib.loads(
    (Path(__file__).parents[1] / "access_matrix.toml").read_text(encoding="utf-8")
)
GROUPS = MATRIX.pop("groups")
OWN, OTHER = "示例学院", "示例艺术学院"
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


def expected(rule: str) -> dict[str, Any]:
    entry: dict[str, Any] = MATRIX[rule]
    return expected(entry["same_as"]) if "same_as" in entry else entry


def cases() -> list[tuple[str, str, str, int]]:
    found = []
    for rule in MATRIX:
        entry = expected(rule)
        found.append((rule, "own", "", entry["anybody"]))
        for world in ("own", "foreign"):
            for group, status in entry.get(world, {}).items():
                found += [(rule, world, role, status) for role in GROUPS.get(group, [group])]
    return found


class World:
    """The site with a row, and an import whenever one is needed, of either department."""

    def __init__(self, site: Any) -> None:
        self.site = site
        self.rows = {
            world: site.row("sample.person", name, staff_no="T1", name="教师001")
            for world, name in (("own", OWN), ("foreign", OTHER))
        }
        self.visitors = {role: site.visitor(role) for g in GROUPS.values() for role in g}
        self.visitors[""] = site.visitor()

    def imported(self, department: str) -> str:
        """Put a staged import of a department there, as an upload leaves it."""
        batch = secrets.token_hex(16)
        path = self.site.instance.folder / "uploads" / f"{batch}.xlsx"
        path.parent.mkdir(exist_ok=True)
        openpyxl.Workbook().save(path)
        facts = {"counts": dict.fromkeys(COUNTS, 0), "columns": {}} | {
            name: [] for name in ("ignored", "notes", "hidden", "skipped")
        }
        with writing(self.site.instance.engine) as connection:
            connection.execute(sa.insert(ImportBatch).values(
                id=batch, round=2025, table_id="sample.person", username="filler",
                department_id=self.site.departments[department], file_name="一览.xlsx",
                path=f"uploads/{batch}.xlsx", state="staged",
                created=self.site.clock.now.replace(tzinfo=None), facts=facts,
            ))
        return batch

    def url(self, endpoint: str, world: str) -> str:
        """Return the URL of a rule, with an object of that world in the place of variables."""
        rule = next(r for r in self.site.app.url_map.iter_rules() if r.endpoint == endpoint)
        names = set(rule.arguments)
        about_rows = names & {"row_id", "batch_id", "department"}
        foreign_table = world == "foreign" and not about_rows
        values = {
            "category": "sample", "table": "budget" if foreign_table else "person",
            "row_id": self.rows[world], "field": "unit", "token": "0" * 32,
            "username": "stranger", "number": 1,
            "indicator": "inside_ratio", "filename": "look.css", "form": "xlsx", "ending": "docx",
            "department": self.site.departments[OWN if world == "own" else OTHER], "remark": "1",
        }
        if endpoint.endswith(".static"):
            values["filename"] = "admin/css/bootstrap4/admin.css"
        if "batch_id" in names:
            values["batch_id"] = self.imported(OWN if world == "own" else OTHER)
        with self.site.app.test_request_context("/"):
            built = self.site.app.url_for(endpoint, **{n: values[n] for n in names})
        return str(built).removeprefix("http://localhost")


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory, make_site: Any) -> Iterator[World]:
    """One site for all requests: none of them changes what another one asks for."""
    folder = tmp_path_factory.mktemp("matrix")
    site = make_site(folder / "instance", f"sqlite:///{folder / 'tianbao.sqlite'}")
    yield World(site)
    site.instance.close()


def test_every_rule_of_the_site_is_in_the_matrix(world: World) -> None:
    rules = {
        f"{rule.endpoint} {method}"
        for rule in world.site.app.url_map.iter_rules()
        for method in METHODS if method in (rule.methods or ())
    }
    assert rules == set(MATRIX)


def test_every_role_is_in_a_group() -> None:
    from core.access import ROLES

    assert sorted(role for group in GROUPS.values() for role in group) == sorted(ROLES)


@pytest.mark.parametrize("rule, place, role, status", cases())
def test_a_role_gets_what_the_matrix_says(
    world: World, rule: str, place: str, role: str, status: int
) -> None:
    endpoint, method = rule.split()
    url = world.url(endpoint, place)
    visitor = world.site.visitor(role) if endpoint == "accounts.logout" and role else (
        world.visitors[role]
    )
    # Each request comes from an address of its own: failed logins must not add up here.
    more = {"environ_base": {"REMOTE_ADDR": f"2001:db8::{secrets.token_hex(2)}"}}
    answer = visitor.ask(method, url, TYPED.get(rule), **more)
    answer.close()
    assert answer.status_code == status, url


TYPED = {
    "accounts.login POST": {"username": "nobody", "password": "wrong"},
    "table.edit POST": {"staff_no": "T1", "name": "教师001"},
}
