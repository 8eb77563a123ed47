"""The triggers that write the history of a model."""

import pghistory
import pgtrigger
from django.contrib.postgres.indexes import BrinIndex
from django.db import models

from core.moments import Moment


class WritesTogether(pghistory.trigger.Event):
    """What pghistory writes for each new row, for all rows of one statement at once and with one moment."""

    def get_func(self, model) -> pgtrigger.Func:
        self.level = pgtrigger.Row
        text = super().get_func(model).func
        self.level = pgtrigger.Statement
        into, values = text.removesuffix("); RETURN NULL;").split(") VALUES (")
        columns = into.replace("(", '("pgh_moment", ', 1)
        rows = values.replace("NEW.", "new_values.")
        select = f"SELECT (SELECT core_moment()), {rows} FROM new_values; RETURN NULL;"  # noqa: S608 - columns of ours
        return pgtrigger.Func(f"{columns}) {select}")


class InsertTogether(pghistory.InsertEvent):
    """For tables into which lists of many rows are written: the history is the same, at a third of its time."""

    level = pgtrigger.Statement

    def add_event_trigger(self, event_model) -> None:
        pgtrigger.register(
            WritesTogether(
                event_model=event_model, label=self.label, name=self.trigger_name, row=self.row,
                operation=self.operation, level=self.level,
            )
        )(event_model.pgh_tracked_model)  # fmt: skip


def tracked(*, exclude: tuple[str, ...] = (), together: bool = False, **kwargs):
    """Record every insert, update and delete of the model, with the values after (before, on delete).

    Encrypted columns go over as they are stored. Blind indexes, and what `exclude` names, stay out. With `together`
    the rows of one INSERT are recorded by one statement.
    """

    def decorate(model):
        blind = [field.name for field in model._meta.local_fields if getattr(field, "is_blind", False)]
        return pghistory.track(
            InsertTogether() if together else pghistory.InsertEvent(),
            pghistory.UpdateEvent(),
            pghistory.DeleteEvent(),
            exclude=[*exclude, *blind],
            attrs={"pgh_moment": models.BigIntegerField(db_default=Moment())},
            meta={"indexes": [BrinIndex(fields=["pgh_moment"], autosummarize=True)]},
            **kwargs,
        )(model)

    return decorate
