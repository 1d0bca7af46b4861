"""A submission with a browser for everybody who deals with it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.admin.reviewing.playing import Course


@pytest.fixture
def course(sqlite_site: Any) -> Course:
    return Course(sqlite_site)
