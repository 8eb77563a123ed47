"""Celery tasks of the core: thin, named, keyword-only, idempotent."""

import logging

from celery import shared_task
from django.db import transaction
from django.utils import timezone

from core import limits
from core.actions import checks, jobs, seals
from core.actions.files import purge_removed
from core.backups import runs
from core.scope import viewing_everything

logger = logging.getLogger(__name__)


@shared_task(name="core.run_job")
def run_job(*, job_id: str) -> None:
    jobs.perform(job_id)


@shared_task(name="core.sweep_jobs")
def sweep_jobs() -> None:
    jobs.sweep()


@shared_task(name="core.seal_record")
def seal_record() -> None:
    try:
        seals.seal_now()
    except seals.CannotSeal as error:
        logger.error("The record is not sealed: %s", error)


@shared_task(name="core.check_record")
def check_record() -> None:
    found = checks.check_record()
    if not found.is_whole:
        logger.error("The record is not whole: %s", found.finding)


# A large office takes its time; a second one that is told meanwhile finds the first and goes home.
@shared_task(name="core.nightly", time_limit=6 * 3600, soft_time_limit=None)
def nightly() -> None:
    """A backup when the last night has none, its trial once a week, and the end of what was removed a month ago."""
    now = timezone.now()
    runs.nightly(now)
    with viewing_everything(reason="files whose time is over"), transaction.atomic():
        purge_removed(now)


@shared_task(name="core.forget_limits")
def forget_limits() -> None:
    limits.forget_old()
