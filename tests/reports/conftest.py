"""A month that was counted by hand, and ways to look at it."""

from dataclasses import dataclass
from datetime import date

import pytest
from django.utils import timezone

from cases.choices import AgeGroup, ArrivalState, Sex, SubmissionState
from cases.models import Case, Repatriation, Returnee, Worker
from core.scope import viewing_everything
from regions.models import Area
from reports.periods import Month

NOVEMBER = Month(2026, 11)


@dataclass(frozen=True)
class Row:
    """One person in one return. `who` names the person; the same name twice is the same person."""

    who: str
    on: date
    district: str | None
    sex: str
    age: str
    cause: str
    reason: str = ""
    country: str = "MYS"
    arrival: str = "ARRIVED"
    submission: str = "VERIFIED"
    entered: date | None = None
    restricted: bool = False
    place: str = "Pelabuhan Murhum"


ADULT, CHILD, UNSURE = AgeGroup.ADULT, AgeGroup.CHILD, AgeGroup.UNKNOWN
L, P, U = Sex.MALE, Sex.FEMALE, Sex.UNKNOWN

# The table below was counted by hand; the tests name the figures that a person gets from it.
HAND_COUNTED = [
    Row("a", date(2026, 11, 1), "74.14", L, ADULT, "DEPORTASI", "MASUK_ILEGAL"),
    Row("b", date(2026, 11, 1), "74.14", P, ADULT, "DEPORTASI", "MASUK_ILEGAL", submission="WAITING"),
    Row("c", date(2026, 11, 1), "74.14", L, CHILD, "DEPORTASI", "TANPA_PASPOR"),
    Row("d", date(2026, 11, 1), "74.14", P, CHILD, "DEPORTASI", ""),
    Row("e", date(2026, 11, 12), "74.07", U, ADULT, "DEPORTASI", "OVERSTAY"),
    Row("f", date(2026, 11, 12), "74.07", L, UNSURE, "TERKENDALA"),
    Row("g", date(2026, 11, 12), None, L, ADULT, "DEPORTASI", "NARKOBA"),
    Row("h", date(2026, 11, 12), "73.71", P, ADULT, "SAKIT", country="SAU"),
    Row("i", date(2026, 11, 30), "74.71", L, ADULT, "JENAZAH", entered=date(2026, 12, 3)),
    Row("a", date(2026, 11, 28), "74.14", L, ADULT, "DEPORTASI", "OVERSTAY"),
    Row("j", date(2026, 11, 15), "74.14", P, CHILD, "DEPORTASI", "MASUK_ILEGAL", restricted=True),
    # Prevented departures: counted apart.
    Row("k", date(2026, 11, 20), "74.14", L, ADULT, "DICEGAH", country="", place="Bandara Haluoleo"),
    Row("l", date(2026, 11, 20), "74.07", P, ADULT, "DICEGAH", country="", place=""),
    # Not counted: sent back, not arrived, expected, other months.
    Row("m", date(2026, 11, 20), "74.14", L, ADULT, "DEPORTASI", submission="RETURNED"),
    Row("n", date(2026, 11, 20), "74.14", L, ADULT, "DEPORTASI", arrival="NOT_ARRIVED"),
    Row("o", date(2026, 11, 20), "74.14", L, ADULT, "DEPORTASI", arrival="EXPECTED"),
    Row("p", date(2026, 10, 31), "74.14", L, ADULT, "DEPORTASI", "OVERSTAY"),
    Row("q", date(2026, 12, 1), "74.14", L, ADULT, "DEPORTASI", "OVERSTAY"),
    # The same month last year.
    Row("r", date(2025, 11, 3), "74.14", L, ADULT, "DEPORTASI", "OVERSTAY"),
    Row("s", date(2025, 11, 3), "74.01", P, ADULT, "TERKENDALA"),
]


def noon(day: date):
    return timezone.make_aware(timezone.datetime(day.year, day.month, day.day, 12))


class RowMaker:
    """Writes rows as they stand, past the actions, so that odd ones can be made too."""

    def __init__(self, by):
        self.by, self.number, self.workers, self.groups = by, 0, {}, {}
        self.areas = {area.code: area for area in Area.objects.districts()}

    def next_number(self, prefix: str) -> str:
        self.number += 1
        return f"{prefix}-T{self.number:05}"

    def worker(self, row: Row) -> Worker:
        if row.who not in self.workers:
            self.workers[row.who] = Worker.objects.create(
                number=self.next_number("PMI"),
                name=f"La Hitung {row.who.upper()}",
                sex=row.sex,
                district=self.areas.get(row.district),
                is_restricted=row.restricted,
                created_by=self.by,
            )
        return self.workers[row.who]

    def group(self, row: Row) -> Repatriation:
        key = (row.on, row.cause, row.place)
        fresh = (
            key not in self.groups
            or Returnee.objects.filter(repatriation=self.groups[key], worker=self.worker(row)).exists()
        )
        if fresh:
            self.groups[key] = Repatriation.objects.create(
                number=self.next_number("PM"),
                cause=row.cause or "DEPORTASI",
                country=row.country,
                place_of_arrival=row.place,
                arrived_on=row.on,
                office=self.by.office,
                created_by=self.by,
            )
        return self.groups[key]

    def returnee(self, row: Row) -> Returnee:
        return Returnee.objects.create(
            repatriation=self.group(row),
            worker=self.worker(row),
            arrival_state=row.arrival,
            not_arrived_reason="UNKNOWN" if row.arrival == ArrivalState.NOT_ARRIVED else "",
            cause=row.cause,
            deportation_reason=row.reason,
            country=row.country,
            arrived_on=row.on,
            district=self.areas.get(row.district),
            sex=row.sex,
            age_group=row.age,
            is_restricted=row.restricted,
            submission_state=row.submission,
            sent_back_reason="?" if row.submission == SubmissionState.RETURNED else "",
            created_by=self.by,
            created_at=noon(row.entered or row.on),
        )

    def case(
        self, *, on: date, category="DEPORTASI", channel="LANGSUNG", country="MYS", district="74.14", **values
    ) -> Case:
        values.setdefault("worker", self.worker(Row("k1", on, district, L, ADULT, "DEPORTASI")))
        return Case.objects.create(
            number=self.next_number("KS"),
            category=category,
            channel=channel,
            country=country,
            district=self.areas.get(district),
            opened_at=noon(on),
            opened_on=on,
            created_by=self.by,
            **values,
        )

    def close(self, case: Case, on: date) -> None:
        case.status, case.closed_at, case.closed_on, case.closing_reason = "SELESAI", noon(on), on, "TERPENUHI"
        case.save()


@pytest.fixture
def make(people):
    """Makes rows; give it rows of the table above."""
    with viewing_everything(reason="making rows for a test"):
        maker = RowMaker(people.caseworker)

    def made(*rows: Row) -> RowMaker:
        with viewing_everything(reason="making rows for a test"):
            for row in rows:
                maker.returnee(row)
        return maker

    return made


@pytest.fixture
def hand_counted(make):
    return make(*HAND_COUNTED)


@pytest.fixture
def some_cases(make):
    """Six cases of November 2026, two of them done, one restricted, and one of October."""
    maker = make()
    with viewing_everything(reason="making rows for a test"):
        done = [maker.case(on=date(2026, 11, 2)), maker.case(on=date(2026, 11, 2), channel="SURAT")]
        maker.case(on=date(2026, 11, 9), category="GAJI_TIDAK_DIBAYAR", country="SAU", district="74.07")
        maker.case(on=date(2026, 11, 9), category="GAJI_TIDAK_DIBAYAR", country="", district=None)
        maker.case(on=date(2026, 11, 9), category="TPPO", is_restricted=True)
        maker.case(on=date(2026, 11, 30), district="73.71")
        maker.case(on=date(2026, 10, 31))
        for case in done:
            maker.close(case, date(2026, 11, 20))
    return maker
