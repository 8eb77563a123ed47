"""One person of one return: what was logged, what became of it, checking, and who did not come."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cases import reference
from cases.actions import arrivals as actions
from cases.choices import ArrivalState, HandoverState, ListName, SubmissionState
from cases.forms.people import EditArrivalForm
from cases.forms.returns import NotArrivedForm, SendBackForm
from cases.models import ManifestEntry, Returnee
from cases.permissions import why_not_change_returnee, why_not_change_worker
from cases.queries import (
    RETURNEE_FIELDS,
    HistoryEntry,
    counted_place,
    get_returnee,
    has_case_out_of_sight,
    has_list,
    history_of,
    today,
)
from cases.queries.aftercare import repeats_of
from cases.views.aftercare_cards import short_care
from cases.views.entries import entry_details
from cases.views.follow_up_cards import follow_up_card, repeat_words
from cases.views.interview_words import interview_card, screening_card
from cases.views.journey_cards import HANDOVER_CHIPS
from cases.views.seen import as_seen, looked_at, seen_of
from cases.views.words import (
    case_states,
    flag_words,
    is_old_unchecked,
    person_facts,
    return_crumbs,
    returnee_crumbs,
    returnee_head,
)
from core.access import requires
from core.scope import Viewer
from core.steps import do_once, refuse, take_step
from core.templatetags.ui import tanggal, tanggal_jam

BOTH = require_http_methods(["GET", "POST"])


def there(row: Returnee) -> str:
    return reverse("cases:returnee", args=[row.repatriation.number, row.pk])


def page_of(row: Returnee, title: str) -> dict[str, object]:
    return {"title": title, "crumbs": returnee_crumbs(row), "head": returnee_head(row, today())}


@requires("returns.view")
@require_safe
def returnee_page(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    row = get_returnee(number, pk)
    viewer = request.viewer
    may_change = not why_not_change_returnee(viewer, row)
    context = {
        "row": row,
        "head": with_repeat(returnee_head(row, today()), row),
        "crumbs": return_crumbs(row.repatriation),
        "facts": returnee_facts(row),
        "facts_title": _("Kedatangan"),
        "person_facts": person_facts(row.worker, today()),
        "flags": flag_words(row),
        "what_became": what_became(row),
        "cases": case_lines(row) if viewer.may("cases.view") else [],
        **interview_card(row, viewer),
        **screening_card(row, viewer),
        "care": short_care(row) if viewer.may("cases.view") else [],
        "follow_up": follow_up_card(row, viewer, today()),
        "may_change": may_change,
        "may_verify": viewer.may("returns.verify"),
        "check_url": reverse("cases:old_check", args=[number, pk]) if may_check_old(viewer, row) else "",
        "is_waiting": row.submission_state == SubmissionState.WAITING,
        "seen": as_seen([row]),
        "is_back": row.submission_state == SubmissionState.RETURNED,
        "is_absent": row.arrival_state == ArrivalState.NOT_ARRIVED,
        "refusals": refusal_lines(row),
        "refusal_url": reverse("cases:refusal_new", args=[number, pk]) if viewer.may("returns.record") else "",
        **line_facts(row),
        "may_match": viewer.may("returns.manifest") and has_list(row.repatriation),
        "history": history_lines(row) if viewer.may("history.view") else None,
    }
    return render(request, "cases/returnee_page.html", context)


def refusal_lines(row: Returnee) -> list[dict[str, object]]:
    """Rehabilitation that was refused."""
    return [
        {
            "url": reverse("cases:refusal", args=[row.repatriation.number, refusal.pk]),
            "chip": HANDOVER_CHIPS[HandoverState(refusal.state)],
        }
        for refusal in row.refusals.all()
    ]


def with_repeat(head: dict[str, object], row: Returnee) -> dict[str, object]:
    """The head of the page; whose first return it is not, that is said."""
    words = repeat_words(repeats_of([row.worker_id]).get(row.pk))
    return {**head, "facts": [*head["facts"], words]}  # type: ignore[misc]


def may_check_old(viewer: Viewer, row: Returnee) -> bool:
    return is_old_unchecked(row) and viewer.may("returns.verify")


def line_facts(row: Returnee) -> dict[str, object]:
    """The line of the letter and what else it says; one that is out of sight is only said to be there."""
    if row.manifest_entry_id is None:
        return {"line": "", "line_details": []}
    line = ManifestEntry.objects.filter(pk=row.manifest_entry_id).first()
    if line is None:
        return {"line": _("Ada dalam daftar"), "line_details": []}
    return {"line": str(line), "line_details": entry_details(line)}


def history_lines(row: Returnee) -> list[HistoryEntry]:
    """A note that moved into a restricted file is no history for whoever does not see the file."""
    fields = tuple(name for name in RETURNEE_FIELDS if name != "note" or not has_case_out_of_sight(row))
    return history_of(row, fields)


def returnee_facts(row: Returnee) -> list[dict[str, object]]:
    has_come = row.arrival_state == ArrivalState.ARRIVED
    facts = [
        (_("Sebab kepulangan"), reference.label(ListName.RETURN_CAUSE, row.cause)),
        (
            _("Alasan deportasi"),
            reference.label(ListName.DEPORTATION_REASON, row.deportation_reason) if row.deportation_reason else "",
        ),
        (_("Negara"), reference.label(ListName.COUNTRY, row.country) if row.country else ""),
        (_("Tanggal tiba"), tanggal(row.arrived_on) if row.arrived_on and has_come else ""),
        (_("Dokumen yang dipegang"), reference.label(ListName.DOCUMENT, row.paper_held) if row.paper_held else ""),
        (_("Telepon keluarga"), row.family_phone),
        (_("Dicatat oleh"), f"{row.created_by}, {tanggal_jam(row.created_at)}"),
    ]
    return [{"label": label, "value": value} for label, value in facts]


def what_became(row: Returnee) -> dict[str, str]:
    """For whoever logged it: verified by whom, or sent back why, or still waiting."""
    when = tanggal_jam(row.checked_at) if row.checked_at else ""
    if row.submission_state == SubmissionState.VERIFIED:
        if row.checked_by is None:
            return {"tone": "info", "text": _("Dicatat langsung oleh BP3MI; tidak perlu diverifikasi.")}
        return {"tone": "info", "text": _("Diverifikasi oleh {nama}, {waktu}.").format(nama=row.checked_by, waktu=when)}
    if row.submission_state == SubmissionState.RETURNED:
        sentence = _("Dikembalikan oleh {nama}: {alasan}. Perbaiki lalu kirim lagi.")
        reason = row.sent_back_reason.rstrip(".")
        return {"tone": "bad", "text": sentence.format(nama=row.checked_by, alasan=reason)}
    return {"tone": "wait", "text": _("Menunggu verifikasi oleh BP3MI.")}


def case_lines(row: Returnee) -> list[dict[str, object]]:
    """The files of this return in sight, with their stage."""
    return [
        {
            "url": reverse("cases:case", args=[case.number]),
            "number": case.number,
            "category": reference.label(ListName.CASE_CATEGORY, case.category),
            "states": case_states(case, today()),
        }
        for case in row.cases.order_by("-opened_on", "-pk")
    ]


@requires("returns.record")
@BOTH
def returnee_edit(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """What was left for later, and what was sent back: the arrival and the person, then to be verified again."""
    row = get_returnee(number, pk)
    refuse(why_not_change_returnee(request.viewer, row))
    why_not_person = why_not_change_worker(request.viewer, row.worker)
    form = EditArrivalForm(
        request.POST or None,
        worker=row.worker,
        may_change_person=not why_not_person,
        initial=values_of(row),
        cancel_url=there(row),
    )

    def do() -> None:
        mended = actions.correct_arrival(
            returnee=row,
            stamp=form.cleaned_data["version"],
            person=form.changes(),
            arrival=form.arrival_changes(),
            on=today(),
            by=request.user,
        )
        for warning in form.warnings:
            messages.warning(request, warning)
        if form.cleaned_data["note"] and not mended.note:
            messages.info(request, _("Catatan disimpan dalam kasus akses terbatas dari pemulangan ini."))

    def stale(error) -> None:
        current = {name: value for name, value in values_of(error.row).items() if name != "area_code"}
        form.show_conflict(current=current, changed_by=error.changed_by, changed_at=error.changed_at)

    is_back = row.submission_state == SubmissionState.RETURNED
    page = page_of(row, _("Perbaiki kiriman") if is_back else _("Lengkapi data kedatangan"))
    return take_step(
        request,
        form,
        do=do,
        done=_("Kiriman diperbaiki dan menunggu verifikasi lagi.") if is_back else _("Data kedatangan disimpan."),
        to=there(row),
        page={**page, "notice": notice_of(row, why_not_person), "notice_tone": "bad" if is_back else "wait"},
        template="cases/worker_edit.html",
        on_stale=stale,
    )


def notice_of(row: Returnee, why_not_person: str) -> str:
    """Why it was sent back; and why the person stays as verified."""
    told = what_became(row)["text"] if row.submission_state == SubmissionState.RETURNED else ""
    return " ".join(filter(None, [told, why_not_person]))


def values_of(row: Returnee) -> dict[str, object]:
    """The arrival and the person as the inputs of the form; `version` is the stamp of both."""
    names = ("cause", "deportation_reason", "paper_held", "family_phone", "note")
    return {
        **EditArrivalForm.values_of(row.worker, counted_place(row.worker)),
        **{name: getattr(row, name) for name in names},
        "flags": sorted({flag.code for flag in row.flags.all()}),
        "version": row.stamp,
    }


@requires("returns.verify")
@require_POST
def verify(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """What is verified is what was looked at: a page that is older than the row says so and does nothing."""
    row = get_returnee(number, pk)
    stamp = seen_of(request.POST.get("dilihat", "")).get(row.pk)
    return do_once(
        request,
        do=lambda: actions.verify_submission(returnee=row, stamp=looked_at(stamp), by=request.user),
        done=_("{nama} diverifikasi.").format(nama=row.worker),
        to=back_to(request, row),
    )


def back_to(request: HttpRequest, row: Returnee) -> str:
    """To the group when the tap was made in the list of its people."""
    if request.POST.get("dari") == "rombongan":
        return reverse("cases:return_detail", args=[row.repatriation.number]) + "#orang"
    return there(row)


@requires("returns.verify")
@BOTH
def send_back(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    row = get_returnee(number, pk)
    form = SendBackForm(request.POST or None, initial={"seen": as_seen([row])}, cancel_url=there(row))

    def do() -> None:
        stamp = looked_at(seen_of(form.cleaned_data["seen"]).get(row.pk))
        reason = form.cleaned_data["reason"]
        actions.send_back_submission(returnee=row, reason=reason, stamp=stamp, by=request.user)

    return take_step(
        request,
        form,
        do=do,
        done=_("Dikembalikan kepada petugas yang mencatat."),
        to=there(row),
        page=page_of(row, _("Kembalikan untuk diperbaiki")),
    )


@requires("returns.record")
@BOTH
def not_arrived(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    row = get_returnee(number, pk)
    refuse(why_not_change_returnee(request.viewer, row))
    form = NotArrivedForm(
        request.POST or None, initial={"not_arrived_reason": row.not_arrived_reason}, cancel_url=there(row)
    )
    return take_step(
        request,
        form,
        do=lambda: actions.mark_arrival(
            returnee=row,
            state=ArrivalState.NOT_ARRIVED,
            reason=form.cleaned_data["not_arrived_reason"],
            by=request.user,
        ),
        done=_("Dicatat tidak datang."),
        to=there(row),
        page=page_of(row, _("Tidak datang")),
    )


@requires("returns.record")
@require_POST
def arrived(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """Undo of a wrong "not arrived"."""
    row = get_returnee(number, pk)
    refuse(why_not_change_returnee(request.viewer, row))
    return do_once(
        request,
        do=lambda: actions.mark_arrival(returnee=row, state=ArrivalState.ARRIVED, by=request.user),
        done=_("Tindakan diurungkan."),
        to=there(row),
    )
