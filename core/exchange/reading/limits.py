"""How large and how odd an uploaded file may be: the one place that says so."""

from __future__ import annotations

from dataclasses import dataclass

MIB = 1024 * 1024

MAX_ROW = 1_048_576
MAX_COLUMN = 16_384
"""The corner of every worksheet (XFD1048576); an address beyond it means a damaged file."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds for reading one file; sizes in bytes, times in seconds."""

    file_bytes: int = 50 * MIB
    members: int = 500
    inflated_bytes: int = 1024 * MIB
    member_bytes: int = 512 * MIB
    ratio: int = 50
    ratio_from_bytes: int = 10 * MIB
    rows: int = 200_000
    columns: int = 256
    cells: int = 6_000_000
    cell_characters: int = 32_767
    empty_rows: int = 1_000
    merges: int = 10_000
    memory_bytes: int = 1024 * MIB
    cpu_seconds: int = 120
    wall_seconds: int = 180


DEFAULT_LIMITS = Limits()
