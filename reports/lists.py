"""Lists of the reports: the rows behind a figure, the files of a person, the record of looks."""

from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts.models import User
from cases.models import Case, Returnee
from core.lists import PAGE_SIZE, ListSearch
from core.models import AccessRecord
from reports.days import day_bounds
from reports.indicators import Indicator
from reports.models import ExportRecord, UnusualPattern
from reports.oversight import Subject, looks_about
from reports.periods import Month
from reports.queries import province_beside, province_counts

REMAINDERS = {
    "sent_back": gettext_noop("dikembalikan untuk diperbaiki"),
    "undated": gettext_noop("tanpa tanggal tiba"),
    "old": gettext_noop("data lama, belum diperiksa"),
}

FIGURE = "angka:"


@dataclass
class RowsSearch(ListSearch):
    """The rows behind one figure: an indicator, a month, and a key for each chosen dimension."""

    indicator: Indicator | None = None
    month: Month | None = None

    @property
    def chosen(self) -> dict[str, str]:
        """Keys as the address names them; a NUL, which no text of the database holds, is left out."""
        keys = {code: self.values.get(code, "").replace("\x00", "") for code in self.indicator.dimensions()}
        return {code: key for code, key in keys.items() if key}

    @property
    def remainder(self) -> str:
        """What the tables leave out, when that is asked for."""
        asked = self.values.get("sisa", "")
        return asked if asked in self.indicator.beside(self.month) else ""

    def conditions(self) -> list[Q]:
        if self.remainder:
            return [self.indicator.beside(self.month)[self.remainder]]
        return [self.indicator.in_month(self.month), self.indicator.counted(), self.indicator.condition(self.chosen)]

    def sentence(self) -> str:
        if self.remainder:
            return f"{self.indicator.name} · {self.month.label} · {_(REMAINDERS[self.remainder])}"
        dimensions = self.indicator.dimensions()
        said = [f"{dimensions[code].title}: {dimensions[code].label(key)}" for code, key in self.chosen.items()]
        return " · ".join([str(self.indicator.name), self.month.label, *said])

    def purpose(self) -> str:
        """The figure in codes for the record of looks, which says it in the language of whoever reads the record."""
        return f"{FIGURE}{self.month.code}?{urlencode({'indikator': self.indicator.code, **self.chosen})}"[:300]

    def restricted(self) -> int:
        """How many rows of the figure the viewer may not open."""
        if self.remainder:
            counted = province_beside(self.indicator, self.month)[self.remainder]
        else:
            counted = province_counts(self.indicator, self.month, self.chosen or {}).measures["rows"]
        return max(0, counted - self.rows().count())


class ReturneeRows(RowsSearch):
    model = Returnee
    sort_field = "arrived_on"
    related = ("worker", "repatriation", "district")


class UndatedRows(ReturneeRows):
    """Without a day of arrival, the day of recording sorts them."""

    sort_field = "created_at"


class CaseRows(RowsSearch):
    model = Case
    sort_field = "opened_on"
    related = ("worker", "district")


def rows_search(indicator: Indicator, month: Month, viewer, values: dict[str, str]) -> RowsSearch:
    kind = CaseRows if indicator.model_rows().model is Case else ReturneeRows
    if values.get("sisa") == "undated" and kind is ReturneeRows:
        kind = UndatedRows
    return kind(viewer, values, indicator=indicator, month=month)


def purpose_words(text: str, viewer) -> str:
    """What a purpose says: a figure in words, anything else as it was written."""
    code, _mark, query = text.removeprefix(FIGURE).partition("?")
    values = dict(parse_qsl(query))
    month, kind = Month.parse(code), Indicator.registry.get(values.get("indikator", ""))
    if not text.startswith(FIGURE) or month is None or kind is None:
        return text
    return rows_search(kind(), month, viewer, values).sentence()


class OpenList(ListSearch):
    """A list of rows without people of ours, seen whole by whoever holds the right."""

    def branches(self) -> list:
        return [self.model._default_manager.filter(*self.conditions())]

    def fetch(self, cursor):
        return list(self.walk(self.branches()[0], cursor).select_related(*self.related)[: PAGE_SIZE + 1])


class LookList(OpenList):
    """The record of looks by day, user and kind."""

    model = AccessRecord
    sort_field = "at"
    related = ("user",)

    def conditions(self) -> list[Q]:
        conditions = []
        if day := self.values.get("day"):
            first, end = day_bounds(day)
            conditions.append(Q(at__gte=first, at__lt=end))
        if user := self.values.get("user"):
            conditions.append(Q(user=user))
        if kind := self.values.get("kind"):
            conditions.append(Q(object_kind=kind))
        if look := self.values.get("look"):
            conditions.append(Q(look=look))
        if searched := self.values.get("searched"):
            conditions.append(Q(searched=searched))
        return conditions

    def sentence(self) -> str:
        user: User | None = self.values.get("user")
        return _("Catatan akses {siapa}").format(siapa=user.full_name if user else _("semua pengguna"))


@dataclass
class SubjectLooks(OpenList):
    """The record of one person."""

    subject: Subject | None = None

    model = AccessRecord
    sort_field = "at"
    related = ("user",)

    def conditions(self) -> list[Q]:
        return [looks_about(self.subject)]

    def sentence(self) -> str:
        return _("Siapa yang melihat data {nomor}").format(nomor=self.subject.number)


class PatternList(OpenList):
    """Unusual patterns by state and user."""

    model = UnusualPattern
    sort_field = "at"
    related = ("user__office", "decided_by")

    def conditions(self) -> list[Q]:
        conditions = []
        if state := self.values.get("state"):
            conditions.append(Q(state=state))
        if user := self.values.get("user"):
            conditions.append(Q(user=user))
        return conditions

    def sentence(self) -> str:
        return _("Pola tidak biasa")


class ExportList(OpenList):
    """The register of exports."""

    model = ExportRecord
    sort_field = "requested_at"
    related = ("job", "user")

    def conditions(self) -> list[Q]:
        return [Q(user_id=self.viewer.user_id)] if self.values.get("own") else []

    def sentence(self) -> str:
        return _("Berkas yang Anda minta") if self.values.get("own") else _("Semua unduhan")
