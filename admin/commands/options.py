"""The options that many commands share."""

from __future__ import annotations

import click

as_user = click.option(
    "--as", "username", metavar="用户名", help="以谁的身份执行；缺省为系统。"
)
as_json = click.option("--json", "as_json", is_flag=True, help="在标准输出给出 JSON。")
round_year = click.option(
    "--round", "year", type=int, metavar="年份", help="采集批次；缺省为最新的开放批次。"
)
department = click.option(
    "--department", "department", metavar="部门", help="部门的名称、别名或代码。"
)
