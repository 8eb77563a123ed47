"""How many statements a page asks."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.remember import forget_all


def queries_of(client, url: str) -> int:
    """The statements of a visit for which all that is remembered for a minute has just been read."""
    forget_all()
    client.get(url)
    with CaptureQueriesContext(connection) as counted:
        assert client.get(url).status_code == 200
    return len(counted)
