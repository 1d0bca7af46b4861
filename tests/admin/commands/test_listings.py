"""Tables, plugins, rounds, departments and accounts: what there is."""

from __future__ import annotations

from typing import Any


def test_tables_are_listed_as_people_and_machines_want(tianbao: Any) -> None:
    tables = {table["id"]: table for table in tianbao.json("tables", "list")}
    assert tables["faculty.award"]["fields"] == 11
    assert set(tables["faculty.award"]) == {
        "id", "title", "category", "number", "owner", "period", "fields",
    }
    assert "教师获奖与社会兼职" in tianbao("tables", "list").stdout


def test_a_table_is_shown_with_its_fields(tianbao: Any) -> None:
    table = tianbao.json("tables", "show", "faculty.award", "--round", "2025")
    first = table["fields"][0]
    assert (first["label"], first["kind"]) == ("教工号", "reference")
    assert (first["to"], first["required"]) == ("faculty.teacher.staff_no", True)
    assert [field["name"] for field in table["fields"]][:3] == ["staff_no", "item_kind", "name"]


def test_a_new_database_needs_nothing(tianbao: Any) -> None:
    assert tianbao.json("tables", "plan") == {"steps": [], "refusals": []}
    assert tianbao.json("tables", "apply") == {"steps": [], "refusals": []}
    assert tianbao.json("tables", "diff") == []


def test_only_an_administrator_changes_the_database(tianbao: Any) -> None:
    tianbao("user", "add", "boss", "--name", "教师001", "--role", "leader")
    tianbao("user", "add", "root", "--name", "教师002", "--role", "administrator")
    assert tianbao("tables", "apply", "--as", "boss").exit_code == 2
    assert tianbao("tables", "apply", "--as", "root").exit_code == 0
    assert tianbao("round", "open", "2026", "--as", "boss").exit_code == 2


def test_rounds_are_opened_once(tianbao: Any) -> None:
    assert tianbao("round", "open", "2026").exit_code == 0
    assert tianbao("round", "open", "2026").exit_code == 2
    rounds = tianbao.json("round", "list")
    assert [(one["year"], one["state"]) for one in rounds] == [(2026, "open"), (2025, "open")]


def test_plugins_are_listed_with_what_they_bring(tianbao: Any) -> None:
    plugins = {plugin["name"]: plugin for plugin in tianbao.json("plugins", "list")}
    assert plugins["faculty"]["disabled"] is None
    assert plugins["faculty"]["checks"] > 10


def test_a_password_is_told_once_and_stored_as_a_hash(tianbao: Any) -> None:
    from admin.accounts.passwords import password_matches
    from core.database import connect, reading
    from core.rounds.user import load_user

    told = tianbao.json(
        "user", "add", "filler1", "--name", "教师001", "--role", "filler", "--department", "财务处"
    )
    again = tianbao.json("user", "password", "filler1")
    assert told["password"] != again["password"]
    engine = connect(f"sqlite:///{tianbao.folder / 'tianbao.sqlite'}")
    with reading(engine) as connection:
        user = load_user(connection, "filler1")
    engine.dispose()
    assert user is not None
    assert password_matches(user.password_hash, again["password"])
    assert "password" not in tianbao.json("user", "list")[0]


def test_a_filler_belongs_to_a_department(tianbao: Any) -> None:
    result = tianbao("user", "add", "filler1", "--name", "教师001", "--role", "filler")
    assert result.exit_code == 2
    assert "--department" in result.stderr


def test_the_order_of_filling_names_every_table_once(tianbao: Any) -> None:
    groups = tianbao.json("tables", "order")
    ids = [id for group in groups for id in group]
    assert sorted(ids) == sorted(table["id"] for table in tianbao.json("tables", "list"))
    assert ids.index("faculty.teacher") < ids.index("faculty.teaching")
    assert "faculty.teacher  " in tianbao("tables", "order").output
