"""People: registering, correcting, and keeping what reports count equal to what is known."""

from datetime import date

from django.conf import settings
from django.utils.translation import gettext as _

from cases.actions.keeping import is_name_sealed, refresh_counted
from cases.choices import AddressKind, NameKind, Sex, SourceKind
from cases.facts import Age, PersonFacts, Place, Source
from cases.models import PersonAddress, PersonName, SourcedValue, Worker, WorkerStatus
from cases.names import name_columns
from cases.places import SettledPlace, settle_place
from core.editing import lock_version
from core.exceptions import DomainError
from core.history import action
from core.numbering import next_number

TOLD_COLUMNS = ("sex", "nik", "family_card", "passport_number", "phone")


def age_columns(age: Age, on: date) -> dict[str, object]:
    """The worker's columns for an age as told on the day."""
    stated = age.years if age.birth_date is None else None
    return {
        "birth_date": age.birth_date,
        "birth_year": age.birth_date.year if age.birth_date else age.birth_year,
        "stated_age": stated,
        "stated_age_on": on if stated is not None else None,
        "age_is_estimated": age.is_estimated,
    }


def place_columns(place: SettledPlace) -> dict[str, object]:
    return {"district": place.district, "village": place.village, "place_state": place.state}


def check_age(age: Age, on: date) -> None:
    if age.birth_date and age.birth_date > on:
        raise DomainError(_("Tanggal lahir belum terjadi. Periksa tahunnya."), field="age")


def register_worker(*, facts: PersonFacts, source: Source, on: date, by, is_sealed: bool = False) -> Worker:
    """A new person with the name as heard and the place as told. Part of an action, never one by itself.

    `is_sealed`: a restricted case follows at once, so the name is never written in clear.
    """
    check_age(facts.age, on)
    place = settle_place(facts.place)
    worker = Worker.objects.create(
        number=next_number(settings.WORKER_NUMBER_PREFIX, on=on),
        sex=facts.sex or Sex.UNKNOWN,
        nik=facts.nik,
        passport_number=facts.passport_number,
        phone=facts.phone,
        created_by=by,
        **name_columns(facts.name, is_sealed=is_sealed),
        **age_columns(facts.age, on),
        **place_columns(place),
    )
    keep_as_told(worker=worker, facts=facts, place=place, source=source, by=by)
    return worker


def keep_as_told(*, worker: Worker, facts: PersonFacts, place: SettledPlace, source: Source, by) -> None:
    """The name as heard, the place as written, and a date that cannot be: each with its source."""
    told = {"source_kind": source.kind, "source": source.text, "source_date": source.day, "recorded_by": by}
    if facts.name:
        PersonName.objects.create(worker=worker, kind=NameKind.AS_HEARD, text=facts.name, **told)
    if place.text:
        PersonAddress.objects.create(
            worker=worker,
            kind=AddressKind.ORIGIN,
            text=place.text,
            area=place.area,
            place_state=place.state,
            is_counted=not worker.addresses.filter(is_counted=True).exists(),
            **told,
        )
    if facts.age.printed:
        SourcedValue.objects.create(
            worker=worker,
            field="birth_date",
            printed=facts.age.printed,
            read_date=facts.age.birth_date,
            **told,
        )


def add_status(*, worker: Worker, status: str, starts_on: date | None, country: str = "") -> None:
    """A dated state of the person, once for the same day."""
    WorkerStatus.objects.get_or_create(worker=worker, status=status, starts_on=starts_on, defaults={"country": country})


@action
def correct_worker(*, worker: Worker, version: int, changes: dict, on: date, by) -> Worker:
    """Change what is known of a person: `name`, `sex`, `age` (an Age), `place` (a Place), `nik`, `phone` ...

    Raises StaleEdit when somebody changed the person since the form was opened.
    """
    row = lock_version(Worker.objects.all(), pk=worker.pk, version=version)
    if "name" in changes and changes["name"] != row.told_name:
        rename(row, changes["name"], by)
    if "age" in changes:
        check_age(changes["age"], on)
        set_columns(row, age_columns(changes["age"], on))
        keep_printed_age(row, changes["age"], by)
    if "place" in changes:
        move_origin(row, changes["place"], by)
    set_columns(row, {key: changes[key] for key in TOLD_COLUMNS if key in changes})
    row.version += 1
    row.save()
    refresh_counted(worker=row)
    return row


def keep_printed_age(row: Worker, age: Age, by) -> None:
    """A date that cannot be stays beside the age that is used."""
    if age.printed:
        SourcedValue.objects.create(
            worker=row, field="birth_date", printed=age.printed, read_date=age.birth_date, recorded_by=by
        )


def set_columns(row: Worker, columns: dict[str, object]) -> None:
    for column, value in columns.items():
        setattr(row, column, value)


def rename(row: Worker, name: str, by) -> None:
    """The earlier name stays among the person's names."""
    known = {earlier.text for earlier in row.names.all()}
    for text, kind in ((row.told_name, NameKind.ALIAS), (name, NameKind.OFFICIAL)):
        if text and text not in known:
            PersonName.objects.create(worker=row, kind=kind, text=text, source_kind=SourceKind.OFFICER, recorded_by=by)
    set_columns(row, name_columns(name, is_sealed=is_name_sealed(row)))


def move_origin(row: Worker, place: Place, by) -> None:
    """Another place counts from now on; the earlier address stays, not counted."""
    settled = settle_place(place)
    counted = row.addresses.filter(is_counted=True).first()
    if counted is not None and counted.text == settled.text and counted.area_id == getattr(settled.area, "pk", None):
        return
    row.addresses.filter(is_counted=True).update(is_counted=False)
    if settled.text:
        PersonAddress.objects.create(
            worker=row,
            kind=AddressKind.ORIGIN,
            text=settled.text,
            area=settled.area,
            place_state=settled.state,
            is_counted=True,
            recorded_by=by,
        )
    set_columns(row, place_columns(settled))
