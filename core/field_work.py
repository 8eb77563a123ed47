"""Work away from a desk that is open now. A kind registers itself by being declared in an app's `field_work.py`."""

from datetime import datetime
from typing import ClassVar

from django.db import transaction

from core.scope import Viewer, open_scope


class FieldWork:
    """While any kind is open, a phone that its officer trusts is not signed out by idleness."""

    registry: ClassVar[list[type["FieldWork"]]] = []

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        FieldWork.registry.append(cls)

    def is_open(self, viewer: Viewer, now: datetime) -> bool:
        """Asked inside the viewer's scope."""
        raise NotImplementedError


def has_field_work(viewer: Viewer, now: datetime) -> bool:
    with open_scope(viewer), transaction.atomic():
        return any(kind().is_open(viewer, now) for kind in FieldWork.registry)
