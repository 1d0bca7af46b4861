"""What the commands for lists of departments and of accounts have in common."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from admin.commands.outcome import DATA_WRONG
from admin.commands.printing import print_columns, print_json
from core.exchange.lists import Planned
from core.rounds.people.directory import AccountEntry, DepartmentEntry

START = "/start/"
"""Where on the site a link to set a password leads; its token follows."""

list_file = click.argument(
    "file", metavar="工作簿", type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
dry_run = click.option("--dry-run", is_flag=True, help="只看结果，什么也不存。")
empty = click.option("--empty", is_flag=True, help="只要表头，不要已有的各行。")
output = click.option(
    "-o", "--output", required=True, metavar="路径", type=click.Path(path_type=Path),
    help="写到哪里。",
)


def report(
    planned: Planned[AccountEntry] | Planned[DepartmentEntry], stored: bool,
    links: Mapping[str, str], as_json: bool,
) -> None:
    """Tell what a list does or did; end with exit code 1 when something in it is wrong."""
    if as_json:
        print_json({
            **planned.counts, "stored": stored,
            "faults": [fault._asdict() for fault in planned.faults],
            "ignored": [{"column": at, "label": label} for at, label in planned.ignored],
            "links": [{"username": name, "link": START + link} for name, link in links.items()],
        })
    else:
        counts = planned.counts
        said = "已存入" if stored else "没有存入"
        click.echo(f"新增 {counts['new']}，更改 {counts['changed']}，不变 {counts['unchanged']}，"
                   f"有错误 {counts['wrong']} 行；{said}。")  # fmt: skip
        for at, label in planned.ignored:
            click.echo(f"{at} 列“{label}”没有用到")
        if planned.faults:
            cells = [(f.row, f.column, f.label, f.message) for f in planned.faults]
            print_columns(("行", "列", "栏目", "问题"), cells)
        print_links(links)
    if planned.faults:
        click.get_current_context().exit(DATA_WRONG)


def print_links(links: Mapping[str, str]) -> None:
    """Write links for people; each is shown only this once."""
    if links:
        click.echo("设置密码的链接（接在网站地址之后；各用一次，只显示这一次）：")
        print_columns(("用户名", "链接"), [(name, START + link) for name, link in links.items()])
