"""The triggers that write the history of a model."""

import pghistory
from django.contrib.postgres.indexes import BrinIndex
from django.db import models

from core.moments import Moment


def tracked(*, exclude: tuple[str, ...] = (), **kwargs):
    """Record every insert, update and delete of the model, with the values after (before, on delete).

    Encrypted columns go over as they are stored. Blind indexes, and what `exclude` names, stay out.
    """

    def decorate(model):
        blind = [field.name for field in model._meta.local_fields if getattr(field, "is_blind", False)]
        return pghistory.track(
            pghistory.InsertEvent(),
            pghistory.UpdateEvent(),
            pghistory.DeleteEvent(),
            exclude=[*exclude, *blind],
            attrs={"pgh_moment": models.BigIntegerField(db_default=Moment())},
            meta={"indexes": [BrinIndex(fields=["pgh_moment"], autosummarize=True)]},
            **kwargs,
        )(model)

    return decorate
