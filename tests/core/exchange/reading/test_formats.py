"""Number format codes as people meet them, and how a number under each must be read."""

# ruff: noqa: E501 - tables of odd XML are easier to compare with one case on a line
from __future__ import annotations

from pathlib import Path

import pytest

from core.definition.cells import Number
from core.exchange.reading.formats import format_class
from tests.core.exchange.reading.building import MAIN, parts, read, write

CODES = [
    ("General", "general"),
    ("G/通用格式", "general"),
    ("", "general"),
    ("@", "text"),
    ("0", "number"),
    ("0.00", "number"),
    ("#,##0.00;[Red]-#,##0.00", "number"),
    ("0.00E+00", "number"),
    ("# ?/?", "number"),
    ('"¥"#,##0.00', "number"),
    ('0"元"', "number"),
    ("0.0%", "percent"),
    ("000000", "zeros:6"),
    ("00", "zeros:2"),
    ("000000_ ;-000000", "zeros:6"),
    ("yyyy-mm-dd", "date"),
    ("yyyy/m/d h:mm", "date"),
    ('yyyy"年"m"月"', "date"),
    ("yyyy年m月d日", "date"),
    ("[$-804]yyyy\\-mm\\-dd;@", "date"),
    ("yyyymm", "date"),
    ("mmm", "date"),
    ("[DBNum1][$-804]yyyy\"年\"m\"月\"d\"日\";@", "date"),
    ("aaaa", "date"),
    ("h:mm AM/PM", "time"),
    ("[h]:mm:ss", "time"),
    ("mm:ss.0", "time"),
    ('"d"0', "number"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "expected"), CODES, ids=[code for code, _ in CODES])
def test_a_format_code(code: str, expected: str) -> None:
    assert format_class(code) == expected


BUILT_IN = [(0, "general"), (1, "number"), (9, "percent"), (14, "date"), (20, "time"), (49, "text"), (31, "date"), (58, "date")]  # fmt: skip


@pytest.mark.parametrize(("number", "expected"), BUILT_IN)
def test_a_built_in_format(tmp_path: Path, number: int, expected: str) -> None:
    look = (
        f'<styleSheet xmlns="{MAIN}"><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs>'
        f'<cellXfs><xf numFmtId="0"/><xf numFmtId="{number}"/></cellXfs></styleSheet>'
    )
    book = parts('<row r="1"><c r="A1" s="1"><v>1</v></c></row>', styles=look)
    assert read(write(tmp_path / "book.xlsx", book))[0][0].cells == [Number("1", expected)]
