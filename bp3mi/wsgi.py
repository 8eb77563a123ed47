"""WSGI entry point."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bp3mi.settings")
application = get_wsgi_application()

from core.key_check import refuse_without_keys  # noqa: E402 - Django must be there first
from core.walls import hold_this_program  # noqa: E402

hold_this_program()
refuse_without_keys()
