"""Values by source of a person or a return, and facts of a group."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from cases.actions.repatriations import record_group_fact, record_source_value, use_source_value
from cases.counts import count_words
from cases.facts import Count
from cases.forms.returns import GroupFactForm, SourceValueForm, UseSourceForm
from cases.models import Repatriation, SourcedValue, Worker
from cases.permissions import why_not_change_return, why_not_change_worker
from cases.queries import SECRET, get_repatriation, get_worker, mask, today
from cases.readings import DATE_FIELDS, reading_of
from cases.views.words import (
    age_words,
    place_words,
    return_crumbs,
    return_head,
    sex_words,
    worker_crumbs,
    worker_head,
)
from core.access import requires
from core.steps import refuse, take_step
from core.templatetags.ui import tanggal

BOTH = require_http_methods(["GET", "POST"])
RETURN_OFFERED = [
    ("arrived_on", gettext_lazy("Tanggal tiba")),
    ("expected_on", gettext_lazy("Rencana tiba")),
    ("group_total", gettext_lazy("Jumlah orang")),
    ("vessel", gettext_lazy("Kapal atau penerbangan")),
    ("place_of_arrival", gettext_lazy("Pelabuhan atau bandara")),
    ("sending_office", gettext_lazy("Unit pengirim")),
]
WORKER_OFFERED = [
    ("name", gettext_lazy("Nama")),
    ("sex", gettext_lazy("Jenis kelamin")),
    ("birth_date", gettext_lazy("Tanggal lahir")),
    ("age", gettext_lazy("Umur")),
    ("place", gettext_lazy("Desa atau daerah asal")),
    ("nik", "NIK"),
    ("family_card", gettext_lazy("Nomor KK")),
    ("passport_number", gettext_lazy("Nomor paspor/SPLP")),
    ("phone", gettext_lazy("Telepon")),
]
ONLY_TOLD = {"job": gettext_lazy("Pekerjaan")}  # said by a letter; the record has no field of its own
OFFERED = {Repatriation: RETURN_OFFERED, Worker: WORKER_OFFERED}
USE_NAMES = {Repatriation: "cases:return_source_use", Worker: "cases:worker_source_use"}


def used_words(target: Repatriation | Worker, field: str) -> str:
    """What the record holds, as a person reads it."""
    special = {"name": name_of, "sex": sex_of, "age": age_of, "place": place_words, "group_total": count_of}
    if field in special:
        return special[field](target)
    value = getattr(target, field, "")
    return tanggal(value) if isinstance(value, date) else as_shown(field, str(value or ""))


def as_shown(field: str, text: str) -> str:
    """Numbers of papers are hidden but for their end, also as a source prints them."""
    return mask(text) if field in SECRET else text


def name_of(worker: Worker) -> str:
    return worker.told_name


def sex_of(worker: Worker) -> str:
    return sex_words(worker.sex)


def age_of(worker: Worker) -> str:
    return age_words(worker, today())


def count_of(repatriation: Repatriation) -> str:
    return count_words(repatriation.group_count) if repatriation.group_count else ""


def read_words(row: SourcedValue) -> str:
    """What was read from the writing, when that is not the writing itself."""
    if row.field in DATE_FIELDS:
        return tanggal(row.read_date) if row.read_date else ""
    if row.count_low is not None:
        return count_words(Count(row.count_low, row.count_high, is_about=row.is_about))
    return as_shown(row.field, row.read_text)


def sourced_fields(target: Repatriation | Worker, *, may_edit: bool) -> list[dict[str, object]]:
    """Inputs of components/sourced_value.html for each field of which some source says something."""
    by_field: dict[str, list[SourcedValue]] = {}
    for row in target.sourced_values.filter(case__isnull=True).order_by("recorded_at", "pk"):
        by_field.setdefault(row.field, []).append(row)
    labels = dict(OFFERED[type(target)])
    return [
        {
            "label": labels.get(name) or ONLY_TOLD.get(name, name),
            "used": used_words(target, name),
            "reason": next((row.reason for row in rows if row.is_used), ""),
            "values": [value_line(target, row, may_edit) for row in rows],
        }
        for name, rows in by_field.items()
    ]


def value_line(target: Repatriation | Worker, row: SourcedValue, may_edit: bool) -> dict[str, object]:
    source = ", ".join(filter(None, [str(row.get_source_kind_display()), row.source]))
    problem = reading_of(row, on=today()).problem
    may_use = may_edit and not row.is_used and not problem
    return {
        "printed": as_shown(row.field, row.printed),
        "reveal_url": reveal_url(target, row),
        "source": source,
        "on": row.source_date,
        "is_used": row.is_used,
        "note": " · ".join(filter(None, [read_words(row), problem])),
        "use_url": reverse(USE_NAMES[type(target)], args=[target.number, row.pk]) if may_use else "",
    }


def reveal_url(target: Repatriation | Worker, row: SourcedValue) -> str:
    is_masked = row.field in SECRET and row.worker_id is not None
    return reverse("cases:worker_source_reveal", args=[target.number, row.pk]) if is_masked else ""


def record_value(request: HttpRequest, target: Repatriation | Worker, page: dict, there: str) -> HttpResponse:
    form = SourceValueForm(
        request.POST or None,
        fields_offered=OFFERED[type(target)],
        initial={"field": request.GET.get("untuk", ""), "source_kind": "LETTER"},
        cancel_url=there,
    )

    def do() -> None:
        data, reading = form.cleaned_data, form.reading()
        record_source_value(
            target=target,
            field=data["field"],
            printed=data["printed"],
            source=form.told_source(),
            read_date=reading.day,
            read_text=data["read"],
            count=reading.count,
            by=request.user,
        )

    page = {**page, "title": _("Catat yang tertulis di sumber")}
    return take_step(request, form, do=do, done=_("Keterangan sumber disimpan."), to=there, page=page)


def use_value(request: HttpRequest, target: Repatriation | Worker, pk: int, page: dict, there: str) -> HttpResponse:
    row = get_object_or_404(target.sourced_values.all(), pk=pk)
    form = UseSourceForm(request.POST or None, initial={"version": target.version}, cancel_url=there)
    label = dict(OFFERED[type(target)]).get(row.field, row.field)
    about = [
        f"{label}: “{as_shown(row.field, row.printed)}”",
        read_words(row),
        str(row.get_source_kind_display()),
        row.source,
    ]
    page = {**page, "title": _("Pilih nilai yang dipakai"), "about": about}
    return take_step(
        request,
        form,
        do=lambda: use_source_value(value=row, on=today(), by=request.user, **form.cleaned_data),
        done=_("Nilai yang dipakai diganti."),
        to=there,
        page=page,
    )


def return_page_of(repatriation: Repatriation) -> tuple[dict[str, object], str]:
    page = {"crumbs": return_crumbs(repatriation), "head": return_head(repatriation)}
    return page, reverse("cases:return_detail", args=[repatriation.number])


def worker_page_of(worker: Worker) -> tuple[dict[str, object], str]:
    page = {"crumbs": worker_crumbs(worker), "head": worker_head(worker, today())}
    return page, reverse("cases:worker", args=[worker.number])


@requires("returns.record")
@BOTH
def return_source(request: HttpRequest, number: str) -> HttpResponse:
    repatriation = get_repatriation(number)
    refuse(why_not_change_return(request.viewer, repatriation))
    return record_value(request, repatriation, *return_page_of(repatriation))


@requires("returns.record")
@BOTH
def return_source_use(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    repatriation = get_repatriation(number)
    refuse(why_not_change_return(request.viewer, repatriation))
    return use_value(request, repatriation, pk, *return_page_of(repatriation))


@requires("workers.edit")
@BOTH
def worker_source(request: HttpRequest, number: str) -> HttpResponse:
    worker = get_worker(number)
    return record_value(request, worker, *worker_page_of(worker))


@requires("workers.edit")
@BOTH
def worker_source_use(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    worker = get_worker(number)
    refuse(why_not_change_worker(request.viewer, worker))
    return use_value(request, worker, pk, *worker_page_of(worker))


@requires("returns.record")
@BOTH
def group_fact(request: HttpRequest, number: str) -> HttpResponse:
    """What is said of the group and assigned to nobody."""
    repatriation = get_repatriation(number)
    refuse(why_not_change_return(request.viewer, repatriation))
    page, there = return_page_of(repatriation)
    form = GroupFactForm(request.POST or None, initial={"source_kind": "LETTER"}, cancel_url=there)
    return take_step(
        request,
        form,
        do=lambda: record_group_fact(
            repatriation=repatriation,
            field=form.cleaned_data["field"],
            text=form.cleaned_data["text"],
            source=form.told_source(),
            by=request.user,
        ),
        done=_("Keterangan rombongan disimpan."),
        to=there,
        page={**page, "title": _("Keterangan tentang rombongan")},
    )
