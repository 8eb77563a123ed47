"""Looking at everything from a test that has no transaction of its own."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from core.scope import viewing_everything


@contextmanager
def everything() -> Iterator[None]:
    with viewing_everything(reason="a test looks"), transaction.atomic():
        yield
