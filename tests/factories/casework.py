"""Casework made through the real actions. Names are made up."""

from datetime import date, timedelta
from itertools import count

from cases.actions.arrivals import record_arrival, record_group
from cases.actions.cases import open_case
from cases.facts import Age, ArrivalFacts, GroupFacts, PersonFacts, Place
from cases.models import Case, Repatriation, Returnee, Worker
from regions.models import Area

DAY = date(2026, 11, 20)
_numbers = count(1)


def village_of(district_code: str, index: int = 0) -> Place:
    """A village of the district, by its order in the code list."""
    area = Area.objects.villages().filter(code__startswith=f"{district_code}.").order_by("code")[index]
    return Place(area.name, area.code)


def person(name: str = "", *, sex: str = "L", age: int | None = 30, district: str = "74.14", **facts) -> PersonFacts:
    name = name or f"La Coba {'abcdefghij'[next(_numbers) % 10]}{next(_numbers)}"
    place = facts.pop("place", None) or (village_of(district) if district else Place())
    return PersonFacts(name=name, sex=sex, age=facts.pop("age_facts", Age(years=age)), place=place, **facts)


def make_group(by, *, on: date = DAY, **facts) -> Repatriation:
    values = {"cause": "DEPORTASI", "country": "MYS", "vessel": "KM Contoh", "arrived_on": on, **facts}
    return record_group(facts=GroupFacts(**values), on=max(on, values["arrived_on"] or on), by=by)


def make_returnee(
    by, *, group: Repatriation | None = None, on: date = DAY, who: PersonFacts | None = None, **arrival
) -> Returnee:
    group = group or make_group(by, on=on)
    return record_arrival(
        repatriation=group, person=who or person(), arrival=ArrivalFacts(**arrival), on=on + timedelta(days=1), by=by
    )


def make_worker(by, **facts) -> Worker:
    return make_returnee(by, who=person(**facts)).worker


def make_case(by, *, worker: Worker | None = None, on: date = DAY, **facts) -> Case:
    values = {"category": "GAJI_TIDAK_DIBAYAR", "channel": "LANGSUNG", "country": "MYS", **facts}
    return open_case(worker=worker or make_worker(by), on=on, by=by, **values)
