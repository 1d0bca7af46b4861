"""Data checks of certificates: no more than there are graduates."""

from __future__ import annotations

from core import Data, total
from plugins.development.category import development


@development.data_check(
    "BLD-221A", "certificate",
    "专业、证书、等级 {key}：应届毕业生获证 {left} 人，“应届毕业生就业（分专业）”表中这个专业"
    "只有毕业生 {right} 人；请核对，一人同一证书只算一次。",
    blames=["people"],
)
def one_certificate_once_a_graduate(certificate, employment_major, data: Data):
    by = [certificate.major_code, certificate.cert_name, certificate.cert_level]
    of_major = employment_major.major_code == certificate.major_code
    found = data.groups(
        total(certificate.people), total(employment_major.grads, of_major),
        by=(by, by), relation="<=",
    )
    return [wrong for wrong in found if wrong.values["right"]]


@development.data_check(
    "BLD-221B", "certificate",
    "专业 {key} 各种证书合计获证 {left} 人次，多于毕业生 {right} 人；"
    "请核对，一人多证造成的请说明。",
    severity="warning", blames=["people"],
)
def certificates_rarely_outnumber_graduates(certificate, employment_major, data: Data):
    found = data.groups(
        total(certificate.people), total(employment_major.grads),
        by=(certificate.major_code, employment_major.major_code), relation="<=",
    )
    return [wrong for wrong in found if wrong.values["right"]]
