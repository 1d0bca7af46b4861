"""Blocks of rows as plain data, small and quick to send between two processes.

A block holds each distinct cell once, and the rows as indices into them: neighbouring rows
repeat most of their cells, and the receiver makes each distinct cell only once.
"""

from __future__ import annotations

import io
import pickle
from array import array
from collections.abc import Iterator, Sequence
from typing import Any, NoReturn, TypeAlias

from core.definition.cells import Cell, DateText, ErrorValue, Flag, MissingResult, Number
from core.exchange.reading.sheets import SheetRow

INDEX_TYPE = "I"
Block: TypeAlias = tuple[list[Any], bytes, list[int], list[int], list[int]]
"""Distinct cells, their indices row after row, row numbers, widths, numbers of hidden rows."""

NUMBER, FLAG, ERROR, MISSING, DATE = range(5)
CODES: dict[type, int] = {
    Number: NUMBER,
    Flag: FLAG,
    ErrorValue: ERROR,
    MissingResult: MISSING,
    DateText: DATE,
}
CLASSES: list[type[tuple[Any, ...]]] = [Number, Flag, ErrorValue, MissingResult, DateText]


def pack_rows(rows: Sequence[SheetRow]) -> Block:
    """Return a block of plain data.

    Cells are told apart by identity: readers give repeated cells as one object, named tuples of
    different classes may be equal, and hashing them all would cost more than it saves.
    """
    cells: list[Cell] = []
    for row in rows:
        cells += row.cells
    keys = list(map(id, cells))
    distinct = dict(zip(keys, cells, strict=True))
    places = dict(zip(distinct, range(len(distinct)), strict=True))
    indices = array(INDEX_TYPE, list(map(places.__getitem__, keys)))
    return (
        [cell if cell.__class__ is str else _plain(cell) for cell in distinct.values()],
        indices.tobytes(),
        [row.number for row in rows],
        [len(row.cells) for row in rows],
        [row.number for row in rows if row.hidden],
    )


def unpack_rows(block: Block) -> Iterator[SheetRow]:
    """Yield the rows of a block."""
    plain, data, numbers, widths, hidden = block
    distinct = [
        cell if cell is None or cell.__class__ is str else CLASSES[cell[0]]._make(cell[1:])
        for cell in plain
    ]
    indices = array(INDEX_TYPE)
    indices.frombytes(data)
    cells: list[Cell] = [distinct[index] for index in indices]
    hidden_rows = frozenset(hidden)
    end = 0
    for number, width in zip(numbers, widths, strict=True):
        begin, end = end, end + width
        yield SheetRow(number, cells[begin:end], number in hidden_rows)


def _plain(cell: Cell) -> str | tuple[Any, ...] | None:
    if cell is None or isinstance(cell, str):
        return cell
    return (CODES[cell.__class__], *cell)


def dump(message: tuple[Any, ...]) -> bytes:
    """Return a message of plain data as bytes."""
    return pickle.dumps(message, protocol=5)


def load(data: bytes) -> tuple[Any, ...]:
    """Return the message in ``data``; nothing but plain data is ever built from it."""
    message: tuple[Any, ...] = _PlainUnpickler(io.BytesIO(data)).load()
    return message


class _PlainUnpickler(pickle.Unpickler):
    """Refuses every class: the sender has read a file of unknown origin."""

    def find_class(self, module: str, name: str, /) -> NoReturn:
        """Raise ``UnpicklingError``."""
        raise pickle.UnpicklingError(f"{module}.{name} is not plain data")
