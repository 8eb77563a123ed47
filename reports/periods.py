"""Months that reports are made for."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

CODE = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")
EARLIEST, LATEST = 2000, 2100
MONTH_NAMES = (
    gettext_noop("Januari"),
    gettext_noop("Februari"),
    gettext_noop("Maret"),
    gettext_noop("April"),
    gettext_noop("Mei"),
    gettext_noop("Juni"),
    gettext_noop("Juli"),
    gettext_noop("Agustus"),
    gettext_noop("September"),
    gettext_noop("Oktober"),
    gettext_noop("November"),
    gettext_noop("Desember"),
)


@dataclass(frozen=True)
class Month:
    """A calendar month; `first` and `last` are its days, both included."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> "Month":
        return cls(day.year, day.month)

    @classmethod
    def parse(cls, code: str) -> "Month | None":
        """The month of `2026-11`, or None for anything else and for years before 2000 or after 2100."""
        found = CODE.fullmatch(code or "")
        return cls(int(found[1]), int(found[2])) if found and EARLIEST <= int(found[1]) <= LATEST else None

    @property
    def code(self) -> str:
        return f"{self.year}-{self.number:02}"

    @property
    def first(self) -> date:
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        return self.next().first - timedelta(days=1)

    @property
    def label(self) -> str:
        return f"{_(MONTH_NAMES[self.number - 1])} {self.year}"

    def next(self) -> "Month":
        return Month(self.year + self.number // 12, self.number % 12 + 1)

    def previous(self) -> "Month":
        return Month(self.year - (self.number == 1), (self.number - 2) % 12 + 1)

    def year_before(self) -> "Month":
        return Month(self.year - 1, self.number)
