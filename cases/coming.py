"""Where and when a return comes, as its route tells it and else as the return itself does. Nothing reads the clock."""

from collections.abc import Iterable
from datetime import date, datetime

from cases.models import JourneyLeg, Repatriation
from cases.zones import Zone


def leg_to_arrival(repatriation: Repatriation, legs: Iterable[JourneyLeg]) -> JourneyLeg | None:
    """The leg that is travelled to the place of arrival; nothing where the place or such a leg is not known."""
    place = repatriation.place_of_arrival.casefold()
    travelled = (leg for leg in legs if not leg.is_not_travelled)
    return next((leg for leg in travelled if place and leg.to_place.casefold() == place), None)


def arrival_of(repatriation: Repatriation, leg: JourneyLeg | None) -> tuple[date | None, datetime | None, str]:
    """Day, hour and zone: those of the leg to the place of arrival, actual before planned, else those of the return."""
    if leg is not None and leg.arrived_on:
        return leg.arrived_on, leg.arrived_at, leg.to_zone
    if leg is not None and leg.planned_on:
        return leg.planned_on, leg.planned_at, leg.to_zone
    return repatriation.arrived_on or repatriation.expected_on, repatriation.arrival_at, Zone.WITA
