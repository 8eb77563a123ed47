"""Celery tasks of the reports."""

from celery import shared_task

from reports.actions.exports import forget_expired


@shared_task(name="reports.purge_expired")
def purge_expired() -> None:
    forget_expired()
