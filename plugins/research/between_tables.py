"""Data checks of contracts: the same contract is counted in one table only."""

from __future__ import annotations

from core import Data
from plugins.research.category import research


@research.data_check(
    "RES-330A", "project",
    "横向课题“{project_name}”（{project_no}）与“技术服务与社会培训”表的合同 {contract} "
    "编号相同，或委托单位和金额都相同；同一合同只统计一次，请删去一处，确为两项的请说明。",
    severity="warning", blames=["project_no"],
)
def project_is_not_a_service_too(project, service, data: Data):
    same_number = project.project_no == service.contract_no
    same_deal = (project.client == service.client) & (project.fund_total == service.amount)
    return data.rows(
        project, project.horizontal, same_number | same_deal, contract=service.contract_no
    )


@research.data_check(
    "RES-330B", "project",
    "横向课题“{project_name}”（{project_no}）与“校企合作项目”表的项目 {contract} "
    "编号相同，或单位和金额都相同；同一合同的到款只统计一次，请删去一处，确为两项的请说明。",
    severity="warning", blames=["project_no"],
)
def project_is_not_a_joint_one_too(
    project, cooperation_project, cooperation_company, data: Data
):
    by_number = data.rows(
        project, project.horizontal, project.project_no == cooperation_project.project_no,
        contract=cooperation_project.project_no,
    )
    return by_number + data.rows(
        project, project.horizontal, project.project_no != cooperation_project.project_no,
        cooperation_project.company_code == cooperation_company.company_code,
        cooperation_company.company == project.client,
        cooperation_project.amount == project.fund_total,
        contract=cooperation_project.project_no,
    )


@research.data_check(
    "RES-330C", "service",
    "合同“{name}”（{contract_no}）与“校企合作项目”表的项目 {contract} "
    "编号相同，或单位和金额都相同；同一合同的到款只统计一次，请删去一处，确为两项的请说明。",
    severity="warning", blames=["contract_no"],
)
def service_is_not_a_joint_project_too(
    service, cooperation_project, cooperation_company, data: Data
):
    by_number = data.rows(
        service, service.contract_no == cooperation_project.project_no,
        contract=cooperation_project.project_no,
    )
    return by_number + data.rows(
        service, service.contract_no != cooperation_project.project_no,
        cooperation_project.company_code == cooperation_company.company_code,
        cooperation_company.company == service.client,
        cooperation_project.amount == service.amount,
        contract=cooperation_project.project_no,
    )
