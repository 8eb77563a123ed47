"""What the returns of a month cost: by bearer and by return."""

from datetime import timedelta
from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from cases.choices import Bearer
from cases.queries import today
from cases.queries.costs import added, costs_between
from cases.views.calendar import month_named
from cases.views.words import return_crumbs
from core.access import requires

COLUMNS = [
    {"label": gettext_lazy("Penanggung atau pemulangan")},
    {"label": gettext_lazy("Rencana"), "class": "cell-number"},
    {"label": gettext_lazy("Diminta"), "class": "cell-number"},
    {"label": gettext_lazy("Disetujui"), "class": "cell-number"},
    {"label": gettext_lazy("Dibayar"), "class": "cell-number"},
]


@requires("returns.view")
@require_safe
def month(request: HttpRequest) -> HttpResponse:
    """`bulan=2026-12`; without it, or with one that is none, this month."""
    first = month_named(request.GET.get("bulan", "")) or today().replace(day=1)
    after = (first + timedelta(days=31)).replace(day=1)
    rows = costs_between(first, after - timedelta(days=1))
    context = {
        "title": _("Biaya pemulangan"),
        "crumbs": return_crumbs(),
        "month": formats.date_format(first, "F Y"),
        "before_url": f"?bulan={first - timedelta(days=1):%Y-%m}",
        "after_url": f"?bulan={after:%Y-%m}",
        "columns": COLUMNS,
        "bearers": [*bearer_lines(rows), {"name": _("Seluruhnya"), "is_sum": True, **added(rows)}] if rows else [],
        "returns": return_lines(rows),
    }
    return render(request, "cases/cost_month.html", context)


def bearer_lines(rows: list[dict[str, Any]]) -> list[dict[str, object]]:
    """One line for each bearer that bears something, in the order of the list."""
    return [
        {"name": bearer.label, **added(some)}
        for bearer in Bearer
        if (some := [row for row in rows if row["bearer"] == bearer])
    ]


def return_lines(rows: list[dict[str, Any]]) -> list[dict[str, object]]:
    """One line for each return, by its day."""
    found = []
    for number, some in groupby(rows, key=lambda row: row["repatriation__number"]):
        of_return = list(some)
        found.append(
            {
                "name": of_return[0]["repatriation__vessel"] or _("Kapal belum diketahui"),
                "number": number,
                "on": of_return[0]["on"],
                "url": reverse("cases:return_detail", args=[number]) + "#biaya",
                **added(of_return),
            }
        )
    return found
