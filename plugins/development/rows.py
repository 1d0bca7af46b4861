"""Row checks of internships and of the evaluation of teaching."""

from __future__ import annotations

from plugins.development.category import development


@development.check(
    "BLD-222A", "internship", "对口实习 {matched} 多于实习人数 {interns}；请核对两个数。",
    passes={"matched": "30", "interns": "40"}, fails={"matched": "50", "interns": "40"},
)
def matched_are_interns(matched, interns):
    return matched <= interns


@development.check(
    "BLD-222B", "internship", "企业录用 {hired} 多于实习人数 {interns}；请核对两个数。",
    passes={"hired": "10", "interns": "40"}, fails={"hired": "50", "interns": "40"},
)
def hired_are_interns(hired, interns):
    return hired <= interns


@development.check(
    "BLD-222C", "internship", "参加保险 {insured} 多于实习人数 {interns}；请核对两个数。",
    passes={"insured": "40", "interns": "40"}, fails={"insured": "50", "interns": "40"},
)
def insured_are_interns(insured, interns):
    return insured <= interns


@development.check(
    "BLD-222D", "internship", "签订三方协议 {agreement} 多于实习人数 {interns}；请核对两个数。",
    passes={"agreement": "40", "interns": "40"}, fails={"agreement": "50", "interns": "40"},
)
def those_with_agreement_are_interns(agreement, interns):
    return agreement <= interns


@development.check(
    "BLD-222E", "internship", "学校统一安排 {arranged} 多于实习人数 {interns}；请核对两个数。",
    passes={"arranged": "40", "interns": "40"}, fails={"arranged": "50", "interns": "40"},
)
def arranged_are_interns(arranged, interns):
    return arranged <= interns


@development.check(
    "BLD-223A", "internship",
    "参加保险 {insured} 少于实习人数 {interns}；实习学生必须全部投保，"
    "请补办，或核对两个数。",
    passes={"insured": "40", "interns": "40"}, fails={"insured": "38", "interns": "40"},
)
def every_intern_is_insured(insured, interns):
    return insured >= interns


@development.check(
    "BLD-223B", "internship",
    "签订三方协议 {agreement} 少于实习人数 {interns}；未签协议的不得安排实习，"
    "请补签，或核对两个数。",
    passes={"agreement": "40", "interns": "40"}, fails={"agreement": "38", "interns": "40"},
)
def every_intern_has_an_agreement(agreement, interns):
    return agreement >= interns


@development.check(
    "BLD-224A", "evaluation",
    "被评教师参与 {teacher_joined} 多于教师总数 {teacher_total}；请核对两个数。",
    passes={"teacher_joined": "490", "teacher_total": "500"},
    fails={"teacher_joined": "510", "teacher_total": "500"},
)
def teachers_joined_are_part_of_all(teacher_joined, teacher_total):
    return teacher_joined <= teacher_total


@development.check(
    "BLD-224B", "evaluation",
    "学生参与 {student_joined} 多于学生总数 {student_total}；请核对两个数。",
    passes={"student_joined": "4900", "student_total": "5000"},
    fails={"student_joined": "5100", "student_total": "5000"},
)
def students_joined_are_part_of_all(student_joined, student_total):
    return student_joined <= student_total


@development.check(
    "BLD-224C", "evaluation",
    "同行参与 {peer_joined} 多于同行总数 {peer_total}；请核对两个数。",
    passes={"peer_joined": "300", "peer_total": "400"},
    fails={"peer_joined": "500", "peer_total": "400"},
)
def peers_joined_are_part_of_all(peer_joined, peer_total):
    return peer_joined <= peer_total


@development.check(
    "BLD-224D", "evaluation",
    "校领导参与 {leader_joined} 多于校领导总数 {leader_total}；请核对两个数。",
    passes={"leader_joined": "6", "leader_total": "7"},
    fails={"leader_joined": "8", "leader_total": "7"},
)
def leaders_joined_are_part_of_all(leader_joined, leader_total):
    return leader_joined <= leader_total


@development.check(
    "BLD-224E", "evaluation",
    "社会参与 {society_joined} 多于社会总数 {society_total}；请核对两个数。",
    passes={"society_joined": "20", "society_total": "30"},
    fails={"society_joined": "40", "society_total": "30"},
)
def others_joined_are_part_of_all(society_joined, society_total):
    return society_joined <= society_total


@development.check(
    "BLD-224F", "evaluation",
    "评教终止日期（{end_month}）早于起始日期（{start_month}）；请核对两个日期。",
    passes={"start_month": "2025-05", "end_month": "2025-06"},
    fails={"start_month": "2025-06", "end_month": "2025-05"},
    blames=["end_month"],
)
def evaluation_ends_after_it_starts(start_month, end_month):
    return end_month >= start_month
