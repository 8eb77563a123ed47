"""An id for each request, headers on every answer, and the page of what happens too often."""

import uuid

from django.conf import settings

from core.context import RequestContext, request_context
from core.exceptions import TooMany


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
