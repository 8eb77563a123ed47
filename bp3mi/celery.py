"""Celery application. Jobs live in the database (core.Job); Celery only carries them along."""

import os

from celery import Celery
from celery.signals import worker_init

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bp3mi.settings")

app = Celery("bp3mi")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_init.connect
def keep_behind_the_walls(**_kwargs) -> None:
    """A worker refuses to start as a database role that sees everything."""
    from django.core.exceptions import ImproperlyConfigured

    from core.walls import hold_this_program

    try:
        hold_this_program()
    except ImproperlyConfigured as error:
        raise SystemExit(str(error)) from error  # Celery goes on after any lesser exception
