"""Row checks of land, books, computers, equipment and training bases."""

from __future__ import annotations

from plugins.facilities.category import facilities


@facilities.check(
    "COND-203A", "area",
    "教学 {teach_area}、行政 {admin_area}、生活 {living_area}、教工住宅 {faculty_home}、"
    "其他 {other_area} 之和多于总建筑面积 {building_total}；请核对各项面积和产权面积。",
    passes={
        "teach_area": "60000", "admin_area": "8000", "living_area": "50000",
        "faculty_home": "1000", "other_area": "1000", "building_total": "120000",
    },
    fails={
        "teach_area": "60000", "admin_area": "8000", "living_area": "50000",
        "faculty_home": "1000", "other_area": "1000", "building_total": "110000",
    },
    blames=["building_total"], blanks=True,
)
def rooms_fit_into_the_buildings(
    teach_area, admin_area, living_area, faculty_home, other_area, building_total,
    setting_area_rounding,
):
    parts = (teach_area, admin_area, living_area)
    if building_total is None or None in parts:
        return True
    used = sum(parts) + (faculty_home or 0) + (other_area or 0)
    return used <= building_total + setting_area_rounding


@facilities.check(
    "COND-203B", "area",
    "当年新增校舍 {own_new} 多于学校产权校舍 {own_area}；请核对两个数。",
    passes={"own_new": "5000", "own_area": "120000"},
    fails={"own_new": "130000", "own_area": "120000"},
)
def new_buildings_are_part_of_all(own_new, own_area):
    return own_new <= own_area


@facilities.check(
    "COND-204A", "area",
    "绿化 {land_green} 加运动场地 {land_sport} 多于占地面积 {land_total}；"
    "请核对三个数，一块地不要算两次。",
    passes={"land_green": "60000", "land_sport": "30000", "land_total": "200000"},
    fails={"land_green": "190000", "land_sport": "30000", "land_total": "200000"},
    blames=["land_total"], blanks=True,
)
def green_and_sport_are_part_of_the_land(land_green, land_sport, land_total):
    return land_total is None or (land_green or 0) + (land_sport or 0) <= land_total


@facilities.check(
    "COND-204B", "area",
    "总建筑面积 {building_total} 超过占地面积 {land_total} 的 {setting_plot_ratio_maximum} 倍；"
    "请核对单位是否都是平方米，属实的请说明。",
    severity="warning",
    passes={"building_total": "120000", "land_total": "200000"},
    fails={"building_total": "120000", "land_total": "20000"},
    blames=["building_total"],
)
def buildings_are_usually_dense(building_total, land_total, setting_plot_ratio_maximum):
    return building_total <= land_total * setting_plot_ratio_maximum


@facilities.check(
    "COND-205A", "library",
    "本学年新增图书 {paper_new} 多于图书总册数 {paper_books}；请核对单位是否都是万册。",
    passes={"paper_new": "1.5", "paper_books": "80.2"},
    fails={"paper_new": "90", "paper_books": "80.2"},
)
def new_books_are_part_of_all(paper_new, paper_books):
    return paper_new <= paper_books


@facilities.check(
    "COND-206A", "rooms",
    "教学用计算机 {teach_computers} 多于计算机合计 {computers}；请核对两个数。",
    passes={"teach_computers": "900", "computers": "1200"},
    fails={"teach_computers": "1300", "computers": "1200"},
)
def teaching_computers_are_part_of_all(teach_computers, computers):
    return teach_computers <= computers


@facilities.check(
    "COND-206B", "rooms",
    "公共机房 {public_lab_pc} 加专业机房 {special_lab_pc} 多于教学用计算机 {teach_computers}；"
    "请核对三个数。",
    passes={"public_lab_pc": "400", "special_lab_pc": "300", "teach_computers": "900"},
    fails={"public_lab_pc": "400", "special_lab_pc": "600", "teach_computers": "900"},
)
def computers_in_labs_are_for_teaching(public_lab_pc, special_lab_pc, teach_computers):
    return public_lab_pc + special_lab_pc <= teach_computers


@facilities.check(
    "COND-206C", "rooms",
    "网络多媒体教室 {media_rooms} 多于教室合计 {classrooms}；请核对两个数。",
    passes={"media_rooms": "150", "classrooms": "180"},
    fails={"media_rooms": "190", "classrooms": "180"},
)
def media_rooms_are_part_of_all(media_rooms, classrooms):
    return media_rooms <= classrooms


@facilities.check(
    "COND-207A", "asset",
    "当年新增设备值 {equip_new} 多于设备资产总值 {equip_total}；请核对两个数，单位都是万元。",
    passes={"equip_new": "500", "equip_total": "6000"},
    fails={"equip_new": "7000", "equip_total": "6000"},
)
def new_equipment_is_part_of_all(equip_new, equip_total):
    return equip_new <= equip_total


@facilities.check(
    "COND-207B", "asset",
    "教学科研仪器设备 {equip_total} 多于固定资产总值 {fixed_total}；请核对两个数，单位都是万元。",
    passes={"equip_total": "6000", "fixed_total": "60000"},
    fails={"equip_total": "70000", "fixed_total": "60000"},
)
def equipment_is_part_of_the_assets(equip_total, fixed_total):
    return equip_total <= fixed_total


@facilities.check(
    "COND-209A", "base_on",
    "当年新增设备值 {equip_new} 多于设备总值 {equip_value}；请核对两个数。",
    passes={"equip_new": "20", "equip_value": "300"},
    fails={"equip_new": "400", "equip_value": "300"},
)
def new_equipment_is_part_of_the_base(equip_new, equip_value):
    return equip_new <= equip_value


@facilities.check(
    "COND-209B", "base_on",
    "自主研制 {equip_self}、社会捐赠 {equip_donated}、社会准捐赠 {equip_quasi} 之和"
    "多于当年新增设备值 {equip_new}；请核对各项，往年得到的不填。",
    passes={"equip_self": "2", "equip_donated": "3", "equip_quasi": "5", "equip_new": "20"},
    fails={"equip_self": "2", "equip_donated": "30", "equip_quasi": "5", "equip_new": "20"},
    blames=["equip_new"], blanks=True,
)
def kinds_of_new_equipment_fit(equip_self, equip_donated, equip_quasi, equip_new):
    parts = (equip_self or 0) + (equip_donated or 0) + (equip_quasi or 0)
    return equip_new is None or parts <= equip_new


@facilities.check(
    "COND-209C", "base_on",
    "大型设备 {big_count} 多于设备总数 {equip_count}；请核对两个数。",
    passes={"big_count": "3", "equip_count": "200"},
    fails={"big_count": "300", "equip_count": "200"},
)
def large_equipment_is_part_of_all(big_count, equip_count):
    return big_count <= equip_count


@facilities.check(
    "COND-211", "base_on",
    "校内使用 {hours_campus}，超过工位 {stations} 每周 {setting_base_week_hours} 小时、"
    "全年 {setting_base_year_weeks} 周的用量；请核对工位数和人时数，属实的请说明。",
    severity="warning",
    passes={"hours_campus": "80000", "stations": "50"},
    fails={"hours_campus": "800000", "stations": "50"},
    blames=["hours_campus"],
)
def stations_allow_the_hours(
    hours_campus, stations, setting_base_week_hours, setting_base_year_weeks
):
    return hours_campus <= stations * setting_base_week_hours * setting_base_year_weeks


@facilities.check(
    "COND-213A", "base_off",
    "接受半年岗位实习学生 {half_year} 多于接待学生量 {received}；请核对两个数。",
    passes={"half_year": "20", "received": "80"}, fails={"half_year": "90", "received": "80"},
)
def half_year_students_were_received(half_year, received):
    return half_year <= received


@facilities.check(
    "COND-213B", "base_off",
    "接收毕业生就业 {hired} 多于接待学生量 {received}；请核对两个数。",
    passes={"hired": "5", "received": "80"}, fails={"hired": "90", "received": "80"},
)
def hired_students_were_received(hired, received):
    return hired <= received


@facilities.check(
    "COND-213C", "base_off",
    "协议有效期至 {agreement_to}，在本学年开始以前已经到期；"
    "请补签协议后改正日期，没有续签的不算基地，请删去这一行。",
    passes={"agreement_to": "2027-08-31"}, fails={"agreement_to": "2023-08-31"},
)
def agreement_reaches_into_the_year(agreement_to, calendar):
    return agreement_to >= calendar.academic_year.start
