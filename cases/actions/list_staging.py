"""The many rows of a list on their way: read ones to where they wait, chosen ones to the list of the letter.

Parts of the actions in `list_imports.py`. No row has a model of its own here; what is written is the same, sealed for
its own row and recorded by the same triggers.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from django.db.models import Sum
from django.utils.translation import gettext as _

from cases.facts import Age, PersonFacts
from cases.listing import ListedRow
from cases.listing.kept import row_of, row_text
from cases.listing.words import is_note
from cases.matching import Likeness
from cases.matching_lists import Asked
from cases.models import ListImport, ListImportRow, Manifest, ManifestEntry
from cases.places import SettledPlace
from cases.queries.wide import rows_alike
from core.copying import insert_rows
from core.encrypted import EncryptedTextField
from core.keys import Sealer, key_ring

NO_PLACE = SettledPlace("", "UNKNOWN")
STAGED = {
    "uid": "uuid", "list_import_id": "bigint", "position": "int", "payload": "bytea", "people": "smallint",
    "is_chosen": "boolean", "is_troubled": "boolean", "district_id": "bigint", "village_id": "bigint",
    "alike_ids": "bigint[]", "alike_reasons": "varchar[]",
}  # fmt: skip
ENTRIES = {
    "uid": "uuid", "manifest_id": "bigint", "position": "int", "name": "bytea", "sex": "varchar",
    "is_initials": "boolean", "stated_age": "smallint", "printed_age": "bytea", "birth_date": "date",
    "printed_birth": "bytea", "printed_origin": "bytea", "nik": "bytea", "passport_number": "bytea", "job": "bytea",
    "remark": "bytea", "district_id": "bigint", "village_id": "bigint",
}  # fmt: skip
AT_ONCE = 2000
Progress = Callable[[int, str], None]


def sealers(model: type[ListImportRow] | type[ManifestEntry]) -> dict[str, Sealer]:
    """What seals the values of each encrypted column."""
    ring = key_ring()
    return {
        field.name: ring.sealer(field.place)
        for field in model._meta.local_fields
        if isinstance(field, EncryptedTextField)
    }


def new_keys() -> Iterator[str]:
    """Random keys of rows (UUID, version 4) as hexadecimal digits, drawn many at a time."""
    while True:
        drawn = os.urandom(16 * AT_ONCE).hex()
        for at in range(0, len(drawn), 32):
            text = drawn[at : at + 32]
            yield f"{text[:12]}4{text[13:16]}{'89ab'[int(text[16], 16) & 3]}{text[17:]}"


# -- read rows wait -------------------------------------------------------------------------------


def stage(
    row: ListImport, lines: Sequence[ListedRow], places: Mapping[str, SettledPlace], on: date, progress: Progress
) -> None:
    """The rows with what is asked of them: trouble, place, and people in or out of sight who look alike."""
    settled = [places.get(line.origin, NO_PLACE) for line in lines]
    asked = {
        at: Asked(told_long_ago(line), place)
        for at, (line, place) in enumerate(zip(lines, settled, strict=True), start=1)
        if is_telling(line)
    }
    alike = rows_alike(asked, on)
    del asked
    rows = staged_rows(row.pk, lines, settled, alike)
    insert_rows(ListImportRow._meta.db_table, STAGED, told_on_the_way(rows, len(lines), progress))


def told_on_the_way(rows: Iterable[tuple], many: int, progress: Progress) -> Iterator[tuple]:
    """The rows, with a word on how far they are now and then."""
    for at, row in enumerate(rows):
        if at % AT_ONCE == 0:
            progress(70 + 29 * at // many, _("Menyiapkan baris"))
        yield row


def staged_rows(
    import_id: int, lines: Sequence[ListedRow], places: Sequence[SettledPlace], alike: Mapping[int, list[Likeness]]
) -> Iterator[tuple]:
    """The values of STAGED."""
    seal, keys = sealers(ListImportRow)["payload"], new_keys()
    for at, (line, place) in enumerate(zip(lines, places, strict=True), start=1):
        note_place(line, place)
        uid, found = next(keys), alike.get(at, ())
        yield (
            uid, import_id, at, seal(uid.encode(), row_text(line)), line.people, True, is_troubled(line),
            place.district.pk if place.district else None, place.village.pk if place.village else None,
            [match.worker.pk for match in found], [",".join(match.reasons)[:100] for match in found],
        )  # fmt: skip


def note_place(line: ListedRow, place: SettledPlace) -> None:
    if line.problems:
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


# -- chosen rows become the list --------------------------------------------------------------------


def chosen(kept: ListImport):
    return kept.rows.filter(is_chosen=True)


def chosen_people(kept: ListImport) -> int:
    return chosen(kept).aggregate(people=Sum("people"))["people"] or 0


def chosen_districts(kept: ListImport) -> list[int]:
    found = chosen(kept).filter(district_id__isnull=False).order_by("district_id")
    return list(found.values_list("district_id", flat=True).distinct())


def write_entries(kept: ListImport, manifest: Manifest) -> None:
    """A line of the list for each person; `8 orang tanpa nama` are eight lines, to be ticked off one by one."""
    insert_rows(ManifestEntry._meta.db_table, ENTRIES, entry_rows(manifest.pk, told_rows(kept)))


def told_rows(kept: ListImport) -> Iterator[tuple[ListedRow, int, int | None, int | None]]:
    """What each chosen row tells, how many people it is, their district and village; in the order of the list."""
    opened = key_ring().opener(ListImportRow._meta.get_field("payload").place)  # type: ignore[union-attr]
    columns = ("uid", "payload", "people", "district_id", "village_id")
    rows = chosen(kept).order_by("position").values_list(*columns)
    for uid, payload, people, district, village in rows.iterator(chunk_size=AT_ONCE):
        yield row_of(opened(uid.hex, payload)), people, district, village


def entry_rows(manifest_id: int, rows: Iterable[tuple[ListedRow, int, int | None, int | None]]) -> Iterator[tuple]:
    """The values of ENTRIES, as saving each entry would write them."""
    seal, keys, position = sealers(ManifestEntry), new_keys(), 0
    name, nik, passport, job, remark = (seal[n] for n in ("name", "nik", "passport_number", "job", "remark"))
    age, birth, origin = seal["printed_age"], seal["printed_birth"], seal["printed_origin"]
    for told, people, district, village in rows:
        for _person in range(people):
            position += 1
            uid = next(keys)
            key = uid.encode()
            yield (
                uid, manifest_id, position, name(key, told.name), told.sex, told.is_initials, told.age,
                age(key, told.age_printed), told.birth_date, birth(key, told.birth_printed), origin(key, told.origin),
                nik(key, told.nik), passport(key, told.passport), job(key, told.job), remark(key, told.remark),
                district, village,
            )  # fmt: skip
