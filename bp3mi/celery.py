"""Celery application. Jobs live in the database (core.Job); Celery only carries them along."""

import os

from celery import Celery
from celery.signals import worker_init
from django.core.exceptions import ImproperlyConfigured

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bp3mi.settings")

app = Celery("bp3mi")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_init.connect
def ask_for_keys(**_told) -> None:
    """A worker without the right keys does not start. Celery swallows other errors of this moment."""
    from core.key_check import refuse_without_keys

    try:
        refuse_without_keys()
    except ImproperlyConfigured as error:
        raise SystemExit(str(error)) from error
