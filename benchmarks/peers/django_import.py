"""django-import-export: a model with validators, a resource, and a dry run."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import django
import tablib
from django.conf import settings

from benchmarks.peers import requirements as told

settings.configure(
    INSTALLED_APPS=["import_export", "benchmarks.peers"],
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
    IMPORT_EXPORT_USE_TRANSACTIONS=True,
)
django.setup()

from django.core.exceptions import ValidationError  # noqa: E402 - Django wants settings first
from django.core.validators import (  # noqa: E402
    MaxValueValidator,
    MinValueValidator,
    RegexValidator,
)
from django.db import connection, models  # noqa: E402
from import_export.resources import ModelResource  # noqa: E402


def field(name: str) -> models.Field[Any, Any]:
    """Return a model field with its validators."""
    blank = name in told.OPTIONAL
    common: dict[str, Any] = {"blank": blank, "null": blank, "unique": name in told.UNIQUE}
    if name in told.BOUNDS:
        least, most = told.BOUNDS[name]
        common["validators"] = [MinValueValidator(least), MaxValueValidator(most)]
        if name in told.WHOLE:
            return models.IntegerField(**common)
        return models.DecimalField(max_digits=18, decimal_places=2, **common)
    if name in told.PATTERNS:
        common["validators"] = [RegexValidator(rf"^(?:{told.PATTERNS[name]})\Z")]
    if name in told.LISTS or name in told.FLAGS:
        common["choices"] = [(text, text) for text in told.choices(name)]
    return models.CharField(max_length=100, **common)


def _clean(self: models.Model) -> None:
    row = {name: getattr(self, name) for name in told.LABELS}
    wrong = {rule.fields[0]: "rule" for rule in told.RULES if rule.broken(row)}
    if wrong:
        raise ValidationError(wrong)


Person: Any = type(
    "Person",
    (models.Model,),
    {
        "__module__": __name__,
        "Meta": type("Meta", (), {"app_label": "peers"}),
        "clean": _clean,
        **{name: field(name) for name in told.LABELS},
    },
)


class People(ModelResource):
    """Imports people by their staff number, each row fully cleaned."""

    class Meta:
        """What the resource does."""

        model = Person
        import_id_fields = ("staff_no",)
        fields = tuple(told.LABELS)
        clean_model_instances = True


def step(book: str) -> tuple[float, dict[str, Any]]:
    """Import ``book`` as a dry run and return the invalid rows."""
    with connection.schema_editor() as editor:
        editor.create_model(Person)
    begin = time.perf_counter()
    data = tablib.Dataset().load(Path(book).read_bytes(), format="xlsx")
    data.headers = [told.NAMES[label] for label in data.headers]
    result = People().import_data(data, dry_run=True)
    findings = []
    for row in result.invalid_rows:
        for name in row.error.message_dict:
            findings.append((row.number + 1, name if name in told.LABELS else ""))
    findings += [(number + 1, "") for number, faults in result.row_errors() for _ in faults]
    return time.perf_counter() - begin, {"findings": findings}
