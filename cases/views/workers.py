"""People: the list, one person's line of time, and the edit."""

from datetime import date, datetime, time

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from cases import reference
from cases.actions.workers import correct_worker
from cases.choices import ListName, PlaceState
from cases.forms.filters import WorkerFilter
from cases.forms.people import EditWorkerForm
from cases.models import Case, PersonAddress, Returnee, Worker, WorkerStatus
from cases.permissions import why_not_change_worker, why_not_join
from cases.queries import (
    WORKER_FIELDS,
    counted_place,
    doubles_of,
    family_of,
    get_worker,
    history_of,
    looks_at,
    other_cases,
    other_returns,
    today,
)
from cases.queries.aftercare import repeats_among
from cases.queries.families import who_names
from cases.queries.old_data import is_unchecked
from cases.searches import WorkerList
from cases.views.follow_up_cards import repeat_words
from cases.views.reveal import masked_facts
from cases.views.sisko_words import sisko_card
from cases.views.sources import sourced_fields
from cases.views.words import (
    ABSENCE_CHIPS,
    age_words,
    masked_words,
    person_facts,
    reason_words,
    return_name,
    sex_words,
    worker_crumbs,
    worker_head,
)
from core.access import requires
from core.actions.access import record_look
from core.list_pages import list_context
from core.models import AccessRecord
from core.scope import Viewer
from core.steps import refuse, take_step
from core.templatetags.ui import tanggal

COLUMNS = [
    {"label": gettext_lazy("Nama dan nomor")},
    {"label": gettext_lazy("Jenis kelamin")},
    {"label": gettext_lazy("Umur")},
    {"label": gettext_lazy("Daerah asal")},
    {"label": gettext_lazy("Dicatat")},
]


def worker_row(worker: Worker) -> dict[str, object]:
    return {
        "url": reverse("cases:worker", args=[worker.number]),
        "name": str(worker),
        "number": worker.number,
        "sex": sex_words(worker.sex) or _("Belum diketahui"),
        "age": age_words(worker, today()) or _("Belum diketahui"),
        "village": worker.village.short_name() if worker.village else "",
        "district": worker.district.short_name() if worker.district else _("Belum diketahui"),
        "is_place_open": worker.place_state == PlaceState.OPEN,
        "is_restricted": worker.is_restricted,
        "recorded": tanggal(worker.created_at),
    }


@requires("workers.view")
@require_safe
def worker_list(request: HttpRequest) -> HttpResponse:
    form = WorkerFilter(request.GET, viewer=request.viewer)
    search = WorkerList(request.viewer, form.values())
    context = list_context(request, search, form, row_of=worker_row, noun=_("orang"))
    rows = context["page"].rows
    ids = [row.pk for row in rows]
    record_look(look=AccessRecord.Look.LIST, object_kind="worker", object_ids=ids, worker_ids=ids, rows=rows)
    return render(request, "cases/worker_list.html", {**context, "columns": COLUMNS})


@requires("workers.view")
@require_safe
def worker_page(request: HttpRequest, number: str) -> HttpResponse:
    worker = get_worker(number)
    if worker.merged_into is not None:
        messages.info(
            request,
            _("Data {nomor} sudah digabungkan ke data ini.").format(nomor=worker.number),
        )
        return redirect("cases:worker", worker.merged_into.number)
    day, viewer = today(), request.viewer
    sees_history = viewer.may("history.view")
    may_change = not why_not_change_worker(viewer, worker)
    returns = other_returns(worker)
    context = {
        "worker": worker,
        "head": with_latest(with_old_state(worker_head(worker, day), worker), returns),
        "facts": worker_facts(worker, day),
        "facts_title": _("Data orang"),
        "events": life_line(worker, returns, may_open_case=viewer.may("cases.view")),
        "names": name_lines(worker),
        "addresses": address_lines(worker, may_change=may_change),
        "status_url": reverse("cases:worker_status", args=[number]) if may_change else "",
        "address_url": step_url("worker_address", worker, viewer),
        "name_url": step_url("worker_name", worker, viewer),
        "sources": sourced_fields(worker, may_edit=may_change),
        "sisko": sisko_card(worker, viewer),
        "family": family_lines(worker),
        "flags": flag_lines(worker),
        "doubles": double_lines(worker, viewer),
        "may_edit": may_change,
        "restrict_url": reverse("cases:worker_restrict", args=[number]) if viewer.may("cases.restrict") else "",
        "source_url": step_url("worker_source", worker, viewer),
        "may_match": viewer.may("workers.match"),
        "new_case_url": f"{reverse('cases:case_new')}?pekerja={number}" if viewer.may("cases.open") else "",
        "history": history_of(worker, WORKER_FIELDS) if sees_history else None,
        "looks": looks_at(worker.pk) if sees_history else None,
    }
    return render(request, "cases/worker_page.html", context)


def with_old_state(head: dict[str, object], worker: Worker) -> dict[str, object]:
    """The head says so while old data about the person waits to be checked."""
    return {**head, "states": [*head["states"], {"key": "legacy"}]} if is_unchecked(worker) else head


def with_latest(head: dict[str, object], returns: list[Returnee]) -> dict[str, object]:
    """The head of the page, and how often the person came back."""
    repeats = repeats_among(returns)
    latest = max(repeats.values(), key=lambda repeat: repeat.number, default=None)
    return {**head, "facts": [*head["facts"], repeat_words(latest)]}  # type: ignore[misc]


def step_url(name: str, worker: Worker, viewer: Viewer) -> str:
    """Where something is told of the person, for who may tell it."""
    return reverse(f"cases:{name}", args=[worker.number]) if viewer.may("workers.edit") else ""


def worker_facts(worker: Worker, on: date) -> list[dict[str, object]]:
    """Numbers of papers are hidden but for their end."""
    born = tanggal(worker.birth_date) if worker.birth_date else ""
    facts = [
        (_("Jenis kelamin"), sex_words(worker.sex)),
        (_("Umur"), age_words(worker, on)),
        (_("Tanggal lahir"), born or (f"{worker.birth_year}" if worker.birth_year else "")),
        (_("Desa/kelurahan"), worker.village.short_name() if worker.village else ""),
        (_("Kabupaten/kota"), worker.district.short_name() if worker.district else ""),
        (_("Telepon"), worker.phone),
    ]
    return [*({"label": label, "value": value} for label, value in facts), *masked_facts(worker)]


def life_line(worker: Worker, returns: list[Returnee], *, may_open_case: bool) -> list[dict[str, object]]:
    """CPMI, PMI, purna and again; returns and cases on the same line, newest first, unknown days last."""
    events = [status_event(row) for row in worker.statuses.of_seen()]
    repeats = repeats_among(returns)
    events += [return_event(row, repeat_words(repeats.get(row.pk))) for row in returns]
    events += [case_event(row) for row in other_cases(worker)] if may_open_case else []
    dated = [event for event in events if event["at"]]
    return sorted(dated, key=moment_of, reverse=True) + [event for event in events if not event["at"]]


def moment_of(event: dict[str, object]) -> datetime:
    at = event["at"]
    if isinstance(at, datetime):
        return at
    return datetime.combine(at, time.min, tzinfo=timezone.get_current_timezone())


def status_event(row: WorkerStatus) -> dict[str, object]:
    label = reference.label(ListName.WORKER_STATUS, row.status)
    where = reference.label(ListName.COUNTRY, row.country) if row.country else ""
    what = ", ".join(filter(None, [label, where]))
    return {"at": row.starts_on, "what": what, "text": row.note, "is_quiet": True, "is_undated": row.starts_on is None}


def return_event(row: Returnee, repeat: str) -> dict[str, object]:
    group = row.repatriation
    return {
        "at": row.arrived_on or group.arrived_on or group.expected_on or row.created_at,
        "what": _("Pemulangan {nomor}").format(nomor=group.number),
        "text": ". ".join(filter(None, [return_name(group), repeat])),
        "state": ABSENCE_CHIPS.get(row.not_arrived_reason, ""),
        "url": reverse("cases:returnee", args=[group.number, row.pk]),
    }


def case_event(row: Case) -> dict[str, object]:
    category = reference.label(ListName.CASE_CATEGORY, row.category)
    stage = reference.label(ListName.STAGE, row.stage)
    return {
        "at": row.opened_on,
        "what": _("Kasus {nomor}").format(nomor=row.number),
        "text": _("{kategori}. Tahap: {tahap}.").format(kategori=category, tahap=stage),
        "state": "case_done" if row.closed_at else "case_open",
        "url": reverse("cases:case", args=[row.number]),
    }


def name_lines(worker: Worker) -> list[dict[str, object]]:
    return [
        {
            "text": row.text,
            "kind": row.get_kind_display(),
            "source": ", ".join(filter(None, [str(row.get_source_kind_display()), row.source])),
            "on": row.source_date,
        }
        for row in worker.names.of_seen().order_by("recorded_at", "pk")
    ]


def address_lines(worker: Worker, *, may_change: bool) -> list[dict[str, object]]:
    """Inputs of components/address.html; the one that counts stands first."""
    rows = worker.addresses.of_seen().select_related("area__parent", "area__district", "area__province")
    return [
        {
            "kind": row.get_kind_display(),
            "text": row.text,
            "place": row.area.full_name() if row.area else "",
            "is_counted": row.is_counted,
            "is_open": row.place_state == PlaceState.OPEN,
            "source": ", ".join(filter(None, [str(row.get_source_kind_display()), row.source])),
            "on": row.source_date,
            "count_url": count_url(worker, row) if may_change and not row.is_counted else "",
        }
        for row in rows.order_by("-is_counted", "-recorded_at", "-pk")
    ]


def count_url(worker: Worker, row: PersonAddress) -> str:
    return reverse("cases:worker_address_count", args=[worker.number, row.pk])


def family_lines(worker: Worker) -> list[dict[str, object]]:
    named_by = [
        {"relation": relation, "name": str(other), "url": reverse("cases:worker", args=[other.number])}
        for relation, other in who_names(worker)
    ]
    return [
        {
            "relation": link.get_relation_display(),
            "name": str(relative) if relative else link.name,
            "is_masked": link.relative_id is not None and relative is None,
            "url": reverse("cases:worker", args=[relative.number]) if relative else "",
            "phone": link.phone,
        }
        for link, relative in family_of(worker)
    ] + named_by


def flag_lines(worker: Worker) -> list[dict[str, object]]:
    rows = {(row.code, row.seen_on): row for row in worker.flags.order_by("-seen_on", "pk")}
    return [
        {"label": reference.label(ListName.VULNERABILITY, row.code), "seen_on": row.seen_on} for row in rows.values()
    ]


def double_lines(worker: Worker, viewer: Viewer) -> list[dict[str, object]]:
    return [
        {
            "pk": double.candidate.pk,
            "score": double.candidate.score,
            "reasons": reason_words(double.candidate.reasons),
            "name": str(double.other) if double.other else double.masked.initials,
            "url": reverse("cases:worker", args=[double.other.number]) if double.other else "",
            "facts": person_facts(double.other, today()) if double.other else [masked_words(double.masked)],
            "is_masked": double.other is None,
            "may_join": not why_not_join(viewer, worker, double.other),
        }
        for double in doubles_of(worker)
    ]


@requires("workers.edit")
@require_http_methods(["GET", "POST"])
def worker_edit(request: HttpRequest, number: str) -> HttpResponse:
    worker = get_worker(number)
    refuse(why_not_change_worker(request.viewer, worker))
    there = reverse("cases:worker", args=[number])
    is_back = worker.returns.sent_back().exists()
    form = EditWorkerForm(
        request.POST or None,
        worker=worker,
        initial=EditWorkerForm.values_of(worker, counted_place(worker)),
        cancel_url=there,
    )
    page = {"title": _("Ubah data orang"), "crumbs": worker_crumbs(worker), "head": worker_head(worker, today())}

    def do() -> None:
        version = form.cleaned_data["version"]
        correct_worker(worker=worker, version=version, changes=form.changes(), on=today(), by=request.user)
        for warning in form.warnings:
            messages.warning(request, warning)

    def stale(error) -> None:
        current = EditWorkerForm.values_of(error.row, counted_place(error.row))
        form.show_conflict(current=current, changed_by=error.changed_by, changed_at=error.changed_at)

    done = _("Data orang disimpan, dan kirimannya menunggu verifikasi lagi.") if is_back else _("Data orang disimpan.")
    return take_step(
        request, form, do=do, done=done, to=there, page=page, on_stale=stale, template="cases/worker_edit.html"
    )
