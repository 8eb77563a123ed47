"""What changed on a record and who looked at it, in words. Values come from the rows that triggers wrote."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.contrib.auth import get_user_model
from django.db.models import Count, F, Max, Window
from django.db.models.functions import Lag
from django.utils.translation import gettext as _

from cases import reference
from cases.choices import ListName
from cases.models import Case, Worker
from core.models import AccessRecord
from core.templatetags.ui import tanggal
from regions.models import Area

MOST_EVENTS = 60
MOST_LOOKERS = 40
LISTS = {
    "category": ListName.CASE_CATEGORY,
    "channel": ListName.CHANNEL,
    "country": ListName.COUNTRY,
    "stage": ListName.STAGE,
    "closing_reason": ListName.CLOSING_REASON,
    "cause": ListName.RETURN_CAUSE,
    "deportation_reason": ListName.DEPORTATION_REASON,
    "paper_held": ListName.DOCUMENT,
}
SECRET = {"nik", "passport_number"}
CASE_FIELDS = (
    "category", "channel", "country", "summary", "stage", "status", "adu_number", "assignee_id", "due_on",
    "is_restricted", "closing_reason", "closing_note", "worker_id",
)  # fmt: skip
WORKER_FIELDS = (
    "name", "sex", "birth_date", "birth_year", "stated_age", "nik", "passport_number", "phone", "district_id",
    "village_id", "is_restricted", "merged_into_id",
)  # fmt: skip
RETURNEE_FIELDS = (
    "cause", "deportation_reason", "arrival_state", "not_arrived_reason", "arrived_on", "paper_held", "family_phone",
    "note", "submission_state", "sent_back_reason", "is_unlisted", "unlisted_reason",
)  # fmt: skip
RETURN_FIELDS = (
    "cause", "country", "sending_office", "vessel", "mode", "place_of_arrival", "expected_on", "arrived_on",
    "group_total", "group_low", "group_is_about", "state", "note",
)  # fmt: skip


@dataclass(frozen=True)
class Change:
    label: str
    before: str
    after: str


@dataclass(frozen=True)
class HistoryEntry:
    """One change of a row: when, who, and each field before and after. No fields: the row was made."""

    at: datetime
    who: str
    is_new: bool = False
    changes: list[Change] = field(default_factory=list)


def labels() -> dict[str, str]:
    """Words of columns whose model gives none of its own."""
    return {
        "assignee_id": _("Petugas"),
        "stage": _("Tahap"),
        "status": _("Status"),
        "is_restricted": _("Akses terbatas"),
        "closing_reason": _("Alasan penutupan"),
        "closing_note": _("Catatan penutupan"),
        "worker_id": _("Orang"),
        "birth_year": _("Tahun lahir"),
        "district_id": _("Daerah asal"),
        "village_id": _("Desa/kelurahan"),
        "merged_into_id": _("Digabungkan ke"),
        "state": _("Keadaan"),
        "cause": _("Sebab kepulangan"),
        "deportation_reason": _("Alasan deportasi"),
        "arrival_state": _("Kedatangan"),
        "not_arrived_reason": _("Alasan tidak datang"),
        "paper_held": _("Dokumen yang dipegang"),
        "family_phone": _("Telepon keluarga"),
        "note": _("Catatan"),
        "submission_state": _("Pemeriksaan"),
        "sent_back_reason": _("Alasan pengembalian"),
        "is_unlisted": _("Di luar daftar"),
        "unlisted_reason": _("Keterangan di luar daftar"),
        "arrived_on": _("Tanggal tiba"),
    }


class Words:
    """Names of users, areas and people that the events point to, read once for the whole history."""

    def __init__(self, events: list, fields: Iterable[str]):
        self.fields = tuple(fields)
        users = {self.user_id(event) for event in events} | self.ids(events, "assignee_id")
        self.users = dict(get_user_model().objects.filter(pk__in=users - {None}).values_list("pk", "full_name"))
        areas = self.ids(events, "district_id") | self.ids(events, "village_id")
        self.areas = dict(Area.objects.filter(pk__in=areas).values_list("pk", "name")) if areas else {}
        people = self.ids(events, "worker_id") | self.ids(events, "merged_into_id")
        self.people = dict(Worker.objects.filter(pk__in=people).values_list("pk", "number")) if people else {}

    def ids(self, events: list, name: str) -> set[int]:
        return {getattr(event, name) for event in events if name in self.fields} - {None}

    @staticmethod
    def user_id(event) -> int | None:
        return (event.pgh_context or {}).get("user")

    def who(self, event) -> str:
        return self.users.get(self.user_id(event)) or _("Sistem")  # type: ignore[arg-type]

    def value(self, event, name: str) -> str:
        value = getattr(event, name)
        if value is None or value == "":
            return "–"
        if name in SECRET:
            return mask(value)
        if name in LISTS:
            return reference.label(LISTS[name], value)
        if name == "assignee_id":
            return self.users.get(value, "?")
        if name in {"worker_id", "merged_into_id"}:
            return self.people.get(value, _("Disamarkan"))
        if name in {"district_id", "village_id"}:
            return self.areas.get(value, "?")
        return plain_value(event, name, value)


def plain_value(event, name: str, value: object) -> str:
    if isinstance(value, bool):
        return _("Ya") if value else _("Tidak")
    if isinstance(value, date):
        return tanggal(value)
    choices = dict(event._meta.get_field(name).flatchoices)
    return str(choices.get(value, value))


def mask(number: str) -> str:
    """All but the last four signs hidden."""
    return "•" * max(0, len(number) - 4) + number[-4:] if number else ""


def history_of(row, fields: tuple[str, ...]) -> list[HistoryEntry]:
    """The changes of one row in the columns named, newest first, at most MOST_EVENTS."""
    events = list(row.events.order_by("-pgh_id")[: MOST_EVENTS + 1])
    words = Words(events, fields)
    names = labels()
    found = []
    for after, before in zip(events, [*events[1:], None], strict=True):
        if before is None:
            if after.pgh_label == "insert":
                found.append(HistoryEntry(after.pgh_created_at, words.who(after), is_new=True))
            continue
        changes = [
            Change(column_label(row, name, names), words.value(before, name), words.value(after, name))
            for name in fields
            if getattr(before, name) != getattr(after, name)
        ]
        if changes:
            found.append(HistoryEntry(after.pgh_created_at, words.who(after), changes=changes))
    return found[:MOST_EVENTS]


def column_label(row, name: str, names: dict[str, str]) -> str:
    return names.get(name) or str(row._meta.get_field(name).verbose_name)


def assignments_of(case: Case) -> list[tuple[datetime, str, str]]:
    """When the case was given to whom, and by whom: (at, who, to), newest first, at most MOST_EVENTS."""
    before = Window(Lag("assignee_id"), order_by="pgh_id")
    events = (
        case.events.annotate(before=before)
        .exclude(before=F("assignee_id"))
        .only("pgh_created_at", "pgh_context", "assignee_id")
    )
    moves = [event for event in events.order_by("-pgh_id")[:MOST_EVENTS] if event.assignee_id != event.before]
    words = Words(moves, ("assignee_id",))
    return [(event.pgh_created_at, words.who(event), words.value(event, "assignee_id")) for event in moves]


@dataclass(frozen=True)
class Looker:
    """One account that looked at a record: how often, and when last."""

    user: object
    times: int
    last: datetime


def looks_at(worker_id: int, *, object_kind: str = "", object_id: int | None = None) -> list[Looker]:
    """Who looked at a person, or at one row about that person; whoever looked last stands first."""
    rows = AccessRecord.objects.filter(worker_ids__contains=[worker_id], user__isnull=False)
    if object_kind:
        rows = rows.filter(object_kind=object_kind, object_ids__contains=[object_id])
    found = list(rows.values_list("user").annotate(Count("pk"), last=Max("at")).order_by("-last")[:MOST_LOOKERS])
    users = get_user_model().objects.select_related("office").in_bulk([user_id for user_id, _times, _last in found])
    return [Looker(users[user_id], times, last) for user_id, times, last in found]
