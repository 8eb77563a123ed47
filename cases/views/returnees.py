"""One person of one return: what was logged, what became of it, checking, and who did not come."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cases import reference
from cases.actions import arrivals as actions
from cases.choices import ArrivalState, ListName, SubmissionState
from cases.forms.returns import EditReturneeForm, NotArrivedForm, SendBackForm
from cases.models import Returnee
from cases.permissions import why_not_change_returnee
from cases.queries import RETURNEE_FIELDS, get_returnee, has_list, history_of, today
from cases.views.steps import do_once, refuse, take_step
from cases.views.words import case_states, person_facts, return_crumbs, returnee_crumbs, returnee_head
from core.access import requires
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
        "head": returnee_head(row, today()),
        "crumbs": return_crumbs(row.repatriation),
        "facts": returnee_facts(row),
        "facts_title": _("Kedatangan"),
        "person_facts": person_facts(row.worker, today()),
        "flags": [reference.label(ListName.VULNERABILITY, flag.code) for flag in row.flags.all()],
        "what_became": what_became(row),
        "cases": case_lines(row) if viewer.may("cases.view") else [],
        "may_change": may_change,
        "may_verify": viewer.may("returns.verify"),
        "is_waiting": row.submission_state == SubmissionState.WAITING,
        "is_back": row.submission_state == SubmissionState.RETURNED,
        "is_absent": row.arrival_state == ArrivalState.NOT_ARRIVED,
        "line": str(row.manifest_entry) if row.manifest_entry_id else "",
        "may_match": viewer.may("returns.manifest") and has_list(row.repatriation),
        "history": history_of(row, RETURNEE_FIELDS) if viewer.may("history.view") else None,
    }
    return render(request, "cases/returnee_page.html", context)


def returnee_facts(row: Returnee) -> list[dict[str, object]]:
    facts = [
        (_("Sebab kepulangan"), reference.label(ListName.RETURN_CAUSE, row.cause)),
        (
            _("Alasan deportasi"),
            reference.label(ListName.DEPORTATION_REASON, row.deportation_reason) if row.deportation_reason else "",
        ),
        (_("Negara"), reference.label(ListName.COUNTRY, row.country) if row.country else ""),
        (_("Tanggal tiba"), tanggal(row.arrived_on) if row.arrived_on else ""),
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
    """What was left for later; a submission that was sent back goes to be verified again."""
    row = get_returnee(number, pk)
    refuse(why_not_change_returnee(request.viewer, row))
    form = EditReturneeForm(request.POST or None, initial=values_of(row), cancel_url=there(row))

    def stale(error) -> None:
        form.show_conflict(current=values_of(error.row), changed_by=error.changed_by, changed_at=error.changed_at)

    return take_step(
        request,
        form,
        do=lambda: actions.correct_returnee(
            returnee=row,
            version=form.cleaned_data["version"],
            changes=form.changes(),
            on=today(),
            by=request.user,
        ),
        done=_("Data kedatangan disimpan."),
        to=there(row),
        page=page_of(row, _("Lengkapi data kedatangan")),
        on_stale=stale,
    )


def values_of(row: Returnee) -> dict[str, object]:
    names = ("cause", "deportation_reason", "paper_held", "family_phone", "note", "version")
    return {**{name: getattr(row, name) for name in names}, "flags": [flag.code for flag in row.flags.all()]}


@requires("returns.verify")
@require_POST
def verify(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    row = get_returnee(number, pk)
    return do_once(
        request,
        do=lambda: actions.verify_submission(returnee=row, by=request.user),
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
    form = SendBackForm(request.POST or None, cancel_url=there(row))
    return take_step(
        request,
        form,
        do=lambda: actions.send_back_submission(returnee=row, reason=form.cleaned_data["reason"], by=request.user),
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
