"""Gives each request an id that stands on its access records, its logs and its error page."""

import uuid

from core.context import RequestContext, request_context


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
