"""The steps of a case: assign, note, task, refer, move, close, reopen."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cases.actions import cases as actions
from cases.actions.teams import guard_of, team_ids
from cases.choices import TaskState
from cases.forms import casework as forms
from cases.models import Case
from cases.permissions import why_not_right, why_not_work
from cases.queries import files_of, get_case, today
from cases.views.aftercare_cards import open_rights_words
from cases.views.case_cards import case_tasks, case_timeline, referral_line
from cases.views.words import case_crumbs, case_head
from core.access import requires
from core.steps import do_once, refuse, take_step

BOTH = require_http_methods(["GET", "POST"])


def open_case(request: HttpRequest, number: str, right: str) -> Case:
    """The case for a step that only an open case allows."""
    case = get_case(number)
    refuse(why_not_work(request.viewer, case, right))
    return case


def there(case: Case) -> str:
    return reverse("cases:case", args=[case.number])


def page_of(case: Case, title: str, **more: object) -> dict[str, object]:
    return {"title": title, "crumbs": case_crumbs(case), "head": case_head(case, today()), **more}


def is_fragment(request: HttpRequest) -> bool:
    return request.headers.get("HX-Request") == "true"


@requires("cases.assign")
@BOTH
def assign(request: HttpRequest, number: str) -> HttpResponse:
    case = open_case(request, number, "cases.assign")
    form = forms.AssignCaseForm(
        request.POST or None, case=case, initial={"to": case.assignee_id}, cancel_url=there(case)
    )
    return take_step(
        request,
        form,
        do=lambda: actions.assign_case(case=case, to=form.cleaned_data["to"], by=request.user),
        done=_("Kasus ditugaskan."),
        to=there(case),
        page=page_of(case, _("Tugaskan kasus")),
    )


@requires("cases.note")
@BOTH
def note(request: HttpRequest, number: str) -> HttpResponse:
    """A note; with htmx the card of the chronology is answered anew."""
    case = open_case(request, number, "cases.note")
    form = forms.NoteForm(request.POST or None, cancel_url=there(case))
    if is_fragment(request):
        return note_card(request, case, form)
    return take_step(
        request,
        form,
        do=lambda: actions.add_note(case=case, by=request.user, **form.cleaned_data),
        done=_("Catatan disimpan."),
        to=there(case),
        page=page_of(case, _("Tambah catatan")),
    )


def note_card(request: HttpRequest, case: Case, form: forms.NoteForm) -> HttpResponse:
    status = 422
    if request.method == "POST" and form.is_valid():
        actions.add_note(case=case, by=request.user, **form.cleaned_data)
        form, status = forms.NoteForm(), 200
    events = case_timeline(case, files_of(case))
    context = {"case": case, "note_form": form, "events": events, "card_id": "kronologi"}
    return render(request, "cases/_timeline_card.html", context, status=status)


@requires("cases.note")
@BOTH
def task(request: HttpRequest, number: str) -> HttpResponse:
    case = open_case(request, number, "cases.note")
    form = forms.TaskForm(
        request.POST or None,
        case=case,
        team=team_ids(guard_of(case)) if case.is_restricted else None,
        joins=request.viewer.may("cases.restrict"),
        initial={"assignee": request.user.pk},
        cancel_url=there(case),
    )
    return take_step(
        request,
        form,
        do=lambda: actions.add_task(case=case, by=request.user, **form.cleaned_data),
        done=_("Tugas disimpan."),
        to=there(case),
        page=page_of(case, _("Tambah tugas")),
    )


@requires("cases.note")
@require_POST
def task_state(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """Done, dropped, or open again: one tap."""
    case = open_case(request, number, "cases.note")
    row = get_object_or_404(case.tasks.all(), pk=pk)
    wanted = request.POST.get("state", "")
    state = wanted if wanted in TaskState.values else TaskState.DONE
    if is_fragment(request):
        actions.finish_task(task=row, state=state, by=request.user)
        context = {"case": case, "tasks": case_tasks(case, today()), "may_note": True, "card_id": "tugas"}
        return render(request, "cases/_tasks_card.html", {**context, "card_flush": True})
    return do_once(
        request,
        do=lambda: actions.finish_task(task=row, state=state, by=request.user),
        done=_("Tugas disimpan."),
        to=f"{there(case)}#tugas",
    )


@requires("cases.refer")
@BOTH
def refer(request: HttpRequest, number: str) -> HttpResponse:
    case = open_case(request, number, "cases.refer")
    proposed = {"agency": request.GET.get("instansi", "")}
    form = forms.ReferCaseForm(request.POST or None, initial=proposed, cancel_url=there(case))
    return take_step(
        request,
        form,
        do=lambda: actions.refer_case(case=case, on=today(), by=request.user, **form.cleaned_data),
        done=_("Rujukan dicatat."),
        to=there(case),
        page=page_of(case, _("Rujuk kasus"), notice=_("Tanggung jawab atas kasus tetap pada kantor ini.")),
    )


@requires("cases.refer")
@BOTH
def referral_answer(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    case = open_case(request, number, "cases.refer")
    row = get_object_or_404(case.referrals.all(), pk=pk)
    initial = {"state": row.state, "answer": row.answer, "version": row.version}
    form = forms.AnswerReferralForm(request.POST or None, initial=initial, cancel_url=there(case))
    line = referral_line(row)
    return take_step(
        request,
        form,
        do=lambda: actions.answer_referral(referral=row, on=today(), by=request.user, **form.cleaned_data),
        done=_("Jawaban rujukan dicatat."),
        to=there(case),
        page=page_of(case, _("Jawaban rujukan"), about=[line["agency"], line["agency_name"], line["purpose"]]),
    )


@requires("cases.move")
@BOTH
def stage(request: HttpRequest, number: str) -> HttpResponse:
    case = open_case(request, number, "cases.move")
    form = forms.MoveStageForm(request.POST or None, case=case, cancel_url=there(case))
    return take_step(
        request,
        form,
        do=lambda: actions.move_stage(case=case, by=request.user, **form.cleaned_data),
        done=_("Tahap dipindahkan."),
        to=there(case),
        page=page_of(case, _("Pindahkan tahap")),
    )


@requires("cases.close")
@BOTH
def close(request: HttpRequest, number: str) -> HttpResponse:
    case = open_case(request, number, "cases.close")
    form = forms.CloseCaseForm(request.POST or None, cancel_url=there(case))
    return take_step(
        request,
        form,
        do=lambda: actions.close_case(case=case, on=today(), by=request.user, **form.cleaned_data),
        done=_("Kasus ditutup."),
        to=there(case),
        page=page_of(case, _("Tutup kasus"), notice=open_rights_words(case), notice_tone="wait"),
    )


@requires("cases.close")
@BOTH
def reopen(request: HttpRequest, number: str) -> HttpResponse:
    case = get_case(number)
    refuse(why_not_right(request.viewer, "cases.close"))
    form = forms.ReopenCaseForm(request.POST or None, cancel_url=there(case))
    return take_step(
        request,
        form,
        do=lambda: actions.reopen_case(case=case, by=request.user, **form.cleaned_data),
        done=_("Kasus dibuka kembali."),
        to=there(case),
        page=page_of(case, _("Buka kembali kasus")),
    )
