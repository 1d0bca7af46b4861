"""The marshmallow schema of a table: what the interface reads and writes.

One field for every kind: it calls the kind's parser, so that a value means the
same here as on the form and in a workbook.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import marshmallow as ma

from core.definition.field import Field
from core.definition.kinds.base import Kind, Reading
from core.definition.table import Table


class KindValue(ma.fields.Field[Any]):
    """A value of some kind: read with the kind's parser, written as one would type it."""

    def __init__(self, of: Field, kind: Kind, reading: Reading) -> None:
        super().__init__(
            dump_only=of.computed, allow_none=True, required=False,
            metadata={"title": of.label, "description": of.note, "type": "string"},
        )
        self.of = of
        self.kind = kind
        self._parse = kind.parser(of, reading)

    def _serialize(self, value: Any, attr: str | None, obj: Any, **kwargs: Any) -> str | None:
        return None if value is None else self.kind.typed(value, self.of)

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any
    ) -> Any:
        parsed = self._parse(value)
        if parsed.rejected:
            raise ma.ValidationError([finding.text for finding in parsed.findings])
        return parsed.value


def schema_of(
    table: Table, kinds: Mapping[str, Kind], reading: Reading
) -> type[ma.Schema]:
    """Return the schema of one row of the table; unknown names are refused."""
    fields: dict[str, Any] = {
        field.name: KindValue(field, kinds[field.kind], reading) for field in table.fields
    }
    name = "".join(part.capitalize() for part in table.sql_name.split("_"))
    return ma.Schema.from_dict(fields, name=f"{name}Schema")
