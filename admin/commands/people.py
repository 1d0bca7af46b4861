"""``department`` and ``user``: who there is."""

from __future__ import annotations

import secrets

import click
import sqlalchemy as sa
from sqlalchemy.orm import Session

from admin.commands.options import as_json, as_user, department
from admin.commands.printing import print_columns, print_json
from admin.commands.work import Work, at_work
from core.access import ROLE_TITLES, ROLES, require
from core.audit.recording import audited
from core.database import reading
from core.errors import NotFound, Refused
from core.rounds.department import all_departments
from core.rounds.user import User, load_user

KINDS = {"office": "职能部门", "school": "二级学院", "other": "其他"}
IN_A_DEPARTMENT = frozenset({"filler", "collector", "head", "consolidator"})
"""The roles that act for a department of their own."""
PASSWORD_BYTES = 12


def new_password() -> str:
    """Return a password that nobody can guess."""
    return secrets.token_urlsafe(PASSWORD_BYTES)


@click.group("department", no_args_is_help=True)
def department_command() -> None:
    """部门：谁填报、谁负责。"""


@department_command.command("list")
@as_user
@as_json
def list_departments(username: str | None, as_json: bool) -> None:
    """列出部门。"""
    with at_work(username) as work, reading(work.instance.engine) as connection:
        departments = all_departments(connection)
    if as_json:
        print_json([
            {
                "id": d.id, "name": d.name, "kind": d.kind, "aliases": d.aliases,
                "unit_code": d.unit_code, "parent": d.parent, "vice_president": d.vice_president,
            }
            for d in departments
        ])  # fmt: skip
        return
    print_columns(
        ("代码", "名称", "类别", "单位编号", "别名", "分管校领导"),
        [
            (d.id, d.name, KINDS[d.kind], d.unit_code, "、".join(d.aliases), d.vice_president)
            for d in departments
        ],
    )


@click.group("user", no_args_is_help=True)
def user_command() -> None:
    """账号：谁能登录，是什么角色。"""


@user_command.command("list")
@as_user
@as_json
def list_users(username: str | None, as_json: bool) -> None:
    """列出账号。"""
    with at_work(username) as work:
        require(work.actor, "administer")
        with reading(work.instance.engine) as connection:
            names = {d.id: d.name for d in all_departments(connection)}
            with Session(connection) as session:
                users = list(session.scalars(sa.select(User).order_by(User.username)))
    if as_json:
        print_json([
            {
                "username": u.username, "name": u.name, "role": u.role, "staff_no": u.staff_no,
                "department": names.get(u.department_id or ""), "active": u.active,
            }
            for u in users
        ])  # fmt: skip
        return
    print_columns(
        ("用户名", "姓名", "角色", "部门", "状态"),
        [
            (u.username, u.name, ROLE_TITLES[u.role], names.get(u.department_id or "", ""),
             "" if u.active else "已停用")
            for u in users
        ],
    )  # fmt: skip


@user_command.command("add")
@click.argument("new_username", metavar="用户名")
@click.option("--name", required=True, metavar="姓名", help="姓名。")
@click.option("--role", required=True, type=click.Choice(ROLES), help="角色。")
@click.option("--staff-no", default="", metavar="教工号", help="教工号。")
@department
@as_user
@as_json
def add_user(
    new_username: str, name: str, role: str, staff_no: str, department: str | None,
    username: str | None, as_json: bool,
) -> None:
    """新建账号，口令由程序产生，只显示这一次。"""
    with at_work(username) as work:
        require(work.actor, "administer")
        id = work.department(department)
        if role in IN_A_DEPARTMENT and id is None:
            raise Refused(f"角色 {role}（{ROLE_TITLES[role]}）属于一个部门，请用 --department 指明")
        with reading(work.instance.engine) as connection:
            if load_user(connection, new_username) is not None:
                raise Refused(f"账号 {new_username} 已经存在")
        user = {
            "username": new_username, "name": name, "role": role, "department_id": id,
            "staff_no": staff_no, "active": True,
        }  # fmt: skip
        password = _store(work, "user_added", new_username, sa.insert(User).values(**user))
    _tell(new_username, password, as_json)


@user_command.command("password")
@click.argument("known_username", metavar="用户名")
@as_user
@as_json
def reset_password(known_username: str, username: str | None, as_json: bool) -> None:
    """重设口令，新口令由程序产生，只显示这一次。"""
    with at_work(username) as work:
        require(work.actor, "administer")
        with reading(work.instance.engine) as connection:
            if load_user(connection, known_username) is None:
                raise NotFound(f"没有账号 {known_username}")
        change = sa.update(User).where(User.username == known_username)
        password = _store(work, "password_reset", known_username, change)
    _tell(known_username, password, as_json)


def _store(work: Work, verb: str, about: str, statement: sa.Insert | sa.Update) -> str:
    """Run the statement with the hash of a new password; return the password."""
    from admin.accounts.passwords import password_hash

    password = new_password()
    with audited(work.instance, work.actor, verb, f"user/{about}") as unit:
        unit.connection.execute(statement.values(password_hash=password_hash(password)))
    return password


def _tell(username: str, password: str, as_json: bool) -> None:
    if as_json:
        print_json({"username": username, "password": password})
        return
    click.echo(f"用户名：{username}")
    click.echo(f"口令：{password}")
