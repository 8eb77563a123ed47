"""The project package: settings, urls, celery. It holds no domain nouns and no models."""
