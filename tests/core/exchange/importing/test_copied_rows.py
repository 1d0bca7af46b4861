"""Rows copied in a prefilled template: the hidden id goes along, the stored row must not go."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.core.exchange.importing.conftest import counts

HEAD = ("教工号", "起始日期", "姓名", "row_id")
Save = Callable[..., str]


def test_a_copy_beside_its_original_is_a_new_row(importing: Any, save: Save) -> None:
    row_id = save()
    batch = importing.rows(
        ("0012", "2020-09-01", "教师001", row_id),
        ("0099", "2020-09-01", "教师099", row_id),
        head=HEAD,
    )
    assert counts(batch) == {"rows": 2, "unchanged": 1, "new": 1}
    importing.store(batch)
    assert importing.stored("staff_no", "name") == [("0012", "教师001"), ("0099", "教师099")]


def test_a_row_typed_anew_under_the_old_key_keeps_the_stored_row(
    importing: Any, save: Save
) -> None:
    row_id = save()
    batch = importing.rows(
        ("0099", "2020-09-01", "教师099", row_id),
        ("0012", "2020-09-01", "教师001", None),
        head=HEAD,
    )
    assert counts(batch) == {"rows": 2, "unchanged": 1, "new": 1}


def test_two_copies_without_the_original_are_both_new(importing: Any, save: Save) -> None:
    row_id = save()
    batch = importing.rows(
        ("0098", "2020-09-01", "教师098", row_id),
        ("0099", "2020-09-01", "教师099", row_id),
        head=HEAD,
    )
    assert counts(batch) == {"rows": 2, "new": 2, "absent": 1}
