"""A data package: .csv files with names and codes for machines, described by one JSON file.

The description follows the tabular data package of Frictionless Data.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from core.definition.codes import CodeList
from core.definition.field import Field, target
from core.definition.kinds.base import Kind
from core.definition.table import Table
from core.exchange.exporting.selection import Selection
from core.exchange.exporting.tables import write_lines
from core.exchange.formulas import QUOTE
from core.exchange.importing.labels import REMARK, ROW_ID
from core.exchange.layout import DEPARTMENT, Column, Layout
from core.exchange.templates.wording import COMPUTED

DESCRIPTION = "datapackage.json"
DATA, CODES = "data", "codes"
_OWN = {DEPARTMENT: "填报部门", REMARK: "备注", ROW_ID: "行标识"}
_CHUNK = 1_000_000

Record = dict[str, Any]


def write_package(selection: Selection, tables: Sequence[Table], folder: Path) -> dict[str, int]:
    """Write the rows and code lists of some tables and their description; return rows by table."""
    (folder / DATA).mkdir(parents=True)
    counts: dict[str, int] = {}
    resources = []
    for table in tables:
        layout = selection.layout(table)
        path = f"{DATA}/{table.sql_name}.csv"
        names = [column.name for column in layout.columns]
        rows = selection.rows(layout, typed=True)
        counts[table.id] = write_lines(folder / path, names, rows)
        resources.append(_table_resource(layout, path, folder, tables))
    resources += _code_resources(selection, tables, folder)
    text = json.dumps(_description(selection, resources), ensure_ascii=False, indent=2)
    (folder / DESCRIPTION).write_text(text + "\n", encoding="utf-8")
    return counts


def _description(selection: Selection, resources: list[Record]) -> Record:
    year = selection.round.year
    department = selection.department
    return {
        "profile": "tabular-data-package",
        "name": f"tianbao-{year}",
        "title": f"{year} 年采集批次",
        "description": f"学年：{selection.round.calendar.academic_year}；"
                       f"自然年度：{selection.round.calendar.calendar_year}。"
                       f"可能被电子表格当作公式的文本前加一个 {QUOTE}。",
        "created": selection.instance.clock().isoformat(timespec="seconds"),
        "tianbao": {
            "round": year,
            "definitions": selection.round.definitions_digest,
            "department": None if department is None else selection.departments[department],
            "quote": QUOTE,
        },
        "resources": resources,
    }  # fmt: skip


def _table_resource(
    layout: Layout, path: str, folder: Path, tables: Sequence[Table]
) -> Record:
    table = layout.table
    schema: Record = {
        "fields": [_field(column) for column in layout.columns],
        "missingValues": [""],
        "primaryKey": [ROW_ID],
    }
    if foreign := list(_foreign_keys(table, {one.id: one for one in tables})):
        schema["foreignKeys"] = foreign
    return {
        "profile": "tabular-data-resource",
        "name": table.sql_name,
        "title": table.title,
        "description": table.guidance.strip(),
        "path": path,
        "sources": [{"title": table.source}],
        "tianbao": {"id": table.id, "number": table.number, "owner": table.owner,
                    "period": layout.reading.calendar.caption(table.period),
                    "key": list(table.key)},
        **_file(folder / path),
        "schema": schema,
    }  # fmt: skip


def _file(path: Path) -> Record:
    """Return size and digest of a .csv file, and how it is written."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return {"format": "csv", "mediatype": "text/csv", "encoding": "utf-8",
            "bytes": path.stat().st_size, "hash": f"sha256:{digest.hexdigest()}"}  # fmt: skip


def _field(column: Column) -> Record:
    field, kind = column.field, column.kind
    if field is None or kind is None:
        own = {"required": True} if column.name != REMARK else {}
        return {"name": column.name, "title": _OWN[column.name], "type": "string",
                **({"constraints": own} if own else {})}  # fmt: skip
    record: Record = {
        "name": field.name,
        "title": field.label,
        "description": COMPUTED if field.computed and not field.note else field.note,
        **field_type(field, kind),
    }
    if bounds := constraints(field, kind):
        record["constraints"] = bounds
    record |= {"unit": field.unit} if field.unit else {}
    record |= {"codes": field.codes} if field.codes else {}
    return record


def field_type(field: Field, kind: Kind) -> Record:
    """Return type and format of a field in the words of Frictionless."""
    if kind.multiple:
        return {"type": "string", "separator": "；" if field.codes or field.choices else "、"}
    if kind.numeric:
        return {"type": "integer" if kind.cell_format == "0" else "number"}
    if kind.name == "boolean":
        return {"type": "boolean", "trueValues": ["1"], "falseValues": ["0"]}
    types = {"date": "date", "month": "yearmonth", "year": "year", "email": "string"}
    return {"type": types.get(kind.name, "string")}


def constraints(field: Field, kind: Kind) -> Record:
    """Return what a field's values are bound to, in the words of Frictionless."""
    found: Record = {}
    if field.required and not field.when and not field.computed:
        found["required"] = True
    if field.choices and not kind.multiple:
        found["enum"] = list(field.choices)
    if kind.widget in ("number", "date", "month"):
        bounds = {"minimum": field.min, "maximum": field.max}
        found |= {name: _bound(text, kind) for name, text in bounds.items() if text}
    elif field.max:
        found["maxLength"] = int(field.max)
    if field.pattern:
        found["pattern"] = field.pattern
    return found


def _bound(text: str, kind: Kind) -> int | float | str:
    """Return a bound as JSON has it: a number for numbers and years, else text.

    A month is bounded by a month: Frictionless reads no day there.
    """
    if kind.widget == "month":
        return text[: len("2025-08")]
    if kind.widget != "number":
        return text
    return int(text) if text.lstrip("-").isdecimal() else float(text)


def _foreign_keys(table: Table, tables: Mapping[str, Table]) -> Iterator[Record]:
    for field in table.fields:
        place = target(field.to)
        if field.kind != "reference" or place.table not in tables or field.rounds == "previous":
            continue
        resource = "" if place.table == table.id else tables[place.table].sql_name
        yield {"fields": [field.name],
               "reference": {"resource": resource, "fields": [place.field]}}  # fmt: skip


def _code_resources(
    selection: Selection, tables: Sequence[Table], folder: Path
) -> Iterator[Record]:
    used = {field.codes for table in tables for field in table.fields if field.codes}
    for name in sorted(used):
        codes = selection.definitions.codes[name]
        path = f"{CODES}/{name}.csv"
        (folder / CODES).mkdir(exist_ok=True)
        rows = ([entry.code, entry.name, entry.parent] for entry in codes)
        write_lines(folder / path, ["code", "name", "parent"], rows)
        yield _code_resource(codes, path, folder)


def _code_resource(codes: CodeList, path: str, folder: Path) -> Record:
    fields = [{"name": "code", "title": "代码"}, {"name": "name", "title": "名称"},
              {"name": "parent", "title": "上级代码"}]  # fmt: skip
    return {
        "profile": "tabular-data-resource",
        "name": f"code-{codes.name}",
        "title": codes.title,
        "path": path,
        **({"sources": [{"title": codes.source}]} if codes.source else {}),
        **_file(folder / path),
        "schema": {"fields": [{**field, "type": "string"} for field in fields],
                   "missingValues": [""], "primaryKey": ["code"]},
    }  # fmt: skip
