"""Names and addresses of a person by source, which address counts, and dated states of the person."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cases.actions.workers import count_address, record_address, record_name, record_status
from cases.forms.told import AddressForm, NameForm, StatusForm
from cases.permissions import why_not_change_worker
from cases.queries import get_worker, today
from cases.views.sources import worker_page_of
from core.access import requires
from core.steps import do_once, refuse, take_step

BOTH = require_http_methods(["GET", "POST"])


@requires("workers.edit")
@BOTH
def worker_name(request: HttpRequest, number: str) -> HttpResponse:
    """Another name of the person: as heard, on a paper, an alias. It changes nothing that is used."""
    worker = get_worker(number)
    page, there = worker_page_of(worker)
    form = NameForm(request.POST or None, initial={"source_kind": "PAPER", "kind": "ON_PAPER"}, cancel_url=there)
    return take_step(
        request,
        form,
        do=lambda: record_name(
            worker=worker,
            kind=form.cleaned_data["kind"],
            text=form.cleaned_data["text"],
            source=form.told_source(),
            by=request.user,
        ),
        done=_("Nama disimpan."),
        to=f"{there}#nama",
        page={**page, "title": _("Catat nama lain")},
    )


@requires("workers.edit")
@BOTH
def worker_address(request: HttpRequest, number: str) -> HttpResponse:
    """An address on papers, of residence, of destination, or of origin; who may change the person says what counts."""
    worker = get_worker(number)
    page, there = worker_page_of(worker)
    may_count = not why_not_change_worker(request.viewer, worker)
    form = AddressForm(
        request.POST or None, may_count=may_count, initial={"source_kind": "PAPER", "kind": "PAPERS"}, cancel_url=there
    )
    return take_step(
        request,
        form,
        do=lambda: record_address(
            worker=worker,
            kind=form.cleaned_data["kind"],
            place=form.told_place(),
            source=form.told_source(),
            counts=form.cleaned_data.get("is_counted", False),
            by=request.user,
        ),
        done=_("Alamat disimpan."),
        to=f"{there}#alamat",
        page={**page, "title": _("Catat alamat")},
        template="cases/worker_edit.html",
    )


@requires("workers.edit")
@require_POST
def worker_address_count(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    worker = get_worker(number)
    refuse(why_not_change_worker(request.viewer, worker))
    address = get_object_or_404(worker.addresses.all(), pk=pk)
    return do_once(
        request,
        do=lambda: count_address(address=address, by=request.user),
        done=_("Alamat ini sekarang dihitung dalam laporan."),
        to=reverse("cases:worker", args=[number]) + "#alamat",
    )


@requires("workers.edit")
@BOTH
def worker_status(request: HttpRequest, number: str) -> HttpResponse:
    """CPMI, PMI, purna or another state from a day on; it stands on the person's line of time."""
    worker = get_worker(number)
    refuse(why_not_change_worker(request.viewer, worker))
    page, there = worker_page_of(worker)
    form = StatusForm(request.POST or None, cancel_url=there)
    return take_step(
        request,
        form,
        do=lambda: record_status(worker=worker, on=today(), by=request.user, **form.told_status()),
        done=_("Status disimpan."),
        to=f"{there}#perjalanan",
        page={**page, "title": _("Catat status")},
    )
