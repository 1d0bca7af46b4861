"""One counted list of a stylesheet (fills, fonts, cell formats …), to which items are added."""

from __future__ import annotations

import re

from core.exchange.marking.markup import Unpatchable, with_attribute


class Section:
    """The items of ``<name count="…"><item/>…</name>``; those that exist are never changed."""

    def __init__(self, text: str, name: str, item: str) -> None:
        """Find the list in a stylesheet. Raises Unpatchable when it is missing or unusual."""
        found = re.search(rf"(<{name}\b[^>]*(?<!/)>)(.*?)</{name}\s*>", text, re.DOTALL)
        if found is None:
            raise Unpatchable(f"样式表缺少 {name}")
        self._opening, self._body = found[1], found[2]
        self._whole = found[0]
        self._name = name
        pattern = re.compile(rf"<{item}\b[^>]*?/>|<{item}\b[^>]*>.*?</{item}\s*>", re.DOTALL)
        self.items = pattern.findall(self._body)
        if not self.items or pattern.sub("", self._body).strip():
            raise Unpatchable(f"样式表的 {name} 写法特殊")
        self._first = {xml: index for index, xml in reversed(list(enumerate(self.items)))}
        self._added: list[str] = []

    def index(self, xml: str) -> int:
        """Return the place of an item, adding it last when no equal one exists."""
        place = self._first.get(xml)
        if place is None:
            place = self._first[xml] = len(self.items)
            self.items.append(xml)
            self._added.append(xml)
        return place

    def written_into(self, text: str) -> str:
        """Return the stylesheet with what was added; the same text when nothing was."""
        if not self._added:
            return text
        opening = with_attribute(self._opening, "count", str(len(self.items)))
        body = self._body + "".join(self._added)
        return text.replace(self._whole, f"{opening}{body}</{self._name}>", 1)
