"""A letter's list that is uploaded or pasted: read in the background, then taken over at once or not at all."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from cases.actions.carrying import carry_matched
from cases.actions.keeping import keep_district, pair_with_list
from cases.actions.list_staging import (
    NO_PLACE,
    chosen_districts,
    chosen_people,
    facts_of,
    is_troubled,
    note_place,
    stage,
    write_entries,
)
from cases.actions.standing import place_list
from cases.choices import ImportState, Sex
from cases.listing import Grid, read_list
from cases.listing.cells import is_initials, set_birth
from cases.listing.headings import FIELDS
from cases.listing.kept import findings_text, row_of, row_text
from cases.listing.rows import heading_key
from cases.listing.source import packed, unpacked
from cases.matching_lists import Asked
from cases.models import ColumnMemory, ListImport, ListImportRow, Manifest, Repatriation
from cases.places import SettledPlace, settle_places
from cases.queries.wide import is_list_known, rows_alike
from cases.standing_lists import Stand
from core.actions.jobs import request_job
from core.copying import very_many
from core.exceptions import DomainError
from core.history import action
from core.models import Job
from letters.models import Letter

LIST_IMPORT = "LIST_IMPORT"
KEPT_FOR = timedelta(days=7)
WAITING = (ImportState.READING, ImportState.READY)


@dataclass(frozen=True)
class LetterHead:
    """What is told of the letter that the list belongs to; `letter` where it stands in the book."""

    issuer: str
    letter_number: str = ""
    letter_date: date | None = None
    subject: str = ""
    people_counted: int | None = None
    letter: Letter | None = None


HEAD = ("letter_id", "issuer", "letter_number", "letter_date", "subject")


@action
def start_list_import(
    *, repatriation: Repatriation, head: LetterHead, file_name: str, grids: Sequence[Grid], by
) -> ListImport:
    """Keep the cells and ask for them to be read. The same list twice is the one that waits already, or that stands."""
    content = packed(grids)
    digest = salted_hmac("cases.list_import", content, algorithm="sha256").hexdigest()
    values = {**vars(head), "file_name": file_name[:200], "expires_at": timezone.now() + KEPT_FOR}
    standing = ListImport.objects.filter(repatriation=repatriation, digest=digest)
    found = standing.filter(state=ImportState.APPLIED).first()
    if found is not None:
        return found
    if is_list_known(repatriation, digest):
        raise DomainError(_("Daftar ini sudah dimasukkan oleh kantor lain. Lihat di halaman pemulangan."))
    found = standing.filter(state__in=WAITING, created_by=by).select_for_update().first()
    if found is not None:
        for name, value in values.items():
            setattr(found, name, value)
        found.save(update_fields=list(values))
        return found
    row = ListImport(repatriation=repatriation, digest=digest, content=content, created_by=by, **values)
    row.save()
    ask_to_read(row, by)
    return row


def ask_to_read(row: ListImport, by) -> None:
    """A job for this reading; an older one finds that it is not wanted any more."""
    key = f"{LIST_IMPORT}:{row.pk}:{row.reading}"
    row.job = request_job(kind=LIST_IMPORT, params={"import": row.pk, "reading": row.reading}, by=by, dedupe_key=key)
    row.state = ImportState.READING
    row.save(update_fields=["job", "state", "reading", "columns"])


@action
def read_list_import(*, row: ListImport, reading: int, progress, by) -> int:
    """Read the cells, recognise villages, look for people alike, and stage the rows. Answers how many there are."""
    kept = ListImport.objects.select_for_update().filter(pk=row.pk, reading=reading, state=ImportState.READING).first()
    if kept is None:
        return 0
    on = timezone.localdate()
    progress(5, _("Membaca baris"))
    chosen = {int(sheet): {int(at): name for at, name in told.items()} for sheet, told in kept.columns.items()}
    remembered = remembered_for(kept.issuer)
    with very_many():
        found = read_list(unpacked(kept.content), on=on, chosen=chosen, remembered=remembered, is_old=kept.is_old_data)
        progress(40, _("Mengenali desa"))
        places = settle_places(line.origin for line in found.rows if line.origin)
        kept.rows.all().delete()
        progress(45, _("Mencari orang yang mirip"))
        stage(kept, found.rows, places, on, progress)
    kept.found, kept.told_total, kept.state = findings_text(found), found.told_total, ImportState.READY
    kept.save(update_fields=["found", "told_total", "state"])
    return len(found.rows)


def remembered_for(issuer: str) -> dict[str, str]:
    rows = ColumnMemory.objects.filter(sender_key=heading_key(issuer))
    return dict(rows.values_list("heading_key", "field"))


@action
def choose_list_columns(
    *, row: ListImport, columns: Mapping[int, Mapping[int, str]], keys: Mapping[str, str], by
) -> ListImport:
    """Read again with these fields for the columns of each sheet. `keys` (heading to field) are kept for the sender."""
    kept = waiting(row)
    kept.columns = {str(sheet): {str(at): name for at, name in told.items()} for sheet, told in columns.items()}
    kept.reading += 1
    remember_columns(kept.issuer, keys, by)
    ask_to_read(kept, by)
    return kept


@action
def read_list_again(*, row: ListImport, by) -> ListImport:
    """After a reading that failed."""
    kept = waiting(row)
    kept.reading += 1
    ask_to_read(kept, by)
    return kept


def remember_columns(issuer: str, keys: Mapping[str, str], by) -> None:
    rows = [
        ColumnMemory(sender_key=heading_key(issuer), heading_key=key, field=name, told_by=by)
        for key, name in keys.items()
        if key and name in FIELDS
    ]
    ColumnMemory.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["sender_key", "heading_key"],
        update_fields=["field", "told_by", "told_at"],
    )


def has_failed(row: ListImport) -> bool:
    """An old book that could not be taken over: nothing of it was written."""
    return row.state == ImportState.APPLYING and row.job is not None and row.job.state == Job.State.FAILED


def waiting(row: ListImport) -> ListImport:
    """The list under lock, as long as nobody took it over or dropped it."""
    kept = ListImport.objects.select_for_update().get(pk=row.pk)
    if kept.state not in WAITING:
        raise DomainError(_("Daftar ini sudah dimasukkan atau dibuang. Muat ulang halaman."))
    return kept


@action
def choose_list_rows(*, row: ListImport, shown: Iterable[int], chosen: Iterable[int], by) -> None:
    """Of the rows that a page showed these shall be taken over, and the others not. Positions, not ids."""
    kept, shown, chosen = waiting(row), set(shown), set(chosen)
    kept.rows.filter(position__in=shown & chosen, is_chosen=False).update(is_chosen=True)
    kept.rows.filter(position__in=shown - chosen, is_chosen=True).update(is_chosen=False)


@dataclass(frozen=True)
class RowFacts:
    """What an officer corrected in one row. An empty name is nobody known by name; an empty number stays as it is."""

    name: str = ""
    sex: str = Sex.UNKNOWN
    age: int | None = None
    origin: str = ""
    place: SettledPlace = NO_PLACE
    birth_date: date | None = None
    nik: str = ""
    passport: str = ""
    remark: str = ""


CORRECTED = {"NAME_MISSING", "NAME_UNREAD", "NAME_DIGITS", "NAME_LONG", "SEX_UNREAD", "SEX_BOTH", "AGE_UNREAD",
             "AGE_IMPOSSIBLE", "AGE_DIFFERS", "BIRTH_IMPOSSIBLE", "BIRTH_UNREAD", "NIK_DAMAGED", "NIK_DIGITS",
             "PASSPORT_UNREAD"}  # fmt: skip


@action
def correct_list_row(*, line: ListImportRow, facts: RowFacts, by) -> ListImportRow:
    """One row as an officer reads it. What the list printed of age and birth stays beside it."""
    waiting(line.list_import)
    kept = ListImportRow.objects.select_for_update().get(pk=line.pk)
    told = row_of(kept.payload)
    for name in ("name", "sex", "age", "origin", "remark"):
        setattr(told, name, getattr(facts, name))
    told.nik, told.passport = facts.nik or told.nik, facts.passport or told.passport
    told.is_initials = is_initials(told.name)
    told.birth_date = None
    kept_codes = (set() if facts.nik else {"NIK_DAMAGED", "NIK_DIGITS"}) | (
        set() if facts.passport else {"PASSPORT_UNREAD"}
    )
    told.problems = [p for p in told.problems if p.code not in CORRECTED or p.code in kept_codes]
    if facts.birth_date is not None:
        set_birth(told, facts.birth_date, "", f"{facts.birth_date:%d-%m-%Y}", timezone.localdate())
    note_place(told, facts.place)
    kept.payload, kept.is_troubled = row_text(told), is_troubled(told)
    kept.district, kept.village = facts.place.district, facts.place.village
    alike = rows_alike({1: Asked(facts_of(told), facts.place)}, timezone.localdate()).get(1, [])
    kept.alike_ids = [match.worker.pk for match in alike]
    kept.alike_reasons = [",".join(match.reasons)[:100] for match in alike]
    kept.save()
    return kept


@action
def apply_list_import(*, row: ListImport, people_counted: int | None, stand: Stand | None = None, by) -> Manifest:
    """All chosen rows as the list of the letter, in one transaction. Done twice it is the list that stands.

    `stand` says whose place it takes; without it, that of all lists before.
    """
    kept = ListImport.objects.select_for_update().get(pk=row.pk)
    if kept.state == ImportState.APPLIED and kept.manifest is not None:
        return kept.manifest
    if kept.state != ImportState.READY:
        raise DomainError(_("Daftar ini belum selesai dibaca, atau sudah dibuang. Muat ulang halaman."))
    refuse_numbers(chosen_people(kept), people_counted)
    columns = {name: getattr(kept, name) for name in HEAD}
    manifest, replaced = place_list(return_of(kept), stand, people_counted=people_counted, created_by=by, **columns)
    with very_many():
        write_entries(kept, manifest)
    for district_id in chosen_districts(kept):
        keep_district(kept.repatriation, district_id)
    pair_with_list(manifest, replaced)
    carry_matched(manifest=manifest, by=by)
    settle(kept, manifest)
    return manifest


def return_of(kept: ListImport) -> Repatriation:
    """Whose list it is; an old book belongs to many returns and goes in by itself (`old_data.py`)."""
    if kept.repatriation is None:
        raise DomainError(_("Data lama dimasukkan dengan caranya sendiri. Muat ulang halaman."))
    return kept.repatriation


def refuse_numbers(people: int, people_counted: int | None) -> None:
    if not people:
        raise DomainError(_("Belum ada baris yang dipilih. Centang sedikitnya satu orang."))
    if people_counted is not None and people_counted < people:
        message = _("Surat menyebut {a} orang, tetapi {b} orang dipilih. Periksa jumlahnya, atau kurangi centangnya.")
        raise DomainError(message.format(a=people_counted, b=people), field="people_counted")


def settle(kept: ListImport, manifest: Manifest) -> None:
    """The list stands; what waited is forgotten. The database lets no list stand twice in one return."""
    kept.manifest, kept.state = manifest, ImportState.APPLIED
    forget(kept)
    try:
        with transaction.atomic():
            kept.save()
    except IntegrityError as error:
        raise DomainError(_("Daftar yang sama baru saja dimasukkan. Muat ulang halaman.")) from error


def forget(kept: ListImport) -> None:
    kept.rows.all().delete()
    kept.content = kept.found = kept.file_name = ""


@action
def drop_list_import(*, row: ListImport, by) -> ListImport:
    """Nothing of it was written; what waited is forgotten at once."""
    kept = ListImport.objects.select_for_update(of=("self",)).select_related("job").get(pk=row.pk)
    if not has_failed(kept):
        kept = waiting(row)
    kept.state = ImportState.DROPPED
    forget(kept)
    kept.save()
    return kept


@action
def forget_old_lists(*, now: datetime, by) -> int:
    """Lists that waited too long, also those that could not be taken over. Answers how many."""
    waits = Q(state__in=WAITING) | Q(state=ImportState.APPLYING, job__state=Job.State.FAILED)
    old = list(ListImport.objects.select_for_update(of=("self",)).filter(waits, expires_at__lt=now)[:200])
    for kept in old:
        kept.state = ImportState.EXPIRED
        forget(kept)
        kept.save()
    return len(old)
