"""What every page shows around its content: where one is, and where one can go."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple, cast

from flask import Flask, current_app, request, url_for
from flask_admin import Admin, BaseView
from flask_admin.menu import MenuView
from flask_babel import gettext as _

from admin.visit import Visit, visit_or_none
from core.access import may
from core.errors import PluginError
from core.instance import Instance

OWN = frozenset({
    "home", "accounts", "table", "tables", "upload", "download", "issues", "indicators",
})


class Link(NamedTuple):
    """One entry of the navigation."""

    label: str
    url: str
    current: bool


def frame_of() -> dict[str, Any]:
    """Return what the layout needs on every page; nothing for strangers."""
    visit = visit_or_none()
    return {"visit": visit, "navigation": navigation(visit) if visit else []}


def navigation(visit: Visit) -> list[Link]:
    """Return the pages that the person's role has."""
    wanted = [(_("我的任务"), "home.index", ("home", "table", "upload"))]
    if may(visit.actor, "see"):
        wanted.append((_("问题"), "issues.index", ("issues",)))
    if may(visit.actor, "measure"):
        wanted.append((_("指标"), "indicators.index", ("indicators",)))
    here = (request.endpoint or "").partition(".")[0]
    own = [Link(label, url_for(endpoint), here in parts) for label, endpoint, parts in wanted]
    return [*own, *added_by_plugins(here)]


def added_by_plugins(here: str) -> list[Link]:
    """Return the pages that plugins put into Flask-Admin's menu, where one may see them."""
    views = [item._view for item in current_app.extensions["admin"][0].menu()
             if isinstance(item, MenuView)]
    return [
        Link(view.name, view.get_url(f"{view.endpoint}.{view._default_view}"), here == view.endpoint)
        for view in views
        if view.endpoint not in OWN and view.is_visible() and view.is_accessible()
    ]


def plugin_views(app: Flask, admin: Admin, instance: Instance) -> None:
    """Add the Flask-Admin views of plugins; one that fails is named in the log and left out."""
    for plugin, result in instance.registry.call("tianbao_views", admin=admin):
        try:
            if isinstance(result, PluginError):
                raise result
            for view in cast("Iterable[BaseView]", result):
                admin.add_view(view)
        except Exception as error:  # noqa: BLE001 - a plugin's page may cost only itself
            app.logger.error("views of plugin %s left out: %s", plugin, error)
