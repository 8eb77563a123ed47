"""Numbers that are masked on every page, shown in full after a click that is recorded."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from cases.models import Worker
from cases.queries import SECRET, mask, reveal_of, today
from cases.views.words import worker_crumbs, worker_head
from core.access import requires

# column to its word in the address, its label, and how the record of looks names it
MASKED = {
    "nik": ("nik", "NIK", "NIK"),
    "family_card": ("kk", gettext_lazy("Nomor KK"), "KK"),
    "passport_number": ("paspor", gettext_lazy("Nomor paspor/SPLP"), "PASSPORT"),
}
COLUMNS = {word: column for column, (word, _label, _class) in MASKED.items()}


def masked_facts(worker: Worker) -> list[dict[str, object]]:
    """Facts for components/definition_list.html; the full number is not among them."""
    return [
        {
            "label": label,
            "value": mask(getattr(worker, column)),
            "reveal_url": reverse("cases:worker_reveal", args=[worker.number, word]),
        }
        for column, (word, label, _class) in MASKED.items()
    ]


@requires("workers.view")
@require_POST
@never_cache
def worker_reveal(request: HttpRequest, number: str, what: str) -> HttpResponse:
    if what not in COLUMNS:
        raise Http404
    column = COLUMNS[what]
    _word, label, field_class = MASKED[column]
    worker = reveal_of(number, field_class)
    return answer(request, worker, label, getattr(worker, column))


@requires("workers.view")
@require_POST
@never_cache
def worker_source_reveal(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """A number as one source prints it."""
    worker = reveal_of(number, "SOURCE")
    row = get_object_or_404(worker.sourced_values.filter(field__in=SECRET), pk=pk)
    return answer(request, worker, MASKED[row.field][1], row.printed)


def answer(request: HttpRequest, worker: Worker, label: str, value: str) -> HttpResponse:
    """The number alone into its place on the page, or a page of its own for a browser without scripts."""
    context = {"label": label, "value": value or _("Belum diketahui")}
    if request.headers.get("HX-Request"):
        return render(request, "cases/_revealed.html", context)
    context |= {"worker": worker, "head": worker_head(worker, today()), "crumbs": worker_crumbs(worker)}
    return render(request, "cases/revealed.html", context)
