"""The package of a seal: workbooks in the official order, a data package, results, a manifest."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from core.access import SYSTEM_ACTOR
from core.audit.chain import canonical
from core.checks.issues import Issue
from core.checks.running import CheckRun
from core.closing.aggregating import Aggregated
from core.closing.approving import Resolved
from core.closing.figures import Figures, text_of
from core.closing.keeping import digest_of_file
from core.definition.numbering import official_order
from core.exchange.exporting.data_package import write_package
from core.exchange.exporting.selection import Selection
from core.exchange.exporting.tables import write_workbook
from core.exchange.packing import packed
from core.exchange.templates.sheet_names import file_name
from core.instance import Instance
from core.rounds.round import Round

FORM = "tianbao-package-1"
MANIFEST = "manifest.json"


@dataclass(frozen=True)
class Snapshot:
    """Everything that a seal keeps of a round."""

    round: Round
    number: int
    made: datetime
    aggregated: Aggregated
    resolved: Resolved
    run: CheckRun
    figures: Mapping[str, Figures]
    changes: Sequence[Mapping[str, Any]]


def write_report_package(
    instance: Instance, connection: sa.Connection, snapshot: Snapshot, target: Path
) -> str:
    """Write the package as a zip, with all values as they are to be reported; return its manifest.

    Nothing in it is masked: it is what the college reports, and is kept accordingly.
    """
    selection = Selection(instance, SYSTEM_ACTOR, connection, snapshot.round)
    with packed(target) as folder:
        tables = official_order(selection.tables())
        write_package(selection, tables, folder)
        for place, table in enumerate(tables, 1):
            name = file_name(f"{place:02d}_{table.number}", table.title, "xlsx")
            write_workbook(selection, selection.table(table.id), folder / "xlsx" / name)
        _write_results(snapshot, folder)
        manifest = _manifest(snapshot, folder)
        (folder / MANIFEST).write_text(manifest, encoding="utf-8")
    return manifest


def _write_results(snapshot: Snapshot, folder: Path) -> None:
    results = folder / "results"
    results.mkdir()
    (folder / "aggregation.json").write_text(snapshot.aggregated.record, encoding="utf-8")
    checks = {"ran": snapshot.run.ran, "issues": [_issue(one) for one in snapshot.run.issues]}
    _write(results / "checks.json", checks)
    for by, found in snapshot.figures.items():
        ending = f"_by_{by}" if by else ""
        measures, indicators = text_of(found.measures), text_of(found.indicators)
        (results / f"measures{ending}.json").write_text(measures, encoding="utf-8")
        (results / f"indicators{ending}.json").write_text(indicators, encoding="utf-8")


def _issue(issue: Issue) -> dict[str, Any]:
    return {name: value for name, value in asdict(issue).items() if name not in ("line", "value")}


def _write(path: Path, data: Any) -> None:
    path.write_text(json.dumps(data, ensure_ascii=False, indent=2), encoding="utf-8")


def _manifest(snapshot: Snapshot, folder: Path) -> str:
    """Return what is in the package and what it is based on, each file with its SHA-256."""
    round, resolved = snapshot.round, snapshot.resolved
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return canonical({
        "form": FORM, "round": round.year, "revision": snapshot.number,
        "made": snapshot.made.isoformat(timespec="seconds"),
        "definitions": round.definitions_digest, "settings": round.settings_digest,
        "plugins": dict(round.plugins), "aggregation": snapshot.aggregated.digest,
        "resolution": {"reference": resolved.reference, "held": resolved.held.isoformat(),
                       "minutes": resolved.sha256},
        "changes": [*snapshot.changes],
        "files": [
            {"path": path.relative_to(folder).as_posix(), "bytes": path.stat().st_size,
             "sha256": digest_of_file(path)}
            for path in files
        ],
    })  # fmt: skip
