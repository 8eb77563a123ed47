"""Checking the numbers of a whole group against a letter or passports."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from cases.forms.people import PurposeForm
from cases.models import Worker
from cases.queries import get_repatriation, numbers_of
from cases.queries.numbers import MOST
from cases.views.words import return_crumbs, return_head
from core.access import requires

COLUMNS = [
    {"label": gettext_lazy("Nama")},
    {"label": gettext_lazy("NIK")},
    {"label": gettext_lazy("Nomor KK")},
    {"label": gettext_lazy("Nomor paspor/SPLP")},
]


@requires("workers.view")
@require_http_methods(["GET", "POST"])
@never_cache
def return_numbers(request: HttpRequest, number: str) -> HttpResponse:
    """Asks for the purpose; then all numbers in full, of restricted people none."""
    repatriation = get_repatriation(number)
    form = PurposeForm(request.POST or None)
    page = {"crumbs": return_crumbs(repatriation), "head": return_head(repatriation), "form": form}
    if not form.is_valid():
        return render(request, "cases/return_numbers.html", page, status=422 if form.is_bound else 200)
    found = numbers_of(repatriation, purpose=form.cleaned_data["purpose"])
    page |= {
        "purpose": form.cleaned_data["purpose"],
        "columns": COLUMNS,
        "most": MOST if found.is_cut else 0,
        "rows": [number_row(worker) for worker in found.shown],
        "guarded": [{"name": str(worker), "url": person_url(worker)} for worker in found.guarded],
    }
    return render(request, "cases/return_numbers.html", page)


def number_row(worker: Worker) -> dict[str, str]:
    nothing = _("Belum diketahui")
    return {
        "name": str(worker),
        "url": person_url(worker),
        "nik": worker.nik or nothing,
        "family_card": worker.family_card or nothing,
        "passport": worker.passport_number or nothing,
    }


def person_url(worker: Worker) -> str:
    return reverse("cases:worker", args=[worker.number])
