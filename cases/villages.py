"""A village chosen from the list beside the text that stands in the same input."""

from django.db.models import Q

from regions.choices import AreaLevel
from regions.models import Area
from regions.names import split_place


def village_named(text: str, code: str) -> Area | None:
    """The chosen area, if the text still begins with its name; a text that was changed afterwards stands alone."""
    area = Area.objects.with_parents().filter(code=code).first() if code else None
    if area is None:
        return None
    parts = split_place(text)
    if not parts:
        return area
    names = {area.name_key, *area.aliases.values_list("name_key", flat=True)}
    return area if names.intersection(parts[0].keys) else None


def village_conflict(text: str, village: Area | None) -> Area | None:
    """A district in the text in which the chosen village does not lie."""
    if village is None:
        return None
    around = {area.name_key for area in (village.parent, village.district, village.province) if area}
    for part in split_place(text)[1:]:
        if around.intersection(part.keys):
            continue
        named = Q(name_key__in=part.keys) | Q(aliases__name_key__in=part.keys)
        found = list(Area.objects.filter(named, level=AreaLevel.DISTRICT))
        if found and not any(village.lies_in(area) for area in found):
            return found[0]
    return None
