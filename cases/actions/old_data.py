"""Old spreadsheets: read and staged as a letter's list is, then taken over into returns, marked until checked."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from cases.actions.arrivals import PREVENTED, record_group, status_after
from cases.actions.keeping import keep_district
from cases.actions.list_imports import KEPT_FOR, WAITING, ask_to_read, facts_of, forget, has_failed, waiting
from cases.actions.workers import add_status, register_worker
from cases.ages import age_group, worker_age
from cases.choices import ArrivalState, ImportState, RepatriationState, SourceKind, SubmissionState
from cases.facts import GroupFacts, PersonFacts, Place, Source
from cases.listing import Grid, ListedRow
from cases.listing.kept import row_of, sheets_told
from cases.listing.source import packed
from cases.matching import SHOWN_FROM
from cases.models import (
    DuplicateCandidate,
    ListImport,
    ListImportRow,
    OldRecord,
    Repatriation,
    Returnee,
    SourcedValue,
    Worker,
)
from cases.old_causes import cause_of
from cases.queries import may_be_hinted_at
from core.actions.jobs import request_job
from core.exceptions import DomainError
from core.history import action

OLD_DATA = "OLD_DATA"


@action
def start_old_import(*, title: str, file_name: str, cause: str, country: str, grids: Sequence[Grid], by) -> ListImport:
    """Keep the cells and ask for them to be read. The same file twice is the one that waits, or that stands.

    `cause` and `country` count for rows that tell none.
    """
    content = packed(grids)
    digest = salted_hmac("cases.old_data", content, algorithm="sha256").hexdigest()
    standing = ListImport.objects.filter(is_old_data=True, digest=digest)
    found = standing.filter(state=ImportState.APPLIED).first()
    found = found or standing.filter(state__in=[*WAITING, ImportState.APPLYING], created_by=by).first()
    if found is not None:
        return found
    row = ListImport(
        is_old_data=True, issuer=title, file_name=file_name[:200], cause=cause, country=country, digest=digest,
        content=content, created_by=by, expires_at=timezone.now() + KEPT_FOR,
    )  # fmt: skip
    row.save()
    ask_to_read(row, by)
    return row


@action
def choose_old_sheets(*, row: ListImport, sheets: Iterable[str], by) -> None:
    """Of a workbook these sheets shall be taken over, and the others not."""
    kept, wanted = waiting(row), set(sheets)
    for name, first, last, _people in sheets_told(kept.found):
        kept.rows.filter(position__range=(first, last)).update(is_chosen=name in wanted)


@action
def request_old_data(*, row: ListImport, by) -> ListImport:
    """Ask for the chosen rows to be taken over; asked twice it is asked once."""
    kept = ListImport.objects.select_for_update(of=("self",)).get(pk=row.pk)
    if kept.state in (ImportState.APPLIED, ImportState.APPLYING) and not has_failed(kept):
        return kept
    if kept.state not in (ImportState.READY, ImportState.APPLYING):
        raise DomainError(_("Data ini belum selesai dibaca, atau sudah dibuang. Muat ulang halaman."))
    if not kept.rows.filter(is_chosen=True).exists():
        raise DomainError(_("Belum ada baris yang dipilih. Centang sedikitnya satu orang."))
    kept.reading += 1
    key = f"{OLD_DATA}:{kept.pk}:{kept.reading}"
    kept.job = request_job(kind=OLD_DATA, params={"import": kept.pk}, by=by, dedupe_key=key)
    kept.state = ImportState.APPLYING
    kept.save(update_fields=["job", "state", "reading"])
    return kept


@action
def apply_old_data(*, row: ListImport, progress, by) -> int:
    """All chosen rows as people of returns, in one transaction: wholly in or wholly out. Answers how many."""
    kept = ListImport.objects.select_for_update(of=("self",)).filter(pk=row.pk, state=ImportState.APPLYING).first()
    if kept is None:
        return 0
    on, many = timezone.localdate(), 0
    lines = [(row_of(line.payload), line) for line in kept.rows.filter(is_chosen=True).order_by("position")]
    for told, line in lines:
        told.cause = cause_of(told.cause) or kept.cause
        told.people = line.people
    groups = grouped(lines)
    for place, rows in enumerate(groups.values()):
        progress(5 + 90 * place // len(groups), _("Memasukkan pemulangan"))
        many += add_return(kept, rows, on, by)
    settle_old(kept)
    return many


Lines = list[tuple[ListedRow, ListImportRow]]


def grouped(lines: Lines) -> dict[tuple, Lines]:
    """Returns by day and ship or letter; by sheet where nothing tells. Prevented departures stand apart."""
    found: dict[tuple, Lines] = {}
    for told, line in lines:
        tells = bool(told.arrived or told.vessel or told.letter)
        when = told.arrived_on or told.arrived or None
        key = (when, told.vessel.casefold(), told.letter.casefold()) if tells else (told.sheet,)
        found.setdefault((*key, told.cause == PREVENTED), []).append((told, line))
    return found


def add_return(kept: ListImport, rows: Lines, on: date, by) -> int:
    first = rows[0][0]
    cause = Counter(told.cause for told, _line in rows).most_common(1)[0][0]
    day = first.arrived_on
    note = "; ".join(filter(None, [f"{kept.issuer}, {first.sheet}".strip(", "), first.letter]))
    facts = GroupFacts(
        cause=cause,
        country=kept.country,
        vessel=first.vessel,
        arrived_on=day,
        printed_date=first.arrived if first.arrived and day is None else "",
        note=note,
    )
    group = record_group(facts=facts, on=on, by=by)
    Repatriation.objects.filter(pk=group.pk).update(state=RepatriationState.DONE)
    people = sum(add_person(kept, group, told, line, day or on, by) for told, line in rows)
    for district_id in {line.district_id for _told, line in rows}:
        keep_district(group, district_id)
    return people


def add_person(kept: ListImport, group: Repatriation, told: ListedRow, line: ListImportRow, day: date, by) -> int:
    """As many as the line tells: `8 orang tanpa nama` are eight."""
    source = Source(SourceKind.LEGACY, f"{kept.issuer}, {told.sheet} {told.row}".strip(", "), told.arrived_on)
    area = line.village or line.district
    facts = facts_of(told)
    facts = PersonFacts(**{**vars(facts), "place": Place(told.origin, area.code if area else "")})
    for _turn in range(told.people):
        worker = register_worker(facts=facts, source=source, on=day, by=by)
        keep_printed(worker, told, source, by)
        note_alike(worker, line)
        returnee = add_returnee(group, worker, told, day, by)
        OldRecord.objects.create(returnee=returnee, list_import=kept, sheet=told.sheet[:100], line=told.row)
    return told.people


def add_returnee(group: Repatriation, worker: Worker, told: ListedRow, day: date, by) -> Returnee:
    add_status(worker=worker, status=status_after(told.cause), starts_on=told.arrived_on, country=group.country)
    return Returnee.objects.create(
        repatriation=group,
        worker=worker,
        arrival_state=ArrivalState.ARRIVED,
        cause=told.cause,
        country=group.country,
        arrived_on=told.arrived_on,
        district_id=worker.district_id,
        sex=worker.sex,
        age_group=age_group(worker_age(worker, day)),
        is_restricted=worker.is_restricted,
        note="; ".join(filter(None, [told.job, told.remark]))[:2000],
        submission_state=SubmissionState.VERIFIED,
        created_by=by,
    )


def keep_printed(worker: Worker, told: ListedRow, source: Source, by) -> None:
    """What could not be read of a person stays as printed."""
    written: Mapping[str, str] = {
        "age": told.age_printed if told.age is None else "",
        "birth_date": told.birth_printed if told.birth_date is None else "",
        "nik": told.nik if told.nik and not worker.nik else "",
    }
    for field, printed in written.items():
        if printed:
            SourcedValue.objects.create(
                worker=worker, field=field, printed=printed, source_kind=source.kind, source=source.text,
                source_date=source.day, recorded_by=by,
            )  # fmt: skip


def note_alike(worker: Worker, line: ListImportRow) -> None:
    """Whom the row looked like when it was read, to be decided; nobody who is restricted."""
    others = Worker.objects.in_bulk(line.alike_ids)
    for pk, reasons in zip(line.alike_ids, line.alike_reasons, strict=True):
        if pk in others and may_be_hinted_at(others[pk]):
            DuplicateCandidate.objects.create(worker=worker, other_id=pk, score=SHOWN_FROM, reasons=reasons.split(","))


def settle_old(kept: ListImport) -> None:
    kept.state = ImportState.APPLIED
    forget(kept)
    try:
        with transaction.atomic():
            kept.save()
    except IntegrityError as error:
        raise DomainError(_("Berkas yang sama baru saja dimasukkan. Muat ulang halaman.")) from error


@dataclass(frozen=True)
class Checked:
    """How many of a sheet were checked now."""

    people: int


@action
def check_old_record(*, returnee: Returnee, by) -> OldRecord | None:
    """Somebody compared the row with what is known; from now on it counts like the others."""
    row = OldRecord.objects.select_for_update(of=("self",)).filter(returnee=returnee).first()
    if row is not None and row.checked_at is None:
        row.checked_at, row.checked_by = timezone.now(), by
        row.save(update_fields=["checked_at", "checked_by"])
    return row


@action
def check_old_sheet(*, row: ListImport, sheet: str, by) -> Checked:
    """All of a sheet that wait, as far as they are in sight."""
    waits = OldRecord.objects.filter(list_import=row, sheet=sheet, checked_at__isnull=True)
    return Checked(OldRecord.objects.filter(pk__in=list(waits.values_list("pk", flat=True))).update(
        checked_at=timezone.now(), checked_by=by
    ))  # fmt: skip
