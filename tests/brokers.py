"""Telling another broker than the one of the settings, as this process would."""

import os
from contextlib import contextmanager

from bp3mi.celery import app

NAME = "CELERY_BROKER_URL"  # Celery looks here before it looks at its settings


def _forget_connections() -> None:
    """Celery keeps its connections however its settings change."""
    app._pool = None
    app.amqp._producer_pool = None


@contextmanager
def told_through(url: str):
    """Inside the block work is told to the broker at `url` (in Celery's spelling)."""
    before = os.environ.pop(NAME, None)
    os.environ[NAME] = url
    _forget_connections()
    try:
        yield
    finally:
        del os.environ[NAME]
        if before is not None:
            os.environ[NAME] = before
        _forget_connections()
