"""Faults as they are met in lists of teachers: whom each fits, what it does, what it is called."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from tests.data.workbooks.cells import Formula, Raw, Uncalculated
from tests.data.workbooks.persons import Person, identity

Fits = Callable[[Person], bool]
Wrong = Callable[[Person], Mapping[str, Raw]]
ERROR, WARNING = "error", "warning"


class Planted(NamedTuple):
    """A fault of one row: the cell that is blamed, its code, and what is typed instead."""

    field: str
    code: str
    wrong: Wrong
    severity: str = ERROR
    rejected: bool = False
    """Whether the row cannot be stored."""
    fits: Fits = lambda person: True


def born(person: Person) -> date:
    """Return the day of birth."""
    return date.fromisoformat(person["birthday"])


def _cell(field: str, raw: Raw) -> Wrong:
    return lambda person: {field: raw}


def _is(field: str, *values: str) -> Fits:
    return lambda person: person.get(field, "") in values


def _filled(field: str) -> Fits:
    return lambda person: bool(person.get(field))


def _unreadable(field: str, code: str, raw: Raw, fits: Fits = lambda person: True) -> Planted:
    return Planted(field, code, _cell(field, raw), rejected=True, fits=fits)


def _rounded(person: Person) -> Mapping[str, Raw]:
    return {"id_card": float(person["id_card"][:15] + "000")}


def _other_check_digit(person: Person) -> Mapping[str, Raw]:
    last = "1" if person["id_card"][-1] != "1" else "2"
    return {"id_card": person["id_card"][:-1] + last}


def _year_before(person: Person) -> Mapping[str, Raw]:
    return {"join_date": f"{int(person['work_date'][:4]) - 1}-09"}


UNREADABLE = (
    _unreadable("staff_no", "KEY-BLANK", None),
    _unreadable("sex", "KIND-CODE", "不详性别"),
    _unreadable("birthday", "KIND-DATE", "八零年五月"),
    _unreadable("birthday", "KIND-DAY-MISSING", 1980.9),
    _unreadable("birthday", "KIND-NO-SUCH-DAY", "1981-02-30"),
    _unreadable("work_date", "KIND-MONTH-AMBIGUOUS", 2004.1),
    Planted("id_card", "KIND-LOST-DIGITS", _rounded, rejected=True),
    _unreadable("id_card", "KIND-SCIENTIFIC", "1.10105E+17"),
    Planted("id_card", "KIND-ID-CHECK", _other_check_digit, rejected=True),
    Planted("id_card", "KIND-ID-LENGTH", lambda p: {"id_card": p["id_card"][:17]}, rejected=True),
    _unreadable("id_card", "KIND-ID-OLD", "110105800101001"),
    _unreadable("unit", "KIND-ERROR-VALUE", Formula("=VLOOKUP(1,$A$1:$B$1,2,FALSE)", "#N/A")),
    _unreadable("industry_days", "KIND-NO-RESULT", Uncalculated("=SUM(1,2)")),
    _unreadable("industry_years", "KIND-NUMBER", "两年半"),
    _unreadable("industry_days", "KIND-INTEGER", 12.5),
    _unreadable("industry_days", "KIND-UNIT", "3万元"),
    _unreadable("name", "KIND-INVISIBLE", "教师\u200b甲"),
    _unreadable("dual", "KIND-BOOLEAN", "可能是"),
    _unreadable("title_org", "KIND-TOO-LONG", "示例省教育厅" * 20, _filled("title_org")),
)
"""Faults of cells that no one could read: their rows cannot be stored."""

BLANKS = (
    Planted("name", "REQUIRED", _cell("name", None)),
    Planted("ethnic", "REQUIRED", _cell("ethnic", "—")),
    Planted("unit", "REQUIRED", _cell("unit", "  ")),
    Planted("establishment", "REQUIRED", _cell("establishment", "N/A")),
    Planted("title_name", "REQUIRED", _cell("title_name", "无"), fits=_filled("title_name")),
    Planted("dual_date", "NOT-SHOWN", _cell("dual_date", "2023-06"), fits=_is("dual_level", "否")),
    Planted("vq_org", "NOT-SHOWN", _cell("vq_org", "示例协会"), fits=_is("vq_name", "")),
)
"""Cells that are blank and must not be, or the reverse."""

DOUBTFUL = (
    Planted("industry_days", "KIND-MIN", _cell("industry_days", -3)),
    Planted("industry_days", "KIND-MAX", _cell("industry_days", "400天")),
    Planted("industry_years", "KIND-PLACES", _cell("industry_years", 2.75)),
    Planted("work_date", "KIND-MONTH-JANUARY", _cell("work_date", "2004.1"), WARNING,
            fits=lambda p: born(p).year in range(1975, 1984) and p["join_date"] > "2004-09"),
    Planted("id_card", "KIND-ID-OTHER", lambda p: {"id_card": f"E00{p['name'][2:]}"}, WARNING),
    Planted("id_card", "KIND-ID-DIVISION", lambda p: {
        "id_card": identity(born(p), int(p["id_card"][14:17]), "440703")
    }, WARNING, fits=lambda p: born(p).year < 1990),
    Planted("title_series", "KIND-CODE-UNLISTED", _cell("title_series", "示例系列"), WARNING,
            fits=_filled("title_series")),
    Planted("unit", "REF", _cell("unit", "U99")),
    Planted("major_code", "REF", _cell("major_code", "599999"), fits=_filled("major_code")),
)  # fmt: skip
"""Cells that are read and stored, with something to say about them."""

UNRULY = (
    Planted("birthday", "FAC-009A", lambda p: {
        "birthday": (born(p) + timedelta(1)).isoformat()
    }),
    Planted("sex", "FAC-009B", lambda p: {"sex": "女" if p["sex"] == "男" else "男"}),
    Planted("work_date", "FAC-101A", lambda p: {"work_date": f"{born(p).year + 12}-07"}),
    Planted("join_date", "FAC-102", _year_before),
    Planted("title_date", "FAC-104A", lambda p: {"title_date": f"{born(p).year + 15}-06"}, WARNING,
            fits=_filled("title_date")),
    Planted("title_level", "FAC-105", _cell("title_level", "副高级"),
            fits=_is("title_level", "中级")),
    Planted("degree", "FAC-106A", _cell("degree", "硕士"), WARNING, fits=_is("degree", "博士")),
    Planted("edu", "FAC-106B", _cell("edu", "本科"), WARNING, fits=_is("degree", "博士")),
    Planted("teacher_cert", "FAC-107", lambda p: {
        "teacher_cert": "无", "cert_org": "—", "cert_date": "/"
    }, WARNING, fits=_is("staff_kind", "校内专任教师")),
    Planted("dual", "FAC-108", lambda p: {"dual": "是", "industry_years": 0}, fits=lambda p: (
        p["dual"] == "否" and p["professional"] == "是" and not p.get("vq_name")
    )),
    Planted("dual", "FAC-109", lambda p: {"dual": "√", "industry_years": 3}, WARNING,
            fits=_is("professional", "否")),
)  # fmt: skip
"""Rows whose cells are right one by one and contradict each other."""

INTERNAL = UNREADABLE + BLANKS + DOUBTFUL + UNRULY

EXTERNAL = (
    Planted("contract", "REQUIRED", _cell("contract", None), fits=_is("contract", "未签约")),
    Planted("contract", "KIND-CODE", _cell("contract", "口头约定"), rejected=True,
            fits=_is("contract", "未签约")),
    Planted("out_unit", "FAC-112A", _cell("out_unit", "示例师范学院"), WARNING,
            fits=_is("staff_kind", "校外兼职教师")),
    Planted("out_unit", "FAC-112B", _cell("out_unit", "示例教育科技有限公司"), WARNING,
            fits=_is("staff_kind", "校外兼课教师")),
    Planted("contract_to", "FAC-113", _cell("contract_to", "2023年8月31日"), WARNING,
            fits=_filled("contract_to")),
    Planted("contract_to", "NOT-SHOWN", _cell("contract_to", "2026-08-31"),
            fits=_is("contract", "未签约")),
)  # fmt: skip
