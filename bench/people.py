"""Rows of people: workers, their dated states, their addresses, who may be whom, and what was shared."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from random import Random

from django.conf import settings

from bench.names import NameMaker
from bench.sealing import Sealer, blind, names
from bench.world import Chooser, World
from cases.ages import age_group, age_on

WORKER_COLUMNS = (
    "id uid number told_name name name_key name_tokens sealed_words sex birth_date birth_year stated_age stated_age_on"
    " age_is_estimated nik nik_index passport_number passport_index phone phone_index district_id village_id"
    " place_state is_restricted created_by_id created_at version"
)
STATUS_COLUMNS = "worker_id status starts_on country recorded_at"
ADDRESS_COLUMNS = (
    "worker_id kind text area_id place_state is_counted source_kind source source_date recorded_at recorded_by_id"
)
MATCH_COLUMNS = "worker_id other_id score reasons decision decided_by_id decided_at created_at"
GRANT_COLUMNS = "kind object_id user_id district_id reason explanation granted_by_id starts_on ends_on"
DAYS_OF_YEAR = 365.25


def workers(world: World) -> Iterator[tuple]:
    """One row for each person; also notes in `world` what other tables repeat of the person."""
    random = world.random("workers")
    maker, sealer = NameMaker(random), Sealer(world.random("worker keys"), "cases_worker")
    places = Chooser(random, world.cast.districts)
    for person in range(world.people):
        group = world.group_of.get(person)
        at = group.at + timedelta(seconds=person - group.first) if group else world.moment(person)
        district, village, place_state = place(world, random, places)
        by = group.created_by if group else world.author(random, district)
        sex = random.choices("LPU", cum_weights=(55, 97, 100))[0]
        birth = birth_facts(random, world.day(at))
        note(world, at, by, district, sex, birth, random)
        name, key = maker.name(sex), sealer.row_key()
        papers = {
            "nik": nik(random, world, district, sex, birth[0]), "passport": passport(random), "phone": phone(random)
        }  # fmt: skip
        yield (
            person + 1, key, world.number(settings.WORKER_NUMBER_PREFIX, at), sealer.sealed("told_name", key, name),
            *names(name, is_sealed=world.sealed[person]), sex, *birth,
            sealer.sealed("nik", key, papers["nik"]), blind("nik_index", papers["nik"]),
            sealer.sealed("passport_number", key, papers["passport"]), blind("passport_index", papers["passport"]),
            sealer.sealed("phone", key, papers["phone"]), blind("phone_index", papers["phone"]),
            district, village, place_state, world.restricted[person], by, at, 1,
        )  # fmt: skip


def note(world: World, at: datetime, by: int, district, sex: str, birth: tuple, random: Random) -> None:
    birth_date, birth_year, stated_age, stated_on, _estimated = birth
    day = world.day(at)
    age = age_on(day, birth_date=birth_date, birth_year=birth_year, stated_age=stated_age, stated_on=stated_on)
    world.made_at.append(at)
    world.made_by.append(by)
    world.district_of.append(district)
    world.sex_of.append(sex)
    world.age_group_of.append(str(age_group(age)))
    world.restricted.append(random.random() < 0.03)
    world.sealed.append(world.restricted[-1] or random.random() < 0.01)


def place(world: World, random: Random, places: Chooser) -> tuple[int | None, int | None, str]:
    """District, village and how the place stands: mostly ours by Zipf, some from outside, some unknown."""
    roll = random.random()
    if roll < 0.05:
        return None, None, "OPEN" if roll < 0.02 else "UNKNOWN"
    if roll < 0.15 and world.cast.outside:
        return random.choice(world.cast.outside), None, "RECOGNISED"
    district = places.one()
    villages = world.cast.villages.get(district)
    return district, random.choice(villages) if villages and roll < 0.8 else None, "RECOGNISED"


def birth_facts(random: Random, day: date) -> tuple:
    """birth_date, birth_year, stated_age, stated_age_on, age_is_estimated."""
    age = random.randint(0, 17) if random.random() < 0.08 else 18 + int(random.triangular(0, 47, 12))
    roll = random.random()
    born = day - timedelta(days=int((age + random.random()) * DAYS_OF_YEAR) + 1)
    if roll < 0.6:
        return date(born.year, 1, 1) if roll < 0.04 else born, None, None, None, False
    if roll < 0.7:
        return None, born.year, None, None, True
    if roll < 0.95:
        return None, None, age, day, roll < 0.8
    return None, None, None, None, False


def nik(random: Random, world: World, district: int | None, sex: str, born: date | None) -> str:
    if district is None or born is None or random.random() < 0.3:
        return ""
    code = world.cast.codes[district].replace(".", "")[:4]
    day = born.day + (40 if sex == "P" else 0)
    return f"{code}{random.randint(1, 20):02d}{day:02d}{born:%m%y}{random.randint(1, 9999):04d}"


def passport(random: Random) -> str:
    return f"{random.choice('ABCEX')}{random.randint(1_000_000, 9_999_999)}" if random.random() < 0.4 else ""


def phone(random: Random) -> str:
    return f"08{random.randint(1_100_000_000, 9_999_999_999)}" if random.random() < 0.5 else ""


def statuses(world: World) -> Iterator[tuple]:
    """A first state, and for those who came back a second."""
    random = world.random("statuses")
    firsts = Chooser(random, ["PMI", "PURNA", "CPMI", "KELUARGA", "WNI_LAHIR_LN"], steepness=1.4)
    for person, at in enumerate(world.made_at):
        day = world.day(at)
        came_back = person in world.group_of
        start = day - timedelta(days=random.randint(200, 2000)) if came_back else day
        yield person + 1, "PMI" if came_back else firsts.one(), start, "MYS" if came_back else "", at
        if came_back:
            yield person + 1, "PURNA", day, "", at


def addresses(world: World) -> Iterator[tuple]:
    """The address that counts, for everybody whose district is known."""
    for person, at in enumerate(world.made_at):
        district = world.district_of[person]
        if district is not None:
            by = world.made_by[person]
            yield person + 1, "ORIGIN", "", district, "RECOGNISED", True, "OFFICER", "", None, at, by


def matches(world: World) -> Iterator[tuple]:
    """A few hundred of the newest look like somebody."""
    random = world.random("matches")
    newest = range(max(1, world.people - 3000), world.people)
    for person in sorted(random.sample(newest, min(300, len(newest)))):
        other = random.randrange(person)
        yield (
            person + 1,
            other + 1,
            random.randint(60, 99),
            ["NAME", "BIRTH"],
            "PENDING",
            None,
            None,
            world.made_at[person],
        )


def grants(world: World) -> Iterator[tuple]:
    """Shares for the district officers, and named teams for restricted cases."""
    random, start = world.random("grants"), world.until - timedelta(days=100)
    head = world.cast.protection[0]
    for officer in world.cast.officer_of.values():
        for pk in random.sample(range(1, world.people + 1), min(5, world.people)):
            yield "CASE", pk, officer, None, "SHARED", "", head, start, None
            yield "WORKER", pk, officer, None, "SHARED", "", head, start, None
    restricted = [case[0] for case in world.cases if case[5]]
    for pk in random.sample(restricted, min(200, len(restricted))):
        yield "CASE", pk, random.choice(world.cast.protection), None, "TEAM", "", head, start, None
