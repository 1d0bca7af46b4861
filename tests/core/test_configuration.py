"""The configuration of an instance: what may stand in it, and what it means when it does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.configuration import (
    AccountRules,
    prepare_folder,
    read_configuration,
    without_second_factor,
)
from core.errors import Refused


def test_without_a_section_the_rules_for_accounts_are_the_strict_ones(tmp_path: Path) -> None:
    assert read_configuration(tmp_path).accounts == AccountRules(
        "gb", 0, ("administrator", "office")
    )


def test_the_rules_for_accounts_are_read(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text(
        '[accounts]\npasswords = "asvs"\nshortest = 16\nsecond_factor_roles = ["leader"]\n',
        encoding="utf-8",
    )
    assert read_configuration(tmp_path).accounts == AccountRules("asvs", 16, ("leader",))


@pytest.mark.parametrize("section, said", [
    ("accounts = 1", "应写成一节"),
    ("[accounts]\nsecond_factor_role = []", "是不是 second_factor_roles"),
    ('[accounts]\npasswords = "none"', "passwords 应为"),
    ("[accounts]\nshortest = 100", "shortest 应为"),
    ("[accounts]\nshortest = true", "shortest 应为"),
    ('[accounts]\nsecond_factor_roles = ["king"]', "second_factor_roles 应为"),
    ('[accounts]\nsecond_factor_roles = "office"', "second_factor_roles 应为"),
])
def test_what_makes_no_sense_is_refused(tmp_path: Path, section: str, said: str) -> None:
    (tmp_path / "config.toml").write_text(section, encoding="utf-8")
    with pytest.raises(Refused, match=said):
        read_configuration(tmp_path)


def test_a_demonstration_needs_no_second_factor(tmp_path: Path) -> None:
    prepare_folder(tmp_path)
    without_second_factor(tmp_path)
    without_second_factor(tmp_path)
    assert read_configuration(tmp_path).accounts.second_factor_roles == ()


def test_a_demonstration_leaves_rules_that_are_there(tmp_path: Path) -> None:
    text = '[accounts]\nsecond_factor_roles = ["office"]\n'
    (tmp_path / "config.toml").write_text(text, encoding="utf-8")
    without_second_factor(tmp_path)
    assert (tmp_path / "config.toml").read_text(encoding="utf-8") == text
