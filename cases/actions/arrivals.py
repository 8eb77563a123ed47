"""Arrivals: the group once, then the people; verifying and sending back what districts log."""

from datetime import date

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.actions.cases import open_flagged_case, open_return_case
from cases.actions.keeping import is_restricted_now, keep_district, refresh_counted
from cases.actions.matches import note_candidates
from cases.actions.repatriations import touch_state
from cases.actions.workers import add_status, register_worker
from cases.ages import age_group, worker_age
from cases.choices import ArrivalState, FamilyRelation, RepatriationState, SourceKind, SubmissionState
from cases.exceptions import AlreadyThere
from cases.facts import ArrivalFacts, GroupFacts, PersonFacts, Source
from cases.models import FamilyLink, JourneyLeg, Repatriation, Returnee, SourcedValue, VulnerabilityFlag, Worker
from cases.places import settle_place
from cases.queries import has_list
from core.editing import lock_version
from core.exceptions import DomainError
from core.history import action
from core.locks import lock_once
from core.numbering import next_number

PREVENTED = "DICEGAH"
ALREADY = "Catatan ini sudah tersimpan sebelumnya. Tidak ada yang digandakan."


@action
def record_group(*, facts: GroupFacts, on: date, by) -> Repatriation:
    """Log the group that came off one ship or flight.

    Raises AlreadyThere with the group when the phone sends the same `client_id` again.
    """
    if facts.client_id:
        lock_once(f"group:{facts.client_id}")
        found = Repatriation.objects.filter(client_id=facts.client_id, created_by=by).first()
        if found:
            raise AlreadyThere(_(ALREADY), found)
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
        arrived_on=facts.arrived_on,
        arrival_at=facts.arrival_at,
        group_total=facts.group_total,
        note=facts.note,
        state=RepatriationState.ARRIVED if facts.arrived_on else RepatriationState.ANNOUNCED,
        office=by.office,
        created_by=by,
    )
    keep_group_as_told(repatriation, facts, by)
    if by.office.district_id:
        keep_district(repatriation, by.office.district_id)
    return repatriation


def keep_group_as_told(repatriation: Repatriation, facts: GroupFacts, by) -> None:
    JourneyLeg.objects.create(
        repatriation=repatriation,
        position=1,
        mode=facts.mode,
        vessel=facts.vessel,
        to_place=facts.place_of_arrival,
        arrived_on=facts.arrived_on,
        arrived_at=facts.arrival_at,
        printed_time=facts.printed_date,
    )
    if facts.printed_date:
        SourcedValue.objects.create(
            repatriation=repatriation,
            field="arrived_on",
            printed=facts.printed_date,
            source_kind=SourceKind.OFFICER,
            recorded_by=by,
        )


@action
def record_arrival(*, repatriation: Repatriation, person: PersonFacts, arrival: ArrivalFacts, on: date, by) -> Returnee:
    """Log one person who came. Likely duplicates are kept to be decided unless `same_as` says who it is.

    Raises AlreadyThere with the row when the phone sends the same `client_id` again, or when the person
    chosen as the same stands in this return already.
    """
    if arrival.client_id:
        lock_once(f"person:{arrival.client_id}")
        found = Returnee.objects.filter(client_id=arrival.client_id, created_by=by).first()
        if found:
            raise AlreadyThere(_(ALREADY), found)
    worker = known_worker(arrival.same_as)
    if worker is not None and Returnee.objects.filter(repatriation=repatriation, worker=worker).exists():
        row = Returnee.objects.get(repatriation=repatriation, worker=worker)
        raise AlreadyThere(_("Orang ini sudah tercatat dalam pemulangan ini. Tidak ada yang digandakan."), row)
    day = repatriation.arrived_on or on
    if worker is None:
        source = Source(SourceKind.INTERVIEW, repatriation.number, day)
        worker = register_worker(facts=person, source=source, on=day, by=by)
        note_candidates(worker=worker, facts=person, place=settle_place(person.place), on=day, by=by)
    returnee = add_returnee(repatriation, worker, arrival, day, by)
    keep_arrival_details(returnee, arrival, day)
    add_status(worker=worker, status=status_after(returnee.cause), starts_on=day, country=returnee.country)
    open_needed_case(returnee, arrival, on, by)
    touch_state(repatriation)
    return returnee


def known_worker(number: str) -> Worker | None:
    """The person that the viewer chose as the same; only one in sight can be chosen."""
    if not number:
        return None
    worker = Worker.objects.select_related("merged_into").filter(number=number).first()
    if worker is None:
        raise DomainError(_("Orang yang dipilih tidak ditemukan di wilayah kerja Anda. Pilih lagi."), field="same_as")
    worker = worker.merged_into or worker
    is_restricted_now(worker)
    return worker


def add_returnee(repatriation: Repatriation, worker: Worker, arrival: ArrivalFacts, day: date, by) -> Returnee:
    trusted = SubmissionState.VERIFIED if by.office.kind == "PROVINCE" else SubmissionState.WAITING
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
        note=arrival.note,
        submission_state=trusted,
        captured_at=arrival.captured_at,
        created_by=by,
    )
    keep_district(repatriation, worker.district_id)
    return returnee


def is_unlisted(repatriation: Repatriation, arrival: ArrivalFacts) -> bool:
    """Not on the letter's list although there is one. Without a list nobody is unlisted yet."""
    if arrival.entry_id:
        return False
    return has_list(repatriation)


def keep_arrival_details(returnee: Returnee, arrival: ArrivalFacts, day: date) -> None:
    VulnerabilityFlag.objects.bulk_create(
        VulnerabilityFlag(worker=returnee.worker, returnee=returnee, code=code, seen_on=day)
        for code in dict.fromkeys(arrival.flags)
    )
    if arrival.family_phone:
        FamilyLink.objects.create(worker=returnee.worker, relation=FamilyRelation.OTHER, phone=arrival.family_phone)
    if arrival.parent_client_id:
        parent = Returnee.objects.filter(client_id=arrival.parent_client_id, repatriation=returnee.repatriation).first()
        if parent is not None:
            link_family(returnee.worker, parent.worker)


def link_family(worker: Worker, companion: Worker) -> None:
    """Two who travel together; a child beside an adult is taken as child and parent, which can be corrected."""
    day = worker.created_at.date()
    mine, theirs = (age_group(worker_age(person, day)) for person in (worker, companion))
    relation = FamilyRelation.PARENT if (mine, theirs) == ("CHILD", "ADULT") else FamilyRelation.OTHER
    FamilyLink.objects.create(worker=worker, relative=companion, relation=relation)


def status_after(cause: str) -> str:
    """Who was prevented from leaving never worked abroad; who died has ended; all others are purna."""
    return {PREVENTED: "CPMI_DICEGAH", "JENAZAH": "MENINGGAL", "CUTI": "PMI_CUTI"}.get(cause, "PURNA")


def open_needed_case(returnee: Returnee, arrival: ArrivalFacts, on: date, by) -> None:
    """A case when a flag demands it, or when ticked."""
    if not open_flagged_case(returnee=returnee, flags=arrival.flags, on=on, by=by) and arrival.open_case:
        open_return_case(returnee=returnee, on=on, by=by)


@action
def correct_returnee(*, returnee: Returnee, version: int, changes: dict, on: date, by) -> Returnee:
    """Complete or correct one person's arrival. A submission that was sent back goes to be verified again."""
    row = lock_version(Returnee.objects.select_related("worker"), pk=returnee.pk, version=version)
    columns = ("paper_held", "family_phone", "note", "deportation_reason", "cause", "unlisted_reason", "arrived_on")
    for column in columns:
        if column in changes:
            setattr(row, column, changes[column])
    if "flags" in changes:
        replace_flags(row, changes["flags"], on)
    if row.submission_state == SubmissionState.RETURNED:
        row.submission_state = SubmissionState.WAITING
        row.sent_back_reason = ""
    row.version += 1
    row.save()
    refresh_counted(worker=row.worker)
    open_flagged_case(returnee=row, flags=tuple(changes.get("flags", ())), on=on, by=by)
    return row


def replace_flags(row: Returnee, codes: list[str], on: date) -> None:
    row.flags.exclude(code__in=codes).delete()
    known = set(row.flags.values_list("code", flat=True))
    VulnerabilityFlag.objects.bulk_create(
        VulnerabilityFlag(worker=row.worker, returnee=row, code=code, seen_on=row.arrived_on or on)
        for code in codes
        if code not in known
    )


@action
def verify_submission(*, returnee: Returnee, by) -> Returnee:
    """The provincial office has checked what was logged."""
    row = Returnee.objects.select_for_update(of=("self",)).get(pk=returnee.pk)
    row.submission_state = SubmissionState.VERIFIED
    row.sent_back_reason = ""
    return stamp_check(row, by)


@action
def send_back_submission(*, returnee: Returnee, reason: str, by) -> Returnee:
    """Back to whoever logged it, with a reason they can act on."""
    if not reason.strip():
        raise DomainError(_("Tulis alasan pengembalian agar petugas tahu apa yang diperbaiki."), field="reason")
    row = Returnee.objects.select_for_update(of=("self",)).get(pk=returnee.pk)
    row.submission_state = SubmissionState.RETURNED
    row.sent_back_reason = reason.strip()
    return stamp_check(row, by)


def stamp_check(row: Returnee, by) -> Returnee:
    row.checked_by = by
    row.checked_at = timezone.now()
    row.version += 1
    row.save()
    return row


@action
def mark_arrival(*, returnee: Returnee, state: str, reason: str = "", by) -> Returnee:
    """Arrived, or not arrived with a reason; a wrong tick is undone the same way."""
    row = Returnee.objects.select_related("repatriation").select_for_update(of=("self",)).get(pk=returnee.pk)
    if state == ArrivalState.NOT_ARRIVED and not reason:
        raise DomainError(_("Pilih alasan mengapa orang ini tidak datang."), field="not_arrived_reason")
    row.arrival_state = state
    row.not_arrived_reason = reason if state == ArrivalState.NOT_ARRIVED else ""
    row.arrived_on = row.repatriation.arrived_on if state == ArrivalState.ARRIVED else None
    row.version += 1
    row.save()
    return row
