"""Without the right keys nothing starts: web, worker and commands ask here first."""

import logging

from django.core.checks import Error
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connections

from core.keys import key_ring

logger = logging.getLogger(__name__)


def refuse_without_keys() -> None:
    """Raises ImproperlyConfigured when the key file is missing or belongs to another database.

    A database that does not answer yet is no reason: keys are asked for again before the first value is read.
    """
    try:
        key_ring()
    except DatabaseError as error:
        logger.warning("The keys could not be compared with the database yet: %s", type(error).__name__)
    finally:
        connections.close_all()  # whoever forks after this makes connections of its own


def check_keys(app_configs=None, **_options) -> list[Error]:
    """The same for management commands, as one of Django's checks."""
    try:
        key_ring()
    except ImproperlyConfigured as error:
        return [Error(str(error), id="core.E001")]
    except DatabaseError:
        return []
    return []
