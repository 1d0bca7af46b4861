"""The chain by itself: what was written is told from what was tampered with."""

from __future__ import annotations

from datetime import datetime

from core.audit.chain import BEGINNING, Break, Head, Link, breaks, chained

KEY = b"k" * 32


def chain(length: int, key: bytes = KEY) -> list[Link]:
    links: list[Link] = []
    for number in range(length):
        head = Head(links[-1].seq, links[-1].mac) if links else Head(0, BEGINNING)
        at = datetime(2025, 8, 1, 12, number)
        links.append(chained(key, head, at, "教师001", "saved", "2025/a.b/s1", "{}"))
    return links


def found(links: list[Link], key: bytes = KEY) -> list[Break]:
    return list(breaks(key, links))


def test_an_untouched_chain_holds() -> None:
    assert found(chain(4)) == []
    assert found([]) == []


def test_a_changed_entry_is_named() -> None:
    for name, value in (("actor", "教师002"), ("detail", '{"a":1}'), ("verb", "deleted"),
                        ("object", "2024/a.b/s1"), ("at", datetime(2024, 1, 1))):
        links = chain(4)
        links[1] = links[1]._replace(**{name: value})
        assert [one.seq for one in found(links)] == [2], name


def test_a_removed_entry_is_named() -> None:
    links = chain(4)
    del links[1]
    assert found(links) == [Break(2, "缺少第 2 条操作记录")]


def test_removed_entries_are_named_together() -> None:
    links = chain(5)
    del links[1:4]
    assert found(links) == [Break(2, "缺少第 2 条到第 4 条操作记录")]


def test_swapped_entries_are_found() -> None:
    links = chain(4)
    links[1], links[2] = links[2]._replace(seq=2), links[1]._replace(seq=3)
    assert {one.seq for one in found(links)} >= {2, 3}


def test_an_entry_written_without_the_key_is_found() -> None:
    links = chain(3)
    head = Head(links[-1].seq, links[-1].mac)
    links.append(chained(b"x" * 32, head, datetime(2025, 9, 1), "教师001", "saved", "a", "{}"))
    assert [one.seq for one in found(links)] == [4]


def test_everything_stamped_again_with_another_key_is_found() -> None:
    assert len(found(chain(3, b"x" * 32))) == 3
