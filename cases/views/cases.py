"""The list of cases, one case, its edit, and a new one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from cases import reference
from cases.actions.cases import edit_case
from cases.actions.intake import take_complaint
from cases.choices import ListName
from cases.forms.casework import EditCaseForm, NoteForm, OpenCaseForm
from cases.forms.filters import CaseFilter
from cases.forms.people import SAME_LATER, SAME_OTHER, OpenCaseWithPersonForm
from cases.models import Case, Worker
from cases.permissions import why_not_work
from cases.queries import (
    CASE_FIELDS,
    files_of,
    find_people,
    get_case,
    get_worker,
    history_of,
    looks_at,
    other_cases,
    other_returns,
    readable,
    same_adu,
    searched_number,
    today,
)
from cases.searches import CaseList
from cases.views.aftercare_cards import care_cards
from cases.views.alike import AlikeLine, look_alikes
from cases.views.case_cards import case_facts, case_files, case_referrals, case_steps, case_tasks, case_timeline
from cases.views.interview_words import interview_card, screening_card
from cases.views.letters import letter_card
from cases.views.reporter_cards import reporter_lines
from cases.views.sisko_words import sisko_card
from cases.views.words import (
    case_crumbs,
    case_head,
    case_states,
    clock_words,
    days_left,
    masked_words,
    person_facts,
)
from core.access import requires
from core.actions.access import record_look
from core.limits import take
from core.list_pages import list_context
from core.models import AccessRecord
from core.steps import refuse, take_step
from core.templatetags.ui import tanggal

LOOK = AccessRecord.Look
NOW_RESTRICTED = gettext_lazy(
    "Kasus ini dibatasi menurut jenisnya atau karena menyangkut anak. Hanya timnya yang melihatnya."
)
COLUMNS = [
    {"label": gettext_lazy("Orang dan nomor")},
    {"label": gettext_lazy("Kategori")},
    {"label": gettext_lazy("Tahap")},
    {"label": gettext_lazy("Daerah asal")},
    {"label": gettext_lazy("Petugas")},
    {"label": gettext_lazy("Tenggat")},
]


def case_row(case: Case) -> dict[str, object]:
    """One line of the list, ready to be printed."""
    day = today()
    return {
        "url": reverse("cases:case", args=[case.number]),
        "name": str(case.worker),
        "number": case.number,
        "opened": tanggal(case.opened_on),
        "category": reference.label(ListName.CASE_CATEGORY, case.category),
        "country": reference.label(ListName.COUNTRY, case.country) if case.country else "",
        "states": [state for state in case_states(case, day) if state["key"] != "case_open"],
        "district": case.district.name if case.district else _("Belum diketahui"),
        "assignee": str(case.assignee) if case.assignee else "",
        "due": tanggal(case.due_on) if case.due_on and not case.closed_at else "",
        "left": days_left(case, day),
        "is_late": bool(case.due_on and not case.closed_at and case.due_on < day),
    }


@requires("cases.view")
@require_safe
def case_list(request: HttpRequest) -> HttpResponse:
    form = CaseFilter(request.GET, viewer=request.viewer)
    search = CaseList(request.viewer, {**form.values(), "on": today()})
    context = list_context(request, search, form, row_of=case_row, noun=_("kasus"))
    rows = context["page"].rows
    record_look(
        look=LOOK.LIST,
        object_kind="case",
        object_ids=[row.pk for row in rows],
        worker_ids=[row.worker_id for row in rows],
        rows=rows,
    )
    return render(request, "cases/case_list.html", {**context, "columns": COLUMNS})


@requires("cases.view")
@require_safe
def case_page(request: HttpRequest, number: str) -> HttpResponse:
    case = get_case(number)
    day, viewer = today(), request.viewer
    steps = case_steps(case, viewer)
    files = files_of(case)
    sees_history = viewer.may("history.view")
    may_note = not why_not_work(viewer, case, "cases.note")
    context = {
        "case": case,
        "head": case_head(case, day),
        "clock": clock_words(case, day),
        "facts": case_facts(case),
        "closing": closing_words(case),
        "steps": steps[1:],
        "next_step": steps[0] if steps else None,
        "edit_url": reverse("cases:case_edit", args=[number]) if may_note else "",
        "person_facts": person_facts(case.worker, day),
        "sisko": sisko_card(case, viewer),
        "care": care_cards(case, day, may_note=may_note),
        "reporters": reporter_lines(case, may_note=may_note),
        "reporter_url": reverse("cases:reporter_new", args=[number]) if may_note else "",
        "events": case_timeline(case, files),
        "files": case_files(case, files, viewer),
        "note_form": NoteForm() if may_note else None,
        "tasks": case_tasks(case, day),
        "may_note": may_note,
        "files_url": reverse("cases:case_files", args=[number]) if may_note else "",
        "referrals": case_referrals(case),
        "may_refer": not why_not_work(viewer, case, "cases.refer"),
        "other_cases": [case_row(row) for row in other_cases(case.worker, leave_out=case.pk)],
        "other_returns": other_returns(case.worker),
        **letter_card(case, viewer),
        **interview_card(case, viewer),
        **screening_card(case, viewer),
        "history": history_of(case, CASE_FIELDS) if sees_history else None,
        "looks": looks_at(case.worker_id, object_kind="case", object_id=case.pk) if sees_history else None,
    }
    return render(request, "cases/case_page.html", context)


def closing_words(case: Case) -> dict[str, str] | None:
    """Why the case was closed, with the article that the reason rests on."""
    if case.closed_at is None:
        return None
    item = reference.item(ListName.CLOSING_REASON, case.closing_reason)
    return {
        "reason": reference.label(ListName.CLOSING_REASON, case.closing_reason),
        "article": item.article if item else "",
        "note": case.closing_note,
        "day": tanggal(case.closed_on),
    }


@requires("cases.note")
@require_http_methods(["GET", "POST"])
def case_edit(request: HttpRequest, number: str) -> HttpResponse:
    case = get_case(number)
    refuse(why_not_work(request.viewer, case, "cases.note"))
    there = reverse("cases:case", args=[number])
    initial = {name: getattr(case, name) for name in (*EditCaseForm.base_fields, "version")}
    form = EditCaseForm(request.POST or None, initial=initial, cancel_url=there)
    page = {"title": _("Ubah kasus"), "crumbs": case_crumbs(case), "head": case_head(case, today())}

    def do() -> None:
        changes = dict(form.cleaned_data)
        edited = edit_case(case=case, version=changes.pop("version"), changes=changes, by=request.user)
        say_about(request, edited, is_new=not case.is_restricted)

    return take_step(request, form, do=do, done=_("Kasus disimpan."), to=there, page=page)


def say_about(request: HttpRequest, case: Case, *, is_new: bool) -> None:
    """What must be known of a case that was saved: it is restricted now, or shares the ministry's number."""
    if case.is_restricted and is_new:
        messages.info(request, NOW_RESTRICTED)
    if numbers := same_adu(case):
        sentence = _("Nomor ADU {adu} juga ada pada kasus {nomor}. Periksa apakah pengaduannya sama.")
        messages.warning(request, sentence.format(adu=case.adu_number, nomor=", ".join(numbers)))


@requires("cases.open")
@require_http_methods(["GET", "POST"])
def case_new(request: HttpRequest) -> HttpResponse:
    """Search first; then the form for the person chosen (`pekerja`), or for somebody new (`orang=baru`)."""
    if request.GET.get("pekerja"):
        return open_for_known(request, get_worker(request.GET["pekerja"]))
    if request.GET.get("orang") == "baru":
        return open_for_new(request)
    return choose_person(request)


def choose_person(request: HttpRequest) -> HttpResponse:
    text = readable(request.GET.get("q", ""))
    number, kind = searched_number(text)
    if kind == "NIK":
        take("search_nik", str(request.viewer.user_id))
    people, hidden = find_people(text) if text else ([], [])
    record_look(look=LOOK.SEARCH, object_kind="worker", worker_ids=[row.pk for row in people], rows=people)
    context = {
        "text": text,
        "name": "" if number else text,
        "people": [person_line(row) for row in people],
        "masked": [{"initials": row.initials, "words": masked_words(row)} for row in hidden],
        "crumbs": case_crumbs(),
    }
    return render(request, "cases/case_choose_person.html", context)


def person_line(worker: Worker) -> dict[str, object]:
    return {"number": worker.number, "name": str(worker), "facts": person_facts(worker, today())}


def open_for_known(request: HttpRequest, worker: Worker) -> HttpResponse:
    form = OpenCaseForm(request.POST or None, cancel_url=reverse("cases:worker", args=[worker.number]))
    return answer_new(request, form, worker, [])


def open_for_new(request: HttpRequest) -> HttpResponse:
    """A new person: those who look alike are shown before anything is written, until somebody decides."""
    initial = {"name": request.GET.get("nama", "")[:200]}
    form = OpenCaseWithPersonForm(request.POST or None, initial=initial, cancel_url=reverse("cases:case_new"))
    alike: list[AlikeLine] = []
    worker = None
    if request.method == "POST" and form.is_valid():
        choice = form.cleaned_data["same_as"] or request.POST.get("pilihan", "")
        if choice not in (SAME_OTHER, SAME_LATER):
            worker = get_worker(choice) if choice else None
            alike = [] if worker else look_alikes(form.facts())
    return answer_new(request, form, worker, alike)


def answer_new(request: HttpRequest, form, worker: Worker | None, alike: list) -> HttpResponse:
    page = {
        "title": _("Kasus baru"),
        "crumbs": case_crumbs(),
        "worker": person_line(worker) if worker else None,
        "alike": alike,
    }
    if request.method != "POST" or alike or not form.is_valid():
        status = 422 if form.errors else 200
        return render(request, "cases/case_new.html", {**page, "form": form}, status=status)
    made: list[Case] = []

    def do() -> None:
        data = form.cleaned_data
        told = {name: data[name] for name in ("category", "channel", "country", "summary", "adu_number", "form_id")}
        person = form.facts() if worker is None else None
        made.append(take_complaint(worker=worker, person=person, on=today(), by=request.user, **told))
        say_about(request, made[0], is_new=True)

    answer = take_step(request, form, do=do, done=_("Kasus dibuka."), to="/", page=page, template="cases/case_new.html")
    for warning in getattr(form, "warnings", []):
        messages.warning(request, warning)
    return redirect("cases:case", made[0].number) if made else answer
