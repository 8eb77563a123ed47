"""Celery tasks of the core: thin, named, keyword-only, idempotent."""

from celery import shared_task
from django.db import transaction
from django.utils import timezone

from core.actions import jobs
from core.actions.files import purge_removed
from core.backups import runs
from core.scope import viewing_everything


@shared_task(name="core.run_job")
def run_job(*, job_id: str) -> None:
    jobs.perform(job_id)


@shared_task(name="core.sweep_jobs")
def sweep_jobs() -> None:
    jobs.sweep()


# A large office takes its time; a second one that is told meanwhile finds the first and goes home.
@shared_task(name="core.nightly", time_limit=6 * 3600, soft_time_limit=None)
def nightly() -> None:
    """A backup when the last night has none, its trial once a week, and the end of what was removed a month ago."""
    now = timezone.now()
    runs.nightly(now)
    with viewing_everything(reason="files whose time is over"), transaction.atomic():
        purge_removed(now)
