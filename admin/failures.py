"""When something goes wrong: a page in Chinese that says what to do next.

A failure of the program gets an incident number; its traceback goes to the log
and never to the user, nor does any text of the database.
"""

from __future__ import annotations

import secrets
from typing import NamedTuple

from flask import Flask, Response, current_app, g, jsonify, make_response, render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, InternalServerError, SecurityError

from admin.api.asking import by_program
from admin.visit import visit_or_none
from core.audit.recording import record_refusal
from core.database import DatabaseError
from core.errors import Conflict, NotFound, Refused, TianbaoError


class Page(NamedTuple):
    """What an error page says: what happened, and what one can do."""

    title: str
    advice: str


PAGES = {
    400: Page("这个请求有问题", "页面可能已经过期。请返回上一页，刷新后再试一次。"),
    401: Page("请先登录", "登录后会回到您要去的页面。"),
    403: Page("您的角色不能使用这项功能", "如果工作需要，请与数据平台管理办公室联系。"),
    404: Page("没有找到这一页", "它可能已被删除，或者不属于您的部门。请从“我的任务”重新进入。"),
    405: Page("不能这样打开这一页", "请从“我的任务”重新进入。"),
    409: Page("现在不能这样做", "数据在此期间可能已经变化。请返回查看最新内容后再试。"),
    410: Page("这个链接已经失效", "请向系统管理员要一个新的链接。"),
    413: Page("上传的文件太大", "单个文件不能超过 50 MB。请删去图片和无关的工作表后再上传。"),
    422: Page("有些内容无法处理", "请按提示修改后再提交。"),
    429: Page("尝试次数过多", "为了安全，请 15 分钟后再试。"),
    500: Page("系统出错了", "您的数据没有改变。请稍后再试；如果仍然出错，请把编号告诉管理员。"),
    503: Page("系统暂时忙不过来", "您的数据没有改变。请稍后再试；若仍然如此，请把编号告诉管理员。"),
}


UNKNOWN_HOST = (
    "本站不认识这个网址中的主机名。"
    "如果它是对的，请管理员把它写进环境变量 TIANBAO_HOSTS 后重新启动。"
)


def handle_failures(app: Flask) -> None:
    """Answer every exception with a page of ours."""
    app.register_error_handler(TianbaoError, answer_refusal)
    app.register_error_handler(CSRFError, answer_csrf)
    app.register_error_handler(HTTPException, answer_http)
    app.register_error_handler(Exception, answer_unexpected)


def status_of(error: TianbaoError) -> int:
    """Return the HTTP status that tells the kind of refusal."""
    if isinstance(error, NotFound):
        return 404
    if isinstance(error, DatabaseError):
        return 503
    if isinstance(error, (Refused, Conflict)):
        return 409
    return 422


def answer_refusal(error: TianbaoError) -> Response:
    """Show what the engine refused and why; an unwell database is an incident."""
    status = status_of(error)
    if status == 503:
        return page(503, "", note_incident(error))
    trace(error)
    # Why something is absent would tell that it exists.
    return page(status, "" if status == 404 else error.message)


def trace(error: TianbaoError) -> None:
    """Write a refusal down for whoever is signed in, unless what refused did so already."""
    visit = visit_or_none()
    if visit is None:
        return
    attempted = f"{request.method} {request.endpoint or ''}"
    try:
        record_refusal(visit.instance, visit.actor, attempted, request.path, error)
    except TianbaoError as failed:
        note_incident(failed)


def answer_csrf(_error: CSRFError) -> Response:
    """Ask for a fresh page when the form's token does not fit the session."""
    return page(400, "这一页打开得太久，或者您已经重新登录。请返回、刷新后再提交。")


def answer_http(error: HTTPException) -> Response:
    """Show our page for an HTTP error; keep what the exception itself has to send."""
    if error.response is not None or (error.code or 500) < 400:
        return make_response(error.get_response())
    if isinstance(error, SecurityError):
        # Without a known host there are no addresses, so no page of ours can be made.
        return Response(UNKNOWN_HOST, 400, mimetype="text/plain")
    status = error.code or 500
    if status == 403:
        trace(Refused(PAGES[403].title))
    if isinstance(error, InternalServerError):
        return answer_unexpected(error.original_exception or error)
    own = error.description if error.description != type(error).description else ""
    answer = page(status, own or "")
    if status == 405:
        answer.headers["Allow"] = ", ".join(sorted(getattr(error, "valid_methods", None) or ()))
    return answer


def answer_unexpected(error: BaseException) -> Response:
    """Show that something failed, with the number under which the log tells what."""
    return page(500, "", note_incident(error))


def note_incident(error: BaseException) -> str:
    """Write the traceback to the log under a new incident number; return the number."""
    incident = secrets.token_hex(4).upper()
    current_app.logger.error(
        "incident %s: %s %r", incident, request.method, request.path, exc_info=error
    )
    return incident


def page(status: int, message: str, incident: str = "") -> Response:
    """Return the page for a status; JSON when a script of ours asked."""
    words = PAGES.get(status) or PAGES[500 if status >= 500 else 400]
    if by_program():
        answer = jsonify(error=words.title, message=message or words.advice, incident=incident)
    else:
        # What failed may be what the frame of a page needs: an incident's page does without.
        g.without_frame = bool(incident)
        answer = make_response(
            render_template(
                "failure.html", status=status, words=words, message=message, incident=incident
            )
        )
    answer.status_code = status
    return answer
