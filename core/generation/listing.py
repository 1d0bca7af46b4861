"""A list of a table's rows: what one asks for, what one gets, and where rows come from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol

from core.definition.field import Field
from core.definition.kinds.base import Kind, Reading
from core.definition.table import Table

ROWS_A_PAGE = 50
LAST_PAGE = 1_000_000
COLUMNS_AT_FIRST = 10
NOT_LISTED = frozenset({"longtext", "attachment"})


@dataclass(frozen=True, slots=True)
class ListQuery:
    """What one wants to see of a list: which page, found by what, in which order."""

    page: int = 1
    search: str = ""
    sort: str = ""
    descending: bool = False
    issue: str = ""
    every_column: bool = False

    @property
    def offset(self) -> int:
        """How many rows come before this page."""
        return (self.page - 1) * ROWS_A_PAGE


class ListedRow(NamedTuple):
    """One row of a list: texts and worst issue by field, and how many errors it has."""

    row_id: str
    name: str
    texts: Mapping[str, str]
    issues: Mapping[str, str]
    errors: int


class ListPage(NamedTuple):
    """One page of a list and how many rows there are in all."""

    rows: Sequence[ListedRow]
    total: int


@dataclass(frozen=True, slots=True)
class StoredRow:
    """A row as it is stored; ``texts`` are its values as this person may read them.

    ``masked`` are the fields of which the person sees only a part.
    """

    row_id: str
    version: int
    name: str
    values: Mapping[str, Any]
    texts: Mapping[str, str]
    masked: frozenset[str]
    remark: str
    author: str
    """Who changed it last, by name."""
    username: str
    changed: str
    issues: Sequence[RowFinding] = ()


class RowFinding(NamedTuple):
    """What is wrong with a field of a row, or (``field`` empty) with the row as a whole."""

    field: str
    code: str
    severity: str
    message: str


class Saved(NamedTuple):
    """What became of a save: no ``row_id`` when the row was rejected."""

    row_id: str | None
    findings: Sequence[RowFinding]


class Rows(Protocol):
    """The rows of one table that one person may work with in one round."""

    @property
    def table(self) -> Table:
        """The table as the round froze it."""

    @property
    def kinds(self) -> Mapping[str, Kind]:
        """All kinds by name."""

    @property
    def reading(self) -> Reading:
        """What the parsers of the round's fields depend on."""

    @property
    def writable(self) -> bool:
        """Whether the person may change rows now."""

    def page(self, query: ListQuery) -> ListPage:
        """Return one page of the rows."""

    def one(self, row_id: str) -> StoredRow:
        """Return a row; ``NotFound`` when it is absent or foreign."""

    def save(
        self, typed: Mapping[str, str], remark: str, version: int | None, row_id: str | None
    ) -> Saved:
        """Store a row; ``Conflict`` when someone else changed it in the meantime."""

    def delete(self, row_id: str, version: int) -> None:
        """Delete a row; ``Conflict`` as with ``save``."""


def list_columns(table: Table, every: bool) -> list[Field]:
    """Return the columns of the list: the key and what names a row first."""
    first = list(dict.fromkeys((*table.key, *table.display)))
    rest = [f.name for f in table.fields if f.name not in first and f.kind not in NOT_LISTED]
    names = [*first, *rest] if every else [*first, *rest][: max(COLUMNS_AT_FIRST, len(first))]
    return [table.field(name) for name in names]


def sortable_columns(table: Table) -> list[str]:
    """Return the columns with an index: sorting by others would read the whole table."""
    references = [f.name for f in table.fields if f.kind == "reference"]
    return [*table.key[:1], *references]


def query_from(arguments: Mapping[str, str], table: Table) -> ListQuery:
    """Return the list query of a URL; what makes no sense there is left out."""
    page = arguments.get("page", "1")
    sort = arguments.get("sort", "")
    return ListQuery(
        page=min(int(page), LAST_PAGE) if page.isascii() and page.isdigit() and int(page) else 1,
        search=arguments.get("search", "").strip()[:100],
        sort=sort if sort in sortable_columns(table) else "",
        descending=arguments.get("order") == "down",
        issue=arguments.get("issue", "")[:40],
        every_column=arguments.get("columns") == "all",
    )
