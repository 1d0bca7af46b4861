"""校友情况 (alumni): a category that is installed beside the project, not part of it."""

from pathlib import Path

from core import Category, Finding, Kind, Parsed, count, hookimpl

alumni = Category("alumni", "校友情况", tables=Path(__file__).parent / "tables")


class AlumniNumber(Kind):
    """A number like ``XY0001``."""

    name = "alumni_no"
    title = "校友编号"

    def parser(self, field, reading):
        def parse(raw):
            text = str(raw or "").strip().upper()
            if text and not text.startswith("XY"):
                wrong = Finding("KIND-ALUMNI", "error", "校友编号应以 XY 开头。")
                return Parsed(None, (wrong,), rejected=True)
            return Parsed(text or None)

        return parse


@hookimpl
def tianbao_categories():
    return [alumni]


@hookimpl
def tianbao_kinds():
    return [AlumniNumber()]


@alumni.check("ALU-101", "person", "毕业年份（{left}）不应早于入学年份（{joined}）。",
              passes={"joined": "2010", "left": "2013"},
              fails={"joined": "2013", "left": "2010"})
def left_after_joining(joined, left):
    return left >= joined


@alumni.measure("校友数", "person", unit="人")
def alumni_in_contact(person):
    return count(person.contact == "1")
