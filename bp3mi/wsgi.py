"""WSGI entry point."""

import os

from django.core.wsgi import get_wsgi_application

from core.key_check import refuse_without_keys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bp3mi.settings")
application = get_wsgi_application()
refuse_without_keys()
