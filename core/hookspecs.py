"""Every hook a plugin may fill, each with a complete example.

Paste an example into ``plugins/<name>.py`` (or an installed package that names
its module under the entry point group ``tianbao.plugins``) and it works.
Implementations are called one by one; a failure in one is caught and named,
and never costs the others their turn.  The order of plugins means nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import pluggy

if TYPE_CHECKING:
    from core.category import Category
    from core.definition.kinds.base import Kind
    from core.events import Event

PROJECT = "tianbao"
hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)


@hookspec
def tianbao_categories() -> Sequence[Category]:
    """Return the categories this plugin brings, with the rules hung on them.

    Example::

        from core import Category, hookimpl

        alumni = Category("alumni", "校友情况")


        @hookimpl
        def tianbao_categories():
            return [alumni]


        @alumni.check("ALU-101", "person", "毕业年份（{left}）不应早于入学年份（{joined}）。",
                      passes={"joined": "2010", "left": "2013"},
                      fails={"joined": "2013", "left": "2010"})
        def left_after_joining(joined, left):
            return left >= joined
    """
    return ()


@hookspec
def tianbao_kinds() -> Sequence[Kind]:
    """Return kinds (column types) beyond the built-in ones.

    Example::

        from core import BLANK, Finding, Kind, Parsed, hookimpl


        class LicensePlate(Kind):
            name = "license_plate"
            title = "车牌号"

            def parser(self, field, reading):
                def parse(raw):
                    text = str(raw or "").strip().upper()
                    if not text:
                        return BLANK
                    if len(text) not in (7, 8):
                        wrong = Finding("KIND-PLATE", "error", "车牌号应为 7 或 8 位。")
                        return Parsed(None, (wrong,), rejected=True)
                    return Parsed(text)

                return parse


        @hookimpl
        def tianbao_kinds():
            return [LicensePlate()]
    """
    return ()


@hookspec
def tianbao_prefill(table: str, department: str, round: int) -> Iterable[Mapping[str, Any]] | None:
    """Return rows from a business system to put into a template, or None.

    Each row maps field names to values as one would type them.  One provider
    per table: two that answer for the same table are refused by name.

    Example::

        import csv

        from core import hookimpl


        @hookimpl
        def tianbao_prefill(table, department, round):
            if table != "faculty.teacher":
                return None
            with open("/srv/hr/teachers.csv", encoding="utf-8") as file:
                return list(csv.DictReader(file))
    """
    return None


@hookspec
def tianbao_event(event: Event) -> None:
    """Hear that something happened, after it is stored.

    An import is ``imported``; the steps of the review are ``submitted``, ``checked``,
    ``head_signed``, ``signed``, ``accepted``, ``returned`` and ``withdrawn``.

    Example::

        import logging

        from core import hookimpl


        @hookimpl
        def tianbao_event(event):
            if event.verb == "imported":
                logging.getLogger("alumni").info("%s: %s", event.table, event.facts["stored"])
    """


@hookspec
def tianbao_views(admin: Any) -> Sequence[Any]:
    """Return further Flask-Admin views for the site.

    Example::

        from flask_admin import BaseView, expose

        from core import hookimpl


        class Greeting(BaseView):
            @expose("/")
            def index(self):
                return "您好"


        @hookimpl
        def tianbao_views(admin):
            return [Greeting(name="问候", endpoint="greeting")]
    """
    return ()
