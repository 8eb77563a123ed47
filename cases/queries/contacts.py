"""Who else in sight has the same telephone number: the person who receives one returnee and reports another case."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from cases.choices import HandoverState
from cases.models import Case, CaseReporter, FamilyLink, Handover, Worker
from cases.numbers import normal_phone
from cases.queries.people import look_at_others


@dataclass
class Contact:
    """Everything in sight that hangs on one telephone number."""

    people: list[Worker] = field(default_factory=list)
    family_of: list[Worker] = field(default_factory=list)
    received: list[Handover] = field(default_factory=list)
    reported: list[Case] = field(default_factory=list)


def contacts_of(phones: Iterable[str], *, case: Case | None = None, handover: Handover | None = None):
    """`Contact` by the normal form of each number; without the case or the hand-over that is looked at.

    The look at the people is recorded. Four statements, none where there is no number.
    """
    wanted = {normal_phone(phone) for phone in phones} - {""}
    found = {number: Contact() for number in wanted}
    if not wanted:
        return found
    numbers = sorted(wanted)
    for worker in Worker.objects.filter(phone_index__in=numbers, merged_into__isnull=True):
        found[normal_phone(worker.phone)].people.append(worker)
    for link in FamilyLink.objects.filter(phone_index__in=numbers).select_related("worker"):
        if link.worker not in found[normal_phone(link.phone)].family_of:
            found[normal_phone(link.phone)].family_of.append(link.worker)
    rows = Handover.objects.filter(receiver_phone_index__in=numbers).exclude(state=HandoverState.CANCELLED)
    rows = rows.exclude(pk=handover.pk) if handover else rows
    for row in rows.select_related("repatriation").prefetch_related("people__returnee__worker"):
        found[normal_phone(row.receiver_phone)].received.append(row)
    told = CaseReporter.objects.filter(phone_index__in=numbers).select_related("case__worker")
    for reporter in told.exclude(case=case) if case else told:
        if reporter.case not in found[normal_phone(reporter.phone)].reported:
            found[normal_phone(reporter.phone)].reported.append(reporter.case)
    look_at_others("family", named_in(found.values()))
    return found


def named_in(contacts: Iterable[Contact]) -> list[Worker]:
    """The people whom these contacts name, each once."""
    rows: dict[int, Worker] = {}
    for contact in contacts:
        received = [person.returnee.worker for row in contact.received for person in row.people.all()]
        for worker in (*contact.people, *contact.family_of, *received, *(case.worker for case in contact.reported)):
            rows[worker.pk] = worker
    return list(rows.values())
