"""Settings, all from the environment. `.env.example` lists each variable with its meaning."""

from bp3mi.celery import app as celery_app  # noqa: F401 - shared tasks find their application with the settings
from bp3mi.settings.base import *
from bp3mi.settings.office import *
from bp3mi.settings.security import *
from bp3mi.settings.services import *
