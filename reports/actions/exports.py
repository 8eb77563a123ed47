"""Asking for a file, taking it, and forgetting it when its time is over."""

from django.utils import timezone
from django.utils.translation import gettext as _

from core.actions.access import record_event, record_look
from core.actions.jobs import purge_expired, request_job
from core.context import request_context
from core.exceptions import DomainError
from core.history import action
from core.models import AccessRecord
from reports.models import ExportDownload, ExportRecord
from reports.periods import Month

MONTH_REPORT = "MONTH_REPORT"


@action
def request_month_report(*, month: Month, purpose: str, form_id: str, by) -> ExportRecord:
    """Put the monthly report into the queue and into the register. The same form sent twice is one file."""
    if not purpose.strip():
        raise DomainError(_("Tulis keperluan unduhan ini. Keperluan dan nama Anda dicatat."), field="purpose")
    filters = {"month": month.code}
    record_event(
        look=AccessRecord.Look.REQUEST,
        object_kind="export",
        field_class=MONTH_REPORT,
        purpose=purpose.strip(),
        user_id=by.pk,
    )
    job = request_job(kind=MONTH_REPORT, params=filters, by=by, dedupe_key=f"{MONTH_REPORT}:{by.pk}:{form_id}")
    export, _made = ExportRecord.objects.get_or_create(
        job=job,
        defaults={
            "user": by,
            "kind": MONTH_REPORT,
            "title": _("Laporan bulanan {bulan}").format(bulan=month.label),
            "purpose": purpose.strip(),
            "filters": filters,
        },
    )
    return export


@action
def record_download(*, export: ExportRecord, by) -> ExportDownload:
    """Write that the file is taken, in the register and in the record of looks."""
    record_look(
        look=AccessRecord.Look.DOWNLOAD,
        object_kind="export",
        object_ids=[export.pk],
        purpose=export.purpose,
    )
    return ExportDownload.objects.create(export=export, user=by, ip=request_context.get().ip)


def forget_expired() -> int:
    """Files past their day are removed; the register keeps its lines. Answers how many."""
    gone = purge_expired()
    ExportRecord.objects.filter(job_id__in=gone).update(removed_at=timezone.now())
    return len(gone)
