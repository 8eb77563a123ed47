"""Rows of returns: the operation, the people who came, and the districts that they come from."""

from collections.abc import Iterator
from datetime import timedelta
from random import Random

from django.conf import settings

from bench.names import NameMaker
from bench.sealing import Sealer
from bench.world import Chooser, Group, World, codes

REPATRIATION_COLUMNS = (
    "id number client_id cause country sending_office group_total place_of_arrival vessel mode expected_on arrived_on"
    " arrival_at state note office_id created_by_id created_at version"
)
DISTRICT_COLUMNS = "repatriation_id district_id created_at"
RETURNEE_COLUMNS = (
    "id uid repatriation_id worker_id client_id manifest_entry_id arrival_state not_arrived_reason is_unlisted"
    " unlisted_reason cause deportation_reason country arrived_on district_id sex age_group is_restricted"
    " paper_held family_phone note submission_state sent_back_reason checked_by_id checked_at captured_at"
    " created_by_id created_at version"
)
MANIFEST_COLUMNS = "id repatriation_id issuer letter_number letter_date subject people_counted created_by_id created_at"
ENTRY_COLUMNS = "id uid manifest_id position name sex stated_age printed_age printed_origin"
FLAG_COLUMNS = "worker_id returnee_id code seen_on"
PORTS = ["Pelabuhan Nusantara Kendari", "Pelabuhan Murhum Baubau", "Bandara Haluoleo", "Pelabuhan Raha"]
VESSELS = ["KM Contoh Satu", "KM Contoh Dua", "KM Contoh Tiga", "XX 123", "XX 456"]
REASONS = ["LEFT", "POSTPONED", "ILL", "FAMILY", "OWN_COST", "UNKNOWN"]


def repatriations(world: World) -> Iterator[tuple]:
    random = world.random("repatriations")
    for group in world.groups:
        day = world.day(group.at)
        age = (world.until - day).days
        state = "ARRIVED" if age < 7 else "SHELTERED" if age < 14 else "HANDED_OVER" if age < 30 else "DONE"
        place = random.randrange(len(PORTS))
        yield (
            group.pk, world.number(settings.REPATRIATION_NUMBER_PREFIX, group.at), None, group.cause, group.country, "",
            None, PORTS[place], random.choice(VESSELS), "AIR" if place == 2 else "SEA", day, day, group.at, state, "",
            world.cast.office_of[group.created_by], group.created_by, group.at, 1,
        )  # fmt: skip


def manifests(world: World) -> Iterator[tuple]:
    """The list of the one big group."""
    if world.groups and (group := world.big):
        yield 1, group.pk, "BP3MI Kalimantan Utara", "B.1/CONTOH", None, "", group.size, group.created_by, group.at


def entries(world: World) -> Iterator[tuple]:
    """A line for each of its people, whatever their names are in the system."""
    random, sealer = world.random("entries"), Sealer(world.random("entry keys"), "cases_manifestentry")
    maker = NameMaker(random)
    for at in range(1, world.big.size + 1 if world.groups and world.big else 1):
        key, age = sealer.row_key(), random.randint(17, 60)
        yield (
            at, key, 1, at, sealer.sealed("name", key, maker.name("L")), "L", age,
            sealer.sealed("printed_age", key, f"{age} th"),
            sealer.sealed("printed_origin", key, "Desa Contoh, Kabupaten Contoh"),
        )  # fmt: skip


def districts(world: World) -> Iterator[tuple]:
    """Each district once for a return."""
    for group in world.groups:
        members = world.district_of[group.first : group.first + group.size]
        for district in sorted({member for member in members if member is not None}):
            yield group.pk, district, group.at


def returnees(world: World) -> Iterator[tuple]:
    random = world.random("returnees")
    reasons = Chooser(random, codes("DEPORTATION_REASON"))
    sealer = Sealer(world.random("returnee keys"), "cases_returnee")
    pk = 0
    for group in world.groups:
        for person in range(group.first, group.first + group.size):
            pk += 1
            world.returnee_of[person] = pk
            yield returnee(world, random, reasons, sealer, group, person, pk)


def returnee(
    world: World, random: Random, reasons: Chooser, sealer: Sealer, group: Group, person: int, pk: int
) -> tuple:
    at, day = world.made_at[person], world.day(group.at)
    came = random.random() < 0.96
    reason = reasons.one() if group.cause == "DEPORTASI" else ""
    state, sent_back, checked_by, checked_at = submission(world, random, group)
    key = sealer.row_key()
    sent_back = sealer.sealed("sent_back_reason", key, sent_back)
    return (
        pk, key, group.pk, person + 1, None, person - group.first + 1 if group is world.big else None,
        "ARRIVED" if came else "NOT_ARRIVED", "" if came else random.choice(REASONS),
        random.random() < 0.05, "", group.cause, reason, group.country, day if came else None,
        world.district_of[person], world.sex_of[person], world.age_group_of[person], world.restricted[person],
        random.choice(["", "PASPOR", "SPLP"]), "", "", state, sent_back, checked_by, checked_at, at,
        group.created_by, at, 1,
    )  # fmt: skip


def submission(world: World, random: Random, group: Group) -> tuple:
    """State, reason, checker and moment: only the last month has work to verify."""
    roll = random.random()
    recent = (world.until - world.day(group.at)).days < 30
    if recent and roll < 0.3:
        return "WAITING", "", None, None
    checker, moment = random.choice(world.cast.protection), group.at + timedelta(hours=5)
    if recent and roll < 0.35:
        return "RETURNED", "Umur belum jelas.", checker, moment
    return "VERIFIED", "", checker, moment


def flags(world: World) -> Iterator[tuple]:
    """A tenth of those who came had a condition to look after; children are flagged as such."""
    random = world.random("flags")
    kinds = Chooser(random, [code for code in codes("VULNERABILITY") if code != "ANAK"])
    for person, pk in world.returnee_of.items():
        day = world.day(world.made_at[person])
        if world.age_group_of[person] == "CHILD":
            yield person + 1, pk, "ANAK", day
        elif random.random() < 0.1:
            yield person + 1, pk, kinds.one(), day
