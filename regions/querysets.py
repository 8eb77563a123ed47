"""Chainable filters of areas."""

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from regions.choices import AreaLevel

if TYPE_CHECKING:
    from regions.models import Area


class AreaQuerySet(models.QuerySet):
    def with_parents(self) -> "AreaQuerySet":
        """Everything `full_name()` reads, in the same query."""
        return self.select_related("parent", "district", "province")

    def at_levels(self, levels: Collection[str]) -> "AreaQuerySet":
        return self.filter(level__in=levels) if levels else self

    def within(self, area: "Area | str | None") -> "AreaQuerySet":
        """Areas that lie in `area` (an Area or a code), itself left out."""
        code = getattr(area, "code", area)
        return self.filter(code__startswith=f"{code}.") if code else self

    def valid_on(self, on: date | None) -> "AreaQuerySet":
        """Areas that existed on that day; without a day all, the retired ones too."""
        if on is None:
            return self
        return self.filter(Q(valid_from=None) | Q(valid_from__lte=on), Q(valid_to=None) | Q(valid_to__gt=on))

    def current(self) -> "AreaQuerySet":
        return self.filter(valid_to=None)

    def provinces(self) -> "AreaQuerySet":
        return self.filter(level=AreaLevel.PROVINCE)

    def districts(self) -> "AreaQuerySet":
        return self.filter(level=AreaLevel.DISTRICT)

    def subdistricts(self) -> "AreaQuerySet":
        return self.filter(level=AreaLevel.SUBDISTRICT)

    def villages(self) -> "AreaQuerySet":
        return self.filter(level=AreaLevel.VILLAGE)
