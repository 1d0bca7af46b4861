"""``user``: the accounts, their passwords, and the whole list in and out as a workbook."""

from __future__ import annotations

import secrets
from pathlib import Path

import click

from admin.commands.lists import START, dry_run, empty, list_file, output, print_links, report
from admin.commands.options import as_json, as_user, department
from admin.commands.printing import print_columns, print_json
from admin.commands.work import Work, at_work
from core.access import DEPARTMENTAL, ROLE_TITLES, ROLES, require
from core.database import reading
from core.errors import NotFound, Refused, did_you_mean
from core.exchange.lists import read_accounts, write_accounts
from core.rounds.people.directory import AccountEntry, Directory, load_directory
from core.rounds.people.links import account_links, first_link
from core.rounds.people.storing import store_accounts

PASSWORD_BYTES = 12


def new_password() -> str:
    """Return a password that nobody can guess."""
    return secrets.token_urlsafe(PASSWORD_BYTES)


@click.group("user", no_args_is_help=True)
def user_command() -> None:
    """账号：谁能登录，是什么角色。"""


@user_command.command("list")
@as_user
@as_json
def list_users(username: str | None, as_json: bool) -> None:
    """列出账号。"""
    with at_work(username) as work:
        there = _directory(work)
    names = {d.id: d.name for d in there.departments.values()}
    if as_json:
        print_json([
            {
                "username": u.username, "name": u.name, "role": u.role, "staff_no": u.staff_no,
                "department": names.get(u.department), "active": u.active,
                "in_charge": [names[id] for id in u.in_charge],
            }
            for u in there.accounts.values()
        ])  # fmt: skip
        return
    print_columns(
        ("用户名", "姓名", "角色", "部门", "状态"),
        [
            (u.username, u.name, ROLE_TITLES[u.role],
             names.get(u.department) or "、".join(names[id] for id in u.in_charge),
             "" if u.active else "已停用")
            for u in there.accounts.values()
        ],
    )  # fmt: skip


def _directory(work: Work) -> Directory:
    """Return everybody, for those who administer accounts."""
    require(work.actor, "administer")
    with reading(work.instance.engine) as connection:
        return load_directory(connection)


def _account(work: Work, username: str) -> AccountEntry:
    there = _directory(work).accounts
    if username not in there:
        raise NotFound(f"没有账号 {username}{did_you_mean(username, there)}")
    return there[username]


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
    """新建账号；口令由程序产生，只显示这一次，第一次登录时必须改掉。"""
    with at_work(username) as work:
        there = _directory(work)
        if new_username in there.accounts:
            raise Refused(f"账号 {new_username} 已经存在")
        if role in DEPARTMENTAL and department is None:
            raise Refused(f"角色 {role}（{ROLE_TITLES[role]}）属于一个部门，请用 --department 指明")
        place = work.department(department) if department else None
        entry = AccountEntry(new_username, name, role, place or "", staff_no)
        store_accounts(work.instance, work.actor, [entry])
        password = _give_password(work, new_username)
    _tell(new_username, password, as_json)


@user_command.command("password")
@click.argument("known_username", metavar="用户名")
@as_user
@as_json
def reset_password(known_username: str, username: str | None, as_json: bool) -> None:
    """重设口令；新口令由程序产生，只显示这一次，下次登录时必须改掉。"""
    with at_work(username) as work:
        _account(work, known_username)
        password = _give_password(work, known_username)
    _tell(known_username, password, as_json)


@user_command.command("link")
@click.argument("known_username", metavar="[用户名]", required=False)
@as_user
@as_json
def link_user(known_username: str | None, username: str | None, as_json: bool) -> None:
    """给出一次性的链接，由本人设置密码；还没有账号时，用来建立首位管理员。"""
    with at_work(username) as work:
        if known_username is None:
            links = {"": first_link(work.instance, work.actor)}
        else:
            _account(work, known_username)
            links = account_links(work.instance, work.actor, [known_username])
    if as_json:
        print_json([{"username": name, "link": START + link} for name, link in links.items()])
    else:
        print_links(links)


@user_command.command("disable")
@click.argument("known_username", metavar="用户名")
@as_user
def disable_user(known_username: str, username: str | None) -> None:
    """停用账号，立即生效；所填的数据和操作记录都保留。"""
    _set_active(known_username, username, active=False)


@user_command.command("enable")
@click.argument("known_username", metavar="用户名")
@as_user
def enable_user(known_username: str, username: str | None) -> None:
    """重新启用账号。"""
    _set_active(known_username, username, active=True)


def _set_active(about: str, username: str | None, *, active: bool) -> None:
    with at_work(username) as work:
        entry = _account(work, about)
        store_accounts(work.instance, work.actor, [entry._replace(active=active)])
    click.echo(f"账号 {about} 已{'启用' if active else '停用'}")


@user_command.command("reset-factor")
@click.argument("known_username", metavar="用户名")
@as_user
def reset_factor(known_username: str, username: str | None) -> None:
    """重设验证器：原来的作废，下次登录时重新启用。"""
    from admin.accounts.people import remove_factor

    with at_work(username) as work:
        _account(work, known_username)
        remove_factor(work.instance, work.actor, known_username)
    click.echo(f"账号 {known_username} 的验证器已作废")


@user_command.command("import")
@list_file
@dry_run
@as_user
@as_json
def import_users(file: Path, dry_run: bool, username: str | None, as_json: bool) -> None:
    """从工作簿新建、更改账号；有一处错误就什么也不存。给每个新账号一个设置密码的链接。"""
    links: dict[str, str] = {}
    with at_work(username) as work:
        there = _directory(work)
        kinds, year = work.instance.registry.kinds, work.instance.clock().year
        planned = read_accounts(file, file.name, kinds, there, year)
        stored = not planned.faults and not dry_run
        if stored:
            store_accounts(work.instance, work.actor, planned.entries)
            new = [entry.username for entry in planned.new if entry.active]
            links = account_links(work.instance, work.actor, new)
    report(planned, stored, links, as_json)


@user_command.command("template")
@empty
@output
@as_user
def user_template(empty: bool, output: Path, username: str | None) -> None:
    """写出账号一览的工作簿（没有口令），改后可以导入。"""
    with at_work(username) as work:
        there = _directory(work)
        kinds, now = work.instance.registry.kinds, work.instance.clock()
        lines = write_accounts(output, kinds, there, now, empty=empty)
    click.echo(f"已写出 {lines} 个账号：{output}")


def _give_password(work: Work, about: str) -> str:
    """Give an account a new password that must be changed, end its sessions; return it."""
    from admin.accounts.passwords import password_hash
    from admin.accounts.people import store_password

    password = new_password()
    store_password(work.instance, work.actor, about, password_hash(password), must_change=True)
    return password


def _tell(username: str, password: str, as_json: bool) -> None:
    if as_json:
        print_json({"username": username, "password": password})
        return
    click.echo(f"用户名：{username}")
    click.echo(f"口令：{password}（第一次登录时必须改掉）")
