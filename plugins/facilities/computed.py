"""Computed fields of the tables of facilities."""

from __future__ import annotations

from plugins.facilities.category import facilities


@facilities.computed("area", "building_total")
def area_of_all_buildings(own_area, nonown_area):
    return own_area + nonown_area


@facilities.computed("area", "teach_area")
def area_for_teaching(classroom, library, lab, research, gym, hall):
    return classroom + library + lab + research + gym + hall


@facilities.computed("area", "living_area")
def area_for_living(dorm, canteen, staff_dorm=None, staff_canteen=None, welfare=None):
    """A kind of room left blank is not there."""
    return dorm + canteen + (staff_dorm or 0) + (staff_canteen or 0) + (welfare or 0)
