"""What every page shows around its content: where one is, and where one can go."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple, cast

from flask import Flask, current_app, g, request, url_for
from flask_admin import Admin, BaseView
from flask_admin.menu import MenuView

from admin.visit import Visit, visit_or_none
from admin.words import _
from core.access import may
from core.closing.stages import READERS
from core.errors import PluginError
from core.instance import Instance

OWN = "tianbao_pages"
"""Under this name the application keeps the endpoints of our own pages."""


class Link(NamedTuple):
    """One entry of the navigation."""

    label: str
    url: str
    current: bool


def has(endpoint: str) -> bool:
    return endpoint in current_app.view_functions


def frame_of() -> dict[str, Any]:
    """Return what the layout needs on every page; nothing for strangers."""
    visit = None if g.get("without_frame") else visit_or_none()
    return {"has": has, "visit": visit, "navigation": navigation(visit) if visit else []}


def navigation(visit: Visit) -> list[Link]:
    """Return the pages that the person's role has."""
    work = {"home", "table", "upload", "answer", "review", "history", "notices"}
    wanted = [(_("我的任务"), "home.index", work)]
    if may(visit.actor, "oversee"):
        wanted.append((_("进度"), "board.index", {"board"}))
    if visit.round and visit.actor.role in READERS:
        wanted.append((_("汇总与上报"), "closing.index", {"closing"}))
    if may(visit.actor, "head_sign") or may(visit.actor, "sign"):
        wanted.append((_("签字"), "signing.index", {"signing"}))
    if may(visit.actor, "see"):
        wanted.append((_("问题"), "issues.index", {"issues"}))
    if may(visit.actor, "measure"):
        wanted.append((_("指标"), "indicators.index", {"indicators"}))
    if visit.round and (may(visit.actor, "see") or may(visit.actor, "oversee")):
        wanted.append((_("工作方案"), "plan.index", {"plan", "tasks"}))
    if may(visit.actor, "administer"):
        wanted += [(_("部门"), "departments.index", {"departments"}),
                   (_("账号"), "users.index", {"users"})]  # fmt: skip
    here = (request.endpoint or "").partition(".")[0]
    own = [
        Link(label, url_for(endpoint), here in parts)
        for label, endpoint, parts in wanted if has(endpoint)
    ]
    return [*own, *added_by_plugins(here)]


def added_by_plugins(here: str) -> list[Link]:
    """Return the pages that plugins put into Flask-Admin's menu, where one may see them."""
    menu = current_app.extensions["admin"][0].menu()
    own = current_app.extensions[OWN]
    items = [item for item in menu if isinstance(item, MenuView)]
    return [
        Link(item.name, item.get_url(), here == item._view.endpoint)
        for item in items
        if item._view.endpoint not in own and item.is_visible() and item.is_accessible()
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
