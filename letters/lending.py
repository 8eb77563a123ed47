"""Which letters belong to something that a viewer sees. Apps above declare how to tell; letters know none of it."""

from collections.abc import Callable

from django.db.models import QuerySet

from core.scope import Viewer

Lender = Callable[[Viewer], QuerySet]
_lenders: dict[str, Lender] = {}


def lend(code: str, lender: Lender) -> None:
    """`lender(viewer)`: keys of letters that belong to rows in the viewer's sight. Declared again it is the same."""
    _lenders[code] = lender


def lent_to(viewer: Viewer) -> list[QuerySet]:
    return [lender(viewer) for lender in _lenders.values()]
