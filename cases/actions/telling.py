"""What is told of a person we know already: what is empty is filled, what differs stands beside it.

Parts of actions, never actions by themselves.
"""

from datetime import date

from django.utils import timezone

from cases.ages import age_on, worker_age
from cases.choices import AddressKind, NameKind, PlaceState, Sex
from cases.columns import age_columns, name_columns, place_columns, set_columns
from cases.facts import Age, PersonFacts, Place, Source
from cases.models import PersonAddress, PersonName, SourcedValue, Worker
from cases.places import SettledPlace, settle_place
from core.fields import PhoneField

NUMBERS = ("nik", "passport_number", "phone")
NEAR = 1  # years that two tellings of one age may lie apart


def add_told(*, worker: Worker, facts: PersonFacts, source: Source, on: date, may_fill: bool, by) -> set[str]:
    """Fill what is empty where that is allowed, and keep what differs with its source. Answers the fields filled."""
    telling = Telling(worker, source, on, may_fill, by)
    telling.take_name(facts.name)
    telling.take_sex(facts.sex)
    telling.take_age(facts.age)
    telling.take_place(settle_place(facts.place))
    for field in NUMBERS:
        telling.take_number(field, getattr(facts, field))
    if telling.filled:
        worker.version += 1
        worker.save()
    return telling.filled


class Telling:
    """One telling about one person."""

    def __init__(self, worker: Worker, source: Source, on: date, may_fill: bool, by):
        self.worker, self.on, self.may_fill, self.by = worker, on, may_fill, by
        self.told = {
            "source_kind": source.kind, "source": source.text, "source_date": source.day, "recorded_by": by,
        }  # fmt: skip
        self.filled: set[str] = set()

    def fill(self, field: str, columns: dict[str, object]) -> None:
        set_columns(self.worker, columns)
        self.filled.add(field)

    def keep(self, field: str, printed: str, read_date: date | None = None) -> None:
        """The value beside the one used, once for the same writing."""
        if printed not in [row.printed for row in self.worker.sourced_values.filter(field=field)]:
            SourcedValue.objects.create(
                worker=self.worker, field=field, printed=printed, read_date=read_date, **self.told
            )

    def take_name(self, name: str) -> None:
        if not name:
            return
        if not self.worker.name and self.may_fill:
            self.fill("name", name_columns(name))
        if name not in {self.worker.name, *(row.text for row in self.worker.names.all())}:
            PersonName.objects.create(worker=self.worker, kind=NameKind.AS_HEARD, text=name, **self.told)

    def take_sex(self, sex: str) -> None:
        if sex in {Sex.UNKNOWN, self.worker.sex}:
            return
        if self.worker.sex == Sex.UNKNOWN and self.may_fill:
            self.fill("sex", {"sex": sex})
        else:
            self.keep("sex", str(Sex(sex).label))

    def take_age(self, age: Age) -> None:
        if age.printed:
            self.keep("birth_date", age.printed, age.birth_date)
        mine, theirs = worker_age(self.worker, self.on), age_of(age, self.on)
        if theirs is None:
            return
        is_near = mine is not None and abs(mine - theirs) <= NEAR
        is_finer = age.birth_date is not None and self.worker.birth_date is None
        if (mine is None or (is_near and is_finer)) and self.may_fill:
            self.fill("birth_date" if age.birth_date else "age", age_columns(age, self.on))
        elif age.birth_date and age.birth_date != self.worker.birth_date:
            self.keep("birth_date", f"{age.birth_date:%d/%m/%Y}", age.birth_date)
        elif not is_near:
            self.keep("age", str(theirs))

    def take_place(self, place: SettledPlace) -> None:
        if not place.text:
            return
        address = self.address_at(place)
        if self.may_fill and is_finer_place(self.worker, place):
            self.worker.addresses.filter(is_counted=True).update(is_counted=False)
            address.is_counted = True
            address.save()
            self.fill("place", place_columns(place))

    def address_at(self, place: SettledPlace) -> PersonAddress:
        """The address that says this, one that is known or a new one that does not count."""
        area_id = place.area.pk if place.area else None
        for row in self.worker.addresses.filter(kind=AddressKind.ORIGIN, area_id=area_id):
            if area_id or row.text == place.text:
                return row
        return PersonAddress.objects.create(
            worker=self.worker,
            kind=AddressKind.ORIGIN,
            text=place.text,
            area=place.area,
            place_state=place.state,
            **self.told,
        )

    def take_number(self, field: str, number: str) -> None:
        known = getattr(self.worker, field)
        if not number or is_same_number(field, known, number):
            return
        if not known and self.may_fill:
            self.fill(field, {field: number})
        else:
            self.keep(field, number)


def age_of(age: Age, on: date) -> int | None:
    return age_on(on, birth_date=age.birth_date, birth_year=age.birth_year, stated_age=age.years, stated_on=on)


def is_finer_place(worker: Worker, place: SettledPlace) -> bool:
    """Whether the place says more than is known, and nothing else."""
    if worker.district_id is None:
        return place.district is not None or worker.place_state == PlaceState.UNKNOWN
    is_inside = place.district is not None and place.district.pk == worker.district_id
    return worker.village_id is None and place.village is not None and is_inside


def is_same_number(field: str, one: str, other: str) -> bool:
    if field != "phone" or not one:
        return one == other
    first, second = (PhoneField(required=False).clean(text) for text in (one, other))
    return first == second or bool(first.e164) and first.e164 == second.e164


def facts_of(worker: Worker) -> PersonFacts:
    """What a record says of its person, as plain facts."""
    counted = worker.addresses.filter(is_counted=True).select_related("area").first()
    return PersonFacts(
        name=worker.name,
        sex=worker.sex,
        age=Age(worker.birth_date, worker.birth_year, worker.stated_age, worker.age_is_estimated),
        place=Place(counted.text, counted.area.code if counted.area else "") if counted else Place(),
        nik=worker.nik,
        passport_number=worker.passport_number,
        phone=worker.phone,
    )


def told_on(worker: Worker) -> date:
    """The day on which a record's age is true."""
    return worker.stated_age_on or timezone.localdate(worker.created_at)
