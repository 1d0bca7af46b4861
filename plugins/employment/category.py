"""The category, and the groups of destinations its rules share."""

from __future__ import annotations

from core import Category

employment = Category("employment", "就业情况")

CONTRACT = ("10", "11", "27", "46", "50", "51")
FLEXIBLE = ("12", "76")
STARTUP = ("75",)
FURTHER_STUDY = ("80", "85")
PLACED = (*CONTRACT, *FLEXIBLE, *STARTUP, *FURTHER_STUDY)
SOLDIER = ("46",)
AT_WORK = tuple(code for code in PLACED if code not in (*FURTHER_STUDY, *SOLDIER))
"""Those with a job: asked whether it fits the major."""
