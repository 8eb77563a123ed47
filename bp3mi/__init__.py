"""The project package: settings, urls, celery. It holds no domain nouns and no models."""

from bp3mi.celery import app as celery_app

__all__ = ["celery_app"]
