"""Putting the application together: settings, protection, accounts, pages, plugins' pages."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from flask import Flask
from flask_admin import Admin
from flask_admin.theme import BootstrapTheme
from flask_babel import Babel
from flask_login import LoginManager
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from admin.accounts.attempts import FAILURES
from admin.accounts.enrolment import EnrolmentPages
from admin.accounts.factors import FACTORS
from admin.accounts.gates import keep_to_gate
from admin.accounts.pages import AccountPages
from admin.accounts.people import Person
from admin.accounts.sessions import SESSIONS, ServerSessions
from admin.accounts.starting import StartPages
from admin.api.rows import RowsInterface
from admin.configuration import DEFAULTS, from_environment
from admin.failures import handle_failures
from admin.filling.downloads import DownloadPages
from admin.filling.home import HomePage
from admin.filling.issues import IssuePages
from admin.filling.revealing import RevealPages
from admin.filling.tables import TablePages
from admin.filling.upload import UploadPages
from admin.frame import OWN, frame_of, plugin_views
from admin.office.board import BoardPages
from admin.office.closing import ClosingPages
from admin.office.forms import FormPages
from admin.office.indicators import IndicatorPages
from admin.pages import sign_in_first
from admin.people.accounts import UserPages
from admin.people.departments import DepartmentPages
from admin.planning.plan import PlanPages
from admin.planning.tasks import TaskPages
from admin.protection import nonce, protect
from admin.reviewing.answering import AnswerPages
from admin.reviewing.histories import HistoryPages
from admin.reviewing.notices import NoticePages
from admin.reviewing.pending import PENDING
from admin.reviewing.reviews import ReviewPages
from admin.reviewing.signing import SigningPages
from admin.visit import EXTENSION
from core.database import NAMES
from core.errors import Refused
from core.generation.schema_changes import apply, plan
from core.instance import Instance, open_instance, require_ready

NAME = "admin"


def build(settings: Mapping[str, Any]) -> Flask:
    """Return the application; see ``admin.create_app``."""
    instance = instance_of(settings.get("INSTANCE"))
    app = Flask(NAME, instance_path=str(instance.folder))
    app.config.from_mapping(DEFAULTS)
    app.config.from_mapping(from_environment())
    app.config.from_mapping(settings, SECRET_KEY=instance.configuration.secret())
    if app.debug:
        raise Refused("不能在调试模式下提供服务：调试器会把程序和数据交给任何人")
    app.extensions[EXTENSION] = instance
    make_own_tables(instance)
    require_ready(instance)
    app.session_interface = ServerSessions(instance.engine, instance.clock)
    if app.config["PROXIES"]:
        count = int(app.config["PROXIES"])
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count)  # type: ignore[method-assign]
    Babel(app)
    CSRFProtect(app)
    protect(app)
    handle_failures(app)
    prepare_login(app)
    app.jinja_env.globals["csp_nonce"] = nonce
    app.context_processor(frame_of)
    app.before_request(sign_in_first)
    app.before_request(keep_to_gate)
    add_pages(app, instance)
    return app


def instance_of(given: object) -> Instance:
    """Return the instance that was given, or open it by its folder."""
    if isinstance(given, Instance):
        return given
    return open_instance(Path(str(given)) if given else None, ready=False)


def make_own_tables(instance: Instance) -> None:
    """Make the tables of sessions, login failures and unsent remarks where there are none yet.

    They are no part of the collected data: an instance that was made by the
    command line alone gets them when it first meets the browser.
    """
    own = sa.MetaData(naming_convention=NAMES)
    for table in (SESSIONS, FAILURES, FACTORS, PENDING):
        table.to_metadata(own)
    needed = plan(instance.engine, own)
    if needed:
        apply(instance.engine, needed)


def prepare_login(app: Flask) -> None:
    """Tell Flask-Login how a session's user is found."""
    manager = LoginManager(app)
    # The session lives on the server; tying it to an address would end it behind some proxies.
    manager.session_protection = None
    manager.user_loader(Person)


def add_pages(app: Flask, instance: Instance) -> None:
    """Add our pages and those of the plugins; a plugin's broken page costs only itself."""
    admin = Admin(
        app,
        name="填报",
        url="/",
        index_view=HomePage(name="我的任务", endpoint="home", url="/"),
        theme=BootstrapTheme(folder="bootstrap4", base_template="layout.html"),
        csp_nonce_generator=nonce,
    )
    own = pages()
    for view in own:
        admin.add_view(view)
    app.extensions[OWN] = frozenset({"home", *(view.endpoint for view in own)})
    plugin_views(app, admin, instance)


def pages() -> list[Any]:
    """Return a fresh view for every page: an application never shares one with another."""
    table = "/tables/<category>/<table>"
    review = "/review/<category>/<table>/<department>"
    return [
        AccountPages(name="账号", endpoint="accounts", url="/"),
        StartPages(name="设置密码", endpoint="start", url="/start"),
        EnrolmentPages(name="验证器", endpoint="factor", url="/second-factor"),
        DepartmentPages(name="部门", endpoint="departments", url="/departments"),
        UserPages(name="账号", endpoint="users", url="/users"),
        RevealPages(name="查看", endpoint="reveal", url=f"{table}/<row_id>/reveal/<field>"),
        PlanPages(name="工作方案", endpoint="plan", url="/plan"),
        TaskPages(name="任务分工", endpoint="tasks", url="/tasks"),
        IssuePages(name="问题", endpoint="issues", url="/"),
        IndicatorPages(name="指标", endpoint="indicators", url="/indicators"),
        BoardPages(name="进度", endpoint="board", url="/board"),
        ClosingPages(name="汇总与上报", endpoint="closing", url="/closing"),
        FormPages(name="审批表", endpoint="form", url="/form"),
        TablePages(name="数据表", endpoint="table", url=table),
        UploadPages(name="上传", endpoint="upload", url=table),
        DownloadPages(name="下载", endpoint="download", url=table),
        RowsInterface(name="接口", endpoint="api", url="/api/tables/<category>/<table>/rows"),
        AnswerPages(name="报送", endpoint="answer", url=review),
        ReviewPages(name="审阅", endpoint="review", url=review),
        HistoryPages(name="历程", endpoint="history", url=review),
        NoticePages(name="通知", endpoint="notices", url="/notices"),
        SigningPages(name="签字", endpoint="signing", url="/signing"),
    ]
