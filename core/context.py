"""What is known of the request that is being served: for access records and logs."""

from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True)
class RequestContext:
    """`ip` as text, `path` without its query."""

    request_id: str = ""
    path: str = ""
    ip: str = ""


request_context: ContextVar[RequestContext] = ContextVar("request_context", default=RequestContext())
