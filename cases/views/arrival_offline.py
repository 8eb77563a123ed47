"""What a phone keeps to open the form without signal: the empty form, its styles and scripts. Nobody's data."""

import hashlib
import json
from functools import lru_cache

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_safe

from cases.views.arrivals import screen
from core.access import public

WORKER = "js/arrival_worker.js"
ASSETS = (
    "vendor/bootstrap/bootstrap.min.css",
    "css/tokens.css",
    "css/base.css",
    "css/layout.css",
    "css/components.css",
    "css/records.css",
    "css/tables.css",
    "css/forms.css",
    "css/cases.css",
    "css/arrival.css",
    "css/print.css",
    "img/icon.svg",
    "js/theme.js",
    "js/outbox.js",
    "js/outbox_send.js",
    "js/arrival_village.js",
    "js/arrival_card.js",
    "js/arrival_alike.js",
    "js/arrival_list.js",
    "js/arrival.js",
)


@require_safe
@public
def arrival_shell(request: HttpRequest) -> HttpResponse:
    """The empty form as it is kept on the phone: no account, no token, no number of anybody."""
    response = render(request, "cases/arrival_shell.html", {**screen(), "is_shell": True})
    response["Cache-Control"] = "no-cache"
    return response


@require_safe
@public
def arrival_worker(request: HttpRequest) -> HttpResponse:
    """The service worker with the list of what it keeps; it changes when any of that does."""
    assets = [static(name) for name in ASSETS]
    shell = render_to_string("cases/arrival_shell.html", {**screen(), "is_shell": True}, request)
    kept = {
        "version": hashlib.sha256("".join([shell, *assets, *map(fingerprint, ASSETS)]).encode()).hexdigest()[:16],
        "page": reverse("cases:arrival_new"),
        "shell": reverse("cases:arrival_shell"),
        "assets": assets,
    }
    code = f"const KEPT = {json.dumps(kept)};\n{content(WORKER).decode()}"
    response = HttpResponse(code, content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response


def content(name: str) -> bytes:
    """A file of the static folder; production serves the hashed copy, which has the same bytes."""
    path = finders.find(name)
    if not path:
        return b""
    with open(path, "rb") as handle:
        return handle.read()


def fingerprint(name: str) -> str:
    return _kept_fingerprint(name) if settings.PRODUCTION else hashlib.sha256(content(name)).hexdigest()


@lru_cache(maxsize=64)
def _kept_fingerprint(name: str) -> str:
    return hashlib.sha256(content(name)).hexdigest()
