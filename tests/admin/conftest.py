"""A site on a small invented college: four departments, three tables, one account per role."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pluggy
import pytest
import sqlalchemy as sa
from flask import Flask
from werkzeug.test import TestResponse

from admin import create_app
from admin.accounts.passwords import password_hash
from core import count, hookspecs
from core.access import Actor
from core.category import Category
from core.database import reading, writing
from core.definition.kinds import BUILT_IN
from core.definition.loading import read_definitions
from core.instance import Instance
from core.registry import Plugin, Registry
from core.rounds.department import Department, all_departments
from core.rounds.opening import create_instance
from core.rounds.round import frozen_definitions, load_round
from core.rounds.rows import Place, save_row
from core.rounds.user import User
from core.settings import Settings

TABLES = Path(__file__).parent / "tables"
YEAR = 2025
NOON = datetime(2025, 8, 1, 12, tzinfo=UTC)
PASSWORD = "Korrekt-Pferd-1"
OWN, OTHER = "示例学院", "示例艺术学院"
ROLES = (
    "filler", "collector", "head", "vice_president", "consolidator",
    "office", "secretary", "auditor", "administrator", "leader",
)
IN_A_DEPARTMENT = ("filler", "collector", "head", "consolidator")


def sample_category() -> Category:
    """Return the one category: a row check, a measure, indicators of rows and of the round."""
    sample = Category("sample", "示例类别")

    @sample.check(
        "SMP-101", "person", "结束日期（{ended}）早于开始日期（{begun}）。",
        passes={"begun": "2025-01-01", "ended": "2025-01-02"},
        fails={"begun": "2025-01-02", "ended": "2025-01-01"}, blames=("ended",),
    )
    def ends_after_beginning(begun: Any, ended: Any) -> bool:
        return bool(ended >= begun)

    @sample.measure("校内人员数", "person", unit="人")
    def insiders(person: Any) -> Any:
        return count(person.staff_kind == "校内")

    @sample.measure("人员数", "person", unit="人")
    def people(person: Any) -> Any:
        return count()

    @sample.indicator("SMP-I01", "校内人员比例", unit="%", source="测试")
    def inside_ratio(insiders: Decimal, people: Decimal) -> Decimal | None:
        return 100 * insiders / people if people else None

    @sample.indicator("SMP-I02", "必填项填报率", unit="%", source="测试")
    def filled_ratio(cells_filled: Decimal, cells_required: Decimal) -> Decimal | None:
        return 100 * cells_filled / cells_required if cells_required else None

    return sample


@cache
def sample_registry() -> Registry:
    """Return a registry of the sample tables with their one plugin."""
    kinds = {kind.name: kind for kind in BUILT_IN}
    manager = pluggy.PluginManager(hookspecs.PROJECT)
    manager.add_hookspecs(hookspecs)
    plugin = Plugin("sample", "test", "1.0", (sample_category(),))
    definitions = read_definitions([TABLES], kinds)
    return Registry(definitions, Settings(), MappingProxyType(kinds), (plugin,), manager.hook)


@dataclass
class Clock:
    """A clock that stands still until it is told to go on."""

    now: datetime = NOON

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **by: float) -> None:
        self.now += timedelta(**by)


@dataclass
class Visitor:
    """A browser: keeps its cookie, and sends the token of its session with every form."""

    app: Flask
    client: Any = field(init=False)

    def __post_init__(self) -> None:
        self.client = self.app.test_client()

    def get(self, url: str, **more: Any) -> TestResponse:
        return self.client.get(url, buffered=True, **more)

    def post(self, url: str, data: Mapping[str, Any] | None = None, **more: Any) -> TestResponse:
        return self.client.post(url, data={"csrf_token": self.token(), **(data or {})}, **more)

    def ask(
        self, method: str, url: str, data: Mapping[str, Any] | None = None, **more: Any
    ) -> TestResponse:
        """Send a request of any method; whatever changes something carries the token."""
        if method == "GET":
            return self.get(url, **more)
        if method == "POST":
            return self.post(url, data, **more)
        return self.client.open(url, method=method, headers={"X-CSRFToken": self.token()}, **more)

    def token(self) -> str:
        page = self.client.get("/login", follow_redirects=True).text
        found = re.search(r'name="csrf_token" value="([^"]+)"', page)
        assert found, page
        return found.group(1)

    def sign_in(self, username: str, password: str = PASSWORD, **more: Any) -> TestResponse:
        return self.post("/login", {"username": username, "password": password}, **more)


@dataclass
class Site:
    """The application, what lies under it, and the ids of the departments by name."""

    app: Flask
    instance: Instance
    clock: Clock
    departments: Mapping[str, str]

    def visitor(self, username: str | None = None) -> Visitor:
        visitor = Visitor(self.app)
        if username:
            assert visitor.sign_in(username).status_code == 302
        return visitor

    def actor(self, department: str) -> Actor:
        id = self.departments[department]
        return Actor("filler", "教师001", "filler", id, department=department)

    def row(self, table: str, department: str, **values: str) -> str:
        """Store a row as its department would, and return its id."""
        with reading(self.instance.engine) as connection:
            round = load_round(connection)
        place = Place(round, frozen_definitions(round).table(table), self.departments[department])
        saved = save_row(self.instance, self.actor(department), place, values)
        assert saved.row_id, saved.findings
        return saved.row_id


def add_people(instance: Instance, departments: Mapping[str, str]) -> None:
    """Add one account per role, and ``stranger`` who fills for another department."""
    known = password_hash(PASSWORD)
    own = departments[OWN]
    accounts = {role: (role, own if role in IN_A_DEPARTMENT else None) for role in ROLES}
    accounts["stranger"] = ("filler", departments[OTHER])
    accounts["money"] = ("filler", departments["示例财务处"])
    accounts["personnel"] = ("collector", departments["示例人事处"])
    with writing(instance.engine) as connection:
        for number, (username, (role, department)) in enumerate(accounts.items(), 1):
            connection.execute(sa.insert(User).values(
                username=username, name=f"教师{number:03d}", password_hash=known, role=role,
                department_id=department, active=True, staff_no="",
            ))
        connection.execute(
            sa.update(Department).where(Department.id == departments[OWN])
            .values(vice_president="vice_president")
        )


def build_site(folder: Path, url: str) -> Site:
    """Make the college in a folder and the application on it."""
    folder.mkdir(parents=True, exist_ok=True)
    config = f'database = "{url}"\n[accounts]\nsecond_factor_roles = []\n'
    (folder / "config.toml").write_text(config, encoding="utf-8")
    clock = Clock()
    instance = create_instance(folder, YEAR, registry=sample_registry(), clock=clock)
    with reading(instance.engine) as connection:
        departments = {d.name: d.id for d in all_departments(connection)}
    add_people(instance, departments)
    app = create_app({"INSTANCE": instance})
    return Site(app, instance, clock, departments)


@pytest.fixture
def site(tmp_path: Path, engine_url: str) -> Iterator[Site]:
    """The site, on SQLite and on PostgreSQL in turn."""
    site = build_site(tmp_path / "instance", engine_url)
    yield site
    site.instance.close()


@pytest.fixture
def sqlite_site(tmp_path: Path, sqlite_url: str) -> Iterator[Site]:
    """The site on SQLite, for what has nothing to do with the database."""
    site = build_site(tmp_path / "instance", sqlite_url)
    yield site
    site.instance.close()


Make = Callable[[Path, str], Site]


@pytest.fixture(scope="session")
def make_site() -> Make:
    """Gives the function that makes a site, for tests that keep one for long."""
    return build_site
