"""Sisko P2MI: the queue of what is not entered yet, the sheet to copy from, what was looked up and entered."""

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cases.actions.sisko import record_sisko_check, record_sisko_entry, withdraw_sisko
from cases.choices import SiskoKind
from cases.forms.sisko import SiskoCheckForm, SiskoEntryForm, SiskoFilter
from cases.models import Case, Worker
from cases.queries import get_case, get_worker, sisko_of, today
from cases.searches import ALL
from cases.sisko_queue import CasesNotEntered, PeopleNotEntered
from cases.views.sisko_sheet import sheet_lines, subject_of
from cases.views.sisko_words import block_facts, is_case, may_note, noun_of, queue_row, record_line, step
from cases.views.words import case_crumbs, case_head, worker_crumbs, worker_head
from core.access import requires
from core.actions.access import record_look
from core.list_pages import list_context
from core.models import AccessRecord
from core.steps import do_once, take_step

BOTH = require_http_methods(["GET", "POST"])
BACK = "kembali"
COLUMNS = [
    {"label": gettext_lazy("Nama dan nomor")},
    {"label": gettext_lazy("Keterangan")},
    {"label": gettext_lazy("Dicatat")},
    {"label": gettext_lazy("Pemeriksaan")},
    {"label": gettext_lazy("Sudah dimasukkan")},
]


@requires("workers.view")
@require_safe
def sisko_queue(request: HttpRequest) -> HttpResponse:
    form = SiskoFilter(request.GET, viewer=request.viewer)
    search_class = CasesNotEntered if form.is_of_cases else PeopleNotEntered
    search = search_class(request.viewer, {**form.values(), "status": ALL, "on": today()})
    noun = _("kasus") if form.is_of_cases else _("orang")
    context = list_context(request, search, form, row_of=lambda row: queue_row(row, request.viewer), noun=noun)
    rows = context["page"].rows
    record_look(
        look=AccessRecord.Look.LIST,
        object_kind="case" if form.is_of_cases else "worker",
        object_ids=[row.pk for row in rows],
        worker_ids=[row.worker_id if form.is_of_cases else row.pk for row in rows],
        rows=rows,
    )
    for row in context["rows"]:
        row["back"] = request.GET.urlencode()
    return render(request, "cases/sisko_list.html", {**context, "columns": COLUMNS})


def page_of(row: Worker | Case, title: str) -> dict[str, object]:
    block = [{"label": _("Sisko P2MI"), "url": step(row)}]
    if isinstance(row, Case):
        return {"title": title, "crumbs": [*case_crumbs(row), *block], "head": case_head(row, today())}
    return {"title": title, "crumbs": [*worker_crumbs(row), *block], "head": worker_head(row, today())}


def the_sheet(request: HttpRequest, row: Worker | Case) -> HttpResponse:
    """The block, the values in the order of the ministry's form, and everything that was noted."""
    case = row if isinstance(row, Case) else None
    worker = case.worker if case else row
    stand, notes = sisko_of(row), may_note(request.viewer, row)
    page = page_of(row, _("Lembar salin Sisko P2MI"))
    context = {
        **page,
        "crumbs": page["crumbs"][:-1],
        "facts": block_facts(row, stand),
        "lines": sheet_lines(subject_of(worker, today(), case)),
        "records": [record_line(row, record, request.viewer) for record in stand.records],
        "check_url": step(row, "_check") if notes else "",
        "entry_url": step(row, "_entry") if notes else "",
        "is_entered": stand.entry is not None,
    }
    return render(request, "cases/sisko_sheet.html", context)


def note(request: HttpRequest, row: Worker | Case, kind: str) -> HttpResponse:
    """A check or an entry; from the queue it leads back to the queue."""
    case = row if isinstance(row, Case) else None
    worker = case.worker if case else row
    form_class = SiskoCheckForm if kind == SiskoKind.CHECK else SiskoEntryForm
    there = where_back(request, row)
    known = sisko_of(row).registration_number if request.method == "GET" else ""
    first = {"on": today(), "officer": request.user.full_name, "registration_number": known}
    if case:
        first["adu_number"] = case.adu_number
    form = form_class(request.POST or None, is_case=is_case(row), initial=first, cancel_url=there)

    def do() -> None:
        told = {"worker": worker, "case": case, "facts": form.facts(), "on": today(), "by": request.user}
        told["form_id"] = form.cleaned_data["form_id"]
        if kind == SiskoKind.CHECK:
            record_sisko_check(result=form.cleaned_data["result"], **told)
        else:
            record_sisko_entry(**told)

    done = _("Pemeriksaan disimpan.") if kind == SiskoKind.CHECK else _("{nama}: sudah dimasukkan ke Sisko P2MI.")
    return take_step(request, form, do=do, done=done.format(nama=worker), to=there, page=page_of(row, noun_of(kind)))


def where_back(request: HttpRequest, row: Worker | Case) -> str:
    """The queue as it was, where the step was taken there; else the sheet."""
    if BACK not in request.POST:
        return step(row)
    query = QueryDict(request.POST[BACK]).urlencode()
    return f"{reverse('cases:sisko')}?{query}" if query else reverse("cases:sisko")


def withdraw(request: HttpRequest, row: Worker | Case, pk: int) -> HttpResponse:
    rows = row.sisko_records.all() if is_case(row) else row.sisko_records.filter(case__isnull=True)
    record = get_object_or_404(rows, pk=pk)
    return do_once(
        request,
        do=lambda: withdraw_sisko(record=record, by=request.user),
        done=_("Catatan dibatalkan."),
        to=f"{step(row)}#catatan",
    )


@requires("workers.view")
@require_safe
def worker_sisko(request: HttpRequest, number: str) -> HttpResponse:
    return the_sheet(request, get_worker(number))


@requires("workers.edit")
@BOTH
def worker_sisko_check(request: HttpRequest, number: str) -> HttpResponse:
    return note(request, get_worker(number), SiskoKind.CHECK)


@requires("workers.edit")
@BOTH
def worker_sisko_entry(request: HttpRequest, number: str) -> HttpResponse:
    return note(request, get_worker(number), SiskoKind.ENTRY)


@requires("workers.edit")
@require_POST
def worker_sisko_withdraw(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    return withdraw(request, get_worker(number), pk)


@requires("cases.view")
@require_safe
def case_sisko(request: HttpRequest, number: str) -> HttpResponse:
    return the_sheet(request, get_case(number))


@requires("cases.note")
@BOTH
def case_sisko_check(request: HttpRequest, number: str) -> HttpResponse:
    return note(request, get_case(number), SiskoKind.CHECK)


@requires("cases.note")
@BOTH
def case_sisko_entry(request: HttpRequest, number: str) -> HttpResponse:
    return note(request, get_case(number), SiskoKind.ENTRY)


@requires("cases.note")
@require_POST
def case_sisko_withdraw(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    return withdraw(request, get_case(number), pk)
