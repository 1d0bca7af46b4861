"""The workbook of a finance office: one row of amounts, as they stand in its books."""

from __future__ import annotations

from pathlib import Path

from tests.data.workbooks.case import Case, Fault
from tests.data.workbooks.cells import Formula, Raw
from tests.data.workbooks.sheets import Column, Row, Sheet
from tests.data.workbooks.writing import write

AMOUNTS: dict[str, tuple[str, Raw]] = {
    "income_total": ("总收入*", Formula("=B4+E4+F4+I4+J4+K4", 12345.67)),
    "tuition": ("学费收入（万元）", "5,000.50"),
    "tuition_ft": ("其中全日制学费", 4800.5),
    "tuition_other": ("非全日制学费", "200万元"),
    "regular": ("财政经常性补助收入", "４０００"),
    "special": ("财政专项投入", "1500.00 "),
    "special_central": ("中央专项", "5000000元"),
    "special_local": ("地方专项", "0.1亿元"),
    "donation": ("社会捐赠", 45.17),
    "service": ("社会服务收入", "800万"),
    "others": ("其他收入", "¥1,000.00"),
    "loan": ("贷款金额", 0),
    "loan_balance": ("贷款余额", "0"),
}
"""The heading of each amount and how it is typed; all are 万元 in the end."""
RIGHT = {
    "income_total": "12345.67", "tuition": "5000.5", "tuition_ft": "4800.5",
    "tuition_other": "200", "regular": "4000", "special": "1500", "special_central": "500",
    "special_local": "1000", "donation": "45.17", "service": "800", "others": "1000",
    "loan": "0", "loan_balance": "0",
}  # fmt: skip
"""What is meant, in 万元."""


def income_case(folder: Path) -> Case:
    """Write the workbook of last year's income; two of its sums do not add up."""
    columns = [Column("", heading, name) for name, (heading, _) in AMOUNTS.items()]
    sheet = Sheet("经费收入", ("示例职业学院经费收入", "2024 年度　单位：万元"), columns, False)
    row = Row({name: raw for name, (_, raw) in AMOUNTS.items()})
    row.wrong.update({"income_total": 13345.67, "special_local": 900})
    sheet.rows.append(row)
    sheet.below = (("注：以年度决算为准。",),)
    letters, line = sheet.letters(), sheet.first_row
    faults = frozenset({
        Fault(sheet.name, line, letters["income_total"], "FIN-228", "error"),
        Fault(sheet.name, line, letters["special"], "FIN-229B", "error"),
    })
    messy, mended = folder / "经费收入.xlsx", folder / "经费收入（更正）.xlsx"
    write(messy, [sheet], True)
    write(mended, [sheet], False)
    mends = {(sheet.name, f"{letters[n]}{line}"): RIGHT[n] for n in row.wrong}
    return Case(messy, mended, 1, 0, 1, 0, faults, frozenset(), {}, mends,
                notes=frozenset({(sheet.name, line + 1)}))  # fmt: skip
