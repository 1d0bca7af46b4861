"""The trace of imports: many rows at once, on both databases."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from core.access import Actor
from core.audit.json_text import array, array_text, object_text
from core.audit.recording import entries
from core.audit.sealing import CHANGES
from core.audit.verification import verify
from core.database import connect, reading, writing
from core.exchange.importing import Batch, prepare, store
from core.instance import Instance
from core.rounds.rows import delete_row, save_row
from tests.core.audit.test_history import history
from tests.core.audit.test_verification import FILLER, PERSON, place, texts, without_triggers

HEAD = ("教工号", "起始日期", "姓名", "身份证件号", "技能", "收入")
NUMBER = "999999199001011234"
FIRST = [("0001", "2020-09-01", "教师001", NUMBER, "琴、画", "1.5"),
         ("0002", "2020-09-01", "教师002", None, None, None),
         ("0003", None, "教师\"003\\", None, "棋", "0")]  # fmt: skip


def imported(
    instance: Instance, tmp_path: Path, rows: Iterable[Any], actor: Actor = FILLER, **how: bool
) -> Batch:
    """Import rows of ``HEAD``."""
    book = openpyxl.Workbook()
    for row in (HEAD, *rows):
        book.active.append(row)
    path = tmp_path / "人员.xlsx"
    book.save(path)
    batch = prepare(instance, actor, place(instance).round, "sample.person", "s1", path, path.name)
    assert isinstance(batch, Batch)
    return store(instance, actor, batch.id, **how)


def ids(instance: Instance) -> dict[str, str]:
    """Return the ids of the stored rows by staff number."""
    rows = instance.models.rows("sample.person")
    with reading(instance.engine) as connection:
        found: Any = connection.execute(sa.select(rows.c.staff_no, rows.c.row_id)).all()
    return dict(found)


def changes(instance: Instance) -> list[Any]:
    with reading(instance.engine) as connection:
        return list(connection.execute(sa.select(CHANGES).order_by(CHANGES.c.id)))


def test_new_rows_leave_a_digest_and_no_second_copy(instance: Instance, tmp_path: Path) -> None:
    imported(instance, tmp_path, FIRST)
    assert {c.row_id for c in changes(instance)} == {*ids(instance).values()}
    assert all((c.old, c.new, len(c.digest)) == (None, None, 32) for c in changes(instance))
    with reading(instance.engine) as connection:
        (detail,) = [json.loads(link.detail) for link in entries(connection)]
    assert detail["changes"]["rows"] == 3
    assert verify(instance).breaks == ()


def test_a_second_import_leaves_old_and_new_values_of_what_it_changes(
    instance: Instance, tmp_path: Path
) -> None:
    imported(instance, tmp_path, FIRST)
    before = ids(instance)
    second = [(*FIRST[0][:4], "书", "2"), FIRST[1], ("0004", None, "教师004", None, None, None)]
    imported(instance, tmp_path, second, replace=True)
    seen = {c.row_id: c for c in changes(instance)[3:]}
    assert {*seen} == {before["0001"], before["0003"], ids(instance)["0004"]}
    changed, gone = seen[before["0001"]], seen[before["0003"]]
    assert json.loads(changed.old)["skills"] == "琴；画"
    assert json.loads(changed.new)["skills"] == "书"
    assert json.loads(gone.old)["name"] == "教师\"003\\"
    assert gone.new is None
    assert seen[ids(instance)["0004"]].digest
    assert NUMBER not in "".join(f"{c.old}{c.new}" for c in changes(instance))
    assert verify(instance).breaks == ()


def test_an_import_that_changes_nothing_has_no_changes(instance: Instance, tmp_path: Path) -> None:
    imported(instance, tmp_path, FIRST)
    imported(instance, tmp_path, FIRST)
    assert len(changes(instance)) == 3
    assert verify(instance).breaks == ()


def test_the_history_of_an_imported_cell_begins_with_its_first_value(
    instance: Instance, tmp_path: Path
) -> None:
    imported(instance, tmp_path, FIRST)
    row_id = ids(instance)["0001"]
    assert [(c.verb, c.old, c.new) for c in history(instance, row_id, "skills")] == [
        ("imported", "", "琴、画"),
    ]
    imported(instance, tmp_path, [(*FIRST[0][:4], "书", "1.5")])
    delete_row(instance, FILLER, place(instance), row_id, 2)
    assert [(c.verb, c.old, c.new) for c in history(instance, row_id, "skills")] == [
        ("imported", "", "琴、画"), ("imported", "琴、画", "书"), ("deleted", "书", ""),
    ]
    assert [(c.seq, c.new) for c in history(instance, row_id, "id_card")] == [
        (1, "999…34"), (3, ""),
    ]


@pytest.mark.parametrize("later", [False, True], ids=["as it came", "changed later"])
def test_an_imported_value_changed_past_the_program_is_named(
    instance: Instance, tmp_path: Path, later: bool
) -> None:
    imported(instance, tmp_path, FIRST)
    rows, row_id = instance.models.rows("sample.person"), ids(instance)["0002"]
    with writing(instance.engine) as connection:
        connection.execute(sa.update(rows).where(rows.c.row_id == row_id).values(name="教师009"))
    if later:  # what is changed afterwards through the program does not cover it
        save_row(instance, FILLER, place(instance),
                 PERSON | {"staff_no": "0002", "since_day": "2020-09-01", "name": "教师002"},
                 row_id=row_id, version=1)  # fmt: skip
    assert texts(instance) == "“示例人员”有数据绕过程序被改动：0002 2020-09-01"


def test_a_row_put_in_past_the_program_is_named(instance: Instance, tmp_path: Path) -> None:
    imported(instance, tmp_path, FIRST)
    rows = instance.models.rows("sample.person")
    with writing(instance.engine) as connection:
        copied = [sa.literal("f" * 32) if c.name == "row_id" else
                  sa.literal('["0009",""]') if c.name == "row_key" else c for c in rows.c]
        query = sa.select(*copied).where(rows.c.staff_no == "0001")
        connection.execute(sa.insert(rows).from_select([*rows.c], query))
    assert texts(instance) == "“示例人员”有数据绕过程序被改动：0009"


@pytest.mark.parametrize(
    "attack",
    [
        lambda c: c.execute(sa.update(CHANGES).where(CHANGES.c.row_key.like("%2%"))
                            .values(digest="0" * 32)),
        lambda c: c.execute(sa.delete(CHANGES).where(CHANGES.c.row_key.like("%0003%"))),
        lambda c: [c.execute(sa.update(CHANGES).where(CHANGES.c.id == old).values(id=new))
                   for old, new in ((1, 9), (2, 1), (9, 2))],
        lambda c: c.execute(sa.update(CHANGES).values(department="s2")),
    ],
    ids=["changed", "removed", "reordered", "moved"],
)  # fmt: skip
def test_a_change_of_an_import_tampered_with_is_named(
    instance: Instance, tmp_path: Path, attack: Any
) -> None:
    imported(instance, tmp_path, FIRST)
    with without_triggers(instance) as connection:
        attack(connection)
    assert "第 1 条操作记录所附的 3 行修改明细被改动或删去" in texts(instance)


def test_an_imported_file_that_is_changed_later_is_named(
    instance: Instance, tmp_path: Path
) -> None:
    kept = instance.folder / imported(instance, tmp_path, FIRST).path
    kept.write_bytes(kept.read_bytes() + b"x")
    assert texts(instance) == f"第 1 条操作记录所导入的文件 {kept} 被改动"
    kept.unlink()
    assert texts(instance) == ""


VALUES = st.none() | st.integers(-(2**63), 2**63 - 1) | st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0")
)


@given(st.lists(VALUES, min_size=1, max_size=100))
def test_sqlite_makes_the_same_json_as_we(values: list[Any]) -> None:
    engine = connect("sqlite://")
    assert_same(engine, values)


def test_both_databases_make_the_same_json_as_we(engine: sa.Engine) -> None:
    every = "".join(map(chr, [*range(1, 128), 0xE9, 0x2028, 0x4E00, 0x1F600]))
    assert_same(engine, [every, None, -1, 2**62, "", *map(str, range(90))])


def assert_same(engine: sa.Engine, values: list[Any]) -> None:
    types = [sa.BigInteger() if isinstance(value, int) else sa.Text() for value in values]
    columns: list[Any] = [
        sa.cast(sa.null(), type) if value is None else sa.literal(value, type)
        for value, type in zip(values, types, strict=True)
    ]
    sqlite = engine.dialect.name == "sqlite"
    with reading(engine) as connection:
        assert connection.scalar(sa.select(array_text(columns, sqlite))) == array(values)
        named = [(f"f{place}", column) for place, column in enumerate(columns)]
        made = connection.scalar(sa.select(object_text(named, sqlite)))
    assert json.loads(made or "") == {
        f"f{place}": value for place, value in enumerate(values) if value is not None
    }
    engine.dispose()
