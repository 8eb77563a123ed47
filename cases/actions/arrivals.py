"""Arrivals: the group once, then the people; verifying and sending back what districts log."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from uuid import UUID

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.actions.carrying import carry_line
from cases.actions.cases import CATEGORY_OF_CAUSE, open_flagged_case, open_return_case, restricted_case_of
from cases.actions.from_lines import add_from_line
from cases.actions.keeping import guard_cases, is_restricted_now, keep_district, line_for, refresh_counted
from cases.actions.matches import note_candidates
from cases.actions.repatriations import keep_writing, touch_state
from cases.actions.telling import add_told
from cases.actions.workers import add_status, correct_worker, register_worker
from cases.ages import age_group, worker_age
from cases.choices import ArrivalState, FamilyRelation, RepatriationState, SourceKind, SubmissionState
from cases.columns import count_columns
from cases.exceptions import AlreadyThere, ChangedMeanwhile, SentByAnother
from cases.facts import ArrivalFacts, GroupFacts, PersonFacts, Source
from cases.models import (
    CaseNote,
    FamilyLink,
    JourneyLeg,
    ManifestEntry,
    Repatriation,
    Returnee,
    VulnerabilityFlag,
    Worker,
)
from cases.permissions import why_not_change_worker
from cases.places import settle_place
from cases.queries import has_case, has_list, is_taken, taken_lines
from cases.restricting import RESTRICTED_CATEGORIES, RESTRICTING_FLAGS
from core.editing import hour_of, lock_version, stale_edit, zone_label
from core.exceptions import DomainError
from core.history import action
from core.locks import lock_once
from core.numbering import next_number
from core.scope import current_viewer

PREVENTED = "DICEGAH"
ALREADY = "Catatan ini sudah tersimpan sebelumnya. Tidak ada yang digandakan."


@action
def record_group(*, facts: GroupFacts, on: date, by) -> Repatriation:
    """Log the group that came off one ship or flight, or that is announced.

    Raises AlreadyThere with the group when the phone sends the same `client_id` again, and SentByAnother when
    another account did.
    """
    refuse_twice(Repatriation, facts.client_id, by)
    if facts.arrived_on and facts.arrived_on > on:
        raise DomainError(_("Tanggal tiba belum terjadi. Periksa tahunnya."), field="arrived_on")
    repatriation = Repatriation.objects.create(
        number=next_number(settings.REPATRIATION_NUMBER_PREFIX, on=on),
        client_id=facts.client_id,
        cause=facts.cause,
        country=facts.country,
        sending_office=facts.sending_office,
        vessel=facts.vessel,
        mode=facts.mode,
        place_of_arrival=facts.place_of_arrival,
        expected_on=facts.expected_on,
        arrived_on=facts.arrived_on,
        arrival_at=facts.arrival_at,
        **count_columns(facts.group_total),
        note=facts.note,
        state=RepatriationState.ARRIVED if facts.arrived_on else RepatriationState.ANNOUNCED,
        office=by.office,
        created_by=by,
    )
    keep_group_as_told(repatriation, facts, by)
    if by.office.district_id:
        keep_district(repatriation, by.office.district_id)
    return repatriation


def refuse_twice(model: type[Repatriation] | type[Returnee], client_id: UUID | None, by) -> None:
    """Raises AlreadyThere when this account sent the identifier before, SentByAnother when another one did."""
    if client_id is None:
        return
    lock_once(f"{model.__name__}:{client_id}")
    found = model.objects.filter(client_id=client_id, created_by=by).first()
    if found:
        raise AlreadyThere(_(ALREADY), found)
    if is_taken(model, client_id):
        raise SentByAnother(_("Catatan ini sudah dikirim oleh akun lain. Tidak ada yang disimpan."))


def keep_group_as_told(repatriation: Repatriation, facts: GroupFacts, by) -> None:
    JourneyLeg.objects.create(
        repatriation=repatriation,
        position=1,
        mode=facts.mode,
        vessel=facts.vessel,
        to_place=facts.place_of_arrival,
        planned_on=facts.expected_on,
        arrived_on=facts.arrived_on,
        arrived_at=facts.arrival_at,
        printed_time=facts.printed_date,
    )
    for field, printed in (("arrived_on", facts.printed_date), ("expected_on", facts.printed_plan)):
        if printed:
            keep_writing(repatriation, field, printed, by)


@action
def record_arrival(*, repatriation: Repatriation, person: PersonFacts, arrival: ArrivalFacts, on: date, by) -> Returnee:
    """Log one person who came. Likely duplicates are kept to be decided unless `same_as` says who it is: then what
    was told fills what is empty of that person, and what differs is kept with its source.

    Raises AlreadyThere with the row when the phone sends the same `client_id` again, or when the person
    chosen as the same stands in this return already.
    """
    lock_once(f"pick up:{repatriation.pk}")  # a colleague may tick the line of this person at the same moment
    refuse_twice(Returnee, arrival.client_id, by)
    if arrival.entry_id and arrival.entry_id in taken_lines(repatriation):
        raise DomainError(_("Baris ini sudah dipasangkan dengan orang lain."), field="entry")
    worker = known_worker(arrival.same_as)
    if worker is not None and Returnee.objects.filter(repatriation=repatriation, worker=worker).exists():
        row = Returnee.objects.get(repatriation=repatriation, worker=worker)
        raise AlreadyThere(_("Orang ini sudah tercatat dalam pemulangan ini. Tidak ada yang digandakan."), row)
    day = repatriation.arrived_on or on
    source = Source(SourceKind.INTERVIEW, repatriation.number, day)
    if worker is not None:
        may_fill = not why_not_change_worker(current_viewer(), worker)
        add_told(worker=worker, facts=person, source=source, on=day, may_fill=may_fill, by=by)
        refresh_counted(worker=worker)
        guard_cases(worker=worker, by=by)
    else:
        sealed = is_restricted_from_start(repatriation, arrival)
        worker = register_worker(facts=person, source=source, on=day, by=by, is_sealed=sealed)
        note_candidates(worker=worker, facts=person, place=settle_place(person.place), on=day, by=by)
    if arrival.entry_id is None and not (arrival.is_unlisted or arrival.unlisted_reason):
        arrival = replace(arrival, entry_id=line_for(repatriation, person))
    returnee = add_returnee(repatriation, worker, arrival, day, by)
    keep_arrival_details(returnee, arrival)
    add_status(worker=worker, status=status_after(returnee.cause), starts_on=day, country=returnee.country)
    set_flags(returnee, arrival.flags, on, by)
    carry_line(returnee, by)
    if arrival.open_case and not has_case(returnee):
        open_return_case(returnee=returnee, on=on, by=by)
    if arrival.note:
        place_note(returnee, arrival.note, by)
        returnee.save(update_fields=["note"])
    touch_state(repatriation, day)
    return returnee


def is_restricted_from_start(repatriation: Repatriation, arrival: ArrivalFacts) -> bool:
    """Whether a restricted case follows at once, so that the name is never written in clear."""
    category = CATEGORY_OF_CAUSE.get(repatriation.cause, "") if arrival.open_case else ""
    return bool(RESTRICTING_FLAGS & set(arrival.flags)) or category in RESTRICTED_CATEGORIES


def known_worker(number: str) -> Worker | None:
    """The person that the viewer chose as the same, locked; only one in sight can be chosen."""
    if not number:
        return None
    worker = Worker.objects.select_related("merged_into").filter(number=number).first()
    if worker is not None:
        worker = worker.merged_into or worker
        is_restricted_now(worker)  # a restriction that is being made meanwhile takes the person out of sight
        worker = Worker.objects.select_for_update(of=("self",)).filter(pk=worker.pk).first()
    if worker is None:
        raise DomainError(_("Orang yang dipilih tidak ditemukan di wilayah kerja Anda. Pilih lagi."), field="same_as")
    return worker


def add_returnee(repatriation: Repatriation, worker: Worker, arrival: ArrivalFacts, day: date, by) -> Returnee:
    returnee = Returnee.objects.create(
        repatriation=repatriation,
        worker=worker,
        client_id=arrival.client_id,
        manifest_entry_id=arrival.entry_id,
        arrival_state=ArrivalState.ARRIVED,
        is_unlisted=is_unlisted(repatriation, arrival),
        unlisted_reason=arrival.unlisted_reason,
        cause=repatriation.cause,
        deportation_reason=arrival.deportation_reason,
        country=repatriation.country,
        arrived_on=repatriation.arrived_on or day,
        district_id=worker.district_id,
        sex=worker.sex,
        age_group=age_group(worker_age(worker, day)),
        is_restricted=worker.is_restricted,
        paper_held=arrival.paper_held,
        family_phone=arrival.family_phone,
        submission_state=submission_of(by),
        captured_at=arrival.captured_at,
        created_by=by,
    )
    keep_district(repatriation, worker.district_id)
    return returnee


def is_unlisted(repatriation: Repatriation, arrival: ArrivalFacts) -> bool:
    """Not on the letter's list although there is one. Without a list nobody is unlisted yet."""
    return not arrival.entry_id and has_list(repatriation)


def keep_arrival_details(returnee: Returnee, arrival: ArrivalFacts) -> None:
    if arrival.family_phone:
        FamilyLink.objects.create(worker=returnee.worker, relation=FamilyRelation.OTHER, phone=arrival.family_phone)
    if arrival.parent_client_id:
        parent = Returnee.objects.filter(client_id=arrival.parent_client_id, repatriation=returnee.repatriation).first()
        if parent is not None:
            link_family(returnee.worker, parent.worker)


def set_flags(returnee: Returnee, codes: Iterable[str], on: date, by) -> None:
    """The flags in sight become these; a new one that restricts hangs on the restricted file that it demands."""
    codes = list(dict.fromkeys(codes))
    returnee.flags.exclude(code__in=codes).delete()
    known = set(returnee.flags.values_list("code", flat=True))
    new = [code for code in codes if code not in known]
    case = open_flagged_case(returnee=returnee, flags=new, on=on, by=by)
    VulnerabilityFlag.objects.bulk_create(
        VulnerabilityFlag(
            worker=returnee.worker,
            returnee=returnee,
            code=code,
            case=case if code in RESTRICTING_FLAGS else None,
            seen_on=returnee.arrived_on or on,
        )
        for code in new
    )


def place_note(returnee: Returnee, text: str, by) -> None:
    """A note about somebody with a restricted file of this return stands in that file, not beside it. Does not save."""
    case = restricted_case_of(returnee) if text else None
    if case is not None:
        CaseNote.objects.create(case=case, text=text, by=by)
    returnee.note = "" if case else text


def link_family(worker: Worker, companion: Worker) -> None:
    """Two who travel together; a child beside an adult is taken as child and parent, which can be corrected."""
    day = worker.created_at.date()
    mine, theirs = (age_group(worker_age(person, day)) for person in (worker, companion))
    relation = FamilyRelation.PARENT if (mine, theirs) == ("CHILD", "ADULT") else FamilyRelation.OTHER
    FamilyLink.objects.create(worker=worker, relative=companion, relation=relation)


def status_after(cause: str) -> str:
    """Who was prevented from leaving never worked abroad; who died has ended; all others are purna."""
    return {PREVENTED: "CPMI_DICEGAH", "JENAZAH": "MENINGGAL", "CUTI": "PMI_CUTI"}.get(cause, "PURNA")


@action
def correct_arrival(*, returnee: Returnee, stamp: int, person: dict, arrival: dict, on: date, by) -> Returnee:
    """Correct one person's arrival and the person in one step; what was sent back goes to be verified again.

    Raises StaleEdit when one of the two was changed since the form was opened on `stamp`.
    """
    row = lock_with_person(returnee)
    if row.stamp != stamp:
        raise stale_edit(row, row.worker)
    if person:
        correct_worker(worker=row.worker, version=None, changes=person, on=on, by=by)
    return correct_returnee(returnee=row, version=None, changes=arrival, on=on, by=by)


def lock_with_person(returnee: Returnee) -> Returnee:
    row = Returnee.objects.select_for_update(of=("self",)).get(pk=returnee.pk)
    row.worker = Worker.objects.select_for_update(of=("self",)).get(pk=row.worker_id)
    return row


@action
def correct_returnee(*, returnee: Returnee, version: int | None, changes: dict, on: date, by) -> Returnee:
    """Complete or correct one person's arrival. A submission that was sent back goes to be verified again."""
    row = lock_version(Returnee.objects.select_related("worker"), pk=returnee.pk, version=version)
    columns = ("paper_held", "family_phone", "deportation_reason", "cause", "unlisted_reason", "arrived_on")
    for column in columns:
        if column in changes:
            setattr(row, column, changes[column])
    if "flags" in changes:
        set_flags(row, changes["flags"], on, by)
    place_note(row, changes.get("note", row.note), by)
    if row.submission_state == SubmissionState.RETURNED:
        row.submission_state = SubmissionState.WAITING
        row.sent_back_reason = ""
    row.version += 1
    row.save()
    refresh_counted(worker=row.worker)
    return row


@action
def verify_submission(*, returnee: Returnee, stamp: int | None = None, by) -> Returnee:
    """The provincial office has checked what was logged.

    Raises ChangedMeanwhile when it was changed since the office looked at it (`stamp`).
    """
    row = lock_looked_at(returnee, stamp)
    row.submission_state = SubmissionState.VERIFIED
    row.sent_back_reason = ""
    return stamp_check(row, by)


@action
def send_back_submission(*, returnee: Returnee, reason: str, stamp: int | None = None, by) -> Returnee:
    """Back to whoever logged it, with a reason they can act on. Raises ChangedMeanwhile like `verify_submission`."""
    if not reason.strip():
        raise DomainError(_("Tulis alasan pengembalian agar petugas tahu apa yang diperbaiki."), field="reason")
    row = lock_looked_at(returnee, stamp)
    row.submission_state = SubmissionState.RETURNED
    row.sent_back_reason = reason.strip()
    return stamp_check(row, by)


def lock_looked_at(returnee: Returnee, stamp: int | None) -> Returnee:
    row = lock_with_person(returnee)
    if stamp is not None and row.stamp != stamp:
        stale = stale_edit(row, row.worker)
        sentence = _("{nama} mengubah data {orang} pukul {jam} {zona}, setelah Anda membuka halaman ini. Periksa lagi.")
        told = sentence.format(
            nama=stale.changed_by, orang=row.worker, jam=hour_of(stale.changed_at), zona=zone_label()
        )
        raise ChangedMeanwhile(told)
    return row


def stamp_check(row: Returnee, by) -> Returnee:
    row.checked_by = by
    row.checked_at = timezone.now()
    row.version += 1
    row.save()
    return row


@action
def mark_arrival(*, returnee: Returnee, state: str, reason: str = "", by) -> Returnee:
    """Arrived, or not arrived with a reason; a wrong tick is undone the same way. The day of arrival is kept."""
    row = Returnee.objects.select_related("repatriation", "worker").select_for_update(of=("self",)).get(pk=returnee.pk)
    if state == ArrivalState.NOT_ARRIVED and not reason:
        raise DomainError(_("Pilih alasan mengapa orang ini tidak datang."), field="not_arrived_reason")
    day = row.arrived_on or row.repatriation.arrived_on or timezone.localdate()
    row.arrival_state = state
    row.not_arrived_reason = reason if state == ArrivalState.NOT_ARRIVED else ""
    row.arrived_on = day if state == ArrivalState.ARRIVED else row.arrived_on
    row.version += 1
    row.save()
    status = status_after(row.cause)
    if state == ArrivalState.ARRIVED:
        add_status(worker=row.worker, status=status, starts_on=day, country=row.country)
        refresh_counted(worker=row.worker)
    else:
        row.worker.statuses.filter(status=status, starts_on=day).delete()
    return row


@action
def record_absence(*, entry: ManifestEntry, reason: str, on: date, by) -> Returnee:
    """Somebody whom a letter names did not come: the person as the letter tells of them, and why."""
    line = (
        ManifestEntry.objects.select_related("manifest__repatriation", "village")
        .select_for_update(of=("self",))
        .get(pk=entry.pk)
    )
    if not reason:
        raise DomainError(_("Pilih alasan mengapa orang ini tidak datang."), field="not_arrived_reason")
    if line.pk in taken_lines(line.manifest.repatriation):
        raise DomainError(_("Baris ini sudah dipasangkan dengan orang lain."))
    submission = submission_of(by)
    return add_from_line(line, state=ArrivalState.NOT_ARRIVED, reason=reason, submission=submission, on=on, by=by)


def submission_of(by) -> str:
    """What the office logs itself needs no checking."""
    return SubmissionState.VERIFIED if by.office.kind == "PROVINCE" else SubmissionState.WAITING
