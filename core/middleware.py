"""An id for each request, headers on every answer, the record of refusals, and the page of what happens too often."""

import logging
import uuid
from contextlib import nullcontext
from dataclasses import replace

from django.conf import settings
from django.db import DatabaseError, transaction

from core.actions.access import Seen, record_event
from core.context import RequestContext, request_context
from core.exceptions import TooMany
from core.models import AccessRecord
from core.scope import open_scope

logger = logging.getLogger(__name__)
REFUSED = {403, 404}


def client_ip(request) -> str:
    """The address axes sees too; behind a proxy the last forwarded hop that the proxy wrote."""
    from axes.helpers import get_client_ip_address

    return get_client_ip_address(request) or ""


class RequestIdMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.id = uuid.uuid4().hex[:12]
        token = request_context.set(
            RequestContext(request_id=request.id, path=request.path, ip=client_ip(request)),
        )
        try:
            response = self.get_response(request)
        finally:
            request_context.reset(token)
        response["X-Request-Id"] = request.id
        return response


class RecordMiddleware:
    """Tells the record where a look comes from, and writes what the view's own transaction cannot keep.

    It stands outside the transaction and the scope of the view: what is refused or fails is rolled back there.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        token = request_context.set(replace(request_context.get(), session=getattr(request, "session", None)))
        try:
            response = self.get_response(request)
            self.record_refusal(request, response)
        finally:
            request_context.reset(token)
        return response

    def process_view(self, request, view, args, kwargs):
        route, right = request.resolver_match.route or "/", getattr(view, "required_right", "")
        request_context.set(replace(request_context.get(), route=route, right=right))

    def record_refusal(self, request, response) -> None:
        """Refused pages of signed-in viewers, and every page that failed, each in a transaction of its own."""
        failed, viewer = response.status_code >= 500, getattr(request, "viewer", None)
        refused = viewer is not None and response.status_code in REFUSED and request.resolver_match is not None
        if not failed and not refused:
            return
        scope = open_scope(viewer) if viewer is not None else nullcontext()
        try:
            with scope, transaction.atomic():
                record_event(**vars(refusal(request, response.status_code)))
        except DatabaseError:
            logger.exception("The refusal or failure of request %s could not be recorded.", request.id)


def refusal(request, status: int) -> Seen:
    """What was refused is kept as a keyed hash of the number in the address."""
    match = request.resolver_match
    named = match.kwargs if match else {}
    return Seen(
        look=AccessRecord.Look.FAILED if status >= 500 else AccessRecord.Look.DENIED,
        object_kind=(match.url_name or "")[:40] if match else "",
        searched=str(named.get("number") or named.get("pk") or ""),
        outcome=str(status),
    )


class HeadersMiddleware:
    """Headers that Django has no setting for, on every answer: pages, files, redirects, errors."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        for name, value in settings.SECURE_HEADERS.items():
            response.headers.setdefault(name, value)
        return response


class TooManyMiddleware:
    """Answers with 429 where a view raised TooMany."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        from core.views.errors import too_many

        return too_many(request, exception) if isinstance(exception, TooMany) else None
