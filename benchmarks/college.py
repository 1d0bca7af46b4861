"""An instance with the benchmark's table, and the workbook that is imported into it."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import TypeAlias

import xlsxwriter

from core.discovery import build_registry
from core.instance import Instance
from core.registry import Registry
from core.rounds.opening import create_instance

HERE = Path(__file__).parent
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
FIRST_BIRTHDAY = date(1965, 1, 1)
DAYS = 10_000

Row: TypeAlias = list[str | int | float | None]
"""The cells of one row, in the order of the table's fields."""


def bench_registry(folder: Path) -> Registry:
    """Return a registry of the benchmark's table and rules with the project's code lists."""
    tables = folder / "tables"
    shutil.copytree(HERE / "tables", tables, dirs_exist_ok=True)
    shutil.copytree(HERE.parent / "tables" / "codes", tables / "codes", dirs_exist_ok=True)
    return build_registry(tables, "benchmarks.rules", installed=False)


def bench_instance(folder: Path) -> Instance:
    """Return a fresh instance on SQLite with the benchmark's table."""
    return create_instance(folder / "instance", 2025, registry=bench_registry(folder))


def id_number(birthday: date, sequence: int, sex: str) -> str:
    """Return an invented but well-formed identity number; ``sequence`` is below 500."""
    digits = f"110105{birthday:%Y%m%d}{sequence * 2 + (sex == '男'):03d}"
    total = sum(int(d) * w for d, w in zip(digits, WEIGHTS, strict=True))
    return digits + "10X98765432"[total % 11]


def clean_rows(count: int) -> Iterator[Row]:
    """Yield rows of thirty cells as a personnel office exports them, nothing wrong in them."""
    chance = random.Random(20250901)
    for number in range(count):
        sex = chance.choice("男女")
        birthday = FIRST_BIRTHDAY + timedelta(number % DAYS)
        work = birthday.year + chance.randint(20, 23)
        yield [
            f"T{number:06d}", f"教师{number:06d}", id_number(birthday, number // DAYS, sex), sex,
            birthday.isoformat(),
            chance.choice(("汉族", "壮族", "瑶族")), "群众", "校内专任教师", f"D{number % 40:02d}",
            "在职", f"{work}-07", f"{work + 1}-09", "硕士研究生毕业", "硕士", "副高级",
            "副教授", f"{work + 5}-12", "是", "是", chance.choice("是否"), "否",
            chance.randint(1, 30), chance.randint(0, 300), chance.randint(10, 700),
            chance.randint(1000, 90000), chance.randint(0, 20000) + 0.5,
            f"领域{number % 500}", None, f"138{number:08d}", f"t{number:06d}@example.com",
        ]  # fmt: skip


def headings(registry: Registry) -> list[str]:
    """Return the headings of the benchmark's table."""
    return [field.label for field in registry.definitions.table("bench.person").fields]


def write_workbook(path: Path, registry: Registry, rows: Iterable[Row]) -> None:
    """Write rows as an ordinary workbook with shared strings."""
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("教师")
    sheet.write_row(0, 0, headings(registry))
    for line, row in enumerate(rows, 1):
        for column, value in enumerate(row):
            if isinstance(value, str):
                sheet.write_string(line, column, value)
            elif value is not None:
                sheet.write_number(line, column, value)
    book.close()
