"""What the returns of a month cost: by bearer and by return."""

from calendar import monthrange
from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from cases.choices import Bearer
from cases.queries.costs import added, costs_between
from cases.views.calendar import month_asked, month_bar
from cases.views.words import return_crumbs
from core.access import requires

COLUMNS = [
    {"label": gettext_lazy("Penanggung atau pemulangan")},
    {"label": gettext_lazy("Rencana"), "class": "num"},
    {"label": gettext_lazy("Diminta"), "class": "num"},
    {"label": gettext_lazy("Disetujui"), "class": "num"},
    {"label": gettext_lazy("Dibayar"), "class": "num"},
]


@requires("returns.view")
@require_safe
def month(request: HttpRequest) -> HttpResponse:
    first = month_asked(request)
    rows = costs_between(first, first.replace(day=monthrange(first.year, first.month)[1]))
    context = {
        "title": _("Biaya pemulangan"),
        "crumbs": return_crumbs(),
        **month_bar(first),
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
