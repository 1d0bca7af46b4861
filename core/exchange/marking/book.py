"""A workbook opened for marking: its package, its list of sheets and its formats."""

from __future__ import annotations

import posixpath
import re
from pathlib import Path

from core.exchange.marking.markup import MAIN, RELATED, Unpatchable, ordinary
from core.exchange.marking.package import Package
from core.exchange.marking.relations import (
    content_type,
    declare,
    relate,
    related,
    relations,
    undeclare,
    unrelate,
)
from core.exchange.marking.stylesheet import PLAIN, Stylesheet
from core.exchange.marking.workbook import Sheet, sheets, without_sheet

_OWN_PART = "tianbao{}.xml"
_OWN_PARTS = re.compile(r"(?:^|/)tianbao\d+\.xml$")
_SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_STYLES = f"{_SPREADSHEET}.styles+xml"
_WORKSHEET = f"{_SPREADSHEET}.worksheet+xml"


class Book:
    """The parts of a workbook that marking reads and writes.

    Raises Unpatchable on opening when the workbook is of another make than we can patch.
    """

    def __init__(self, package: Package, target: Path) -> None:
        self.package = package
        part = related(package, "", "officeDocument")
        if part is None:
            raise Unpatchable("文件不是 .xlsx 工作簿")
        macros = "macroEnabled" in content_type(package, part)
        if macros and target.suffix.lower() != ".xlsm":
            raise Unpatchable("工作簿含有宏")
        self.part = part
        self.workbook = ordinary(part, package.read(part), "workbook", MAIN)
        self.styles = Stylesheet(self._stylesheet(), not self._by_libre_office())

    def sheets(self) -> list[Sheet]:
        """List the sheets in their order, chart sheets included."""
        return sheets(self.workbook)

    def part_of(self, sheet: Sheet) -> tuple[str, str]:
        """Return a sheet's part and kind (``worksheet``, ``chartsheet`` …)."""
        for found in relations(self.package, self.part):
            if found.id == sheet.relation:
                return found.part, found.kind
        raise Unpatchable(f"工作表“{sheet.name}”没有对应的部件")

    def worksheets(self) -> dict[str, str]:
        """Map the name of each sheet of cells to its part."""
        found = ((sheet.name, *self.part_of(sheet)) for sheet in self.sheets())
        return {name: part for name, part, kind in found if kind == "worksheet"}

    def sheet(self, part: str) -> str:
        """Return the XML of a sheet of cells."""
        return ordinary(part, self.package.read(part), "worksheet", MAIN)

    def add_sheet(self, xml: str) -> str:
        """Add the part of a new sheet and return the id of the relation to it."""
        folder = posixpath.join(posixpath.dirname(self.part), "worksheets")
        part = self.package.unused(posixpath.join(folder, _OWN_PART))
        self.package.write(part, xml)
        declare(self.package, part, _WORKSHEET)
        return relate(self.package, self.part, f"{RELATED}/worksheet", part)

    def remove_sheet(self, index: int) -> None:
        """Remove a sheet (place from 0) with its part."""
        part, _ = self.part_of(self.sheets()[index])
        self.workbook = without_sheet(self.workbook, index)
        unrelate(self.package, self.part, part)
        undeclare(self.package, part)
        self.package.remove(part)
        folder, name = posixpath.split(part)
        self.package.remove(posixpath.join(folder, "_rels", f"{name}.rels"))

    def save(self, target: Path) -> None:
        """Write the workbook with its list of sheets and its formats as they now are."""
        self.package.write(self.part, self.workbook)
        styles = related(self.package, self.part, "styles")
        if styles is not None:
            self.package.write(styles, self.styles.text())
        self.package.save(target)

    def _stylesheet(self) -> str:
        part = related(self.package, self.part, "styles")
        if part is None:
            # The usual name: some readers look for it without following the relation.
            part = posixpath.join(posixpath.dirname(self.part), "styles.xml")
            if part in self.package:
                raise Unpatchable("样式表没有登记")
            self.package.write(part, PLAIN)
            declare(self.package, part, _STYLES)
            relate(self.package, self.part, f"{RELATED}/styles", part)
        return ordinary(part, self.package.read(part), "styleSheet", MAIN)

    def _by_libre_office(self) -> bool:
        """Tell whether LibreOffice saved the workbook after us: it renames our sheet's part."""
        if any(_OWN_PARTS.search(name) for name in self.package.names()):
            return False
        part = related(self.package, "", "extended-properties")
        return part is not None and b"LibreOffice" in self.package.read(part)
