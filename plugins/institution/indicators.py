"""Indicators of the collection itself: how complete it is, and how well it is filled."""

from __future__ import annotations

from plugins.institution.category import institution

RULES = "《管理办法》第五条、第十七条"


@institution.indicator("ORG-I69", "填报完整率", unit="%", source=RULES, direction="up")
def fill_rate(cells_filled, cells_required):
    """Required cells that are filled; a table that nobody has filled counts as one blank row."""
    return 100 * cells_filled / cells_required


@institution.indicator("ORG-I70", "一次审核通过率", unit="%", source=RULES, direction="up")
def first_pass(answers_passed_at_once, answers_judged):
    """Answers accepted without any return, of those that were accepted or returned."""
    return 100 * answers_passed_at_once / answers_judged
