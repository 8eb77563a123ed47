"""A letter's list that is uploaded or pasted: read in the background, then taken over at once or not at all."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from cases.actions.carrying import carry_matched
from cases.actions.keeping import keep_district, pair_with_list
from cases.choices import ImportState, Sex
from cases.facts import Age, PersonFacts
from cases.listing import Grid, ListedRow, read_list
from cases.listing.cells import is_initials, set_birth
from cases.listing.headings import FIELDS
from cases.listing.kept import findings_text, row_of, row_text
from cases.listing.rows import heading_key
from cases.listing.source import packed, unpacked
from cases.listing.words import is_note
from cases.matching import Likeness
from cases.matching_lists import Asked
from cases.models import ColumnMemory, ListImport, ListImportRow, Manifest, ManifestEntry, Repatriation
from cases.places import SettledPlace, settle_places
from cases.queries.wide import is_list_known, rows_alike
from core.actions.jobs import request_job
from core.copying import insert_rows
from core.encrypted import EncryptedTextField
from core.exceptions import DomainError
from core.history import action
from core.keys import key_ring

LIST_IMPORT = "LIST_IMPORT"
KEPT_FOR = timedelta(days=7)
WAITING = (ImportState.READING, ImportState.READY)
AT_ONCE = 500
NO_PLACE = SettledPlace("", "UNKNOWN")


@dataclass(frozen=True)
class LetterHead:
    """What is told of the letter that the list belongs to."""

    issuer: str
    letter_number: str = ""
    letter_date: date | None = None
    subject: str = ""
    people_counted: int | None = None


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
    found = read_list(unpacked(kept.content), on=on, chosen=chosen, remembered=remembered, is_old=kept.is_old_data)
    progress(40, _("Mengenali desa"))
    places = settle_places(line.origin for line in found.rows if line.origin)
    kept.rows.all().delete()
    stage(kept, found.rows, places, on, progress)
    kept.found, kept.told_total, kept.state = findings_text(found), found.told_total, ImportState.READY
    kept.save(update_fields=["found", "told_total", "state"])
    return len(found.rows)


def remembered_for(issuer: str) -> dict[str, str]:
    rows = ColumnMemory.objects.filter(sender_key=heading_key(issuer))
    return dict(rows.values_list("heading_key", "field"))


def stage(row: ListImport, lines: list[ListedRow], places: Mapping[str, SettledPlace], on: date, progress) -> None:
    """The rows with what is asked of them, some hundreds at once."""
    for first in range(0, len(lines), AT_ONCE):
        progress(45 + 50 * first // len(lines), _("Mencari orang yang mirip"))
        some = dict(enumerate(lines[first : first + AT_ONCE], start=first + 1))
        asked = {at: Asked(told_long_ago(line), places.get(line.origin, NO_PLACE)) for at, line in some.items()}
        alike = rows_alike({at: one for at, one in asked.items() if is_telling(some[at])}, on)
        seal = Sealing(ListImportRow)
        insert_rows(
            ListImportRow._meta.db_table,
            STAGED,
            (staged_row(row.pk, at, line, asked[at].place, alike.get(at, []), seal) for at, line in some.items()),
        )


STAGED = {
    "uid": "uuid", "list_import_id": "bigint", "position": "int", "payload": "bytea", "people": "smallint",
    "is_chosen": "boolean", "is_troubled": "boolean", "district_id": "bigint", "village_id": "bigint",
    "alike_ids": "bigint[]", "alike_reasons": "varchar[]",
}  # fmt: skip


class Sealing:
    """Seals many values of one table without a model for each row."""

    def __init__(self, model: type[ListImportRow] | type[ManifestEntry]):
        self.places = {
            field.name: field.place for field in model._meta.local_fields if isinstance(field, EncryptedTextField)
        }
        self.ring = key_ring()

    def __call__(self, name: str, uid: UUID, text: str) -> bytes:
        return self.ring.encrypt(self.places[name], uid.hex, text.encode()) if text else b""


def staged_row(
    import_id: int, at: int, line: ListedRow, place: SettledPlace, alike: list[Likeness], seal: Sealing
) -> tuple:
    """The values of STAGED."""
    note_place(line, place)
    uid = uuid4()
    return (
        uid, import_id, at, seal("payload", uid, row_text(line)), line.people, True, is_troubled(line),
        place.district.pk if place.district else None, place.village.pk if place.village else None,
        [match.worker.pk for match in alike], [",".join(match.reasons)[:100] for match in alike],
    )  # fmt: skip


def note_place(line: ListedRow, place: SettledPlace) -> None:
    line.problems = [problem for problem in line.problems if problem.code != "PLACE_OPEN"]
    if line.origin and place.area is None:
        line.complain("PLACE_OPEN", "", line.origin)


def is_troubled(line: ListedRow) -> bool:
    return any(not is_note(problem) for problem in line.problems)


def is_telling(line: ListedRow) -> bool:
    """Initials and numbers of people look like nobody."""
    return bool(line.nik or line.passport or (line.name and not line.is_initials))


def facts_of(line: ListedRow) -> PersonFacts:
    nik = line.nik if len(line.nik) == 16 and not any(p.code == "NIK_DAMAGED" for p in line.problems) else ""
    age = Age(birth_date=line.birth_date, years=line.age)
    return PersonFacts(name=line.name, sex=line.sex, age=age, nik=nik, passport_number=line.passport)


def told_long_ago(line: ListedRow) -> PersonFacts:
    """As `facts_of`; an age of an old book was true on the day of arrival, so it is taken as a year of birth."""
    facts = facts_of(line)
    if line.arrived_on is None or line.age is None or line.birth_date:
        return facts
    return replace(facts, age=Age(birth_year=line.arrived_on.year - line.age, is_estimated=True))


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
def apply_list_import(*, row: ListImport, people_counted: int | None, by) -> Manifest:
    """All chosen rows as the list of the letter, in one transaction. Done twice it is the list that stands."""
    kept = ListImport.objects.select_for_update().get(pk=row.pk)
    if kept.state == ImportState.APPLIED and kept.manifest is not None:
        return kept.manifest
    if kept.state != ImportState.READY:
        raise DomainError(_("Daftar ini belum selesai dibaca, atau sudah dibuang. Muat ulang halaman."))
    lines = list(kept.rows.filter(is_chosen=True).order_by("position"))
    people = sum(line.people for line in lines)
    refuse_numbers(people, people_counted)
    manifest = new_manifest(kept, people_counted, by)
    seal = Sealing(ManifestEntry)
    insert_rows(ManifestEntry._meta.db_table, ENTRIES, (entry_row(e, seal) for e in entries_of(manifest, lines)))
    for district_id in {line.district_id for line in lines}:
        keep_district(kept.repatriation, district_id)
    pair_with_list(manifest)
    carry_matched(manifest=manifest, by=by)
    settle(kept, manifest)
    return manifest


def refuse_numbers(people: int, people_counted: int | None) -> None:
    if not people:
        raise DomainError(_("Belum ada baris yang dipilih. Centang sedikitnya satu orang."))
    if people_counted is not None and people_counted < people:
        message = _("Surat menyebut {a} orang, tetapi {b} orang dipilih. Periksa jumlahnya, atau kurangi centangnya.")
        raise DomainError(message.format(a=people_counted, b=people), field="people_counted")


def new_manifest(kept: ListImport, people_counted: int | None, by) -> Manifest:
    head = {name: getattr(kept, name) for name in ("issuer", "letter_number", "letter_date", "subject")}
    return Manifest.objects.create(repatriation=kept.repatriation, people_counted=people_counted, created_by=by, **head)


def entries_of(manifest: Manifest | None, lines: Iterable[ListImportRow]) -> list[ManifestEntry]:
    """A line of the list for each person; `8 orang tanpa nama` are eight lines, to be ticked off one by one."""
    entries: list[ManifestEntry] = []
    for line in lines:
        told = row_of(line.payload)
        for _person in range(line.people):
            entries.append(entry_of(manifest, len(entries) + 1, told, line))
    return entries


ENTRIES = {
    "uid": "uuid", "manifest_id": "bigint", "position": "smallint", "name": "bytea", "sex": "varchar",
    "is_initials": "boolean", "stated_age": "smallint", "printed_age": "bytea", "birth_date": "date",
    "printed_birth": "bytea", "printed_origin": "bytea", "nik": "bytea", "passport_number": "bytea", "job": "bytea",
    "remark": "bytea", "district_id": "bigint", "village_id": "bigint",
}  # fmt: skip


def entry_row(entry: ManifestEntry, seal: Sealing) -> list:
    """The values of ENTRIES, as saving the entry would write them."""
    told = ((name, getattr(entry, name)) for name in ENTRIES)
    return [seal(name, entry.uid, value) if name in seal.places else value for name, value in told]


def entry_of(manifest: Manifest | None, position: int, told: ListedRow, line: ListImportRow) -> ManifestEntry:
    return ManifestEntry(
        manifest=manifest,
        position=position,
        name=told.name,
        is_initials=told.is_initials,
        sex=told.sex,
        stated_age=told.age,
        printed_age=told.age_printed,
        birth_date=told.birth_date,
        printed_birth=told.birth_printed,
        printed_origin=told.origin,
        nik=told.nik,
        passport_number=told.passport,
        job=told.job,
        remark=told.remark,
        district_id=line.district_id,
        village_id=line.village_id,
    )


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
    kept = waiting(row)
    kept.state = ImportState.DROPPED
    forget(kept)
    kept.save()
    return kept


@action
def forget_old_lists(*, now: datetime, by) -> int:
    """Lists that waited too long. Answers how many."""
    old = list(ListImport.objects.select_for_update().filter(state__in=WAITING, expires_at__lt=now)[:200])
    for kept in old:
        kept.state = ImportState.EXPIRED
        forget(kept)
        kept.save()
    return len(old)
