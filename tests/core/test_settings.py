"""Settings: read strictly, exact, and the same after freezing."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from core.errors import DefinitionError, NotFound, Refused
from core.settings import Settings, canonical, from_canonical, read_settings

GOOD = """
[hours]
value = 0.1
title = "学时"
source = "测试"
unit = "学时"
rules = ["R1"]

[variant]
value = "half"
title = "口径"
source = "测试"
choices = ["half", "all"]

[cap]
value = false
title = "是否封顶"
source = "测试"
"""


def read(folder: Path, text: str) -> Settings:
    (folder / "tolerances.toml").write_text(text, encoding="utf-8")
    return read_settings(folder)


def test_numbers_are_exact(tmp_path: Path) -> None:
    settings = read(tmp_path, GOOD)
    assert settings.value("hours") == Decimal("0.1")
    assert settings.value("cap") is False


def test_no_file_means_no_settings(tmp_path: Path) -> None:
    assert len(read_settings(tmp_path)) == 0


def test_frozen_settings_are_the_same(tmp_path: Path) -> None:
    settings = read(tmp_path, GOOD)
    assert from_canonical(canonical(settings)) == settings


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    wrong = GOOD.replace("unit =", "unti =").replace('"half"\n', '"haelfte"\n')
    with pytest.raises(DefinitionError) as caught:
        read(tmp_path, wrong + '[late]\nvalue = 1\ntitle = "x"\n')
    lines = [str(problem) for problem in caught.value.problems]
    assert [problem.line for problem in caught.value.problems] == [6, 10, 19]
    assert "unti；是不是 unit？" in lines[0]
    assert "haelfte" in lines[1]
    assert "缺少 source" in lines[2]


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [("hours", "12", Decimal(12)), ("variant", "all", "all"), ("cap", "true", True)],
)
def test_one_value_can_be_replaced(tmp_path: Path, name: str, text: str, value: object) -> None:
    settings = read(tmp_path, GOOD)
    assert settings.with_value(name, text).value(name) == value
    assert settings.value(name) != value


@pytest.mark.parametrize(
    ("name", "text"), [("hours", "viel"), ("hours", "NaN"), ("variant", "x"), ("cap", "2")]
)
def test_a_value_of_another_sort_is_refused(tmp_path: Path, name: str, text: str) -> None:
    with pytest.raises(Refused):
        read(tmp_path, GOOD).with_value(name, text)


def test_an_unknown_setting_names_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="是不是 hours"):
        read(tmp_path, GOOD).value("hour")


def test_the_shipped_settings_are_right() -> None:
    assert read_settings(Path(__file__).parents[2] / "tables")["school_type"].choices
