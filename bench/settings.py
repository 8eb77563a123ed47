"""The product's settings with the floor page beside its own pages."""

from bp3mi import env
from bp3mi.settings import *  # noqa: F403
from bp3mi.settings import BASE_DIR, DATABASES, TEMPLATES

ROOT_URLCONF = "bench.urls"
WSGI_APPLICATION = "bench.wsgi.application"
TEMPLATES = [{**TEMPLATES[0], "DIRS": [*TEMPLATES[0]["DIRS"], BASE_DIR / "bench" / "templates"]}]
if env.flag("BENCH_UNWALLED"):  # what the walls cost is measured beside a server without them
    DATABASES["default"]["ENGINE"] = "bench.unwalled"
