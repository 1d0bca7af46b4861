"""pandera: a schema over a pandas frame, everything collected (``lazy``)."""

from __future__ import annotations

import time
from typing import Any

import pandas as pd
import pandera.pandas as pa

from benchmarks.peers import requirements as told


def column(name: str) -> pa.Column:
    """Return a column with its checks."""
    checks = []
    if name in told.PATTERNS:
        checks.append(pa.Check.str_matches(f"^(?:{told.PATTERNS[name]})$"))
    if name in told.LISTS or name in told.FLAGS:
        checks.append(pa.Check.isin(told.choices(name)))
    kind: Any = object
    if name in told.BOUNDS:
        checks.append(pa.Check.in_range(*told.BOUNDS[name]))
        kind = float
    return pa.Column(
        kind, checks, nullable=name in told.OPTIONAL, unique=name in told.UNIQUE,
        coerce=kind is float,
    )  # fmt: skip


def broken(rule: told.Rule) -> pa.Check:
    """Return a check of a rule over the whole frame."""

    def holds(frame: pd.DataFrame) -> pd.Series:
        part = frame[list(rule.fields)].to_dict("records")
        return pd.Series([not rule.broken(row) for row in part], index=frame.index)

    return pa.Check(holds, name=rule.fields[0])


def step(book: str) -> tuple[float, dict[str, Any]]:
    """Validate ``book`` and return the failure cases."""
    begin = time.perf_counter()
    frame = pd.read_excel(book, engine="calamine").rename(columns=told.NAMES)
    schema = pa.DataFrameSchema(
        {name: column(name) for name in told.LABELS}, [broken(rule) for rule in told.RULES]
    )
    findings: list[tuple[int, str]] = []
    try:
        schema.validate(frame, lazy=True)
    except pa.errors.SchemaErrors as error:
        cases = error.failure_cases[["index", "column"]].itertuples(index=False)
        findings = [(0 if pd.isna(at) else int(at) + 2, name or "") for at, name in cases]
    return time.perf_counter() - begin, {"findings": findings}
