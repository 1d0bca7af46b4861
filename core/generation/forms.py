"""The web form of a table, generated from its definition.

Every field reads with its kind's parser, the same that reads workbooks, so a
value means the same wherever it was typed.  What was typed is kept as typed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import wtforms

from core.definition.field import Field
from core.definition.kinds.base import BLANK, Kind, Parsed, Reading
from core.definition.table import Table
from core.generation.conditions import condition_in_words, shown_when

REQUIRED = "REQUIRED"
"""The code of the check that a field must be filled."""
JOINED_BY = "；"
"""Between the values of a multi-valued field when they travel as one text."""
OWN_FIELDS = ("row_version", "row_remark", "csrf_token", "then")
"""What a form posts besides the fields of its table."""


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence beside a field: an error, a warning or a hint."""

    severity: str
    text: str
    code: str = ""


class KindField(wtforms.Field):
    """A form field of some kind; ``typed`` is the text as typed, ``data`` the value."""

    def __init__(
        self, label: str, *, of: Field, kind: Kind, reading: Reading, shown: str = "",
        condition: str = "", **wtforms_own: Any,
    ) -> None:
        super().__init__(label, **wtforms_own)
        self.of = of
        self.kind = kind
        self.shown = shown
        self.condition = condition
        self.typed = ""
        self.parsed: Parsed = BLANK
        self.said: list[Said] = []
        self._parse = kind.parser(of, reading) if not of.computed else None
        self._reading = reading

    def process_data(self, value: Any) -> None:
        """Take a stored value and show it as one would type it."""
        self.data = value
        self.typed = "" if value is None else self.kind.typed(value, self.of)

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Read what was typed; a rejected value becomes an error beside the field."""
        if self._parse is None:
            return
        self.typed = JOINED_BY.join(text for text in valuelist if text)
        self.parsed = self._parse(self.typed or None)
        self.data = None if self.parsed.rejected else self.parsed.value
        for finding in self.parsed.findings:
            self.say(finding.severity, finding.text, finding.code)
        if self.parsed.repair:
            self.say("hint", self.parsed.repair)
        if self.parsed.rejected:
            raise ValueError("；".join(finding.text for finding in self.parsed.findings))

    def say(self, severity: str, text: str, code: str = "") -> None:
        """Put one sentence beside the field, each only once."""
        said = Said(severity, text, code)
        if said not in self.said:
            self.said.append(said)

    @property
    def worst(self) -> str:
        """The gravest severity said beside the field, or an empty string."""
        severities = {said.severity for said in self.said}
        return next((s for s in ("error", "warning", "hint") if s in severities), "")

    @property
    def only_lacks(self) -> bool:
        """Whether the one error is that the field must be filled."""
        return [said.code for said in self.said if said.severity == "error"] == [REQUIRED]

    @property
    def offered(self) -> list[tuple[str, str]]:
        """The choices; a stored value that is no longer offered stays choosable."""
        offered = self.kind.offered(self.of, self._reading)
        known = {value for value, _ in offered}
        kept = [value for value in self.chosen if value not in known]
        return [*offered, *((value, self._words(value)) for value in kept)]

    @property
    def chosen(self) -> tuple[str, ...]:
        """The values chosen now, as the choices name them."""
        if self.typed == "":
            return ()
        if not self.kind.multiple:
            return (self.typed,)
        if self.data:
            return tuple(str(value) for value in self.data)
        return tuple(self.typed.split(JOINED_BY))

    def _words(self, value: str) -> str:
        parsed = self._parse(value) if self._parse else BLANK
        if parsed.rejected or parsed.value is None:
            return value
        return self.kind.text(parsed.value, self.of, self._reading)

    @property
    def reading_text(self) -> str:
        """The value as people read it; for computed fields, which are not typed."""
        if self.data is None:
            return ""
        return self.kind.text(self.data, self.of, self._reading)


class TableForm(wtforms.Form):
    """The base of generated forms: what every row has besides its table's fields."""

    row_version = wtforms.HiddenField()
    row_remark = wtforms.TextAreaField("备注")

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.of_row: list[Said] = []
        """What is said about the row as a whole."""

    def kind_fields(self) -> Iterable[KindField]:
        """The fields of the table, in its order."""
        return (field for field in self if isinstance(field, KindField))

    def typed(self) -> dict[str, str]:
        """Return what was typed per field; computed fields are left out."""
        return {f.name: f.typed for f in self.kind_fields() if not f.of.computed}

    def wrong(self) -> list[KindField]:
        """The fields beside which an error stands."""
        return [field for field in self.kind_fields() if field.worst == "error"]


def form_class(table: Table, kinds: Mapping[str, Kind], reading: Reading) -> type[TableForm]:
    """Return the form of a table in a round, with one ``KindField`` per field."""
    members: dict[str, Any] = {}
    for field in table.fields:
        shown = shown_when(table, field, reading.codes)
        members[field.name] = KindField(
            field.label,
            of=field, kind=kinds[field.kind], reading=reading,
            shown=json.dumps(shown, ensure_ascii=False) if shown else "",
            condition=condition_in_words(table, field, reading.codes),
        )
    return type(f"{table.sql_name}_form", (TableForm,), members)


def sections(table: Table) -> list[tuple[str, list[Field]]]:
    """Return the fields under their headings, in the order of the form."""
    found: dict[str, list[Field]] = {}
    for field in table.fields:
        found.setdefault(field.section, []).append(field)
    return list(found.items())


def unknown_names(posted: Iterable[str], table: Table) -> list[str]:
    """Return what was posted that the form does not have: nobody sets it by accident."""
    writable = {field.name for field in table.fields if not field.computed}
    return sorted(set(posted) - writable - set(OWN_FIELDS))
