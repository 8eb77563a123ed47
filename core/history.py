"""History of every change: database triggers write it (core/tracking.py), actions say who and why.

`action` wraps a function of `actions/` so that it is atomic, its changes carry the person and the name of the event,
and the record of looks names the change in the same transaction: a row of history without such a line was written
past the application.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import ParamSpec, TypeVar

import pghistory
from django.db import transaction

from core.actions.access import record_change

P = ParamSpec("P")
R = TypeVar("R")
_within: ContextVar[bool] = ContextVar("within_action", default=False)


def action(function: Callable[P, R]) -> Callable[P, R]:
    """One event of the domain: keyword arguments only, `by=` required, all or nothing."""

    @wraps(function)
    def wrapper(*args: P.args, **kwargs: P.kwargs) -> R:
        if args or "by" not in kwargs:
            raise TypeError(f"{function.__name__} takes keyword arguments only, and by=.")
        user = getattr(kwargs["by"], "pk", None)
        with transaction.atomic(), pghistory.context(user=user, action=function.__name__), as_one_change() as is_outer:
            result = function(*args, **kwargs)
            if is_outer:
                record_action(function, kwargs, result, user)
            return result

    return wrapper


@contextmanager
def as_one_change() -> Iterator[bool]:
    """An action within an action is part of it; yields whether this is the outer one."""
    is_outer = not _within.get()
    token = _within.set(True)
    try:
        yield is_outer
    finally:
        _within.reset(token)


def record_action(function: Callable, kwargs: dict, result: object, user: int | None) -> None:
    record_change(
        name=function.__name__,
        kind=function.__module__.split(".", 1)[0],
        touched=[*(value for name, value in kwargs.items() if name != "by"), result],
        user_id=user,
    )


@contextmanager
def by_system(*, reason: str) -> Iterator[None]:
    """Changes that no person's action makes: a command, a migration of data. The reason stands in the record."""
    with transaction.atomic(), pghistory.context(user=None, action="by_system"), as_one_change() as is_outer:
        yield
        if is_outer:
            record_change(name="by_system", kind="system", touched=[], user_id=None, purpose=reason)
