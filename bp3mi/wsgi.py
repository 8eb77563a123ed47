"""WSGI entry point."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bp3mi.settings")
application = get_wsgi_application()

from core.walls import hold_this_program  # noqa: E402 - Django must be there first

hold_this_program()
