"""A letter's list by file or paste: read in the background, shown row by row, taken over at once."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cases.actions.list_imports import (
    apply_list_import,
    choose_list_columns,
    choose_list_rows,
    correct_list_row,
    drop_list_import,
    read_list_again,
    start_list_import,
)
from cases.actions.old_data import choose_old_sheets, request_old_data
from cases.choices import ImportState
from cases.forms.list_imports import (
    COLUMN_CHOICES,
    OLD_COLUMN_CHOICES,
    ApplyListForm,
    ListColumnsForm,
    ListRowForm,
    ListSourceForm,
)
from cases.listing.kept import findings_of, row_of
from cases.models import ListImport
from cases.queries import get_repatriation
from cases.queries.letters import letters_of
from cases.queries.list_imports import (
    columns_of,
    get_list_import,
    get_list_row,
    row_numbers,
    rows_page,
    standing_of,
)
from cases.views.list_compare import beside_standing, coming_lines, differences_of
from cases.views.list_words import (
    address,
    column_lines,
    preview_rows,
    result_facts,
    row_hints,
    row_initial,
    sheet_ticks,
    skipped_lines,
    summary,
)
from cases.views.words import crumb, return_crumbs, return_head
from core.access import requires
from core.exceptions import DomainError
from core.limits import take
from core.models import Job
from core.steps import take_step

BOTH = require_http_methods(["GET", "POST"])
RIGHT = "returns.manifest"
JOB_STATES = {"WAITING": "job_wait", "RUNNING": "list_reading", "READY": "list_read", "FAILED": "job_failed"}


def page_of(row: ListImport, title: str) -> dict[str, object]:
    if row.is_old_data:
        crumbs = [crumb(_("Pemulangan"), "cases:returns"), crumb(_("Data lama"), "cases:old_data")]
        return {"title": title, "crumbs": crumbs, "head": None, "import": row}
    return {
        "title": title,
        "crumbs": [*return_crumbs(row.repatriation), {"label": _("Impor daftar"), "url": address(row)}],
        "head": return_head(row.repatriation),
        "import": row,
    }  # fmt: skip


@requires(RIGHT)
@BOTH
def list_import_new(request: HttpRequest, number: str) -> HttpResponse:
    """One form: paste the text or choose the file. The same list twice leads to where it stands."""
    repatriation = get_repatriation(number)
    there = reverse("cases:return_detail", args=[number])
    bound = request.method == "POST"
    if bound:
        take("list_import", str(request.user.pk))
    form = ListSourceForm(
        request.POST if bound else None,
        request.FILES if bound else None,
        letters=letters_of(repatriation),
        initial={"issuer": repatriation.sending_office},
        cancel_url=there,
    )
    if bound and form.is_valid():
        try:
            row = start_list_import(
                repatriation=repatriation,
                head=form.head(),
                file_name=form.file_name(),
                grids=form.grids,
                by=request.user,
            )
        except DomainError as error:
            form.add_domain_error(error)
        else:
            if row.state == ImportState.APPLIED:
                messages.info(request, _("Daftar ini sudah dimasukkan sebelumnya. Tidak ada yang ditambahkan."))
            else:
                messages.success(request, _("Daftar diterima. Belum ada nama yang disimpan."))
            return redirect(address(row))
    page = {
        "title": _("Impor daftar"),
        "crumbs": return_crumbs(repatriation),
        "head": return_head(repatriation),
        "form": form,
        "typed_url": reverse("cases:manifest_new", args=[number]),
    }
    return render(request, "cases/list_import_new.html", page, status=422 if form.errors else 200)


@requires(RIGHT)
@BOTH
def list_import(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """Where the list is: being read, waiting to be looked through, taken over, or forgotten."""
    return stand(request, get_list_import(number, pk))


def stand(request: HttpRequest, row: ListImport) -> HttpResponse:
    if row.state == ImportState.READY:
        return preview(request, row)
    if request.method == "POST":
        return post_late(request, row)
    if row.state in (ImportState.READING, ImportState.APPLYING):
        context = {**page_of(row, _("Impor daftar")), **progress_of(row)}
        return render(request, "cases/list_import_wait.html", context)
    return result(request, row)


def post_late(request: HttpRequest, row: ListImport) -> HttpResponse:
    """A page that was open for long, or a double click: what stands is shown, nothing is done again."""
    try:
        if row.state == ImportState.READING and row.job is not None and row.job.state == Job.State.FAILED:
            read_list_again(row=row, by=request.user)
        elif row.state == ImportState.APPLYING:
            request_old_data(row=row, by=request.user)
        elif row.state != ImportState.APPLIED:
            messages.warning(request, _("Daftar ini sudah dimasukkan atau dibuang. Muat ulang halaman."))
    except DomainError as error:
        messages.warning(request, error.message)
    return redirect(address(row))


def progress_of(row: ListImport) -> dict[str, object]:
    job = row.job
    is_over = job is None or job.is_finished
    return {
        "row": row,
        "here_url": address(row),
        "drop_url": address(row, "list_import_drop"),
        "is_applying": row.state == ImportState.APPLYING,
        "job": {
            "state": JOB_STATES[job.state] if job else "job_failed",
            "percent": job.progress if job else 0,
            "message": job.note if job else "",
            "error": job.error if job else _("Pembacaan terhenti."),
        },
        "is_failed": job is None or job.state == Job.State.FAILED,
        "poll_url": "" if is_over else address(row, "list_import_progress"),
    }


@requires(RIGHT)
@require_safe
def list_import_progress(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """The fragment that the page asks for; once the list is read the page is shown anew."""
    return progress(request, get_list_import(number, pk))


def progress(request: HttpRequest, row: ListImport) -> HttpResponse:
    response = render(request, "cases/_list_import_progress.html", progress_of(row))
    if row.state not in (ImportState.READING, ImportState.APPLYING) or row.job is None or row.job.is_finished:
        response["HX-Refresh"] = "true"
    return response


# -- looked through -------------------------------------------------------------------------------


def preview(request: HttpRequest, row: ListImport) -> HttpResponse:
    start, only = number_in(request.GET.get("mulai")), request.GET.get("lihat") == "periksa"
    if request.method == "POST":
        return take_rows(request, row, start)
    return show_preview(request, row, start, only, None)


def show_preview(
    request: HttpRequest, row: ListImport, start: int, only: bool, form, status: int = 200
) -> HttpResponse:
    """`form`: the one that was sent, or nothing."""
    page, numbers = rows_page(row, start, only_troubled=only), row_numbers(row)
    columns, skipped = findings_of(row.found)
    told = None
    if not row.is_old_data:
        standing, told, likely = beside_standing(row.repatriation, coming_lines(row))
        form = form or ApplyListForm(standing=standing, initial={"people_counted": counted(row)})
        form.propose(likely)
    context = {
        **page_of(row, _("Periksa daftar")),
        "form": form,
        "rows": preview_rows(row, page),
        "page": page,
        "start": start,
        "only": only,
        "numbers": numbers,
        "summary": summary(row, numbers),
        "columns": column_lines(columns),
        "skipped": skipped_lines(skipped),
        "differences": told,
        "sheets": sheet_ticks(row),
        "columns_url": address(row, "list_import_columns") if columns else "",
        "drop_url": address(row, "list_import_drop"),
    }
    return render(request, "cases/list_import.html", context, status=status)


def counted(row: ListImport) -> int | None:
    """What the officer typed, else what the list itself tells where that can be."""
    if row.people_counted is not None:
        return row.people_counted
    told = row.told_total
    return told if told is not None and told >= row_numbers(row).people else None


def number_in(text: str | None, digits: int = 6) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) <= digits else 0


def numbers_in(texts: list[str]) -> list[int]:
    return [number_in(text) for text in texts if number_in(text)]


def take_rows(request: HttpRequest, row: ListImport, start: int) -> HttpResponse:
    """Keep the ticks of this page, then turn the page or take the list over. What a colleague did meanwhile is said."""
    try:
        return step_on(request, row, start, request.POST.get("langkah", ""))
    except DomainError as error:
        messages.warning(request, error.message)
        return redirect(address(row))


def step_on(request: HttpRequest, row: ListImport, start: int, step: str) -> HttpResponse:
    if step == "lembar" and row.is_old_data:
        choose_old_sheets(row=row, sheets=request.POST.getlist("lembar"), by=request.user)
        return redirect(address(row))
    shown, chosen = numbers_in(request.POST.getlist("tampil")), numbers_in(request.POST.getlist("pilih"))
    if step in ("semua", "kosong"):
        shown = list(row.rows.values_list("position", flat=True))
        chosen = shown if step == "semua" else []
    choose_list_rows(row=row, shown=shown, chosen=chosen, by=request.user)
    if step == "terapkan":
        return take_over(request, row, start)
    if step.startswith("ke-"):
        start = number_in(step.removeprefix("ke-"))
    only = "&lihat=periksa" if request.GET.get("lihat") == "periksa" else ""
    return redirect(f"{address(row)}?mulai={start}{only}")


def take_over(request: HttpRequest, row: ListImport, start: int) -> HttpResponse:
    if row.is_old_data:
        return take_over_old(request, row)
    form = ApplyListForm(request.POST, standing=standing_of(row.repatriation))
    if form.is_valid():
        counted_people, stand = form.cleaned_data["people_counted"], form.stand()
        try:
            apply_list_import(row=row, people_counted=counted_people, stand=stand, by=request.user)
        except DomainError as error:
            form.add_domain_error(error)
        else:
            messages.success(request, _("Daftar nama dimasukkan."))
            return redirect(address(row))
    return show_preview(request, row, start, False, form, status=422)


def take_over_old(request: HttpRequest, row: ListImport) -> HttpResponse:
    try:
        request_old_data(row=row, by=request.user)
    except DomainError as error:
        messages.error(request, error.message)
    return redirect(address(row))


def result(request: HttpRequest, row: ListImport) -> HttpResponse:
    context = {
        **page_of(row, _("Impor daftar")),
        "facts": result_facts(row),
        "differences": differences_of(row),
        "is_applied": row.state == ImportState.APPLIED and row.manifest is not None,
        **ways_on(row),
    }
    return render(request, "cases/list_import_result.html", context)


def ways_on(row: ListImport) -> dict[str, str]:
    if row.is_old_data:
        return {"new_url": reverse("cases:old_data"), "return_url": reverse("cases:returns")}
    number = row.repatriation.number
    return {
        "new_url": reverse("cases:list_import_new", args=[number]),
        "return_url": reverse("cases:return_detail", args=[number]),
    }


# -- corrected --------------------------------------------------------------------------------------


@requires(RIGHT)
@BOTH
def list_import_columns(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """What each column holds; the list is then read again, and the sender's next one in the same way."""
    return columns(request, get_list_import(number, pk))


def columns(request: HttpRequest, row: ListImport) -> HttpResponse:
    shown = [column for column in column_lines(columns_of(row), as_columns=True) if column.heading or column.sample]
    names = sorted({column.sheet for column in shown})
    form = ListColumnsForm(
        request.POST or None,
        columns=shown,
        choices=[*COLUMN_CHOICES, *OLD_COLUMN_CHOICES] if row.is_old_data else COLUMN_CHOICES,
        names=[_("Lembar {n}").format(n=at + 1) for at in range(max(names, default=0) + 1)] if len(names) > 1 else [],
        cancel_url=address(row),
    )

    def do() -> None:
        choose_list_columns(row=row, columns=form.chosen(), keys=form.keys(), by=request.user)

    remembered = _("Pilihan ini diingat untuk daftar berikutnya dari {pengirim}.").format(pengirim=row.issuer)
    page = {**page_of(row, _("Arti kolom")), "about": [remembered]}
    done = _("Daftar dibaca ulang dengan kolom yang dipilih.")
    return take_step(request, form, do=do, done=done, to=address(row), page=page)


@requires(RIGHT)
@BOTH
def list_import_row(request: HttpRequest, number: str, pk: int, position: int) -> HttpResponse:
    """One row as an officer reads it."""
    return line(request, get_list_import(number, pk), position)


def line(request: HttpRequest, row: ListImport, position: int) -> HttpResponse:
    kept = get_list_row(row, position)
    told = row_of(kept.payload)
    form = ListRowForm(
        request.POST or None, initial=row_initial(told, kept), hints=row_hints(told), cancel_url=address(row)
    )
    there = f"{address(row)}?mulai={max(0, position - 1) // 100 * 100}#baris-{position}"

    def do() -> None:
        correct_list_row(line=kept, facts=form.facts(), by=request.user)

    page = {**page_of(row, _("Perbaiki baris")), "about": [_("Baris {n} pada daftar").format(n=told.row)]}
    return take_step(request, form, do=do, done=_("Baris disimpan."), to=there, page=page)


@requires(RIGHT)
@require_POST
def list_import_drop(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    return drop(request, get_list_import(number, pk))


def drop(request: HttpRequest, row: ListImport) -> HttpResponse:
    try:
        drop_list_import(row=row, by=request.user)
    except DomainError as error:
        messages.error(request, error.message)
        return redirect(address(row))
    messages.success(request, _("Daftar dibuang. Tidak ada yang disimpan."))
    return redirect(ways_on(row)["return_url"])
