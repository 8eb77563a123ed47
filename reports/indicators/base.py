"""An indicator says what is counted, which day decides, and by whose rule; its tables say how it is printed."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Coalesce

from reports.dimensions import Dimension
from reports.periods import Month


@dataclass(frozen=True)
class TableSpec:
    """A printed table: one dimension down, one or two across."""

    code: str
    title: str
    lines: Dimension
    columns: tuple[Dimension, ...]


class Indicator:
    """Subclass in a file of `reports/indicators/`; declaring it registers it.

    `definition`, `counts` and `source` are printed with every report; `tile` says what the number on top counts.
    `date_field` is the day that decides into which month a row falls, however late it was entered; `entered_field`
    is when it was entered.
    """

    code: ClassVar[str] = ""
    name: ClassVar[Any] = ""
    tile: ClassVar[Any] = ""
    definition: ClassVar[Any] = ""
    counts: ClassVar[Any] = ""
    date_label: ClassVar[Any] = ""
    source: ClassVar[str] = ""
    date_field: ClassVar[str] = ""
    entered_field: ClassVar[str] = "created_at"
    unverified: ClassVar[Q | None] = None
    registry: ClassVar[dict[str, type["Indicator"]]] = {}

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        if cls.code:
            if cls.code in Indicator.registry:
                raise TypeError(f"The indicator {cls.code} is declared twice.")
            Indicator.registry[cls.code] = cls

    def model_rows(self) -> QuerySet:
        """Rows of all months that the open scope sees."""
        raise NotImplementedError

    def every_row(self) -> QuerySet:
        """`model_rows` before anything is left out, as far as the open scope sees them."""
        return self.model_rows().model._default_manager.all()

    def tables(self) -> list[TableSpec]:
        raise NotImplementedError

    def rows(self, month: Month, district: str | None = None) -> QuerySet:
        """The rows that are counted in the month, as far as the open scope sees them."""
        rows = self.model_rows().filter(self.in_month(month))
        return rows.filter(district__code=district) if district else rows

    def in_month(self, month: Month) -> Q:
        return Q(**{f"{self.date_field}__range": (month.first, month.last)})

    def counted(self) -> Q:
        """Which rows count at all."""
        return Q()

    def dimensions(self) -> dict[str, Dimension]:
        """Every dimension of the indicator's tables by its code."""
        found: dict[str, Dimension] = {}
        for table in self.tables():
            for dimension in (table.lines, *table.columns):
                found[dimension.code] = dimension
        return found

    def condition(self, chosen: dict[str, str]) -> Q:
        """The rows of a cell: `chosen` maps codes of dimensions to keys."""
        dimensions = self.dimensions()
        condition = Q()
        for code, key in chosen.items():
            condition &= dimensions[code].condition(key)
        return condition

    def beside(self, month: Month) -> dict[str, Q]:
        """What the tables leave out and a reader must know of: rows by the name of their remainder."""
        return {}

    def measures(self, month: Month) -> dict[str, Count]:
        """What is said beside the tables: rows, persons, unverified and late ones."""
        late = Q(**{f"{self.entered_field}__date__gt": month.last})
        measures = {
            "rows": Count("pk"),
            "persons": Count(Coalesce("worker__merged_into_id", "worker_id"), distinct=True),
            "late": Count("pk", filter=late),
        }
        if self.unverified is not None:
            measures["unverified"] = Count("pk", filter=self.unverified)
        return measures
