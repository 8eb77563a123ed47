"""History of every change: database triggers write it, actions say who and why.

`tracked` puts the triggers of pghistory on a model (insert, update, delete). `action` wraps a function of
`actions/` so that it is atomic and its changes carry the person and the name of the event.
"""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

import pghistory
from django.db import transaction

P = ParamSpec("P")
R = TypeVar("R")


def tracked(*, exclude: tuple[str, ...] = (), **kwargs):
    """Record every insert, update and delete of the model, with the values after (before, on delete).

    Encrypted columns go over as they are stored. Blind indexes, and what `exclude` names, stay out.
    """

    def decorate(model):
        blind = [field.name for field in model._meta.local_fields if getattr(field, "is_blind", False)]
        events = (pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
        return pghistory.track(*events, exclude=[*exclude, *blind], **kwargs)(model)

    return decorate


def action(function: Callable[P, R]) -> Callable[P, R]:
    """One event of the domain: keyword arguments only, `by=` required, all or nothing."""

    @wraps(function)
    def wrapper(*args: P.args, **kwargs: P.kwargs) -> R:
        if args or "by" not in kwargs:
            raise TypeError(f"{function.__name__} takes keyword arguments only, and by=.")
        by = kwargs["by"]
        with transaction.atomic(), pghistory.context(user=getattr(by, "pk", None), action=function.__name__):
            return function(*args, **kwargs)

    return wrapper
