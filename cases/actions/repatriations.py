"""Return operations: their letter's list, values by source, and their state."""

from datetime import date
from itertools import pairwise

from django.db.models import F
from django.utils.translation import gettext as _

from cases.actions.carrying import carry_entry, carry_matched
from cases.actions.keeping import (
    follow_arrival_day,
    follow_cause,
    guard_cases,
    keep_district,
    pair_with_list,
    refresh_counted,
)
from cases.actions.standing import place_list
from cases.actions.takeover import take_over
from cases.actions.workers import forget_used, send_again
from cases.choices import RepatriationState, SourceKind
from cases.columns import count_columns, set_columns
from cases.counts import read_count
from cases.facts import Count, ListedPerson, Place, Source
from cases.models import GroupFact, Interview, Manifest, ManifestEntry, Repatriation, Returnee, SourcedValue, Worker
from cases.places import settle_place
from cases.queries import lacking_receiver
from cases.standing_lists import Stand
from core.editing import lock_version
from core.exceptions import DomainError
from core.history import action
from letters.models import Letter

TICKS = ("tick_arrival", "count_people")  # actions that set the arrival of a return by the way
MOST_LOOKED_BACK = 200
EARLY = (RepatriationState.ANNOUNCED, RepatriationState.EN_ROUTE)
ENDED = (RepatriationState.HANDED_OVER, RepatriationState.DONE)


@action
def record_manifest(
    *,
    repatriation: Repatriation,
    issuer: str,
    letter_number: str,
    letter_date: date | None,
    subject: str,
    people_counted: int | None,
    people: list[ListedPerson],
    letter: Letter | None = None,
    stand: Stand | None = None,
    by,
) -> Manifest:
    """The list of a letter: how many it counts and whom it names. What arrives is recorded apart from it.

    The return stands on the list of each district that the letter names somebody from. `stand` says whose place the
    list takes; without it, that of all lists before.
    """
    if people_counted is not None and people_counted < len(people):
        message = _("Surat menyebut {a} orang, tetapi {b} nama diisi. Periksa jumlahnya.")
        raise DomainError(message.format(a=people_counted, b=len(people)), field="people_counted")
    manifest, replaced = place_list(
        repatriation,
        stand,
        letter=letter,
        issuer=issuer,
        letter_number=letter_number,
        letter_date=letter_date,
        subject=subject,
        people_counted=people_counted,
        created_by=by,
    )
    lines = [entry(manifest, number, line) for number, line in enumerate(people, start=1)]
    ManifestEntry.objects.bulk_create(lines)
    for district_id in {line.district_id for line in lines}:
        keep_district(repatriation, district_id)
    pair_with_list(manifest, replaced)
    carry_matched(manifest=manifest, by=by)
    return manifest


def entry(manifest: Manifest, position: int, line: ListedPerson) -> ManifestEntry:
    place = settle_place(Place(line.origin))
    return ManifestEntry(
        manifest=manifest,
        position=position,
        name=line.name,
        sex=line.sex,
        stated_age=line.age,
        printed_origin=line.origin,
        district=place.district,
    )


@action
def match_entry(*, returnee: Returnee, entry: ManifestEntry | None, unlisted_reason: str = "", by) -> Returnee:
    """Say which line of the list a person who came is, or that they are on none."""
    row = Returnee.objects.select_for_update(of=("self",)).get(pk=returnee.pk)
    if entry is not None and Returnee.objects.filter(manifest_entry=entry).exclude(pk=row.pk).exists():
        raise DomainError(_("Baris ini sudah dipasangkan dengan orang lain."), field="entry")
    row.manifest_entry = entry
    row.is_unlisted = entry is None
    row.unlisted_reason = "" if entry else unlisted_reason.strip()
    row.version += 1
    row.save()
    if entry is not None:
        carry_entry(returnee=row, entry=entry, by=by)
    return row


@action
def record_source_value(
    *,
    target: Repatriation | Worker | Interview,
    field: str,
    printed: str,
    source: Source,
    read_date: date | None = None,
    read_text: str = "",
    count: Count | None = None,
    by,
) -> SourcedValue:
    """Keep what one source says of one field, letter by letter, and what was read from it."""
    return SourcedValue.objects.create(
        worker=target if isinstance(target, Worker) else None,
        repatriation=target if isinstance(target, Repatriation) else None,
        interview=target if isinstance(target, Interview) else None,
        field=field,
        printed=printed,
        read_date=read_date,
        read_text=read_text,
        count_low=count.low if count else None,
        count_high=count.high if count else None,
        is_about=bool(count and count.is_about),
        source_kind=source.kind,
        source=source.text,
        source_date=source.day,
        recorded_by=by,
    )


@action
def use_source_value(*, value: SourcedValue, version: int, reason: str, on: date, by) -> SourcedValue:
    """Choose this value as the one used, with the reason; the record takes it over."""
    if not reason.strip():
        raise DomainError(_("Tulis mengapa nilai ini yang dipakai."), field="reason")
    target = value.worker or value.repatriation or value.interview
    row = lock_version(type(target).objects.all(), pk=target.pk, version=version)
    take_over(row, value, on=on, by=by)
    row.version += 1
    row.save()
    forget_used(row, {value.field})
    value.is_used = True
    value.reason = reason.strip()
    value.save()
    if isinstance(row, Worker):
        refresh_counted(worker=row)
        guard_cases(worker=row, by=by)
        send_again(row)
    elif value.field == "arrived_on":
        follow_arrival_day(row)
    return value


@action
def correct_repatriation(
    *, repatriation: Repatriation, version: int, changes: dict, printed: dict[str, str] | None = None, by
) -> Repatriation:
    """Change the group's own columns. A changed cause moves to the people who had the old one.

    `printed`: writings of dates that no calendar has, by column; each is kept beside the date that is used.
    """
    row = lock_version(Repatriation.objects.all(), pk=repatriation.pk, version=version)
    old_cause, old_day, old_state = row.cause, row.arrived_on, row.state
    forget_used(row, {name for name, value in changes.items() if told(row, name) != value})
    for name, value in changes.items():
        set_told(row, name, value)
    if row.arrived_on and not old_day and row.state in EARLY:
        row.state = RepatriationState.ARRIVED
    if row.state in ENDED and old_state not in ENDED:
        refuse_without_receiver(row)
    row.version += 1
    row.save()
    for name, text in (printed or {}).items():
        keep_writing(row, name, text, by)
    if row.cause != old_cause:
        follow_cause(row, old_cause)
    if row.arrived_on and row.arrived_on != old_day:
        follow_arrival_day(row)
    return row


def refuse_without_receiver(row: Repatriation) -> None:
    """A return has not ended while somebody who came has no receiver (Permen P2MI 32/2025 art. 13)."""
    if lacking := lacking_receiver(row):
        sentence = _("{n} orang yang tiba belum ada penerimanya. Catat serah terimanya lebih dahulu.")
        raise DomainError(sentence.format(n=lacking), field="state")


def told(row: Repatriation, name: str) -> object:
    return row.group_count if name == "group_total" else getattr(row, name)


def set_told(row: Repatriation, name: str, value) -> None:
    if name == "group_total":
        set_columns(row, count_columns(value))
    else:
        setattr(row, name, value)


def keep_writing(row: Repatriation, field: str, text: str, by) -> None:
    SourcedValue.objects.create(
        repatriation=row, field=field, printed=text, source_kind=SourceKind.OFFICER, recorded_by=by
    )


@action
def record_group_fact(*, repatriation: Repatriation, field: str, text: str, source: Source, by) -> GroupFact:
    """A fact of the group that no source assigns to a person."""
    place = settle_place(Place(text)) if field == "origin" else None
    count = read_count(text) if field == "count" else None
    return GroupFact.objects.create(
        repatriation=repatriation,
        field=field,
        text=text,
        area=place.area if place else None,
        count_low=count.low if count else None,
        count_high=count.high if count else None,
        is_about=bool(count and count.is_about),
        source_kind=source.kind,
        source=source.text,
        source_date=source.day,
        recorded_by=by,
    )


def touch_state(repatriation: Repatriation, day: date) -> None:
    """Somebody arrived: an announced return has arrived, on this day where one was expected. Part of an action."""
    found = Repatriation.objects.filter(pk=repatriation.pk, state__in=EARLY)
    if repatriation.expected_on and not repatriation.arrived_on:
        found.update(arrived_on=day)
        repatriation.arrived_on = day
    if found.update(state=RepatriationState.ARRIVED, version=F("version") + 1):
        repatriation.refresh_from_db(fields=["state", "version"])


def take_back_arrival(repatriation: Repatriation) -> None:
    """Nobody has come after all: what ticks had set of the return is as it was before them. Part of an action.

    What somebody told otherwise, such as the day of arrival, stays.
    """
    events = list(repatriation.events.order_by("-pgh_id")[:MOST_LOOKED_BACK])
    before = None
    for after, older in pairwise(events):
        if (after.state, after.arrived_on) == (older.state, older.arrived_on):
            continue
        if (after.pgh_context or {}).get("action") not in TICKS:
            break
        before = older
    if before is not None:
        Repatriation.objects.filter(pk=repatriation.pk).update(
            state=before.state, arrived_on=before.arrived_on, version=F("version") + 1
        )
        repatriation.refresh_from_db(fields=["state", "arrived_on", "version"])
