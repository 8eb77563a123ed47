"""Celery tasks of casework: thin, named, keyword-only, idempotent."""

from celery import shared_task
from django.utils import timezone

from cases.actions.list_imports import forget_old_lists
from cases.actions.restrictions import keep_teams_alive
from core.scope import viewing_everything


@shared_task(name="cases.keep_teams_alive")
def keep_teams() -> None:
    with viewing_everything(reason="teams in which nobody can work any more"):
        keep_teams_alive(on=timezone.localdate(), by=None)


@shared_task(name="cases.forget_old_lists")
def forget_lists() -> None:
    with viewing_everything(reason="lists that waited too long"):
        forget_old_lists(now=timezone.now(), by=None)
