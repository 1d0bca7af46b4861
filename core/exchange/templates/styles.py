"""How a template looks: calm colours, and meaning never by colour alone."""

from __future__ import annotations

from typing import Any

from core.exchange.layout import Column

_REQUIRED, _OPTIONAL, _COMPUTED = "#FCE8C8", "#E6EDF5", "#D9D9D9"
_LOCKED_CELL, _LINE, _QUIET = "#F2F2F2", "#B8C2CC", "#5A6570"


class Styles:
    """The formats of one workbook; cells of one look share one format."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Any] = {}
        top = {"text_wrap": True, "valign": "top"}
        self.title = self._format(bold=True, font_size=16, valign="vcenter")
        self.caption = self._format(font_color=_QUIET, valign="vcenter")
        self.unused = self._format(valign="vcenter")
        self.open = self._format(locked=False)
        self.paragraph = self._format(**top)
        self.head = self._format(bold=True, bg_color=_OPTIONAL, border=1, border_color=_LINE)
        self.line = self._format(border=1, border_color=_LINE, num_format="@", **top)

    def _format(self, **properties: Any) -> Any:
        look = tuple(sorted(properties.items()))
        if look not in self._made:
            self._made[look] = self._book.add_format(properties)
        return self._made[look]

    def heading(self, column: Column) -> Any:
        """Return the format of a heading: locked, coloured by what must be filled."""
        colour = _REQUIRED if column.required else _OPTIONAL
        return self._format(
            bold=True, text_wrap=True, align="center", valign="vcenter", border=1,
            border_color=_LINE, bg_color=_COMPUTED if column.computed else colour,
        )

    def cell(self, column: Column) -> Any:
        """Return the format of a column's cells: unlocked but where the engine computes."""
        look: dict[str, Any] = {"num_format": column.number_format, "locked": column.computed}
        if column.computed:
            look["bg_color"] = _LOCKED_CELL
        if column.kind is not None and column.kind.widget == "textarea":
            look["text_wrap"] = True
        return self._format(valign="vcenter", **look)
