"""The paper "who saw my data": who, in which role and with which right at that time, on what ground, and what left."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import ROLES, right_label, role_label
from cases import reference
from cases.choices import ListName
from core.grounds import UNKNOWN, ground_word
from core.models import AccessRecord
from core.papers import make_pdf
from core.sealing.files import daily_checkpoint
from core.signing import base64_text, fingerprint
from core.templatetags.ui import tanggal, tanggal_jam
from reports.oversight import Subject, looks_about, office_names
from reports.words import field_word, kind_word, look_word, outcome_word

LOOK = AccessRecord.Look
LEFT = {LOOK.EXPORT, LOOK.DOWNLOAD, LOOK.PRINT, LOOK.DISCLOSE}
CHANGED = {LOOK.CHANGE, LOOK.DENIED, LOOK.FAILED, LOOK.REQUEST}
MOST_LINES = 2000
UNTOLD = "?"


@dataclass
class Group:
    """Looks of one user on one day in the same way: printed as one line."""

    row: AccessRecord
    first: datetime
    last: datetime
    number: int = 1


def seen_by_pdf(subject: Subject, *, name: str = "", on_behalf_of: User, told_of: set[int] | None = None) -> bytes:
    """The paper for one person. Record the print before, so that it stands in the paper itself.

    `told_of`: the cases that whoever prints it may know of; looks at others are told without saying at what. None:
    all of them (the officer, who sees numbers only).
    """
    made_at = timezone.now()
    with translation.override("id"):
        return make_pdf("seen-by", paper_data(subject, name, on_behalf_of, made_at, told_of), made_at=made_at)


def paper_data(
    subject: Subject, name: str, by: User, made_at: datetime, told_of: set[int] | None = None
) -> dict[str, object]:
    rows = [
        row if told_of is None or told_of.issuperset(row.case_ids) else untold(row)
        for row in AccessRecord.objects.filter(looks_about(subject))
        .select_related("user", "acting_for")
        .order_by("-at", "-pk")
    ]
    offices = office_names({row.office_id for row in rows if row.office_id})
    groups = grouped(subject.pk, rows)
    looks = [group for group in groups if group.row.look not in LEFT | CHANGED]
    return {
        "title": "Siapa yang melihat data Anda",
        "foot": f"{settings.OFFICE_SHORT_NAME} · {subject.number} · dibuat {tanggal_jam(made_at)}",
        "facts": facts_of(subject, name, rows, by, made_at),
        "intro": (
            "Daftar ini dibuat dari catatan akses sistem kasus. Isi data tidak dimuat. Yang tercantum adalah orang,"
            " peran dan wewenangnya pada saat itu, dasar ia dapat melihat, dan jenis data yang dilihat."
        ),
        "looks": [look_line(group, subject, offices) for group in looks[:MOST_LINES]],
        "cut": max(0, len(looks) - MOST_LINES),
        "left": [left_line(group, offices) for group in groups if group.row.look in LEFT],
        "changes": [change_line(group, offices) for group in groups if group.row.look in CHANGED],
        "proof": proof(),
    }


def untold(row: AccessRecord) -> AccessRecord:
    """A look at a case that whoever prints the paper does not see: who and when, not at what nor as member of what."""
    row.object_kind, row.right, row.sight, row.purpose = "worker", "", UNTOLD, ""
    row.field_class = "" if row.look == LOOK.CHANGE else "FULL"
    return row


def facts_of(subject: Subject, name: str, rows: list[AccessRecord], by: User, made_at: datetime) -> list[list[str]]:
    since = tanggal(timezone.localtime(rows[-1].at)) if rows else "–"
    facts = [["Nomor", subject.number], *([["Nama", name]] if name else [])]
    return [
        *facts,
        ["Catatan sejak", since],
        ["Sampai dengan", tanggal_jam(made_at)],
        ["Jumlah catatan", f"{len(rows)}"],
        ["Dibuat oleh", f"{by.full_name}, {by.position}".rstrip(", ")],
    ]


def grouped(worker_id: int, rows: Iterable[AccessRecord]) -> list[Group]:
    """The newest first. Looks of a day that differ in nothing but the time become one line."""
    groups: dict[tuple, Group] = {}
    for row in rows:
        day = timezone.localtime(row.at).date()
        key = (
            day, row.user_id, row.look, row.object_kind, row.roles, row.right, row.outcome, row.purpose,
            "" if row.look == LOOK.CHANGE else row.field_class, letter_of(row, worker_id),
        )  # fmt: skip
        group = groups.get(key)
        if group is None:
            groups[key] = Group(row, row.at, row.at)
        else:
            group.first, group.number = row.at, group.number + 1
    return list(groups.values())


def letter_of(row: AccessRecord, worker_id: int) -> str:
    """By which rule this person was seen in this look."""
    places = dict(zip(row.worker_ids, row.sight, strict=False))
    return places.get(worker_id, UNKNOWN)


def when(group: Group) -> str:
    first, last = timezone.localtime(group.first), timezone.localtime(group.last)
    hours = f"{first:%H.%M}" if group.number == 1 else f"{first:%H.%M}–{last:%H.%M}, {group.number}×"
    return f"{tanggal(first)}\n{hours}"


def who(row: AccessRecord, offices: dict[int, str]) -> str:
    name = row.user.full_name if row.user else "Sistem"
    office = offices.get(row.office_id or 0, "")
    return f"{name}\n{office}" if office else name


def role_words(row: AccessRecord) -> str:
    """The roles of that moment, not of today; and for whom an acting head acted."""
    roles = ", ".join(role_label(code) for code in row.roles.split(",") if code in ROLES)
    if row.capacity == "JOB":
        roles = f"{roles}; pekerjaan sistem atas permintaannya".lstrip("; ")
    elif row.capacity:
        name = f" untuk {row.acting_for.full_name}" if row.acting_for else ""
        roles = f"{roles}, sebagai {row.capacity.title()}.{name}"
    return roles or "–"


def rights_words(row: AccessRecord) -> str:
    return f"{role_words(row)}\n{right_label(row.right)}" if row.right else role_words(row)


def data_words(row: AccessRecord) -> str:
    kind = f"{look_word(row.look)}: {kind_word(row.object_kind)}"
    return f"{kind}\n{field_word(row.field_class)}" if row.field_class else kind


def look_line(group: Group, subject: Subject, offices: dict[int, str]) -> list[str]:
    row = group.row
    ground = "–" if row.sight == UNTOLD else ground_word(letter_of(row, subject.pk))
    return [when(group), who(row, offices), rights_words(row), ground, data_words(row)]


def left_line(group: Group, offices: dict[int, str]) -> list[str]:
    row = group.row
    to_whom = reference.label(ListName.AGENCY, row.purpose) if row.look == LOOK.DISCLOSE else row.purpose
    return [when(group), who(row, offices), data_words(row), to_whom or "–"]


def change_line(group: Group, offices: dict[int, str]) -> list[str]:
    row = group.row
    event = f"{look_word(row.look)}: {kind_word(row.object_kind)}"
    if row.look == LOOK.DENIED:
        event = f"{look_word(row.look)}: {outcome_word(row.outcome)}"
    return [when(group), who(row, offices), role_words(row), event]


def proof() -> list[list[str]]:
    """The checkpoint that stands now, and the key it is signed with."""
    checkpoint = daily_checkpoint()
    if checkpoint is None:
        return [["Titik periksa", _("Belum ada")], ["Sidik kunci kantor", fingerprint()]]
    return [
        ["Jumlah baris", f"{checkpoint.size}"],
        ["Kode (akar)", base64_text(checkpoint.root)],
        ["Segel nomor", f"{checkpoint.seal}"],
        ["Dibuat", tanggal_jam(checkpoint.made_at)],
        ["Sidik kunci kantor", fingerprint()],
    ]
