"""Computed fields of the student tables."""

from __future__ import annotations

from plugins.students.category import students


@students.computed("scale", "equiv")
def scale_equivalent(
    higher_voc, intl, evening, corr, setting_equivalent_master, setting_equivalent_doctor,
    setting_equivalent_foreign, setting_equivalent_evening, setting_equivalent_correspondence,
    master=None, doctor=None, prep=None, further=None, adult_ft=None,
):
    """Students each by their weight (教发〔2004〕2号); a kind left blank has nobody."""
    return (
        higher_voc + (prep or 0) + (further or 0) + (adult_ft or 0)
        + (master or 0) * setting_equivalent_master
        + (doctor or 0) * setting_equivalent_doctor
        + intl * setting_equivalent_foreign
        + evening * setting_equivalent_evening
        + corr * setting_equivalent_correspondence
    )
