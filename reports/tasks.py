"""Celery tasks of the reports."""

from celery import shared_task
from django.utils import timezone

from reports.actions.exports import forget_expired
from reports.actions.patterns import find_patterns


@shared_task(name="reports.purge_expired")
def purge_expired() -> None:
    forget_expired()


@shared_task(name="reports.find_patterns")
def find_unusual_patterns() -> None:
    find_patterns(now=timezone.now())
