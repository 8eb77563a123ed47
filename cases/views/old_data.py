"""Old spreadsheets ("Data lama"): the pages of a letter's list, and what is checked after they were taken over."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cases.actions.old_data import check_old_record, check_old_sheet, start_old_import
from cases.choices import ImportState
from cases.forms.old_data import OldSourceForm
from cases.models import ListImport, OldRecord
from cases.queries import get_returnee
from cases.queries.fetch import typed
from cases.queries.old_data import SHOWN, get_old_import, old_imports, sheet_counts, unchecked_people
from cases.views import list_imports as lists
from cases.views.list_words import address
from cases.views.words import crumb, person_facts
from core.access import requires
from core.exceptions import DomainError
from core.limits import take
from core.steps import do_once
from core.templatetags.ui import tanggal_jam

BOTH = require_http_methods(["GET", "POST"])
RIGHT = "returns.manifest"


@requires(RIGHT)
@BOTH
def old_data(request: HttpRequest) -> HttpResponse:
    """What was brought before, and the form for another book. The same file twice leads to where it stands."""
    bound = request.method == "POST"
    if bound:
        take("list_import", str(request.user.pk))
    form = OldSourceForm(request.POST if bound else None, request.FILES if bound else None)
    if bound and form.is_valid():
        try:
            row = start_old_import(by=request.user, **form.told())
        except DomainError as error:
            form.add_domain_error(error)
        else:
            if row.state == ImportState.APPLIED:
                messages.info(request, _("Berkas ini sudah dimasukkan sebelumnya. Tidak ada yang ditambahkan."))
            return redirect(address(row))
    context = {
        "title": _("Data lama"),
        "crumbs": [crumb(_("Pemulangan"), "cases:returns")],
        "form": form,
        "books": [book_line(row, waits) for row, waits in old_imports()],
    }
    return render(request, "cases/old_data.html", context, status=422 if form.errors else 200)


def book_line(row: ListImport, waits: int) -> dict[str, object]:
    return {
        "url": address(row),
        "title": row.issuer,
        "state": str(row.get_state_display()),
        "who": f"{row.created_by}, {tanggal_jam(row.created_at)}",
        "waits": waits,
    }


@requires(RIGHT)
@BOTH
def old_import(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_old_import(pk)
    return result(request, row) if row.state == ImportState.APPLIED else lists.stand(request, row)


@requires(RIGHT)
@require_safe
def old_import_progress(request: HttpRequest, pk: int) -> HttpResponse:
    return lists.progress(request, get_old_import(pk))


@requires(RIGHT)
@BOTH
def old_import_columns(request: HttpRequest, pk: int) -> HttpResponse:
    return lists.columns(request, get_old_import(pk))


@requires(RIGHT)
@BOTH
def old_import_row(request: HttpRequest, pk: int, position: int) -> HttpResponse:
    return lists.line(request, get_old_import(pk), position)


@requires(RIGHT)
@require_POST
def old_import_drop(request: HttpRequest, pk: int) -> HttpResponse:
    return lists.drop(request, get_old_import(pk))


# -- checked afterwards ----------------------------------------------------------------------------


def result(request: HttpRequest, row: ListImport) -> HttpResponse:
    """What became of the book: people by sheet, and those who wait to be checked."""
    after = lists.number_in(request.GET.get("mulai"), digits=18)
    rows, may_check = unchecked_people(row, after), request.viewer.may("returns.verify")
    context = {
        **lists.page_of(row, row.issuer),
        "sheets": sheet_counts(row),
        "people": [person_line(found) for found in rows[:SHOWN]],
        "next_url": f"?mulai={rows[SHOWN - 1].pk}" if len(rows) > SHOWN else "",
        "check_url": reverse("cases:old_sheet_check", args=[row.pk]) if may_check else "",
        "may_check": may_check,
    }
    return render(request, "cases/old_result.html", context)


def person_line(record: OldRecord) -> dict[str, object]:
    row = record.returnee
    day = row.arrived_on or row.created_at.date()
    return {
        "name": str(row.worker),
        "url": reverse("cases:returnee", args=[row.repatriation.number, row.pk]),
        "facts": " · ".join(person_facts(row.worker, day)),
        "where": f"{record.sheet} {record.line}".strip(),
        "check_url": reverse("cases:old_check", args=[row.repatriation.number, row.pk]),
    }


@requires("returns.verify")
@require_POST
def old_sheet_check(request: HttpRequest, pk: int) -> HttpResponse:
    """Everybody of a sheet in one tap."""
    row = get_old_import(pk)
    found = check_old_sheet(row=row, sheet=typed(request.POST.get("lembar", ""))[:100], by=request.user)
    messages.success(request, _("{n} orang sudah diperiksa.").format(n=found.people))
    return redirect(address(row))


@requires("returns.verify")
@require_POST
def old_check(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """One person; from the book it leads back to the book."""
    row = get_returnee(number, pk)
    book = lists.number_in(request.POST.get("buku"))
    there = reverse("cases:returnee", args=[number, pk])
    return do_once(
        request,
        do=lambda: check_old_record(returnee=row, by=request.user),
        done=_("{nama}: sudah diperiksa.").format(nama=row.worker),
        to=reverse("cases:old_import", args=[book]) if book else there,
    )
