"""Celery tasks of the core: thin, named, keyword-only, idempotent."""

from celery import shared_task

from core import limits
from core.actions import jobs


@shared_task(name="core.run_job")
def run_job(*, job_id: str) -> None:
    jobs.perform(job_id)


@shared_task(name="core.sweep_jobs")
def sweep_jobs() -> None:
    jobs.sweep()


@shared_task(name="core.forget_limits")
def forget_limits() -> None:
    limits.forget_old()
