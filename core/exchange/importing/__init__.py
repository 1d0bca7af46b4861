"""Workbook in: found, mapped, read, staged, compared, and moved in one transaction."""

from __future__ import annotations

from core.exchange.importing.batch import Batch, LineIssue
from core.exchange.importing.columns import DoubtfulColumn
from core.exchange.importing.preparing import prepare
from core.exchange.importing.sheets import MappingQuestion
from core.exchange.importing.showing import CellDifference, RowDifference, differences, mark
from core.exchange.importing.storing import discard, load_batch, store

__all__ = [
    "Batch",
    "CellDifference",
    "DoubtfulColumn",
    "LineIssue",
    "MappingQuestion",
    "RowDifference",
    "differences",
    "discard",
    "load_batch",
    "mark",
    "prepare",
    "store",
]
