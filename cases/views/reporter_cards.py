"""Who told of a case, and what else in sight hangs on their telephone number."""

from django.urls import reverse
from django.utils.translation import gettext as _

from cases import reference
from cases.choices import Kinship, ListName
from cases.models import Case, CaseReporter, Handover
from cases.numbers import normal_phone
from cases.queries.contacts import Contact, contacts_of
from core.templatetags.ui import tanggal


def reporter_lines(case: Case, *, may_note: bool) -> list[dict[str, object]]:
    rows = list(CaseReporter.objects.filter(case=case))
    contacts = contacts_of([row.phone for row in rows], case=case)
    return [reporter_line(case, row, contacts.get(normal_phone(row.phone)), may_note=may_note) for row in rows]


def reporter_line(case: Case, row: CaseReporter, contact: Contact | None, *, may_note: bool) -> dict[str, object]:
    kinship = "" if row.kinship == Kinship.UNKNOWN else str(row.get_kinship_display())
    agency = row.agency_name or (reference.label(ListName.AGENCY, row.agency) if row.agency else _("Kantor ini"))
    facts = [kinship, agency, row.number, tanggal(row.on) if row.on else "", row.note]
    return {
        "name": row.name or _("Nama belum diketahui"),
        "phone": row.phone,
        "facts": " · ".join(filter(None, facts)),
        "known": contact_lines(contact) if contact else [],
        "edit_url": reverse("cases:reporter_edit", args=[case.number, row.pk]) if may_note else "",
    }


def contact_lines(contact: Contact) -> list[dict[str, str]]:
    """What else hangs on the number, each with its page."""
    lines = [
        {"text": _("Orang ini: {nama}").format(nama=row), "url": reverse("cases:worker", args=[row.number])}
        for row in contact.people
    ]
    lines += [
        {"text": _("Keluarga dari {nama}").format(nama=row), "url": reverse("cases:worker", args=[row.number])}
        for row in contact.family_of
    ]
    lines += [{"text": received_words(row), "url": handover_url(row)} for row in contact.received]
    lines += [
        {
            "text": _("Pengadu pada kasus {nomor}, {nama}").format(nomor=row.number, nama=row.worker),
            "url": reverse("cases:case", args=[row.number]),
        }
        for row in contact.reported
    ]
    return lines


def received_words(row: Handover) -> str:
    names = ", ".join(str(person.returnee.worker) for person in row.people.all())
    return _("Penerima {nama}").format(nama=names or _("seseorang"))


def handover_url(row: Handover) -> str:
    return reverse("cases:handover", args=[row.repatriation.number, row.pk])


def same_phone(row: Handover) -> list[dict[str, str]]:
    """What else in sight hangs on the telephone number of who receives."""
    found = contacts_of([row.receiver_phone], handover=row)
    return [line for contact in found.values() for line in contact_lines(contact)]
