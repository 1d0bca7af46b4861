"""frictionless: a table schema with constraints and a custom check, its report."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any, ClassVar

from frictionless import Check, Checklist, Field, Resource, Schema, errors, fields, system

from benchmarks.peers import requirements as told


class Rules(Check):
    """The rules over several fields of a row."""

    Errors: ClassVar = [errors.CellError]

    def validate_row(self, row: Any) -> Iterator[Any]:
        """Yield an error for each broken rule."""
        named = {told.NAMES[label]: value for label, value in row.items()}
        for rule in told.RULES:
            if rule.broken(named):
                label = told.LABELS[rule.fields[0]]
                yield errors.CellError.from_row(row, note=f"rule on {label}", field_name=label)


def field(name: str) -> Field:
    """Return a field with its constraints; those of keys are constraints too."""
    constraints: dict[str, Any] = {"required": name not in told.OPTIONAL}
    if name in told.UNIQUE:
        constraints["unique"] = True
    if name in told.PATTERNS:
        constraints["pattern"] = told.PATTERNS[name]
    if name in told.LISTS or name in told.FLAGS:
        constraints["enum"] = told.choices(name)
    if name in told.BOUNDS:
        least, most = told.BOUNDS[name]
        constraints |= {"minimum": least, "maximum": most}
        kind = fields.IntegerField if name in told.WHOLE else fields.NumberField
        return kind(name=told.LABELS[name], constraints=constraints)
    return fields.StringField(name=told.LABELS[name], constraints=constraints)


def step(book: str) -> tuple[float, dict[str, Any]]:
    """Validate ``book`` and return what the report tells."""
    begin = time.perf_counter()
    schema = Schema(fields=[field(name) for name in told.LABELS])
    with system.use_context(trusted=True):
        resource = Resource(path=book, schema=schema)
        report = resource.validate(Checklist(checks=[Rules()]), limit_errors=1_000_000)
    places = report.flatten(["rowNumber", "fieldName"])
    findings = [(row, told.NAMES.get(label, "")) for row, label in places]
    return time.perf_counter() - begin, {"findings": findings}
