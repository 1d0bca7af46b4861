"""Attacks on a copy of the database: each is found and named, on both databases."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
import sqlalchemy as sa

from core.access import SYSTEM_ACTOR, Actor
from core.audit.checkpoints import FILE as HEADS
from core.audit.key import FILE as KEY
from core.audit.recording import ENTRIES, record
from core.audit.row_changes import CHANGES
from core.audit.verification import verify
from core.database import reading, writing
from core.errors import Refused, TianbaoError
from core.instance import Instance
from core.rounds.round import load_round
from core.rounds.rows import Place, save_row

FILLER = Actor("filler_s1", "填报人001", "filler", "s1")
PERSON = {"staff_no": "0012", "since_day": "2020-9-1", "name": "教师001", "skills": "琴、画"}


def place(instance: Instance) -> Place:
    with reading(instance.engine) as connection:
        round = load_round(connection)
    return Place(round, instance.registry.definitions.table("sample.person"), "s1")


@pytest.fixture
def written(instance: Instance) -> Instance:
    """A college in which a row was typed and changed, and an export was made."""
    where = place(instance)
    row_id = save_row(instance, FILLER, where, PERSON).row_id
    save_row(instance, FILLER, where, PERSON | {"pay": "3"}, row_id=row_id, version=1)
    record(instance, SYSTEM_ACTOR, "exported", "2025/sample.person", {"rows": 1})
    record(instance, SYSTEM_ACTOR, "exported", "2025/sample.person", {"rows": 1})
    return instance


@contextmanager
def without_triggers(instance: Instance) -> Iterator[sa.Connection]:
    """Give a connection as someone has it who may alter the database."""
    with writing(instance.engine) as connection:
        sqlite = connection.dialect.name == "sqlite"
        for table in ("audit_entry", "row_change"):
            if sqlite:
                for verb in ("update", "delete"):
                    connection.exec_driver_sql(f"DROP TRIGGER {table}_no_{verb}")
            else:
                connection.exec_driver_sql(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        yield connection


def texts(instance: Instance) -> str:
    return "\n".join(one.text for one in verify(instance).breaks)


def test_an_untouched_college_verifies(written: Instance) -> None:
    verdict = verify(written)
    assert verdict.breaks == ()
    assert (verdict.entries, verdict.changes) == (4, 2)


def test_the_database_itself_refuses_to_change_what_was_written(written: Instance) -> None:
    table = CHANGES
    for statement in (
        sa.update(ENTRIES).values(actor="教师002"), sa.delete(ENTRIES),
        sa.update(table).values(new="{}"), sa.delete(table),
    ):
        with pytest.raises(TianbaoError), writing(written.engine) as connection:
            connection.execute(statement)
    assert verify(written).breaks == ()


def test_replacing_an_entry_is_refused_too(written: Instance) -> None:
    if written.engine.dialect.name != "sqlite":
        pytest.skip("INSERT OR REPLACE is of SQLite only")
    with pytest.raises(TianbaoError), writing(written.engine) as connection:
        connection.exec_driver_sql(
            "INSERT OR REPLACE INTO audit_entry SELECT seq, at, 'x', verb, object, detail,"
            " previous, mac FROM audit_entry WHERE seq = 2"
        )


def edit(connection: sa.Connection) -> None:
    connection.execute(sa.update(ENTRIES).where(ENTRIES.c.seq == 2).values(actor="教师002"))


def remove(connection: sa.Connection) -> None:
    connection.execute(sa.delete(ENTRIES).where(ENTRIES.c.seq == 3))


def truncate(connection: sa.Connection) -> None:
    connection.execute(sa.delete(ENTRIES).where(ENTRIES.c.seq >= 3))


def swap(connection: sa.Connection) -> None:
    for old, new in ((3, 9), (4, 3), (9, 4)):
        connection.execute(sa.update(ENTRIES).where(ENTRIES.c.seq == old).values(seq=new))


def change_value(connection: sa.Connection) -> None:
    connection.execute(sa.update(CHANGES).where(CHANGES.c.new.like("%pay%")).values(new="{}"))


def forget_values(connection: sa.Connection) -> None:
    connection.execute(sa.delete(CHANGES))


@pytest.mark.parametrize(
    "attack, said",
    [
        (edit, "第 2 条操作记录（saved）的内容被改动"),
        (remove, "缺少第 3 条操作记录"),
        (truncate, "止于第 2 条，而检查点记到第 4 条：末尾被删去"),
        (swap, "第 3 条操作记录与前一条接不上"),
        (change_value, "第 2 条操作记录所附的 1 行修改明细被改动或删去"),
        (forget_values, "第 1 条操作记录所附的 1 行修改明细被改动或删去"),
    ],
)
def test_an_attack_is_named(
    written: Instance, attack: Callable[[sa.Connection], None], said: str
) -> None:
    with without_triggers(written) as connection:
        attack(connection)
    assert said in texts(written)


def test_a_tail_cut_off_and_written_over_is_found(written: Instance) -> None:
    with without_triggers(written) as connection:
        truncate(connection)
    for _ in range(3):
        record(written, SYSTEM_ACTOR, "exported", "2025/sample.unit")
    assert "第 3 条操作记录与检查点不符：被删去后重写" in texts(written)


def test_a_value_changed_past_the_program_is_found(written: Instance) -> None:
    rows = written.models.rows("sample.person")
    with writing(written.engine) as connection:
        connection.execute(sa.update(rows).values(name="教师009"))
    assert "“示例人员”有数据绕过程序被改动：0012 2020-09-01" in texts(written)


def test_a_link_changed_past_the_program_is_found(written: Instance) -> None:
    link = written.models.links("sample.person")["skills"]
    with writing(written.engine) as connection:
        connection.execute(sa.delete(link).where(link.c.value == "琴"))
    assert "“示例人员”有数据绕过程序被改动" in texts(written)


def test_a_row_deleted_past_the_program_is_found(written: Instance) -> None:
    with writing(written.engine) as connection:
        connection.execute(sa.delete(written.models.rows("sample.person")))
    assert "“示例人员”有数据绕过程序被改动" in texts(written)


def test_a_checkpoint_file_that_is_gone_or_changed_is_named(written: Instance) -> None:
    path = written.folder / HEADS
    lines = path.read_text(encoding="ascii").splitlines()
    path.write_text("\n".join([lines[0].replace('"seq": 1', '"seq": 2'), *lines[1:]]))
    assert "检查点文件第 1 行被改动" in texts(written)
    path.unlink()
    assert "不见了" in texts(written)


def test_without_its_key_nothing_goes_on(written: Instance) -> None:
    (written.folder / KEY).unlink()
    with pytest.raises(Refused, match="密钥"):
        verify(written)
    with pytest.raises(Refused, match="密钥"):
        record(written, SYSTEM_ACTOR, "exported", "2025/sample.unit")


def test_the_key_is_for_its_owner_only(written: Instance) -> None:
    assert (written.folder / KEY).stat().st_mode & 0o777 == 0o600
