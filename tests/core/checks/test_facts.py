"""What a rule may ask for besides fields and tables."""

from __future__ import annotations

import pytest

from core.checks.facts import injected, is_injected
from tests.core.checks.conftest import FACTS


def test_the_calendar_and_settings_are_injected() -> None:
    assert injected("calendar", FACTS) is FACTS.calendar
    assert injected("setting_most_hours", FACTS) == 100


@pytest.mark.parametrize("name", ["most_hours", "setting_none", "member"])
def test_another_name_is_not(name: str) -> None:
    with pytest.raises(KeyError):
        injected(name, FACTS)


def test_names_that_are_injected() -> None:
    names = ("calendar", "setting_x", "settings", "member", "data")
    assert [name for name in names if is_injected(name)] == ["calendar", "setting_x"]
