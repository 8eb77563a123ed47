"""Loading areas. Running it again changes nothing; a code that vanished is retired by date, never deleted."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import connection, transaction

from core.remember import forget_all
from regions.choices import LEVELS, AreaLevel
from regions.exceptions import TooManyRetired
from regions.models import Area, AreaAlias, AreaFigure, AreaSuccession
from regions.names import name_key
from regions.sources import AreaRow, read_areas, read_list

_LOCK = 740_000_001  # two loaders at once wait for each other
_RENAMED = "nama sebelum perubahan daftar resmi"
_BATCH = 2000
_COPIED = ("level", "kind", "name", "name_key", "parent_id", "province_id", "district_id")
_MOST_RETIRED = 0.05  # a list that drops more than this share of the known codes is taken for broken


@dataclass(frozen=True)
class LoadReport:
    """What a run did: areas by level, and the numbers of rows made, changed and retired."""

    levels: dict[str, int]
    created: int
    changed: int
    retired: int
    aliases: int
    successions: int
    figures: int


@transaction.atomic
def load_areas(*, province_code: str, on: date) -> LoadReport:
    """Bring areas, aliases, successions and figures to the state of the pinned lists."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    rows = list(read_areas(province_code))
    known = {area.code: area for area in Area.objects.all()}
    retired = _retire_missing(known, {row.code for row in rows}, province_code=province_code, on=on)
    created = changed = 0
    for level in LEVELS:
        made, altered = _load_level([row for row in rows if row.level == level], known)
        created, changed = created + made, changed + altered
    if created:
        _refresh_statistics()
    forget_all()
    return LoadReport(
        levels=dict(Counter(str(row.level) for row in rows)),
        created=created,
        changed=changed,
        retired=retired,
        aliases=_load_aliases(known),
        successions=_load_successions(known),
        figures=_load_figures(known),
    )


def _refresh_statistics() -> None:
    """So that the first search after a first load is planned well."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE regions_area, regions_areaalias")


def _retire_missing(known: dict[str, Area], listed: set[str], *, province_code: str, on: date) -> int:
    covered = [area for area in known.values() if _is_covered(area, province_code)]
    gone = [area for area in covered if area.code not in listed and area.valid_to is None]
    if len(gone) > max(10, len(covered) * _MOST_RETIRED):
        raise TooManyRetired(len(gone), len(covered))
    return Area.objects.filter(pk__in=[area.pk for area in gone]).update(valid_to=on)


def _is_covered(area: Area, province_code: str) -> bool:
    return area.level != AreaLevel.VILLAGE or area.province_code == province_code


def _load_level(rows: Iterable[AreaRow], known: dict[str, Area]) -> tuple[int, int]:
    """Create and change the areas of one level, whose parents are in `known` already."""
    created, changed, renamed = [], [], []
    for row in rows:
        fresh, old = _as_area(row, known), known.get(row.code)
        if old is None:
            created.append(fresh)
        elif old.valid_to is not None or any(getattr(old, name) != getattr(fresh, name) for name in _COPIED):
            if old.name != fresh.name:
                renamed.append(AreaAlias(area=old, name=old.name, name_key=old.name_key, source=_RENAMED))
            fresh.pk, fresh.valid_from = old.pk, old.valid_from
            changed.append(fresh)
    Area.objects.bulk_create(created, batch_size=_BATCH)
    Area.objects.bulk_update(changed, [*_COPIED, "valid_to"], batch_size=_BATCH)
    AreaAlias.objects.bulk_create(renamed, ignore_conflicts=True)
    known.update({area.code: area for area in (*created, *changed)})
    return len(created), len(changed)


def _as_area(row: AreaRow, known: dict[str, Area]) -> Area:
    parent = known[row.parent_code] if row.parent_code else None
    return Area(
        code=row.code,
        level=row.level,
        kind=row.kind,
        name=row.name,
        name_key=row.name_key,
        parent=parent,
        province=known[row.code[:2]] if len(row.code) > 2 else None,
        district=known[row.code[:5]] if len(row.code) > 5 else None,
    )


def _load_aliases(known: dict[str, Area]) -> int:
    """Aliases of areas that are loaded. Those that staff added stay."""
    present = set(AreaAlias.objects.values_list("area_id", "name_key"))
    fresh = [
        AreaAlias(area=known[row["code"]], name=row["alias"], name_key=key, source=row["source"])
        for row in read_list("area_aliases")
        if row["code"] in known and (known[row["code"]].pk, key := name_key(row["alias"])) not in present
    ]
    return len(AreaAlias.objects.bulk_create(fresh, ignore_conflicts=True))


def _load_successions(known: dict[str, Area]) -> int:
    present = set(AreaSuccession.objects.values_list("old_id", "new_id"))
    made = 0
    for row in read_list("area_successions"):
        old, new = known.get(row["old"]), known.get(row["new"])
        if old is None or new is None or (old.pk, new.pk) in present:
            continue
        on_date = date.fromisoformat(row["on_date"])
        AreaSuccession.objects.create(old=old, new=new, on_date=on_date, decree=row["decree"])
        Area.objects.filter(pk=new.pk, valid_from=None).update(valid_from=on_date)
        made += 1
    return made


def _load_figures(known: dict[str, Area]) -> int:
    present = {(area, kind, on): value for area, kind, on, value in _figures_known()}
    fresh = [figure for figure in _figures_listed(known) if present.get(_figure_key(figure)) != figure.value]
    AreaFigure.objects.bulk_create(
        fresh,
        update_conflicts=True,
        unique_fields=["area", "kind", "on_date"],
        update_fields=["value", "source"],
    )
    return len(fresh)


def _figures_known() -> Iterable[tuple[int, str, date, Decimal]]:
    return AreaFigure.objects.values_list("area_id", "kind", "on_date", "value")


def _figures_listed(known: dict[str, Area]) -> Iterable[AreaFigure]:
    for row in read_list("area_figures"):
        if row["code"] in known:
            yield AreaFigure(
                area=known[row["code"]],
                kind=row["kind"],
                value=Decimal(row["value"]),
                on_date=date.fromisoformat(row["on_date"]),
                source=row["source"],
            )


def _figure_key(figure: AreaFigure) -> tuple[int, str, date]:
    return figure.area_id, figure.kind, figure.on_date
