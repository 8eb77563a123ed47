"""From paper to the record: blank forms to print, and a keyboard grid to type what was written on them."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cases.actions.grid import LineRefused, record_people
from cases.blank_forms import FORMS, blank_pdf
from cases.forms.grid import CELL_OF, CELLS, FIRST_LINES, MORE_LINES, MOST_LINES, GridForm, GridLine, lines_of, options
from cases.models import Repatriation
from cases.queries import get_repatriation, today
from cases.views.words import crumb, return_crumbs, return_head
from core.access import requires
from core.exceptions import DomainError
from core.papers import as_download
from core.steps import whole

RIGHT = "returns.record"
MOST_SHEETS = 50


@requires(RIGHT)
@require_http_methods(["GET", "POST"])
def grid(request: HttpRequest, number: str) -> HttpResponse:
    """Lines for everybody of a form. Nothing is written before every line that holds something can be."""
    repatriation = get_repatriation(number)
    form = GridForm(request.POST or None, initial={"lines": FIRST_LINES})
    form.is_valid()
    many = (form.cleaned_data.get("lines") if form.is_bound else None) or FIRST_LINES
    lines = lines_of(request.POST, many)
    status = 200
    if request.method == "POST":
        is_more = request.POST.get("langkah") == "tambah"
        done = False if is_more else form.is_valid() and save(request, repatriation, form, lines)
        if done:
            return redirect("cases:return_detail", number)
        status = 200 if is_more else 422
        many = min(MOST_LINES, many + MORE_LINES) if is_more else many
        lines = lines + lines_of({}, many)[len(lines) :]
    return render(request, "cases/grid.html", page(repatriation, form, lines), status=status)


def save(request: HttpRequest, repatriation: Repatriation, form: GridForm, lines: list[GridLine]) -> bool:
    """True when all is written; else the lines and the form say what is wrong."""
    filled = [line for line in lines if not line.is_empty]
    form_id: UUID = form.cleaned_data["form_id"]
    for line in filled:
        line.check(form_id, repatriation.cause)
    if not filled:
        form.add_error(None, _("Belum ada baris yang diisi. Ketik sedikitnya satu orang."))
    if not filled or any(line.errors for line in filled):
        return False
    made: list = []
    try:
        told = [line.told() for line in filled]
        whole(lambda: made.extend(record_people(repatriation=repatriation, people=told, on=today(), by=request.user)))
    except LineRefused as error:
        filled[error.line].complain(CELL_OF.get(error.field or "", "name"), error.message)
        return False
    except DomainError as error:
        form.add_domain_error(error)
        return False
    say(request, len(made), len(filled), [sentence for line in filled for sentence in line.warnings])
    return True


def say(request: HttpRequest, made: int, sent: int, warnings: list[str]) -> None:
    messages.success(request, _("{n} orang dicatat.").format(n=made))
    if sent > made:
        sentence = _("{n} orang sudah tersimpan sebelumnya dari formulir ini. Tidak ada yang digandakan.")
        messages.info(request, sentence.format(n=sent - made))
    for sentence in dict.fromkeys(warnings):
        messages.warning(request, sentence)


def page(repatriation: Repatriation, form: GridForm, lines: list[GridLine]) -> dict[str, object]:
    columns = [{"cell": cell, "label": label} for cell, (label, _field) in CELLS.items()]
    wrong = sum(len(line.errors) for line in lines)
    return {
        "title": _("Ketik dari formulir"),
        "crumbs": return_crumbs(repatriation),
        "head": return_head(repatriation),
        "form": form,
        "columns": columns,
        "rows": [row_of(line) for line in lines],
        "blank": row_of(GridLine(0, dict.fromkeys(CELLS, ""))),
        "many": len(lines),
        "most": MOST_LINES,
        "options": options(),
        "wrong": wrong,
        "cancel_url": reverse("cases:return_detail", args=[repatriation.number]),
    }


def row_of(line: GridLine) -> dict[str, object]:
    """A line ready to be printed; its cells in the order of the columns."""
    return {
        "number": line.number,
        "cells": [
            {
                "cell": cell,
                "name": f"b{line.number}-{cell}",
                "label": label,
                "value": line.cells[cell],
                "errors": line.errors.get(cell, []),
                "list": f"pilihan-{cell}" if cell in ("sex", "paper", "flags") else "",
                "mode": "tel" if cell == "phone" else "",
            }
            for cell, (label, _field) in CELLS.items()
        ],
    }


@requires(RIGHT)
@require_safe
def paper_forms(request: HttpRequest) -> HttpResponse:
    """The blank forms that can be printed."""
    found = [
        {"title": form.title, "summary": form.summary, "url": reverse("cases:paper_form", args=[code])}
        for code, form in FORMS.items()
    ]
    context = {"title": _("Formulir kosong"), "crumbs": [crumb(_("Pemulangan"), "cases:returns")], "papers": found}
    return render(request, "cases/paper_forms.html", {**context, "most": MOST_SHEETS})


@requires(RIGHT)
@require_safe
def paper_form(request: HttpRequest, what: str) -> HttpResponse:
    """One blank form as PDF, as many sheets as are asked for."""
    if what not in FORMS:
        raise Http404
    asked = request.GET.get("lembar", "")
    sheets = min(MOST_SHEETS, max(1, int(asked))) if asked.isascii() and asked.isdigit() and len(asked) < 5 else 1
    return as_download(blank_pdf(what, sheets, made_at=timezone.now()), f"formulir-{what}.pdf")
