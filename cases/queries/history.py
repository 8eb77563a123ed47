"""What changed on a record and who looked at it, in words. Values come from the rows that triggers wrote."""

from collections.abc import Iterable
from datetime import datetime

from django.contrib.auth import get_user_model
from django.db.models import F, Window
from django.db.models.functions import Lag
from django.utils.translation import gettext as _

from cases import reference
from cases.choices import ListName
from cases.models import Case, Worker
from core.changes import MOST_EVENTS, HistoryEntry, Looker, entries_of, events_of, lookers, plain_value, user_id_of
from core.models import AccessRecord
from regions.models import Area

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
SECRET = {"nik", "passport_number", "family_card"}
CASE_FIELDS = (
    "category", "channel", "country", "summary", "stage", "status", "adu_number", "assignee_id", "due_on",
    "is_restricted", "closing_reason", "closing_note", "worker_id",
)  # fmt: skip
WORKER_FIELDS = (
    "told_name", "sex", "birth_date", "birth_year", "stated_age", "nik", "family_card", "passport_number", "phone",
    "district_id", "village_id", "is_restricted", "merged_into_id",
)  # fmt: skip
RETURNEE_FIELDS = (
    "cause", "deportation_reason", "arrival_state", "not_arrived_reason", "arrived_on", "paper_held", "family_phone",
    "note", "submission_state", "sent_back_reason", "is_unlisted", "unlisted_reason",
)  # fmt: skip
RETURN_FIELDS = (
    "cause", "country", "sending_office", "vessel", "mode", "place_of_arrival", "expected_on", "arrived_on",
    "group_total", "group_low", "group_is_about", "state", "note",
)  # fmt: skip


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
        users = {user_id_of(event) for event in events} | self.ids(events, "assignee_id")
        self.users = dict(get_user_model().objects.filter(pk__in=users - {None}).values_list("pk", "full_name"))
        areas = self.ids(events, "district_id") | self.ids(events, "village_id")
        self.areas = dict(Area.objects.filter(pk__in=areas).values_list("pk", "name")) if areas else {}
        people = self.ids(events, "worker_id") | self.ids(events, "merged_into_id")
        self.people = dict(Worker.objects.filter(pk__in=people).values_list("pk", "number")) if people else {}

    def ids(self, events: list, name: str) -> set[int]:
        return {getattr(event, name) for event in events if name in self.fields} - {None}

    def who(self, event) -> str:
        return self.users.get(user_id_of(event)) or _("Sistem")  # type: ignore[arg-type]

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


def mask(number: str) -> str:
    """All but the last four signs hidden."""
    return "•" * max(0, len(number) - 4) + number[-4:] if number else ""


def history_of(row, fields: tuple[str, ...]) -> list[HistoryEntry]:
    """The changes of one row in the columns named, newest first, at most MOST_EVENTS."""
    events, names = events_of(row), labels()
    return entries_of(events, fields, Words(events, fields), lambda name: column_label(row, name, names))


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


def looks_at(worker_id: int, *, object_kind: str = "", object_id: int | None = None) -> list[Looker]:
    """Who looked at a person, or at one row about that person; whoever looked last stands first."""
    rows = AccessRecord.objects.filter(worker_ids__contains=[worker_id], user__isnull=False).exclude(
        look=AccessRecord.Look.CHANGE
    )
    if object_kind:
        rows = rows.filter(object_kind=object_kind, object_ids__contains=[object_id])
    return lookers(rows)
