"""Interviews: a new one of somebody in a return or in a file, its page, its correction, and its lists."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cases.actions import interviews as actions
from cases.actions.repatriations import record_source_value, use_source_value
from cases.forms.interview_lines import FORMS, LineForm, edit_form
from cases.forms.interviews import EditInterviewForm, InterviewForm, interview_values
from cases.forms.returns import SourceValueForm, UseSourceForm
from cases.models import Case, Interview, Returnee
from cases.permissions import why_not_change_interview, why_not_interview
from cases.queries import INTERVIEW_FIELDS, get_case, get_interview, get_line, get_returnee, history_of, today
from cases.views.interview_words import (
    FIELD_WORDS,
    as_items,
    core_facts,
    list_titles,
    lists_of,
    other_facts,
    sources_of,
    talk_words,
)
from cases.views.words import case_crumbs, case_head, returnee_crumbs, returnee_head, worker_head
from core.access import requires
from core.steps import do_once, refuse, take_step
from core.templatetags.ui import tanggal_jam

BOTH = require_http_methods(["GET", "POST"])
FORM = "cases/interview_form.html"


def there(row: Interview) -> str:
    return reverse("cases:interview", args=[row.pk])


def crumbs_of(row: Interview) -> list[dict[str, str]]:
    """To the return in which it was made, else to its file."""
    if row.returnee is not None:
        row.returnee.worker = row.worker
        return returnee_crumbs(row.returnee)
    return case_crumbs(row.case)


def page_of(talk: Interview, title: str, **more: object) -> dict[str, object]:
    crumbs = [*crumbs_of(talk), {"label": _("Pendalaman"), "url": there(talk)}]
    return {"title": title, "crumbs": crumbs, "head": worker_head(talk.worker, today()), **more}


def open_interview(request: HttpRequest, pk: int) -> Interview:
    """The interview, for a step that changes it."""
    row = get_interview(pk)
    refuse(why_not_change_interview(request.viewer, row))
    return row


@requires("interviews.record")
@BOTH
def returnee_interview(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    row = get_returnee(number, pk)
    back = reverse("cases:returnee", args=[number, pk])
    page = {"crumbs": returnee_crumbs(row), "head": returnee_head(row, today())}
    return record_new(request, row, {"country": row.country}, page, back)


@requires("interviews.record")
@BOTH
def case_interview(request: HttpRequest, number: str) -> HttpResponse:
    case = get_case(number)
    refuse(why_not_interview(request.viewer, case))
    page = {"crumbs": case_crumbs(case), "head": case_head(case, today())}
    return record_new(request, case, {"country": case.country}, page, reverse("cases:case", args=[number]))


def record_new(request: HttpRequest, record: Returnee | Case, known: dict, page: dict, back: str) -> HttpResponse:
    initial = {"on": today(), "channel": "FACE", "interviewer": request.user.full_name, **known}
    form = InterviewForm(request.POST or None, initial=initial, cancel_url=back)
    owner = {"case": record} if isinstance(record, Case) else {"returnee": record}
    made: list[Interview] = []

    def do() -> None:
        told = {"values": form.values(), "place": form.told_place(), "form_id": form.cleaned_data["form_id"]}
        made.append(actions.record_interview(worker=record.worker, on=today(), by=request.user, **told, **owner))

    page = {**page, "title": _("Pendalaman")}
    done = _("Pendalaman disimpan. Tambahkan upah, penahanan, dan lainnya di bawah.")
    answer = take_step(request, form, do=do, done=done, to=back, page=page, template=FORM)
    return redirect(there(made[0])) if made else answer


@requires("interviews.view")
@require_safe
def interview_page(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_interview(pk)
    may_change = not why_not_change_interview(request.viewer, row)
    context = page_of(
        row,
        talk_words(row),
        row=row,
        core=as_items(core_facts(row)),
        others=as_items(other_facts(row), only_known=True),
        who=[
            _("Pewawancara: {nama}").format(nama=row.interviewer) if row.interviewer else "",
            _("Dicatat oleh {nama}, {waktu}").format(nama=row.created_by, waktu=tanggal_jam(row.created_at)),
        ],
        lists=lists_of(row, may_change=may_change),
        fields=sources_of(row, may_change=may_change),
        may_change=may_change,
        history=history_of(row, INTERVIEW_FIELDS) if request.viewer.may("history.view") else None,
    )  # fmt: skip
    context["crumbs"] = crumbs_of(row)
    return render(request, "cases/interview_page.html", context)


@requires("interviews.record")
@BOTH
def interview_edit(request: HttpRequest, pk: int) -> HttpResponse:
    row = open_interview(request, pk)
    form = EditInterviewForm(request.POST or None, initial=interview_values(row), cancel_url=there(row))

    def stale(error) -> None:
        current = interview_values(error.row)
        form.show_conflict(current=current, changed_by=error.changed_by, changed_at=error.changed_at)

    return take_step(
        request,
        form,
        do=lambda: actions.correct_interview(
            interview=row,
            version=form.cleaned_data["version"],
            values=form.values(),
            reason=form.cleaned_data["reason"],
            by=request.user,
        ),
        done=_("Pendalaman diperbaiki. Keterangan yang semula tetap tersimpan."),
        to=there(row),
        page=page_of(row, _("Perbaiki pendalaman")),
        template=FORM,
        on_stale=stale,
    )


# -- the lists ---------------------------------------------------------------------------------------------------------


def form_of(kind: str) -> type[LineForm]:
    """Raises Http404 for a list that is not there."""
    if kind not in FORMS:
        raise Http404
    return FORMS[kind]


@requires("interviews.record")
@BOTH
def interview_add(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    row = open_interview(request, pk)
    first = {"speaker": row.speaker, "speaker_name": row.speaker_name, "said_on": row.on}
    form = form_of(kind)(request.POST or None, initial=first, cancel_url=f"{there(row)}#{kind}")
    return take_step(
        request,
        form,
        do=lambda: actions.add_interview_line(
            interview=row, kind=kind, values=form.values(), form_id=form.cleaned_data["form_id"], by=request.user
        ),
        done=_("Disimpan."),
        to=f"{there(row)}#{kind}",
        page=page_of(row, list_titles()[kind][2]),
        template=FORM,
    )


@requires("interviews.record")
@BOTH
def interview_line(request: HttpRequest, pk: int, kind: str, line: int) -> HttpResponse:
    row = open_interview(request, pk)
    told = get_line(row, kind, line)
    form_class = edit_form(kind)
    form = form_class(request.POST or None, initial=form_class.values_of(told), cancel_url=f"{there(row)}#{kind}")

    def stale(error) -> None:
        current = form_class.values_of(error.row)
        form.show_conflict(current=current, changed_by=error.changed_by, changed_at=error.changed_at)

    return take_step(
        request,
        form,
        do=lambda: actions.correct_interview_line(
            line=told, version=form.cleaned_data["version"], values=form.values(), by=request.user
        ),
        done=_("Disimpan."),
        to=f"{there(row)}#{kind}",
        page=page_of(
            row,
            list_titles()[kind][0],
            remove_url=reverse("cases:interview_line_remove", args=[row.pk, kind, told.pk]),
        ),
        template=FORM,
        on_stale=stale,
    )


@requires("interviews.record")
@require_POST
def interview_line_remove(request: HttpRequest, pk: int, kind: str, line: int) -> HttpResponse:
    row = open_interview(request, pk)
    told = get_line(row, kind, line)
    return do_once(
        request,
        do=lambda: actions.remove_interview_line(line=told, by=request.user),
        done=_("Baris dihapus. Riwayat tetap menyimpannya."),
        to=f"{there(row)}#{kind}",
    )


# -- values by source --------------------------------------------------------------------------------------------------


@requires("interviews.record")
@BOTH
def interview_source(request: HttpRequest, pk: int) -> HttpResponse:
    """What one source says of one fact, letter by letter."""
    row = open_interview(request, pk)
    offered = [(name, words()) for name, words in FIELD_WORDS.items()]
    initial = {"field": request.GET.get("untuk", ""), "source_kind": "INTERVIEW"}
    form = SourceValueForm(request.POST or None, fields_offered=offered, initial=initial, cancel_url=there(row))

    def do() -> None:
        data = form.cleaned_data
        record_source_value(
            target=row,
            field=data["field"],
            printed=data["printed"],
            read_text=data["read"],
            source=form.told_source(),
            by=request.user,
        )

    page = page_of(row, _("Catat yang tertulis di sumber"))
    return take_step(request, form, do=do, done=_("Keterangan sumber disimpan."), to=there(row), page=page)


@requires("interviews.record")
@BOTH
def interview_source_use(request: HttpRequest, pk: int, value: int) -> HttpResponse:
    row = open_interview(request, pk)
    told = get_object_or_404(row.sourced_values.all(), pk=value)
    form = UseSourceForm(request.POST or None, initial={"version": row.version}, cancel_url=there(row))
    label = FIELD_WORDS[told.field]() if told.field in FIELD_WORDS else told.field
    about = [f"{label}: “{told.printed}”", told.read_text, str(told.get_source_kind_display()), told.source]
    return take_step(
        request,
        form,
        do=lambda: use_source_value(value=told, on=today(), by=request.user, **form.cleaned_data),
        done=_("Nilai yang dipakai diganti."),
        to=there(row),
        page=page_of(row, _("Pilih nilai yang dipakai"), about=about),
    )
