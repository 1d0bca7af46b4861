"""A new category to begin with: a table, a plugin and cases that pass at once."""

from __future__ import annotations

import keyword
import re
from collections.abc import Collection
from pathlib import Path
from string import Template

from core.definition.schema import NAME
from core.errors import Refused

SHORTEST_PREFIX = 3
PLAIN = re.compile(r"[^\s\"'\\{}$]{1,40}")
"""Words that mean nothing special in any of the files written."""

TABLE = Template('''\
# 字段写法见 tables/ 里其他表；改完运行 tianbao plugins check。
title    = "$title项目"
number   = "$prefix-1"
owner    = "$owner"
period   = "academic_year"
rows     = "many"
key      = ["item_no"]
display  = ["item_no", "item_name"]
source   = "请写明这张表的依据"
guidance = """
本学年内的$title项目，一个项目一行。"""

[fields]
item_no   = { label = "项目编号", kind = "text", required = true, pattern = "[A-Z0-9-]{2,20}" }
item_name = { label = "项目名称（全称）", kind = "text", required = true, max = 100 }
begun     = { label = "开始日期", kind = "date", required = true }
ended     = { label = "结束日期", kind = "date" }
cost      = { label = "经费", kind = "money", unit = "元", min = 0 }
finished  = { label = "是否完成", kind = "boolean", required = true }
''')

PLUGIN = Template('''\
"""$title ($name): one line per item of the academic year."""

from __future__ import annotations

from core import Category, Data, count, hookimpl

$name = Category("$name", "$title")


@hookimpl
def tianbao_categories():
    return [$name]


@$name.check(
    "$prefix-101", "item", "结束日期（{ended}）早于开始日期（{begun}）；请核对两个日期。",
    passes={"begun": "2025-03-01", "ended": "2025-03-05"},
    fails={"begun": "2025-03-05", "ended": "2025-03-01"},
    blames=["ended"],
)
def ends_after_it_begins(begun, ended):
    return ended >= begun


@$name.data_check(
    "$prefix-201", "item", "项目名称“{item_name}”填了两次；请核对，同一项目只填一行。",
    severity="warning", blames=["item_name"],
)
def one_item_one_row(item, data: Data):
    return data.repeated(item.item_name)


@$name.measure("$title项目数", "item", unit="项")
def ${name}_items(item):
    return count()


@$name.measure("已完成的$title项目数", "item", unit="项")
def ${name}_finished_items(item):
    return count(item.finished)


@$name.indicator("$prefix-I01", "$title项目完成率", unit="%", source="请写明依据", direction="up")
def ${name}_completion(${name}_finished_items, ${name}_items):
    return 100 * ${name}_finished_items / ${name}_items
''')

CASES = Template('''\
# $title：规则、统计量和指标的算例。

[[case]]
code = "$prefix-201"
name = "同一项目填了两行"
rows."$name.item" = [
  { item_no = "A1", item_name = "示例项目" },
  { item_no = "A2", item_name = "示例项目" },
]
fails = [{ field = "item_name", key = '["A1"]' }, { field = "item_name", key = '["A2"]' }]

[[case]]
code = "$prefix-201"
rows."$name.item" = [
  { item_no = "A1", item_name = "示例项目一" },
  { item_no = "A2", item_name = "示例项目二" },
]
passes = true

[[case]]
measure = "${name}_items"
rows."$name.item" = [{ item_no = "A1" }, { item_no = "A2" }]
value = "2"

[[case]]
measure = "${name}_finished_items"
rows."$name.item" = [{ item_no = "A1", finished = "是" }, { item_no = "A2", finished = "否" }]
value = "1"

[[case]]
indicator = "${name}_completion"
inputs = { ${name}_finished_items = "3", ${name}_items = "4" }
value = "75"
''')


def prefix_of(name: str, taken: Collection[str]) -> str:
    """Return the beginning of the codes of a new category, one that nobody else has."""
    letters = name.replace("_", "").upper()
    for length in range(SHORTEST_PREFIX, len(letters) + 1):
        if letters[:length] not in taken:
            return letters[:length]
    return f"{letters}X"


def scaffold(root: Path, name: str, title: str, owner: str, taken: Collection[str]) -> list[Path]:
    """Write the files of a new category under the project's root; return their paths.

    ``taken`` are the prefixes of codes in use.  Raises ``Refused`` for a name that
    cannot be one, and when any of the files or a plugin of that name is there.
    """
    if not NAME.fullmatch(name) or keyword.iskeyword(name) or len(name) < SHORTEST_PREFIX:
        raise Refused(f"{name} 不能作类别名：应为小写字母开头的英文单词，可用下划线，至少三个字母")
    for text in (title, owner):
        if not PLAIN.fullmatch(text):
            raise Refused(f"“{text}”里不要有引号、反斜线、括号和换行")
    words = {"name": name, "title": title, "owner": owner, "prefix": prefix_of(name, taken)}
    files = {
        root / "tables" / name / "item.toml": TABLE,
        root / "plugins" / f"{name}.py": PLUGIN,
        root / "tests" / "cases" / f"{name}.toml": CASES,
    }
    there = [path for path in (*files, root / "tables" / name, root / "plugins" / name)
             if path.exists()]  # fmt: skip
    if there:
        raise Refused(f"{there[0].relative_to(root)} 已经存在，没有改动任何文件")
    for path, template in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(template.substitute(words), encoding="utf-8")
    return list(files)
