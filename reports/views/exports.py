"""Asking for a file, following it, taking it: only by its owner."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.step_up import needs_step_up
from core.access import requires
from core.actions.jobs import jobs_folder
from core.exceptions import DomainError
from core.limits import take
from core.models import Job
from reports.actions.exports import record_download, request_month_report
from reports.forms.exports import RequestExportForm
from reports.lists import ExportList
from reports.models import ExportRecord
from reports.queries import own_exports
from reports.views.months import get_month
from reports.views.tabs import record_tabs

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
STATES = {
    Job.State.WAITING: "job_wait",
    Job.State.RUNNING: "job_run",
    Job.State.READY: "job_ready",
    Job.State.FAILED: "job_failed",
}


def get_export(job_id) -> ExportRecord:
    """The viewer's own file by the id of its job; another's is not found."""
    export = own_exports().filter(job_id=job_id).first()
    if export is None:
        raise Http404
    return export


def is_there(export: ExportRecord) -> bool:
    """Whether the file can be taken now."""
    job = export.job
    return job.state == Job.State.READY and bool(job.result_path) and job.expires_at > timezone.now()


@requires("reports.export")
@require_http_methods(["GET", "HEAD", "POST"])
@needs_step_up
def month_export(request: HttpRequest, month: str) -> HttpResponse:
    shown = get_month(month)
    form = RequestExportForm(
        request.POST if request.method == "POST" else None, cancel_url=reverse("reports:month", args=[shown.code])
    )
    if request.method == "POST" and form.is_valid():
        take("export", str(request.user.pk))
        try:
            export = request_month_report(
                month=shown,
                purpose=form.cleaned_data["purpose"],
                form_id=str(form.cleaned_data["form_id"]),
                by=request.user,
            )
            return redirect("reports:download", job_id=export.job_id)
        except DomainError as error:
            form.add_domain_error(error)
    status = 422 if form.is_bound else 200
    return render(request, "reports/export_new.html", {"month": shown, "form": form}, status=status)


@requires("reports.export")
@require_safe
def downloads(request: HttpRequest) -> HttpResponse:
    search = ExportList(request.viewer, {"own": True})
    page = search.page(request.GET.get("posisi", ""))
    return render(request, "reports/export_list.html", {"search": search, "page": with_states(page), "own": True})


@requires("audit.view")
@require_safe
def export_register(request: HttpRequest) -> HttpResponse:
    """All exports, without their files."""
    search = ExportList(request.viewer, {})
    page = search.page(request.GET.get("posisi", ""))
    return render(
        request,
        "reports/export_list.html",
        {"search": search, "page": with_states(page), "own": False, "tabs": record_tabs("export_register")},
    )


def with_states(page):
    for export in page.rows:
        export.state_key = STATES[export.job.state]
        export.is_there = is_there(export)
    return page


@requires("reports.export")
@require_safe
def download(request: HttpRequest, job_id) -> HttpResponse:
    return render(request, "reports/export_page.html", progress_context(get_export(job_id)))


@requires("reports.export")
@require_safe
def download_progress(request: HttpRequest, job_id) -> HttpResponse:
    """The fragment that the page asks for while the file is being prepared."""
    context = {**progress_context(get_export(job_id)), "is_part": True}
    return render(request, "reports/_export_progress.html", context)


def progress_context(export: ExportRecord) -> dict[str, object]:
    job = export.job
    there = is_there(export)
    shown = {"state": STATES[job.state], "percent": job.progress, "message": job.note, "error": job.error}
    if job.state == Job.State.READY and not there:
        shown["error"] = _("Berkas ini sudah dihapus. Minta kembali dari laporan bulanan.")
    return {
        "export": export,
        "job": shown,
        "poll_url": "" if job.is_finished else reverse("reports:download_progress", args=[job.pk]),
        "done_url": reverse("reports:download_file", args=[job.pk]) if there else "",
        "done_until": job.expires_at,
    }


@requires("reports.export")
@require_safe
def download_file(request: HttpRequest, job_id) -> HttpResponse:
    """The file itself. The look is written before the first byte leaves."""
    export = get_export(job_id)
    path = jobs_folder() / export.job.result_path
    if not is_there(export) or not path.is_file():
        messages.warning(request, _("Berkas ini belum siap atau sudah dihapus."))
        return redirect("reports:download", job_id=export.job_id)
    record_download(export=export, by=request.user)
    response = FileResponse(path.open("rb"), as_attachment=True, filename=export.file_name, content_type=XLSX)
    response["X-Content-Type-Options"] = "nosniff"
    return response
