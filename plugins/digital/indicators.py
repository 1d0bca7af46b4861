"""Measures of the network and of online courses, and the indicators built from them."""

from __future__ import annotations

from core import total
from plugins.digital.category import digital

PLATFORM = "高等职业院校人才培养工作状态数据采集平台 V2.16"


@digital.measure("出口总带宽", "infra", unit="Mbps")
def exit_bandwidth(infra):
    return total(infra.exit_bw)


@digital.measure("上网课程数", "infra", unit="门")
def online_courses(infra):
    return total(infra.online_courses)


@digital.indicator("IT-I61", "生均出口带宽", unit="Mbps", source=PLATFORM, direction="up")
def wired(exit_bandwidth, full_time_students):
    return exit_bandwidth / full_time_students


@digital.indicator("IT-I62", "上网课程比例", unit="%", source=PLATFORM, direction="up")
def online_share(online_courses, different_courses):
    """Courses online against the different courses of all teaching plans."""
    return 100 * online_courses / different_courses
