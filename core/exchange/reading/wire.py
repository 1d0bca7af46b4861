"""Blocks of rows as plain data, small and quick to send between two processes.

A block holds each distinct cell once, and the rows as indices into them: neighbouring rows
repeat most of their cells, and the receiver makes each distinct cell only once.
"""

from __future__ import annotations

import io
import pickle
from array import array
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any, NamedTuple, NoReturn

from core.definition.cells import Cell, DateText, ErrorValue, Flag, MissingResult, Number
from core.exchange.reading.sheets import SheetRow

INDEX_TYPE = "I"
RARE: list[type[Flag] | type[ErrorValue] | type[MissingResult] | type[DateText]] = [
    Flag,
    ErrorValue,
    MissingResult,
    DateText,
]


class Block(NamedTuple):
    """Rows as plain data.

    The distinct cells are the texts (None among them), then the numbers (their digits and
    formats beside each other), then the rare ones (place in ``RARE``, text).  ``indices`` are
    those of the rows' cells among them, row after row, as an array of ``INDEX_TYPE``.
    """

    texts: list[str | None]
    digits: Sequence[str]
    formats: Sequence[str]
    rare: list[tuple[int, str]]
    indices: bytes
    numbers: list[int]
    widths: list[int]
    hidden: list[int]


def pack_rows(rows: Sequence[SheetRow]) -> Block:
    """Return the rows as a block.

    Cells are told apart by identity: readers give repeated cells as one object, named tuples of
    different classes may be equal, and hashing them all would cost more than it saves.
    """
    cells: list[Cell] = []
    for row in rows:
        cells += row.cells
    keys = list(map(id, cells))
    distinct = dict(zip(keys, cells, strict=True)).values()
    texts = [cell for cell in distinct if cell is None or isinstance(cell, str)]
    numeric = [cell for cell in distinct if isinstance(cell, Number)]
    rare = [cell for cell in distinct if isinstance(cell, tuple) and not isinstance(cell, Number)]
    ordered = map(id, chain(texts, numeric, rare))
    places = dict(zip(ordered, range(len(distinct)), strict=True))
    digits, formats = zip(*numeric, strict=True) if numeric else ((), ())
    return Block(
        texts,
        digits,
        formats,
        [(RARE.index(cell.__class__), cell[0]) for cell in rare],
        array(INDEX_TYPE, list(map(places.__getitem__, keys))).tobytes(),
        [row.number for row in rows],
        [len(row.cells) for row in rows],
        [row.number for row in rows if row.hidden],
    )


def unpack_rows(block: Block) -> Iterator[SheetRow]:
    """Yield the rows of a block."""
    distinct: list[Cell] = [
        *block.texts,
        *map(Number, block.digits, block.formats),
        *(RARE[place](text) for place, text in block.rare),
    ]
    indices = array(INDEX_TYPE)
    indices.frombytes(block.indices)
    cells = list(map(distinct.__getitem__, indices))
    hidden = frozenset(block.hidden)
    end = 0
    for number, width in zip(block.numbers, block.widths, strict=True):
        begin, end = end, end + width
        yield SheetRow(number, cells[begin:end], number in hidden)


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
