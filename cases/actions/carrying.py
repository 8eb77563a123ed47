"""What a letter's line says of a person, carried to the person who is that line: gaps are filled, differences kept.

Parts of actions, never actions by themselves.
"""

import re

from cases.actions.keeping import guard_cases, refresh_counted, same_name
from cases.actions.telling import add_told
from cases.choices import SourceKind
from cases.facts import Age, PersonFacts, Place, Source
from cases.models import Manifest, ManifestEntry, Returnee, SourcedValue, Worker
from cases.numbers import normal_nik
from cases.permissions import why_not_change_worker
from cases.readings import PASSPORT
from core.scope import current_viewer


def letter_source(letter: Manifest) -> Source:
    return Source(SourceKind.LETTER, letter.letter_number or letter.issuer, letter.letter_date)


def is_sure_nik(text: str) -> bool:
    """Sixteen digits that no spreadsheet rounded: one that keeps fifteen digits makes the last one a zero."""
    return bool(normal_nik(text)) and not text.endswith("0")


def passport_of(entry: ManifestEntry) -> str:
    bare = re.sub(r"[\s.-]", "", entry.passport_number).upper()
    return bare if PASSPORT.fullmatch(bare) and len(bare) <= 20 else ""


def letter_facts(entry: ManifestEntry) -> PersonFacts:
    """What can be read of the line. Doubtful numbers are left out: `doubtful` has them as printed."""
    return PersonFacts(
        name=entry.name,
        sex=entry.sex,
        age=Age(
            birth_date=entry.birth_date,
            years=entry.stated_age,
            printed="" if entry.birth_date else entry.printed_birth,
        ),
        place=Place(entry.printed_origin, entry.village.code if entry.village else ""),
        nik=normal_nik(entry.nik) if is_sure_nik(entry.nik) else "",
        passport_number=passport_of(entry),
    )


def doubtful(entry: ManifestEntry) -> dict[str, str]:
    """What the line prints and no field of a person holds, or none should without being looked at."""
    told = {
        "nik": "" if is_sure_nik(entry.nik) else entry.nik,
        "passport_number": "" if passport_of(entry) else entry.passport_number,
        "job": entry.job,
    }
    return {field: text for field, text in told.items() if text}


def carry_entry(*, returnee: Returnee, entry: ManifestEntry, by) -> None:
    """The person of this return stands on that line. The same line carried twice adds nothing."""
    worker = Worker.objects.select_for_update(of=("self",)).filter(pk=returnee.worker_id).first()
    if worker is None:
        return
    facts, letter = letter_facts(entry), entry.manifest
    if entry.is_initials or same_name(facts.name, worker.told_name):
        facts = PersonFacts(**{**vars(facts), "name": ""})
    source, day = letter_source(letter), letter.letter_date or returnee.arrived_on or returnee.created_at.date()
    may_fill = not why_not_change_worker(current_viewer(), worker)
    add_told(worker=worker, facts=facts, source=source, on=day, may_fill=may_fill, by=by)
    keep_doubtful(worker, entry, source, by)
    refresh_counted(worker=worker)
    guard_cases(worker=worker, by=by)


def keep_doubtful(worker: Worker, entry: ManifestEntry, source: Source, by) -> None:
    told = {"source_kind": source.kind, "source": source.text, "source_date": source.day, "recorded_by": by}
    for field, printed in doubtful(entry).items():
        if printed not in [row.printed for row in worker.sourced_values.filter(field=field)]:
            SourcedValue.objects.create(worker=worker, field=field, printed=printed, **told)


def carry_matched(*, manifest: Manifest, by) -> None:
    """After people were put on the lines of a new list: those in sight take what it says of them."""
    for row in Returnee.objects.filter(manifest_entry__manifest=manifest).select_related("worker"):
        carry_line(row, by)


def carry_line(returnee: Returnee, by) -> None:
    """What the letter's line says of the person, where the viewer sees the line."""
    found = ManifestEntry.objects.select_related("manifest", "village").filter(pk=returnee.manifest_entry_id).first()
    if found is not None:
        carry_entry(returnee=returnee, entry=found, by=by)
