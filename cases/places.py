"""From a place as written to the area that counts, with the state in which that leaves it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings

from cases.choices import PlaceState
from cases.facts import Place
from regions.choices import AreaLevel
from regions.models import Area
from regions.queries import Recognition, recognise_place, recognise_places


@dataclass(frozen=True)
class SettledPlace:
    """`area` is the smallest sure area; `district` the one that counts; `village` only when it is sure."""

    text: str
    state: str
    area: Area | None = None
    district: Area | None = None
    village: Area | None = None


def district_of(area: Area | None) -> Area | None:
    if area is None:
        return None
    return area if area.level == AreaLevel.DISTRICT else area.district


def settle_place(place: Place) -> SettledPlace:
    """A chosen code wins; else the text is recognised, and what is not sure stays open with its text."""
    if place.area_code:
        area = Area.objects.with_parents().filter(code=place.area_code).first()
        if area is not None:
            return settled(place.text or area.name, PlaceState.RECOGNISED, area)
    if not place.text.strip():
        return SettledPlace("", PlaceState.UNKNOWN)
    found = recognise_place(place.text, province=settings.OFFICE_PROVINCE_CODE)
    if found.area is not None:
        return settled(place.text, PlaceState.RECOGNISED, found.area)
    return settled(place.text, PlaceState.OPEN, told_by(found))


def settle_places(texts: Iterable[str]) -> dict[str, SettledPlace]:
    """`settle_place` of many writings, with a few queries."""
    found = recognise_places(texts, province=settings.OFFICE_PROVINCE_CODE)
    return {
        text: settled(text, PlaceState.OPEN if one.area is None else PlaceState.RECOGNISED, one.area or told_by(one))
        for text, one in found.items()
    }


def told_by(found: Recognition) -> Area | None:
    """The wider area that the writing itself names; the province of the office is only where we looked."""
    within = found.within
    return within if within is not None and within.level != AreaLevel.PROVINCE else None


def settled(text: str, state: str, area: Area | None) -> SettledPlace:
    """The area with what counts of it."""
    village = area if area is not None and area.level == AreaLevel.VILLAGE else None
    return SettledPlace(text, state, area, district_of(area), village)
