"""The paper "who saw my data", for those who may see a person's history, and for the officer by number."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from cases.queries import get_worker
from core.access import requires
from core.actions.access import record_look
from core.models import AccessRecord
from core.papers import as_download
from reports.oversight import Subject, subject_of
from reports.seen_by import seen_by_pdf
from reports.views.access_log import get_subject


@requires("history.view")
@require_safe
def worker_seen_by(request: HttpRequest, number: str) -> HttpResponse:
    """For a person in sight; the paper carries the name."""
    worker = get_worker(number)
    record_look(
        look=AccessRecord.Look.PRINT,
        object_kind="record",
        object_ids=[worker.pk],
        worker_ids=[worker.pk],
        rows=[worker],
    )
    subject = subject_of(worker.number)
    told_of = set(worker.cases.values_list("pk", flat=True))
    pdf = seen_by_pdf(subject, name=worker.told_name, on_behalf_of=request.user, told_of=told_of)
    return as_download(pdf, file_name(subject))


@requires("audit.view")
@require_safe
def person_seen_by(request: HttpRequest, number: str) -> HttpResponse:
    """For the officer; the paper carries the number alone."""
    subject = get_subject(number)
    record_look(look=AccessRecord.Look.PRINT, object_kind="record", object_ids=[subject.pk], masked=[subject.pk])
    return as_download(seen_by_pdf(subject, on_behalf_of=request.user), file_name(subject))


def file_name(subject: Subject) -> str:
    return f"siapa-melihat-{subject.number}.pdf"
