"""What commands write: JSON with nothing else on stdout, or aligned columns for people."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from unicodedata import east_asian_width

import click

GAP = "  "


def number(value: Decimal) -> int | float:
    """Return a decimal as JSON has it: whole numbers without a point."""
    return int(value) if value == value.to_integral_value() else float(value)


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return number(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"{type(value).__name__} has no place in JSON")


def print_json(data: Any) -> None:
    """Write the data as JSON to stdout."""
    click.echo(json.dumps(data, ensure_ascii=False, indent=2, default=_plain))


def width(text: str) -> int:
    """Return how many columns of a terminal a text takes: a Chinese character takes two."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def print_columns(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write rows under headings, each column as wide as its longest text."""
    lines = [list(headings), *([_text(cell) for cell in row] for row in rows)]
    widths = [max(map(width, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        padded = [c + " " * (w - width(c)) for c, w in zip(line, widths, strict=True)]
        click.echo(GAP.join(padded).rstrip())


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, Decimal):
        return plain_number(cell)
    return " ".join(str(cell).split())


def plain_number(value: Decimal) -> str:
    """Return a number for people: at most four decimals, thousands apart."""
    text = f"{value:,.4f}"
    return text.rstrip("0").rstrip(".")


def say(text: str) -> None:
    """Write progress to stderr, which never mixes with what a command gives."""
    click.echo(text, err=True)
