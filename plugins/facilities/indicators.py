"""Measures of the facilities, and the indicators of 办学条件 built from them.

Amounts of money are in 元 in these functions, whatever the unit of their table.
"""

from __future__ import annotations

from core import count, total
from plugins.facilities.category import VOLUMES, facilities

CONDITIONS_2004 = "《普通高等学校基本办学条件指标（试行）》（教发〔2004〕2号）"
PLATFORM = "高等职业院校人才培养工作状态数据采集平台 V2.16"
ASSESSMENT = "省级高职院校办学水平考核指标（公开资料）"


@facilities.measure("占地面积", "area", unit="平方米")
def land_area(area):
    return total(area.land_total)


@facilities.measure("教学科研及辅助用房面积", "area", unit="平方米")
def teaching_area(area):
    return total(area.teach_area)


@facilities.measure("行政办公用房面积", "area", unit="平方米")
def office_area(area):
    return total(area.admin_area)


@facilities.measure("学生宿舍面积", "area", unit="平方米")
def dormitory_area(area):
    return total(area.dorm)


@facilities.measure("实验室、实习场所面积", "area", unit="平方米")
def practice_area(area):
    return total(area.lab)


@facilities.measure("纸质图书", "library", unit="万册")
def printed_books(library):
    return total(library.paper_books)


@facilities.measure("当年新增纸质图书", "library", unit="万册")
def new_printed_books(library):
    return total(library.paper_new)


@facilities.measure("电子图书", "library", unit="册")
def electronic_books(library):
    return total(library.ebooks)


@facilities.measure("教学用计算机", "rooms", unit="台")
def teaching_computers(rooms):
    return total(rooms.teach_computers)


@facilities.measure("多媒体教室座位", "rooms", unit="个")
def media_room_seats(rooms):
    return total(rooms.media_seats)


@facilities.measure("语音实验室座位", "rooms", unit="个")
def language_room_seats(rooms):
    return total(rooms.lang_seats)


@facilities.measure("教学科研仪器设备总值", "asset", unit="万元")
def equipment_value(asset):
    return total(asset.equip_total)


@facilities.measure("当年新增教学科研仪器设备值", "asset", unit="万元")
def new_equipment_value(asset):
    return total(asset.equip_new)


@facilities.measure("企业提供的校内实践教学设备值", "asset", unit="万元")
def equipment_of_firms(asset):
    return total(asset.equip_enterprise)


@facilities.measure("校内实践教学工位", "base_on", unit="个", by=["unit"])
def practice_stations(base_on):
    return total(base_on.stations)


@facilities.measure("校内实践基地学年使用人时", "base_on", unit="人时", by=["unit"])
def practice_station_hours(base_on):
    return total(base_on.hours_campus)


@facilities.measure("校外实习实训基地数", "base_off", unit="个", by=["majors"])
def bases_off_campus(facilities_base_off):
    return count()


@facilities.indicator(
    "COND-I05", "生均教学行政用房", unit="平方米", source=CONDITIONS_2004, direction="up"
)
def room_per(teaching_area, office_area, full_time_students):
    return (teaching_area + office_area) / full_time_students


@facilities.indicator(
    "COND-I06", "生均教学科研仪器设备值", unit="元", source=CONDITIONS_2004, direction="up"
)
def equip_per(equipment_value, equiv_students):
    return equipment_value / equiv_students


@facilities.indicator(
    "COND-I07", "生均图书", unit="册", source=CONDITIONS_2004, direction="up"
)
def book_per(printed_books, equiv_students, setting_include_ebooks, electronic_books=None):
    """Printed books per student; electronic ones count only where the college chose so."""
    others = (electronic_books or 0) if setting_include_ebooks else 0
    return (printed_books * VOLUMES + others) / equiv_students


@facilities.indicator(
    "COND-I09", "生均占地面积", unit="平方米", source=CONDITIONS_2004, direction="up"
)
def land_per(land_area, full_time_students):
    return land_area / full_time_students


@facilities.indicator(
    "COND-I10", "生均宿舍面积", unit="平方米", source=CONDITIONS_2004, direction="up"
)
def dorm_per(dormitory_area, full_time_students):
    return dormitory_area / full_time_students


@facilities.indicator(
    "COND-I11", "百名学生教学用计算机台数", unit="台", source=CONDITIONS_2004, direction="up"
)
def pc_100(teaching_computers, full_time_students):
    return 100 * teaching_computers / full_time_students


@facilities.indicator(
    "COND-I12", "百名学生多媒体教室和语音实验室座位数", unit="个", source=CONDITIONS_2004,
    direction="up",
)
def seat_100(media_room_seats, full_time_students, language_room_seats=None):
    return 100 * (media_room_seats + (language_room_seats or 0)) / full_time_students


def passes_by_much_new_equipment(
    rating, equipment_value, new_equipment_value,
    setting_equipment_growth_exempt_total, setting_equipment_growth_exempt_new,
):
    """A college with much equipment that bought much this year passes (教发〔2004〕2号)."""
    much = equipment_value > setting_equipment_growth_exempt_total
    enough = new_equipment_value >= setting_equipment_growth_exempt_new
    return "pass" if much and enough else rating


def passes_by_many_new_books(
    rating, new_printed_books, equiv_students,
    setting_book_growth_exempt_students, setting_book_growth_exempt_books,
):
    """A college of very many students that bought very many books passes (教发〔2004〕2号)."""
    many = equiv_students > setting_book_growth_exempt_students
    enough = new_printed_books * VOLUMES >= setting_book_growth_exempt_books
    return "pass" if many and enough else rating


@facilities.indicator(
    "COND-I13", "新增教学科研仪器设备所占比例", unit="%", source=CONDITIONS_2004,
    direction="up", rated=passes_by_much_new_equipment,
)
def equip_growth(new_equipment_value, equipment_value):
    """New equipment against what was there before it."""
    return 100 * new_equipment_value / (equipment_value - new_equipment_value)


@facilities.indicator(
    "COND-I14", "生均年进书量", unit="册", source=CONDITIONS_2004, direction="up",
    change="flow_change", rated=passes_by_many_new_books,
)
def book_new(new_printed_books, equiv_students):
    return new_printed_books * VOLUMES / equiv_students


@facilities.indicator(
    "COND-I27", "生均校内实践教学工位数", unit="个", source=PLATFORM, direction="up"
)
def station_per(practice_stations, full_time_students):
    return practice_stations / full_time_students


@facilities.indicator(
    "COND-I28", "生均实践场所面积", unit="平方米", source=PLATFORM, direction="up"
)
def lab_per(practice_area, full_time_students):
    return practice_area / full_time_students


@facilities.indicator(
    "COND-I29", "校内实践基地学年使用率", unit="%", source=PLATFORM, direction="up"
)
def base_use(practice_station_hours, practice_stations, setting_base_use_hours):
    return 100 * practice_station_hours / (practice_stations * setting_base_use_hours)


@facilities.indicator(
    "COND-I30", "校均专业校外实习基地数", unit="个", source=ASSESSMENT, direction="up"
)
def base_off(bases_off_campus, enrolling_majors):
    """Bases off campus per major that enrols."""
    return bases_off_campus / enrolling_majors
