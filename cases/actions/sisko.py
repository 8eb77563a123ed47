"""What was looked up and entered in Sisko P2MI: noted here, so that nobody does it twice and nothing is forgotten."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from cases.actions.cases import taken
from cases.adu import adu_forms
from cases.choices import SiskoKind
from cases.models import Case, SiskoRecord, Worker
from core.exceptions import DomainError
from core.history import action


@dataclass(frozen=True)
class SiskoFacts:
    """`officer` did it on the day `on`. `adu_number` is of the case; an empty one changes nothing."""

    on: date
    officer: str
    registration_number: str = ""
    adu_number: str = ""
    note: str = ""


@action
def record_sisko_check(
    *,
    worker: Worker,
    case: Case | None = None,
    result: str,
    facts: SiskoFacts,
    on: date,
    form_id: UUID | None = None,
    by,
) -> SiskoRecord:
    """Somebody looked whether the person (or the case) stands in Sisko P2MI. Raises DomainError for a day to come."""
    return note_down(SiskoKind.CHECK, result, worker, case, facts, on, form_id, by)


@action
def record_sisko_entry(
    *, worker: Worker, case: Case | None = None, facts: SiskoFacts, on: date, form_id: UUID | None = None, by
) -> SiskoRecord:
    """The data of the person (or the case) were entered in Sisko P2MI; it leaves the queue."""
    return note_down(SiskoKind.ENTRY, "", worker, case, facts, on, form_id, by)


def note_down(
    kind: str, result: str, worker: Worker, case: Case | None, facts: SiskoFacts, on: date, form_id: UUID | None, by
) -> SiskoRecord:
    if made := taken(SiskoRecord, form_id):
        return made
    if facts.on > on:
        raise DomainError(_("Tanggal ini belum terjadi. Periksa tanggalnya."), field="on")
    keep_adu_number(case, facts.adu_number)
    return SiskoRecord.objects.create(
        worker_id=worker.pk,
        case=case,
        kind=kind,
        result=result,
        on=facts.on,
        officer=facts.officer or by.full_name,
        registration_number=facts.registration_number,
        note=facts.note,
        form_id=form_id,
        by=by,
    )


def keep_adu_number(case: Case | None, number: str) -> None:
    """The ministry's number becomes the case's own; another one that stands there already is not overwritten."""
    if case is None or not number:
        return
    row = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    if not row.adu_number:
        row.adu_number = number
        row.version += 1
        row.save(update_fields=["adu_number", "version"])
    elif row.adu_number not in adu_forms(number):
        sentence = _("Kasus ini sudah bernomor ADU {nomor}. Periksa nomornya, atau ubah lebih dahulu di kasus.")
        raise DomainError(sentence.format(nomor=row.adu_number), field="adu_number")


@action
def withdraw_sisko(*, record: SiskoRecord, by) -> SiskoRecord:
    """Noted by mistake: it stays, crossed out, and counts no more."""
    row = SiskoRecord.objects.select_for_update(of=("self",)).get(pk=record.pk)
    if row.withdrawn_at is None:
        row.withdrawn_at, row.withdrawn_by = timezone.now(), by
        row.save(update_fields=["withdrawn_at", "withdrawn_by"])
    return row
