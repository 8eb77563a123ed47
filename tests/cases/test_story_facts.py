"""The journeys, stays, contacts and hand-overs of the field stories S01-S07, each fact in the place that it names.

Told through the actions; names of people are made up, offices and ships are as published.
"""

from datetime import date, time

import pytest

from cases.actions.handovers import prepare_handover, sign_handover
from cases.actions.journeys import record_coordination, record_cost, record_leg, record_stay
from cases.choices import LegState
from cases.models import Coordination, Cost, Handover, JourneyLeg, Repatriation, Stay
from cases.receiving import needs_power
from cases.routes import route_doubts
from cases.zones import clock_words, moment
from tests.factories.casework import make_group, make_returnee, person

MURHUM = "Pelabuhan Murhum, Baubau"


class Teller:
    """Tells one story as one officer."""

    def __init__(self, by, **group):
        self.by = by
        self.group: Repatriation = make_group(by, on=group.pop("on"), **group)
        self.group.legs.all().delete()

    def came(self, *names: str, **facts):
        return [make_returnee(self.by, group=self.group, who=person(name, **facts)) for name in names]

    def leg(self, mode, from_place, to_place, people=None, **values) -> JourneyLeg:
        told = {"mode": mode, "from_place": from_place, "to_place": to_place, **values}
        return record_leg(repatriation=self.group, values=told, people=people, by=self.by)

    def stay(self, kind, place, people=None, **values) -> Stay:
        told = {"kind": kind, "place": place, **values}
        return record_stay(repatriation=self.group, values=told, people=people, by=self.by)

    def asked(self, agency, name, purpose, **values) -> Coordination:
        told = {"agency": agency, "agency_name": name, "purpose": purpose, **values}
        return record_coordination(repatriation=self.group, values=told, by=self.by)

    def handed(self, people, witnesses=(), **values) -> Handover:
        row = prepare_handover(repatriation=self.group, values={"kind": values["kind"]}, people=people, by=self.by)
        return sign_handover(
            handover=row, version=1, values=values, people=people, witnesses=list(witnesses), by=self.by
        )


@pytest.fixture
def told(people, scope_of):
    """`told(on=..., ...)`: a story of a return, told by the caseworker with the caseworker's eyes."""
    with scope_of(people.caseworker):
        yield lambda **group: Teller(people.caseworker, **group)


def agencies(group) -> list[tuple[str, str]]:
    return [(row.agency, row.agency_name) for row in Coordination.objects.filter(repatriation=group).order_by("pk")]


def test_s01_a_printed_day_that_is_wrong_stands_beside_the_right_one(told):
    story, day = told(on=date(2024, 6, 4), vessel="KM Lambelu"), date(2024, 6, 4)
    leg = story.leg(
        "SEA", "Nunukan", MURHUM, vessel="KM Lambelu", arrived_on=day, arrived_at=moment(day, time(21), "WITA"),
        printed_time="4/5/2024",
    )  # fmt: skip
    stay = story.stay("MESS", "Mess Pemda Kab. Buton, Baubau", from_on=day, nights=1)
    for agency, name in (
        ("DISNAKER_KAB", "Disnaker Muna"), ("DISNAKER_KAB", "Disnaker Wakatobi"), ("POLDA", "Polda Sultra"),
        ("POLDA", "Polres Baubau"),
    ):  # fmt: skip
        story.asked(agency, name, "Bantuan penjemputan")
    row = JourneyLeg.objects.get(pk=leg.pk)
    assert (row.vessel, row.from_place, row.to_place) == ("KM Lambelu", "Nunukan", MURHUM)
    assert (row.arrived_on, clock_words(row.arrived_at, row.to_zone), row.printed_time) == (
        day,
        "21.00 WITA",
        "4/5/2024",
    )
    assert (stay.kind, stay.from_on, stay.nights) == ("MESS", day, 1)
    assert [name for _agency, name in agencies(story.group)] == [
        "Disnaker Muna", "Disnaker Wakatobi", "Polda Sultra", "Polres Baubau",
    ]  # fmt: skip


def test_s02_one_return_has_two_branches(told):
    story, day, next_day = told(on=date(2025, 5, 17)), date(2025, 5, 17), date(2025, 5, 18)
    wakatobi, muna = story.came("La Coba Wanci", district="74.07"), story.came("La Coba Raha", district="74.03")
    story.leg("SEA", "", MURHUM, arrived_on=day)
    story.leg("SEA", MURHUM, "Pulau Wangi-Wangi", wakatobi, left_on=next_day)
    onward = story.leg(
        "SEA", MURHUM, "Pelabuhan Raha", muna, vessel="KM Cantika Express", escort="Petugas BP3MI Sultra", left_on=day
    )
    stay = story.stay("MESS", "Mess Wakatobi, Baubau", wakatobi, provider="Pemda Wakatobi", nights=1)
    story.asked("KSOP", "KSOP Kelas II Baubau", "Akses ke dermaga untuk penjemputan")
    for agency, name in (("PELNI", ""), ("DISNAKER_KAB", "Disnaker Wakatobi"), ("DISNAKER_KAB", "Disnaker Muna")):
        story.asked(agency, name, "Penjemputan")
    cost = record_cost(
        repatriation=story.group, values={"kind": "OTHER", "bearer": "OFFICE", "asked": 1_500_000}, by=story.by
    )
    branches = {leg.to_place: [row.returnee_id for row in leg.travellers.all()] for leg in story.group.legs.all()}
    assert branches == {MURHUM: [], "Pulau Wangi-Wangi": [wakatobi[0].pk], "Pelabuhan Raha": [muna[0].pk]}
    assert (onward.escort, onward.vessel) == ("Petugas BP3MI Sultra", "KM Cantika Express")
    assert [row.returnee_id for row in stay.guests.all()] == [wakatobi[0].pk]
    assert (stay.provider, stay.nights) == ("Pemda Wakatobi", 1)
    assert Coordination.objects.get(agency="KSOP").purpose == "Akses ke dermaga untuk penjemputan"
    assert len(agencies(story.group)) == 4
    row = Cost.objects.get(pk=cost.pk)
    assert (row.asked, row.paid, row.bearer) == (1_500_000, None, "OFFICE")
    people = {leg.pk: frozenset(row.returnee_id for row in leg.travellers.all()) for leg in story.group.legs.all()}
    assert route_doubts(list(story.group.legs.all()), people) == []


def test_s03_a_plan_is_no_arrival(told):
    day = date(2025, 10, 4)
    story = told(on=day, vessel="KM Dorolonda")
    leg = story.leg(
        "SEA", "", MURHUM, vessel="KM Dorolonda", planned_on=day, planned_at=moment(day, time(11, 30), "WITA")
    )
    story.asked("DISNAKER_KAB", "Disnaker kabupaten asal", "Mengantar sampai ke alamat masing-masing")
    story.asked("KELUARGA", "", "Mengantar sampai ke alamat masing-masing")
    row = JourneyLeg.objects.get(pk=leg.pk)
    assert (row.state, row.arrived_on, clock_words(row.planned_at, row.to_zone)) == (
        LegState.PLANNED, None, "11.30 WITA",
    )  # fmt: skip
    assert [agency for agency, _name in agencies(story.group)] == ["DISNAKER_KAB", "KELUARGA"]


def test_s04_one_leaves_the_chain_and_the_other_goes_on(told):
    day = date(2024, 7, 27)
    story = told(on=day)
    first, second = story.came("La Coba Kolaka", age=52), story.came("La Coba Wanci", age=24)
    story.stay("SAFE", "Rumah ramah", country="MYS")
    for start, end in (("Nunukan", "Parepare"), ("Parepare", "Bajoe")):
        story.leg("SEA", start, end)
    story.leg("FERRY", "Bajoe", "Pelabuhan Ferry Kolaka", arrived_on=day, arrived_at=moment(day, time(5), "WITA"))
    last = story.leg(
        "LAND", "Pelabuhan Ferry Kolaka", "Terminal Puuwatu, Kendari", second, escort="Tim BP3MI Sultra",
        arrived_on=day, arrived_at=moment(day, time(7, 30), "WITA"),
    )  # fmt: skip
    handed = story.handed(
        first, kind="FAMILY", kinship="RELATIVE", place="Pelabuhan Ferry Kolaka", on=day,
        at=moment(day, time(5), "WITA"),
    )  # fmt: skip
    assert [leg.to_place for leg in story.group.legs.all()] == [
        "Parepare", "Bajoe", "Pelabuhan Ferry Kolaka", "Terminal Puuwatu, Kendari",
    ]  # fmt: skip
    assert [row.returnee_id for row in last.travellers.all()] == [second[0].pk]
    assert (handed.place, handed.on, clock_words(handed.at, handed.zone)) == (
        "Pelabuhan Ferry Kolaka", day, "05.00 WITA",
    )  # fmt: skip
    assert [row.returnee_id for row in handed.people.all()] == [first[0].pk]
    assert needs_power(handed.kind, handed.kinship)
    assert Stay.objects.get(repatriation=story.group).kind == "SAFE"


def test_s05_an_onward_leg_was_planned_and_not_travelled(told):
    left, arrived = date(2021, 12, 19), date(2021, 12, 20)
    story = told(on=arrived)
    going, staying = (
        story.came("La Coba Muna", "La Coba Mubar"),
        story.came("La Coba Satu", "La Coba Dua", "La Coba Tiga"),
    )
    story.leg("AIR", "Batam", "Jakarta", left_on=left, from_zone="WIB", to_zone="WIB")
    story.leg("AIR", "Jakarta", "Makassar", from_zone="WIB")
    story.leg("AIR", "Makassar", "Bandara Betoambari, Baubau", arrived_on=arrived, escort="Kepala UPT dan satu staf")
    story.leg("SEA", "Baubau", "Muna", going, left_on=arrived)
    dropped = story.leg("SEA", "Baubau", "Bombana", staying, leaves_on=arrived, is_not_travelled=True)
    assert (dropped.state, dropped.leaves_on, dropped.left_on) == (LegState.NOT_TRAVELLED, arrived, None)
    assert dropped.travellers.count() == 3
    assert [leg.mode for leg in story.group.legs.all()] == ["AIR", "AIR", "AIR", "SEA", "SEA"]
    assert story.group.legs.filter(from_zone="WIB").count() == 2


def test_s06_the_handover_is_a_day_after_the_arrival(told):
    arrived, handed_on = date(2022, 4, 7), date(2022, 4, 8)
    story = told(on=arrived)
    three = story.came("La Coba Satu", "La Coba Dua", "Wa Coba Tiga", district="74.03")
    story.leg("AIR", "", "Bandara Haluoleo, Kendari", vessel="Lion Air", arrived_on=arrived)
    story.leg("FERRY", "Torobulu", "Tampo", escort="Kepala UPT dan staf")
    home = story.leg("LAND", "Tampo", "Desa Oelongko", arrived_on=arrived, arrived_at=moment(arrived, time(23), "WITA"))
    offices = ["Kepala Desa", "Kepala Dusun", "Ketua RT", "Tokoh masyarakat", "Pendamping desa"]
    handed = story.handed(
        three, [("", office) for office in offices], kind="FAMILY", on=handed_on, place="Desa Oelongko",
        printed_time="04/08",
    )  # fmt: skip
    assert (home.arrived_on, clock_words(home.arrived_at, home.to_zone)) == (arrived, "23.00 WITA")
    assert (handed.on, handed.printed_time, handed.people.count()) == (handed_on, "04/08", 3)
    assert [seen.position for seen in handed.witnesses.all()] == offices


def test_s07_two_steps_of_handover_after_a_prevented_departure(told):
    night, next_day = date(2025, 6, 26), date(2025, 6, 27)
    story = told(on=night, cause="DICEGAH")
    five = story.came(*(f"La Coba Teluk {number}" for number in range(5)))
    story.leg(
        "AIR", "Bandara Hang Nadim, Batam", "Bandara Haluoleo, Kendari", vessel="Lion Air", from_zone="WIB",
        arrived_on=night, arrived_at=moment(night, time(18, 15), "WITA"),
    )  # fmt: skip
    story.leg("SEA", "Kendari", MURHUM, vessel="Cantika Express", arrived_on=next_day)
    stay = story.stay(
        "SHELTER", "Shelter Meohai, Kendari", provider="Kementerian Sosial", from_on=night, until_on=next_day
    )
    story.asked("DISNAKER_KAB", "Disnaker Buton Tengah", "Menyiapkan penjemputan di Murhum")
    story.handed(
        five, kind="DISTRICT", on=next_day, place=MURHUM, receiver_position="Kepala Disnaker Buton Tengah",
        kinship="OFFICIAL",
    )  # fmt: skip
    story.handed(five, kind="FAMILY", on=next_day)
    steps = Handover.objects.filter(repatriation=story.group).order_by("pk")
    assert [(row.kind, row.receiver_position, row.people.count()) for row in steps] == [
        ("DISTRICT", "Kepala Disnaker Buton Tengah", 5), ("FAMILY", "", 5),
    ]  # fmt: skip
    assert (stay.provider, stay.from_on, stay.until_on) == ("Kementerian Sosial", night, next_day)
    assert [leg.vessel for leg in story.group.legs.all()] == ["Lion Air", "Cantika Express"]
    assert agencies(story.group) == [("DISNAKER_KAB", "Disnaker Buton Tengah")]
