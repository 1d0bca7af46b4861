"""Files appear whole or not at all, one by one or in a zip."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from core.exchange.finished import finished
from core.exchange.packing import packed


def test_a_file_takes_its_place_only_when_complete(tmp_path: Path) -> None:
    target = tmp_path / "new" / "a.txt"
    with finished(target) as draft:
        draft.write_text("新", encoding="utf-8")
        assert not target.exists()
    assert target.read_text(encoding="utf-8") == "新"
    with pytest.raises(ZeroDivisionError), finished(target) as draft:
        draft.write_text("坏", encoding="utf-8")
        _ = 1 / 0
    assert target.read_text(encoding="utf-8") == "新"
    assert list(target.parent.iterdir()) == [target]


@pytest.mark.parametrize("name", ["all.zip", "all"])
def test_files_go_into_a_zip_or_a_folder(tmp_path: Path, name: str) -> None:
    target = tmp_path / name
    with packed(target) as folder:
        (folder / "data").mkdir()
        (folder / "data" / "甲.csv").write_text("一", encoding="utf-8")
    if target.suffix:
        assert zipfile.ZipFile(target).read("data/甲.csv").decode() == "一"
    else:
        assert (target / "data" / "甲.csv").read_text(encoding="utf-8") == "一"


def test_a_failure_leaves_no_zip(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), packed(tmp_path / "a.zip"):
        _ = 1 / 0
    assert list(tmp_path.iterdir()) == []
