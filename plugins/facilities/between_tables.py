"""Data checks of the facilities: the bases against the whole, this year against last year."""

from __future__ import annotations

from core import Data, total
from plugins.facilities.category import VOLUMES, facilities


def _together(first, second):
    """Return the sum of two numbers; unknown when one of them is."""
    return None if first is None or second is None else first + second


@facilities.data_check(
    "COND-205B", "library",
    "纸质图书今年 {left} 万册，多于上年藏书加本学年新增 {right} 万册；"
    "请核对总册数和新增数，有捐赠、调入的请说明。",
    severity="warning", blames=["paper_books"],
)
def books_grow_by_what_is_new(library, data: Data, setting_book_growth_slack):
    before = data.total(data.last_round(library).paper_books)
    new = data.total(library.paper_new)
    return data.compare(
        total(library.paper_books), _together(before, new),
        relation="<=", tolerance=setting_book_growth_slack / VOLUMES,
    )


@facilities.data_check(
    "COND-208", "asset",
    "教学科研仪器设备今年 {left}，比上年总值加当年新增 {right} 多 "
    "{setting_equipment_growth_slack}% 以上；请核对总值和新增值，有划拨、接收的请说明。",
    severity="warning", blames=["equip_total"],
)
def equipment_grows_by_what_is_new(asset, data: Data, setting_equipment_growth_slack):
    before = data.total(data.last_round(asset).equip_total)
    new = data.total(asset.equip_new)
    return data.compare(
        total(asset.equip_total), _together(before, new),
        relation="<=", percent=setting_equipment_growth_slack,
    )


@facilities.data_check(
    "COND-210", "asset",
    "“校内实践基地”表设备总值合计 {left}，多于本表教学科研仪器设备总值 {right}；"
    "请与教务处核对两张表，一件设备只能算在一个基地。",
    blames=["equip_total"],
)
def equipment_of_bases_is_part_of_all(asset, base_on, data: Data):
    return data.compare(
        total(base_on.equip_value), total(asset.equip_total), relation="<="
    )


@facilities.data_check(
    "COND-212", "area",
    "“校内实践基地”表建筑面积合计 {left} 平方米，多于本表实验室、实习场所和教室之和 "
    "{right} 平方米；请与教务处核对两张表，属实的请说明。",
    severity="warning", blames=["lab"],
)
def bases_fit_into_the_rooms(area, base_on, data: Data):
    lab, classroom = data.total(area.lab), data.total(area.classroom)
    return data.compare(
        total(base_on.area), _together(lab, classroom),
        relation="<=",
    )


@facilities.data_check(
    "COND-407", "area",
    "占地面积今年 {left} 平方米，少于上年的 {right} 平方米；土地一般不会减少，"
    "请核对，属实的请说明。",
    severity="warning", blames=["land_total"],
)
def land_does_not_shrink(area, data: Data):
    last = data.last_round(area)
    return data.compare(total(area.land_total), total(last.land_total), relation=">=")
