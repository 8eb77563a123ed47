"""The lines of a list as they go into the database, some thousands at once. Parts of actions."""

from collections.abc import Iterable
from uuid import UUID

from cases.listing import ListedRow
from cases.listing.kept import row_of
from cases.models import ListImportRow, Manifest, ManifestEntry
from core.encrypted import EncryptedTextField
from core.keys import key_ring


class Sealing:
    """Seals many values of one table without a model for each row."""

    def __init__(self, model: type[ListImportRow] | type[ManifestEntry]):
        self.places = {
            field.name: field.place for field in model._meta.local_fields if isinstance(field, EncryptedTextField)
        }
        self.ring = key_ring()

    def __call__(self, name: str, uid: UUID, text: str) -> bytes:
        return self.ring.encrypt(self.places[name], uid.hex, text.encode()) if text else b""


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
