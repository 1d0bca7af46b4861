"""What both readers' rows pass through: blanks dropped, limits kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from core.exchange.reading.limits import Limits
from core.exchange.reading.refusals import FileRefused
from core.exchange.reading.sheets import SheetRow


def admitted(
    rows: Iterable[SheetRow], sheet: str, start: int, limits: Limits, stopped: list[int]
) -> Iterator[SheetRow]:
    """Yield the rows with content from row number ``start`` on.

    Ends after a long run of blank row elements and then notes the row in ``stopped``.  Raises
    ``FileRefused`` when the sheet has too many rows, columns or cells, or too long a text.
    """
    count = total = blanks = 0
    for row in rows:
        width = len(row.cells)
        if not width:
            blanks += 1
            if blanks >= limits.empty_rows:
                stopped.append(row.number)
                return
            continue
        blanks = 0
        count += 1
        total += width
        if count > limits.rows:
            raise FileRefused("FILE-TOO-MANY-ROWS", sheet=sheet, limit=limits.rows)
        if total > limits.cells:
            raise FileRefused("FILE-TOO-MANY-CELLS", sheet=sheet, limit=limits.cells)
        if width > limits.columns:
            _check_filled(row, sheet, limits)
        if row.number >= start:
            yield row


def _check_filled(row: SheetRow, sheet: str, limits: Limits) -> None:
    filled = sum(cell is not None for cell in row.cells)
    if filled > limits.columns:
        raise FileRefused(
            "FILE-TOO-MANY-COLUMNS", sheet=sheet, row=row.number, limit=limits.columns
        )
