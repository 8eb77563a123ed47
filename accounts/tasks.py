"""Celery tasks of the accounts."""

from celery import shared_task
from django.db import transaction
from django.utils import timezone

from accounts.actions.drafts import forget_expired_drafts
from accounts.actions.resets import expire_resets
from accounts.sessions import SessionStore
from core.scope import viewing_everything


@shared_task(name="accounts.tidy")
def tidy() -> None:
    """What nobody can use any more: sessions that ended, drafts whose days are over, resets nobody confirmed."""
    SessionStore.clear_expired()
    with viewing_everything(reason="drafts whose days are over"), transaction.atomic():
        forget_expired_drafts(timezone.now())
    expire_resets(timezone.now())
