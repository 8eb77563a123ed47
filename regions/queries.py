"""Reads about areas that the other apps use."""

from collections.abc import Iterable
from datetime import date

from django.db import connection
from django.db.models import Count, Q

from core.remember import remembered
from regions.choices import AreaLevel
from regions.models import Area, AreaAlias, AreaFigure
from regions.querysets import AreaQuerySet
from regions.recognition import Recognition, recognise_place, recognise_places
from regions.search import AreaHit, search_areas

__all__ = [
    "AreaHit",
    "Recognition",
    "area_on",
    "districts_of",
    "districts_with_counts",
    "latest_figures",
    "parts_with_counts",
    "recognise_place",
    "recognise_places",
    "search_areas",
    "village_rows",
    "villages_fingerprint",
    "villages_of",
]

_LONGEST_CHAIN = 10  # changes of one area that are followed
_FINGERPRINT = """
    SELECT md5(string_agg(concat_ws('|', area.code, area.name, alias.names), ',' ORDER BY area.code))
    FROM regions_area area
    LEFT JOIN (
        SELECT area_id, string_agg(name, ',' ORDER BY id) AS names FROM regions_areaalias GROUP BY area_id
    ) alias ON alias.area_id = area.id
    WHERE area.code LIKE %s AND area.valid_to IS NULL
"""


@remembered
def districts_of(province_code: str) -> list[Area]:
    """The present districts of a province, by code."""
    return list(Area.objects.districts().current().within(province_code).order_by("code"))


def area_on(code: str, on: date) -> Area | None:
    """What a code stands for on a day.

    The area itself while it is valid; before that the area it was split from; after that its successor when there
    is exactly one. None for an unknown code, and when a split leaves several successors to choose from.
    """
    area = Area.objects.with_parents().filter(code=code).first()
    for _step in range(_LONGEST_CHAIN):
        if area is None or area.is_valid_on(on):
            return area
        area = _neighbour(area, on)
    return None


def _neighbour(area: Area, on: date) -> Area | None:
    """The next area towards the day, when there is exactly one."""
    is_before = area.valid_from is not None and on < area.valid_from
    related = area.predecessors if is_before else area.successors
    neighbours = list(related.select_related("parent", "district", "province")[:2])
    return neighbours[0] if len(neighbours) == 1 else None


def villages_of(district: Area | str) -> AreaQuerySet:
    """The villages of a district (an Area or a code) with their sub-districts, by name."""
    return Area.objects.villages().current().within(district).with_parents().order_by("name", "code")


def districts_with_counts(province_code: str) -> AreaQuerySet:
    """Districts of a province with how many sub-districts and villages each has."""
    return (
        Area.objects.districts().current().within(province_code).annotate(**_counts("district_areas")).order_by("code")
    )


def parts_with_counts(area: Area) -> AreaQuerySet:
    """The areas one level below, with how many villages each holds."""
    return (
        Area.objects.current()
        .filter(parent=area)
        .annotate(villages=Count("children", filter=Q(children__level=AreaLevel.VILLAGE, children__valid_to=None)))
        .order_by("code")
    )


def _counts(relation: str) -> dict[str, Count]:
    return {
        name: Count(relation, filter=Q(**{f"{relation}__level": level, f"{relation}__valid_to": None}))
        for name, level in (("subdistricts", AreaLevel.SUBDISTRICT), ("villages", AreaLevel.VILLAGE))
    }


def latest_figures(area_ids: Iterable[int]) -> dict[tuple[int, str], AreaFigure]:
    """The newest figure of each kind of each area."""
    rows = AreaFigure.objects.filter(area__in=list(area_ids)).order_by("area_id", "kind", "-on_date")
    return {(figure.area_id, figure.kind): figure for figure in rows.distinct("area_id", "kind")}


def village_rows(province_code: str) -> list[list[str]]:
    """`[code, name, sub-district, district]` of each village for use without signal, with other names as a fifth."""
    villages = Area.objects.villages().current().within(province_code).order_by("code")
    others = AreaAlias.objects.filter(area__in=villages).values_list("area__code", "name")
    aliases: dict[str, list[str]] = {}
    for code, name in others:
        aliases.setdefault(code, []).append(name)
    rows = villages.values_list("code", "name", "parent__name", "district__name")
    return [[*row, *([", ".join(aliases[row[0]])] if row[0] in aliases else [])] for row in rows]


def villages_fingerprint(province_code: str) -> str:
    """Changes whenever `village_rows` would."""
    with connection.cursor() as cursor:
        cursor.execute(_FINGERPRINT, [f"{province_code}.%"])
        return cursor.fetchone()[0] or ""
