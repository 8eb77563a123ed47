"""Celery application. Jobs live in the database (core.Job); Celery only carries them along."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bp3mi.settings")

app = Celery("bp3mi")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
