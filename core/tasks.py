"""Celery tasks of the core: thin, named, keyword-only, idempotent."""

import logging

from celery import shared_task

from core.actions import checks, jobs, seals

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
