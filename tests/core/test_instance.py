"""An instance opens when its database fits, and says what to run when it does not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from core.configuration import prepare_folder, read_configuration
from core.database import writing
from core.definition.definitions import Definitions
from core.definition.field import Field
from core.errors import Refused
from core.generation.schema_changes import apply
from core.instance import Instance, instance_folder, open_instance
from core.registry import Registry
from core.rounds.opening import create_instance, open_round


def changed(registry: Registry, *more: Field) -> Registry:
    """Return the registry with more fields in the person table."""
    tables = dict(registry.definitions.tables)
    person = tables["sample.person"]
    kept = tuple(f for f in person.fields if f.name not in {field.name for field in more})
    tables["sample.person"] = replace(person, fields=(*kept, *more))
    return replace(registry, definitions=Definitions(tables, registry.definitions.codes))


def test_it_opens_again(instance: Instance, registry: Registry) -> None:
    again = open_instance(instance.folder, registry=registry)
    assert not again.plan()
    again.close()


def test_an_empty_folder_has_to_be_initialised(tmp_path: Path, registry: Registry) -> None:
    with pytest.raises(Refused, match="tianbao init"):
        open_instance(tmp_path, registry=registry)


def test_it_is_initialised_once(instance: Instance, registry: Registry) -> None:
    with pytest.raises(Refused, match="已经初始化过"):
        create_instance(instance.folder, 2025, registry=registry)


def test_a_new_field_asks_for_apply(instance: Instance, registry: Registry) -> None:
    newer = changed(registry, Field(name="hobby", label="爱好", kind="text"))
    with pytest.raises(Refused, match=r"sample_person 增加列 hobby.*tianbao tables apply"):
        open_instance(instance.folder, registry=newer)
    planning = open_instance(instance.folder, registry=newer, ready=False)
    apply(planning.engine, planning.plan())
    planning.close()
    open_instance(instance.folder, registry=newer).close()


def test_a_changed_unit_is_refused(instance: Instance, registry: Registry) -> None:
    pay = Field(name="pay", label="收入", kind="money", unit="元")
    with pytest.raises(Refused, match="单位由 万元 变为 元"):
        open_instance(instance.folder, registry=changed(registry, pay))


def test_a_field_that_left_the_files_stays_in_the_models(
    instance: Instance, registry: Registry
) -> None:
    """A round that was opened with the field still shows it."""
    extra = Field(name="hobby", label="爱好", kind="text")
    wide = open_instance(instance.folder, registry=changed(registry, extra), ready=False)
    apply(wide.engine, wide.plan())
    open_round(wide, 2026)
    wide.close()
    narrow = open_instance(instance.folder, registry=registry)
    assert "hobby" in narrow.models.rows("sample.person").c
    narrow.close()


def test_tables_of_others_are_left_alone(instance: Instance, registry: Registry) -> None:
    with writing(instance.engine) as connection:
        connection.exec_driver_sql("CREATE TABLE somebody_else (a TEXT)")
    open_instance(instance.folder, registry=registry).close()


def test_the_folder_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIANBAO_INSTANCE", "/somewhere")
    assert instance_folder() == Path("/somewhere")
    assert instance_folder(Path("/here")) == Path("/here")
    monkeypatch.delenv("TIANBAO_INSTANCE")
    assert instance_folder() == Path.cwd() / "instance"


def test_the_key_is_secret_and_stays(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    prepare_folder(folder)
    key = folder / "key"
    secret = read_configuration(folder).secret()
    assert key.stat().st_mode & 0o777 == 0o600
    prepare_folder(folder)
    assert read_configuration(folder).secret() == secret
    assert len(secret) == 64


def test_the_database_is_in_the_folder_unless_it_says_otherwise(tmp_path: Path) -> None:
    assert sa.make_url(read_configuration(tmp_path).database).database == str(
        tmp_path / "tianbao.sqlite"
    )
    (tmp_path / "config.toml").write_text('database = "postgresql:///x"\n', encoding="utf-8")
    assert read_configuration(tmp_path).database == "postgresql:///x"


@pytest.mark.parametrize(
    ("text", "told"),
    [("databse = 'x'", "是不是 database"), ("key = 3", "key 应为文字"), ("key", "有效的 TOML")],
)
def test_a_wrong_configuration_is_refused(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "config.toml").write_text(text, encoding="utf-8")
    with pytest.raises(Refused, match=told):
        read_configuration(tmp_path)
