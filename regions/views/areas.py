"""Pages of areas, the search behind village fields, and the village list kept on phones."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import condition, require_safe

from core.access import requires
from regions.choices import AreaLevel, FigureKind
from regions.models import Area
from regions.queries import (
    AreaHit,
    districts_with_counts,
    latest_figures,
    parts_with_counts,
    search_areas,
    village_rows,
    villages_fingerprint,
)
from regions.search import read_code

DAY = 86_400
MOST_HITS = 10


@requires("areas.view")
@require_safe
def area_list(request: HttpRequest) -> HttpResponse:
    """The districts of the office's province."""
    districts = list(districts_with_counts(settings.OFFICE_PROVINCE_CODE))
    figures = latest_figures(district.pk for district in districts)
    rows = [
        {
            "area": district,
            "population": figures.get((district.pk, FigureKind.POPULATION)),
            "land": figures.get((district.pk, FigureKind.LAND_KM2)),
        }
        for district in districts
    ]
    totals = {
        "districts": len(districts),
        "subdistricts": sum(district.subdistricts for district in districts),
        "villages": sum(district.villages for district in districts),
        "population": sum(row["population"].value for row in rows if row["population"]),
    }
    sources = sorted({figure.source for figure in figures.values()})
    context = {"rows": rows, "totals": totals, "sources": sources, "province_name": settings.OFFICE_PROVINCE_NAME}
    return render(request, "regions/area_list.html", context)


@requires("areas.view")
@require_safe
def area_page(request: HttpRequest, code: str) -> HttpResponse:
    area = get_object_or_404(Area.objects.with_parents(), code=code)
    parts = list(parts_with_counts(area))
    figures = [figure for (_area_id, _kind), figure in latest_figures([area.pk]).items()]
    context = {
        "area": area,
        "parts": parts,
        "part_level": AreaLevel(parts[0].level).label if parts else "",
        "shows_villages": bool(parts) and parts[0].level == AreaLevel.SUBDISTRICT and any(p.villages for p in parts),
        "ancestors": _ancestors(area),
        "aliases": area.aliases.all(),
        "figures": figures,
        "origins": area.origins.select_related("old"),
        "successions": area.successions.select_related("new"),
    }
    return render(request, "regions/area_page.html", context)


def _ancestors(area: Area) -> list[Area]:
    """Widest first, each once."""
    chain = [area.province, area.district, area.parent]
    return list({other.pk: other for other in chain if other}.values())


@requires("areas.view")
@require_safe
def area_search(request: HttpRequest) -> HttpResponse:
    """Hits for `q`, narrowed by `level` (may repeat) and `within` (a code): as JSON, fragment or page."""
    text = request.GET.get("q", "")
    levels = [level for level in request.GET.getlist("level") if level]
    if unknown := set(levels) - set(AreaLevel.values):
        raise Http404(_("Tingkat wilayah {tingkat} tidak dikenal.").format(tingkat=", ".join(sorted(unknown))))
    hits = search_areas(text, levels=levels, within=_code_of(request.GET.get("within", "")), limit=MOST_HITS)
    if request.GET.get("format") == "json" or request.accepts("application/json") and not request.accepts("text/html"):
        return JsonResponse({"results": [_as_json(hit) for hit in hits]})
    context = {"hits": hits, "text": " ".join(text.split()), "is_picker": "pick" in request.GET}
    is_fragment = request.headers.get("HX-Request") == "true"
    return render(request, "regions/_area_hits.html" if is_fragment else "regions/area_search.html", context)


def _code_of(text: str) -> str | None:
    """A code to search in, or None when none is asked for; text that is no code is a wrong address."""
    code = read_code(text)
    if text and not code:
        raise Http404(_("{teks} bukan kode wilayah.").format(teks=text[:20]))
    return code or None


def _as_json(hit: AreaHit) -> dict[str, str | int]:
    return {
        "id": hit.area.pk,
        "code": hit.area.code,
        "level": hit.area.level,
        "name": hit.area.short_name(),
        "full_name": hit.area.full_name(),
        "reason": hit.reason_label,
    }


def _village_etag(request: HttpRequest) -> str:
    return f'"{villages_fingerprint(settings.OFFICE_PROVINCE_CODE)}"'


@gzip_page
@requires("areas.view")
@require_safe
@condition(etag_func=_village_etag)
def village_file(request: HttpRequest) -> HttpResponse:
    """Every village of the office's province; it holds names of places alone, so that phones may keep it."""
    response = JsonResponse(
        village_rows(settings.OFFICE_PROVINCE_CODE), safe=False, json_dumps_params={"separators": (",", ":")}
    )
    response["Cache-Control"] = f"private, max-age={DAY}"
    return response
