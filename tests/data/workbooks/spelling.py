"""One value, typed as different people type it; every way is one that can be understood."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from random import Random

from tests.data.workbooks.cells import Formula, Padded, Raw, Serial

EPOCH = date(1899, 12, 30)
WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
CHINESE_DATE = 'yyyy"年"m"月"d"日"'
CHOICES: dict[str, tuple[Raw, ...]] = {
    "男": ("男性", "1", 1, "1.男", " 男", "M"),
    "女": ("女性", "2", 2, "2 女", "女 ", "Ｆ"),
    "汉族": ("汉", "01", 1, "汉族 "), "壮族": ("壮族", "08"), "瑶族": ("瑶", "13"),
    "中共党员": ("党员", "01", "正式党员"), "群众": ("普通群众", "13", 13),
    "校内专任教师": ("专任教师", "1", 1, "校内专任"), "校内兼课人员": ("校内兼课", "2"),
    "校外兼职教师": ("校外兼职", "3", 3), "校外兼课教师": ("校外兼课", "4"),
    "在职": ("在岗", "11", 11, "产假"), "延聘": ("延退", "12"), "返聘": ("04", 4, "退休返聘"),
    "在编": ("事业编制", "1", 1), "人事代理": ("代理", "2"),
    "教学类": ("教学", "10", 10), "行政类": ("管理岗", "20"),
    "博士研究生毕业": ("博士", "11", 11), "硕士研究生毕业": ("硕士研究生", "14", "硕士"),
    "大学本科毕业": ("本科", "21", 21, "大学本科"),
    "博士": ("博士学位", "2", 2), "硕士": ("硕士学位", "3", "理学硕士"),
    "学士": ("学士学位", "4", 4), "无": ("0", "无学位", 0),
    "高等学校教师": ("高校教师", "01", 1), "实验技术人员": ("实验系列", "07"),
    "正高级": ("正高", "411", 411), "副高级": ("副高", "412"), "中级": ("420", 420),
    "助理级（初级）": ("助理级(初级)", "434", "助理级"), "未定职级": ("未定级", "499"),
    "否": ("0",), "初级": ("1",), "初级（五级）": ("五级", "1"), "中级（四级）": ("四级", "2"),
    "高级（三级）": ("高级工", "3"), "已签约": ("已签约 ",), "未签约": (" 未签约",),
    "专业课": ("3", 3, "专业"), "公共基础课": ("公共课", "2"), "思想政治课": ("思政课", "1"),
    "体育课": ("体育", "5"),
    "专业课、实习指导课": ("3、4", "专业课，实习指导", "专业课/实习指导课"),
    "国家级": ("国家", "1"), "省部级": ("省级", "2"), "校级": ("4", "院校级"),
    "国培": ("国培 ",), "校本培训": ("校本培训　",),
}  # fmt: skip
TRUTHS: dict[str, tuple[Raw, ...]] = {
    "是": ("有", "√", "1", 1, "Y", "是 "),
    "否": ("无", "×", "0", 0, "N", "没有"),
}


def full_width(text: str) -> str:
    """Return the text in full-width characters, as an input method left on leaves it."""
    return text.translate(WIDE)


def _text(text: str, chance: Random) -> Raw:
    return chance.choice((text, text, text, f"{text} ", f"　{text}", f"{text}\u00a0"))


def _code(text: str, chance: Random) -> Raw:
    if text.isdecimal() and text.startswith("0"):
        return chance.choice((text, Padded(int(text), len(text))))
    return chance.choice((text, text, f"{text} ", full_width(text)))


def _number_code(text: str, chance: Random) -> Raw:
    return int(text) if text.isdecimal() and chance.random() < 0.5 else _code(text, chance)


def _identity(text: str, chance: Random) -> Raw:
    return chance.choice((text, text, text.lower(), f"{text} ", full_width(text)))


def _choice(text: str, chance: Random) -> Raw:
    return chance.choice((text, text, *CHOICES[text]))


def _truth(text: str, chance: Random) -> Raw:
    return chance.choice((text, text, *TRUTHS[text]))


def _date(text: str, chance: Random) -> Raw:
    day = date.fromisoformat(text)
    serial = (day - EPOCH).days
    return chance.choice((
        text, f"{day.year}/{day.month}/{day.day}", f"{day.year}.{day.month}.{day.day}",
        f"{day.year}年{day.month}月{day.day}日", f"{day:%Y%m%d}", int(f"{day:%Y%m%d}"),
        Serial(serial), Serial(serial, CHINESE_DATE), serial, full_width(text), f"{text} ",
    ))  # fmt: skip


def _month(text: str, chance: Random) -> Raw:
    year, month = int(text[:4]), int(text[5:])
    serial = (date(year, month, 1) - EPOCH).days
    ways: tuple[Raw, ...] = (
        text, f"{year}/{month}", f"{year}{month:02d}", int(f"{year}{month:02d}"),
        f"{year}年{month}月", Serial(serial, "yyyy-mm"), full_width(text),
    )  # fmt: skip
    if month not in (1, 10):
        ways += (f"{year}.{month}", float(f"{year}.{month}"))
    return chance.choice(ways)


def _amount(text: str, unit: str, chance: Random) -> Raw:
    number = float(text) if "." in text else int(text)
    return chance.choice((
        number, number, text, f"{text}{unit}", full_width(text), f"{text} ",
        Formula(f"={text}+0", number),
    ))  # fmt: skip


def _years(text: str, chance: Random) -> Raw:
    return _amount(text, "年", chance)


def _days(text: str, chance: Random) -> Raw:
    return _amount(text, "天", chance)


def _hours(text: str, chance: Random) -> Raw:
    return _amount(text, "学时", chance)


def _yuan(text: str, chance: Random) -> Raw:
    in_ten_thousand = f"{int(text) / 10000:g}万元"
    return chance.choice((_amount(text, "元", chance), f"¥{int(text):,}", in_ten_thousand))


WAYS: dict[str, Callable[[str, Random], Raw]] = {
    "text": _text, "code": _code, "number_code": _number_code, "identity": _identity,
    "choice": _choice, "truth": _truth, "date": _date, "month": _month, "years": _years,
    "days": _days, "hours": _hours, "yuan": _yuan, "as_is": lambda text, chance: text,
}  # fmt: skip
NOTHING: dict[str, tuple[Raw, ...]] = {"truth": ("—", "N/A", "  ", "/")}
"""What stands in a cell that has nothing to say; 无 would mean "no" in a yes-or-no column."""
EMPTY: tuple[Raw, ...] = ("无", "—", "N/A", "/", "　")


def spelt(way: str, text: str, chance: Random, seldom: float = 0.3) -> Raw:
    """Return a value as somebody types it: plainly, or ``seldom`` in a way of one's own."""
    if chance.random() >= seldom:
        return text or None
    if not text:
        return chance.choice((None, None, *NOTHING.get(way, EMPTY)))
    return WAYS[way](text, chance)
