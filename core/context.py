"""What is known of the request that is being served: for access records and logs."""

from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True)
class RequestContext:
    """`ip` as text. `route` is the pattern of the address, never what was typed in it; `right` is what it asks for.

    `session` is the session itself: its key changes at sign-in, and the record keeps a keyed hash of it.
    """

    request_id: str = ""
    path: str = ""
    ip: str = ""
    route: str = ""
    right: str = ""
    session: object = None


request_context: ContextVar[RequestContext] = ContextVar("request_context", default=RequestContext())
