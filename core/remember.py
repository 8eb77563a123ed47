"""What changes seldom and is asked on every page is kept in memory for a minute."""

import time
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")
SECONDS = 60
_kept: list[dict] = []


def remembered(function: Callable[P, R]) -> Callable[P, R]:
    """Keeps the answers of a read without a viewer, by its hashable arguments.

    Who changes what was read calls `forget_all`; another process forgets at the latest after SECONDS. Empty answers
    are not kept: lists may be about to be loaded.
    """
    answers: dict[object, tuple[float, R]] = {}
    _kept.append(answers)

    @wraps(function)
    def wrapper(*args: P.args, **kwargs: P.kwargs) -> R:
        key = (args, tuple(sorted(kwargs.items())))
        read_at, answer = answers.get(key, (0.0, None))
        if answer is None or time.time() - read_at > SECONDS:
            answer = function(*args, **kwargs)
            if answer:
                answers[key] = (time.time(), answer)
        return answer

    return wrapper


def forget_all() -> None:
    for answers in _kept:
        answers.clear()
