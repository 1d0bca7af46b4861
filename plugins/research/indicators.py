"""Measures of research and services, and the indicators built from them; money is in 元."""

from __future__ import annotations

from core import count, total
from plugins.research.category import research

REPORT = "高等职业教育质量年度报告"
ASSESSMENT = "省级高职院校办学水平考核指标（公开资料）"
PLATFORM = "高等职业院校人才培养工作状态数据采集平台 V2.16"
PAPER, TRAINING = "1", "社会培训"


@research.measure("技术服务与培训当年到账", "service", unit="万元")
def service_received(service):
    return total(service.received)


@research.measure("横向课题当年到款", "project", unit="元", by=["unit"])
def contract_research_received(project):
    return total(project.received, project.horizontal)


@research.measure("社会培训人次", "service", unit="人次")
def people_trained(service):
    return total(service.people, service.kind == TRAINING)


@research.measure("论文数", "paper", unit="篇", by=["author_no.unit", "author_no.major_code"])
def papers(paper):
    return count(paper.kind == PAPER)


@research.indicator(
    "RES-I56", "技术服务与培训到款", unit="万元", source=REPORT, direction="up",
    change="flow_change",
)
def service_income(service_received=None, contract_research_received=None):
    """Money from services and from research for others; one of them may be missing."""
    received = (service_received, contract_research_received)
    if all(amount is None for amount in received):
        return None
    return sum(amount or 0 for amount in received)


@research.indicator(
    "RES-I57", "社会培训规模比", unit="", source=ASSESSMENT, direction="up", change="flow_change"
)
def training_ratio(people_trained, full_time_students):
    return people_trained / full_time_students


@research.indicator(
    "RES-I58", "专任教师人均论文", unit="篇", source=PLATFORM, direction="up", change="flow_change"
)
def paper_per(papers, full_time_teachers):
    return papers / full_time_teachers
