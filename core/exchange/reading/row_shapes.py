"""Rows that are spelled like an earlier row, read without looking at each cell.

The *shape* of a row is its XML without the values: which columns, which types, which styles.
Neighbouring rows mostly share one.  A row is cut at its values; when the rest, with this row's
number put in, equals a known shape to the last character, the types are known and the values are
read column after column by code that runs in C.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from operator import itemgetter
from typing import NamedTuple

from core.definition.cells import Cell
from core.exchange.reading.text import UnusualXml

OPEN = "<v>"
CLOSE = "</v></c>"
SHORTENED = len(CLOSE) - len(OPEN)
CUT = "\x00"
CELL_HEAD = re.compile(r'<c r="([A-Z]{1,3})([0-9]{1,7})"([^<>/]*)(/?)>')
MOST_SHAPES = 1_000
WIDEST_SHAPE = 1_024
LETTERS = 26

Pick = Callable[[Sequence[str]], Sequence[str]]


class Shape(NamedTuple):
    """How to read the values of one shape.

    ``template`` holds the pieces between the row numbers; ``shared`` and ``others`` pick the
    values of shared strings and of everything else; ``order`` puts the cells in their places.
    """

    template: list[str]
    shared: Pick
    others: Pick
    readers: list[Mapping[str | None, Cell]]
    order: Callable[[Sequence[Cell]], Sequence[Cell]]


class RowShapes:
    """The shapes met so far in one sheet; one is learnt when it is seen for the second time."""

    def __init__(
        self, strings: Sequence[str | None], readers: Mapping[str, Mapping[str | None, Cell]]
    ) -> None:
        self._strings = strings
        self._readers = readers
        self._shapes: dict[str, Shape | None] = {}
        self._seen: set[int] = set()
        self._last: Shape | None = None

    def read(self, body: str, number: str) -> list[Cell] | None:
        """Return the cells of a row of known shape, else None.

        ``body`` is the XML inside the row element.  Raises ``UnusualXml`` for a value that is
        not spelled as usual.
        """
        cut = body.replace(CLOSE, OPEN)
        tokens = cut.split(OPEN)
        values = tokens[1::2]
        if len(body) - len(cut) != SHORTENED * len(values):
            return None
        heads = CUT.join(tokens[::2])
        shape = self._last
        if shape is None or number.join(shape.template) != heads:
            shape = self._find(heads, number)
            if shape is None:
                return None
            self._last = shape
        cells: list[Cell] = [*self._shared(shape.shared(values))]
        cells += [
            reader[value] for reader, value in zip(shape.readers, shape.others(values), strict=True)
        ]
        cells.append(None)
        return list(shape.order(cells))

    def _shared(self, values: Sequence[str]) -> Sequence[str | None]:
        digits = "".join(values)
        if values and not (digits.isascii() and digits.isdecimal()):
            raise UnusualXml
        try:
            if len(values) > 1:
                texts: Sequence[str | None] = itemgetter(*map(int, values))(self._strings)
                return texts
            return [self._strings[int(value)] for value in values]
        except (ValueError, IndexError) as error:
            raise UnusualXml from error

    def _find(self, heads: str, number: str) -> Shape | None:
        """Return the shape of a row; learn it when this is the second row that looks alike."""
        key = heads.replace(number + '"', '"')
        if key in self._shapes:
            shape = self._shapes[key]
            # The key leaves out every such number; only the template knows which belong there.
            return shape if shape and number.join(shape.template) == heads else None
        mark = hash(key)
        if mark not in self._seen:
            if len(self._seen) >= 4 * MOST_SHAPES:
                self._seen.clear()
            self._seen.add(mark)
        elif len(self._shapes) < MOST_SHAPES:
            self._shapes[key] = learn(heads, number, self._readers)
        return None


def learn(
    heads: str, number: str, readers: Mapping[str, Mapping[str | None, Cell]]
) -> Shape | None:
    """Return the shape of a row from its XML without values, or None when it is not regular.

    Regular means: cells with ascending addresses of this row, each empty or a plain value.
    """
    positions: list[tuple[int, Mapping[str | None, Cell]]] = []
    width = 0
    for piece_number, piece in enumerate(heads.split(CUT)):
        end = 0
        for match in CELL_HEAD.finditer(piece):
            column = _column(match[1])
            closed = bool(match[4])
            last_of_piece = match.end() == len(piece)
            if match.start() != end or match[2] != number or column <= width:
                return None
            if closed == (last_of_piece and piece_number < heads.count(CUT)):
                return None
            end, width = match.end(), column
            if not closed:
                positions.append((column - 1, readers[match[3]]))
        if end != len(piece):
            return None
    template = re.split(rf'(?<=[A-Z]){number}(?=")', heads)
    if (
        len(positions) != heads.count(CUT)
        or not positions
        or width > WIDEST_SHAPE
        or number.join(template) != heads
    ):
        return None
    return _plan(template, positions, width)


def _plan(
    template: list[str], positions: list[tuple[int, Mapping[str | None, Cell]]], width: int
) -> Shape:
    shared = [i for i, (_, reader) in enumerate(positions) if _is_shared(reader)]
    others = [i for i, (_, reader) in enumerate(positions) if not _is_shared(reader)]
    blank = len(positions)
    order = [blank] * width
    for rank, index in enumerate(shared + others):
        order[positions[index][0]] = rank
    return Shape(
        template,
        _picker(shared),
        _picker(others),
        [positions[index][1] for index in others],
        _picker(order),
    )


def _is_shared(reader: Mapping[str | None, Cell]) -> bool:
    return getattr(reader, "kind", "") == "s"


def _picker(indices: list[int]) -> Callable[[Sequence], Sequence]:  # type: ignore[type-arg]
    """Return a function that picks these items of a sequence."""
    if len(indices) > 1:
        return itemgetter(*indices)
    if not indices:
        return lambda _: ()
    only = indices[0]
    return lambda items: (items[only],)


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * LETTERS + ord(letter) - 64
    return number
