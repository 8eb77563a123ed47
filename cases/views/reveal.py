"""Numbers that are masked on every page, shown in full after a click that is recorded."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.step_up import needs_step_up_if
from cases.models import Worker
from cases.queries import SECRET, is_guarded, mask, reveal_of, today
from cases.views.words import worker_crumbs, worker_head
from core.access import requires
from core.limits import take

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


def is_of_guarded(request: HttpRequest, number: str, **kwargs: object) -> bool:
    return is_guarded(number)


@requires("workers.view")
@require_POST
@never_cache
@needs_step_up_if(is_of_guarded)
def worker_reveal(request: HttpRequest, number: str, what: str) -> HttpResponse:
    if what not in COLUMNS:
        raise Http404
    take("reveal", str(request.viewer.user_id))
    column = COLUMNS[what]
    _word, label, field_class = MASKED[column]
    worker = reveal_of(number, field_class)
    return answer(request, worker, label, getattr(worker, column))


@requires("workers.view")
@require_POST
@never_cache
@needs_step_up_if(is_of_guarded)
def worker_source_reveal(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """A number as one source prints it."""
    take("reveal", str(request.viewer.user_id))
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
