"""People: registering, correcting, and keeping what reports count equal to what is known."""

from datetime import date

from django.conf import settings
from django.utils.translation import gettext as _

from cases import reference
from cases.actions.keeping import guard_cases, refresh_counted
from cases.choices import AddressKind, ListName, NameKind, Sex, SourceKind, SubmissionState
from cases.columns import age_columns, place_columns, set_columns
from cases.facts import Age, PersonFacts, Place, Source
from cases.models import Interview, PersonAddress, PersonName, Repatriation, SourcedValue, Worker, WorkerStatus
from cases.names import name_columns
from cases.places import SettledPlace, settle_place, settled
from cases.queries.wide import is_name_sealed
from cases.readings import AGE_FIELDS, why_not_day
from core.editing import lock_version
from core.exceptions import DomainError
from core.history import action
from core.numbering import next_number
from core.templatetags.ui import tanggal
from regions.models import Area

TOLD_COLUMNS = ("sex", "nik", "family_card", "passport_number", "phone")


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
        family_card=facts.family_card,
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
    told = told_by(source, by)
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


def add_status(
    *, worker: Worker, status: str, starts_on: date | None, country: str = "", note: str = ""
) -> WorkerStatus:
    """A dated state of the person. The same one told again for that day is kept once, and fills what was left empty."""
    for known in worker.statuses.filter(status=status, starts_on=starts_on).order_by("pk"):
        if agree(known.country, country) and agree(known.note, note):
            known.country, known.note = known.country or country, known.note or note
            known.save(update_fields=["country", "note"])
            return known
    return WorkerStatus.objects.create(worker=worker, status=status, starts_on=starts_on, country=country, note=note)


def agree(known: str, told: str) -> bool:
    """Neither says anything else than the other."""
    return not known or not told or known == told


@action
def record_status(
    *, worker: Worker, status: str, starts_on: date | None, country: str, note: str, on: date, by
) -> WorkerStatus:
    """A state of the person from a day on, or from a day that nobody knows: CPMI, PMI, purna and the others."""
    row = Worker.objects.select_for_update(of=("self",)).get(pk=worker.pk)
    check_listed(ListName.WORKER_STATUS, status, on, field="status")
    if country:
        check_listed(ListName.COUNTRY, country, on, field="country")
    check_start(row, starts_on, on)
    return add_status(worker=row, status=status, starts_on=starts_on, country=country, note=note)


def check_listed(name: str, code: str, on: date, *, field: str) -> None:
    if code not in reference.codes(name, on):
        raise DomainError(_("Pilihan ini tidak tersedia lagi. Pilih kembali dari daftar."), field=field)


def check_start(row: Worker, day: date | None, on: date) -> None:
    """No state begins on a day to come, or before the person was born."""
    if day is None:
        return
    if problem := why_not_day(day, on, is_past=True):
        raise DomainError(problem, field="starts_on")
    if row.birth_date and day < row.birth_date:
        sentence = _("Tanggal {tgl} mendahului tanggal lahir orang ini, {lahir}. Periksa tahunnya.")
        raise DomainError(sentence.format(tgl=tanggal(day), lahir=tanggal(row.birth_date)), field="starts_on")


@action
def correct_worker(*, worker: Worker, version: int | None, changes: dict, on: date, by) -> Worker:
    """Change what is known of a person: `name`, `sex`, `age` (an Age), `place` (a Place), `nik`, `phone` ...

    Submissions of the person that were sent back go to be verified again. Raises StaleEdit when somebody changed the
    person since the form was opened.
    """
    row = lock_version(Worker.objects.all(), pk=worker.pk, version=version)
    forget_changed(row, changes)
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
    guard_cases(worker=row, by=by)
    send_again(row)
    return row


def send_again(row: Worker) -> None:
    """What was sent back because of the person has been corrected with the person. Part of an action."""
    for returnee in row.returns.sent_back():
        returnee.submission_state = SubmissionState.WAITING
        returnee.sent_back_reason = ""
        returnee.version += 1
        returnee.save(update_fields=["submission_state", "sent_back_reason", "version"])


def forget_changed(row: Worker, changes: dict) -> None:
    """What is changed by hand rests on no source any more."""
    known = {"name": row.told_name, **{name: getattr(row, name) for name in TOLD_COLUMNS}}
    fields = {name for name in known if name in changes and changes[name] != known[name]}
    fields |= {name for name in ("age", "place") if name in changes}
    forget_used(row, fields)


def forget_used(row: Worker | Repatriation | Interview, fields: set[str]) -> None:
    """No source is the one used for these fields any more."""
    if fields & AGE_FIELDS:
        fields = fields | AGE_FIELDS
    row.sourced_values.filter(field__in=fields, is_used=True).update(is_used=False)


def keep_printed_age(row: Worker, age: Age, by) -> None:
    """A date that cannot be stays beside the age that is used."""
    if age.printed:
        SourcedValue.objects.create(
            worker=row, field="birth_date", printed=age.printed, read_date=age.birth_date, recorded_by=by
        )


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


@action
def record_name(*, worker: Worker, kind: str, text: str, source: Source, by) -> PersonName:
    """A name of the person as a source gives it; the same one told again is kept once."""
    row = Worker.objects.select_for_update(of=("self",)).get(pk=worker.pk)
    for known in row.names.filter(kind=kind, source_kind=source.kind):
        if (known.text, known.source) == (text, source.text):
            return known
    return PersonName.objects.create(worker=row, kind=kind, text=text, **told_by(source, by))


@action
def record_address(*, worker: Worker, kind: str, place: Place, source: Source, counts: bool, by) -> PersonAddress:
    """An address of the person as a source gives it; with `counts` the person counts there in statistics."""
    row = Worker.objects.select_for_update(of=("self",)).get(pk=worker.pk)
    settled = settle_place(place)
    address = known_address(row, kind, settled, source) or PersonAddress.objects.create(
        worker=row,
        kind=kind,
        text=settled.text,
        area=settled.area,
        place_state=settled.state,
        **told_by(source, by),
    )
    if counts and not address.is_counted:
        count_from(row, address, by)
    return address


def known_address(row: Worker, kind: str, place: SettledPlace, source: Source) -> PersonAddress | None:
    area_id = place.area.pk if place.area else None
    same = row.addresses.filter(kind=kind, area_id=area_id, source_kind=source.kind)
    return next((known for known in same if (known.text, known.source) == (place.text, source.text)), None)


@action
def count_address(*, address: PersonAddress, by) -> Worker:
    """The person counts at this address from now on, in earlier reports too."""
    row = Worker.objects.select_for_update(of=("self",)).get(pk=address.worker_id)
    count_from(row, address, by)
    return row


def count_from(row: Worker, address: PersonAddress, by) -> None:
    row.addresses.filter(is_counted=True).update(is_counted=False)
    address.is_counted = True
    address.save(update_fields=["is_counted"])
    forget_used(row, {"place"})
    set_columns(row, place_columns(settled_at(address)))
    row.version += 1
    row.save()
    refresh_counted(worker=row)
    send_again(row)


def settled_at(address: PersonAddress) -> SettledPlace:
    """The place of an address as it was settled when it was recorded."""
    area = Area.objects.with_parents().filter(pk=address.area_id).first() if address.area_id else None
    return settled(address.text, address.place_state, area)


def told_by(source: Source, by) -> dict[str, object]:
    return {
        "source_kind": source.kind,
        "source": source.text,
        "source_date": source.day,
        "recorded_by": by,
    }
