"""The deceased and the sick of the field stories S08, S09, S10 and S18, each fact in the place that it names.

Told through the actions; names of people are made up. docs/facts-of-sick-and-deceased.md is the table.
"""

from datetime import date, time
from decimal import Decimal

import pytest

from cases.actions.cases import open_case
from cases.actions.deaths import (
    Printed,
    correct_benefit,
    correct_death,
    record_benefit,
    record_case_paper,
    record_death,
)
from cases.actions.illness import record_hospital_stay, record_illness
from cases.actions.journeys import record_coordination, record_cost, record_leg
from cases.actions.restrictions import restrict_case
from cases.actions.workers import record_status
from cases.choices import LegState
from cases.choices_aftercare import BENEFIT_OPEN
from cases.elapsed import full_months, weekday_doubt
from cases.facts import Age, Source
from cases.models import Benefit, Case, CasePaper, Coordination, Death, HospitalStay, Illness, JourneyLeg, SourcedValue
from cases.queries import today
from cases.zones import clock_words, moment
from tests.factories.casework import make_group, make_returnee, person
from tests.seeing import everything


class Teller:
    """One story, told by one officer."""

    def __init__(self, by):
        self.by = by

    def comes(self, name: str, *, on: date, cause: str, **facts):
        self.group = make_group(self.by, on=on, cause=cause, country=facts.pop("country", "MYS"))
        self.group.legs.all().delete()
        self.returnee = make_returnee(self.by, group=self.group, who=person(name, **facts), on=on)
        return self.returnee

    def case(self, category: str, *, on: date, channel: str = "RUJUKAN", **facts) -> Case:
        self.file = open_case(
            worker=self.returnee.worker, returnee=self.returnee, category=category, channel=channel, on=on, by=self.by,
            country=self.returnee.country, **facts,
        )  # fmt: skip
        return self.file

    def died(self, told: Printed | None = None, **values) -> Death:
        return record_death(case=self.file, values=values, told=told or Printed(), on=today(), by=self.by)

    def leg(self, mode: str, from_place: str, to_place: str, **values) -> JourneyLeg:
        told = {"mode": mode, "from_place": from_place, "to_place": to_place, **values}
        return record_leg(repatriation=self.group, values=told, people=None, by=self.by)

    def asked(self, agency: str, name: str, purpose: str) -> Coordination:
        told = {"agency": agency, "agency_name": name, "purpose": purpose}
        return record_coordination(repatriation=self.group, values=told, by=self.by)


@pytest.fixture
def told(people, scope_of):
    with scope_of(people.caseworker):
        yield Teller(people.caseworker)


def test_s08_a_procedural_worker_died_and_the_rights_of_the_heirs_stay_open(told):
    told.comes("La Contoh Wanci", on=date(2024, 6, 24), cause="JENAZAH", age=22, sex="L", district="74.07")
    record_status(
        worker=told.returnee.worker, status="PMI", starts_on=date(2023, 12, 1), country="MYS",
        note="Perkebunan, beberapa bulan", on=date(2024, 6, 24), by=told.by,
    )  # fmt: skip
    told.case("MENINGGAL", on=date(2024, 6, 20))
    told.died(
        place="Rumah sakit di Sabah", country="MYS", cause="Luka tusuk di perut", cause_told_by="Dokumen pemulangan",
        circumstance="NO_DETAIL", placement="OFFICIAL", burial_wish="Dimakamkan di Pulau Wangi-Wangi",
        companion="Seorang pendamping ikut bersama peti", informed_whom="Keluarga di Kendari",
    )  # fmt: skip
    record_hospital_stay(
        case=told.file, values={"where": "ABROAD", "hospital": "Rumah sakit di Sabah", "country": "MYS"}, by=told.by
    )
    leg = told.leg("SEA", "", "Pelabuhan Wakatobi", escort="Pendamping peti")
    told.asked("DISNAKER_KAB", "Disnaker Wakatobi", "Menerima jenazah")

    case, death = Case.objects.get(pk=told.file.pk), Death.objects.get(case=told.file)
    worker = told.returnee.worker
    assert (case.category, case.opened_on, case.is_restricted) == ("MENINGGAL", date(2024, 6, 20), False)
    assert (worker.sex, worker.stated_age, worker.district.code) == ("L", 22, "74.07")
    assert (death.place, death.country, death.cause) == ("Rumah sakit di Sabah", "MYS", "Luka tusuk di perut")
    assert (death.cause_told_by, death.circumstance) == ("Dokumen pemulangan", "NO_DETAIL")
    assert (death.burial_wish, death.companion) == (
        "Dimakamkan di Pulau Wangi-Wangi",
        "Seorang pendamping ikut bersama peti",
    )
    assert (death.placement, death.informed_whom) == ("OFFICIAL", "Keluarga di Kendari")
    assert HospitalStay.objects.get(case=case).hospital == "Rumah sakit di Sabah"
    left = worker.statuses.get(status="PMI")
    assert (left.starts_on, left.note) == (date(2023, 12, 1), "Perkebunan, beberapa bulan")
    assert (leg.to_place, leg.escort) == ("Pelabuhan Wakatobi", "Pendamping peti")
    assert Coordination.objects.get().agency_name == "Disnaker Wakatobi"
    owed = Benefit.objects.get(case=case)
    assert (owed.state, owed.rule.code, owed.due_on > today()) == ("OPEN", "BENEFIT_FOLLOW_UP", True)
    assert (death.duty_rule, death.on) == (None, None)  # by whom he was placed is not told


def test_s09_a_sick_worker_is_traced_treated_and_brought_home(told):
    told.comes("La Contoh Tongkuno", on=date(2024, 9, 1), cause="SAKIT", district="74.03")
    told.case("SAKIT", on=date(2024, 8, 10), channel="TELEPON", summary="Staf KBRI Kuala Lumpur menghubungi kantor")
    record_illness(
        case=told.file, by=told.by,
        values={
            "fitness": "SEVERE", "bedside": "Tidak ada keluarga yang mendampingi", "traced_by": "Polsek Tongkuno",
            "informed_whom": "Keluarga di Muna", "escort": "BP3MI Sulawesi Selatan",
        },
    )  # fmt: skip
    record_hospital_stay(
        case=told.file, by=told.by,
        values={
            "where": "ABROAD", "hospital": "Rumah Sakit Kuala Lumpur", "country": "MYS", "length": "satu bulan",
            "companion": "KBRI Kuala Lumpur", "diagnosis": "sakit berat", "told_by": "KBRI Kuala Lumpur",
        },
    )  # fmt: skip
    record_case_paper(case=told.file, values={"kind": "FITNESS", "state": "ASKED"}, by=told.by)
    told.asked("POLDA", "Polsek Tongkuno", "Menelusuri keluarga")
    told.asked("BP3MI_LAIN", "BP3MI Sulawesi Selatan", "Pendampingan Makassar - Kendari")
    day = date(2024, 9, 1)
    told.leg(
        "AIR", "Makassar", "Bandara Haluoleo Kendari", vessel="Lion Air", escort="BP3MI Sulawesi Selatan",
        arrived_on=day, arrived_at=moment(day, time(8, 45), "WITA"),
    )  # fmt: skip

    case, illness = Case.objects.get(pk=told.file.pk), Illness.objects.get(case=told.file)
    assert (case.category, case.channel, case.opened_on) == ("SAKIT", "TELEPON", date(2024, 8, 10))
    assert case.is_restricted
    assert (illness.fitness, illness.bedside) == ("SEVERE", "Tidak ada keluarga yang mendampingi")
    assert (illness.traced_by, illness.informed_whom) == ("Polsek Tongkuno", "Keluarga di Muna")
    assert illness.escort == "BP3MI Sulawesi Selatan"
    stay = HospitalStay.objects.get(case=case)
    assert (stay.hospital, stay.length, stay.companion) == (
        "Rumah Sakit Kuala Lumpur",
        "satu bulan",
        "KBRI Kuala Lumpur",
    )
    assert (stay.diagnosis, stay.told_by) == ("sakit berat", "KBRI Kuala Lumpur")
    assert CasePaper.objects.get(case=case).state == "ASKED"
    names = [row.agency_name for row in Coordination.objects.order_by("pk")]
    assert names == ["Polsek Tongkuno", "BP3MI Sulawesi Selatan"]
    leg = JourneyLeg.objects.get()
    assert (leg.vessel, leg.to_place, leg.state) == ("Lion Air", "Bandara Haluoleo Kendari", LegState.TRAVELLED)
    assert (leg.arrived_on.strftime("%A"), clock_words(leg.arrived_at, leg.to_zone)) == ("Sunday", "08.45 WITA")
    assert told.group.returnees.count() == 1


def test_s10_a_seafarer_died_at_sea_and_the_heirs_waited_ten_months(told):
    told.comes(
        "La Contoh Boneoge", on=date(2021, 2, 15), cause="JENAZAH", country="ECU", district="74.14", age=None,
        age_facts=Age(birth_year=1990),
    )  # fmt: skip
    record_status(
        worker=told.returnee.worker, status="PMI", starts_on=date(2016, 1, 1), country="ESP", note="ABK kapal ikan",
        on=date(2021, 2, 15), by=told.by,
    )  # fmt: skip
    told.case("MENINGGAL", on=date(2021, 2, 8))
    printed = Printed(
        "Kamis, 5 Februari 2021", "kapal ikan Hesper", Source("PRESS", "Berita kantor", date(2021, 12, 15))
    )
    told.died(
        printed, on=date(2021, 2, 5), place="Di atas kapal", vessel="Hesper", vessel_flag="ESP",
        sea_area="Laut lepas Pasifik", cause="Hipertensi dan stroke", circumstance="ILLNESS", placement="MANNING",
        company="PT Contoh Awak Kapal, Jakarta Pusat", informed_on=date(2021, 2, 8), informed_whom="Ibu",
    )  # fmt: skip
    told.asked("PERWAKILAN_RI", "KBRI Quito", "Pemulangan jenazah bersama perusahaan")
    told.leg("SEA", "Laut lepas Pasifik", "Pelabuhan terdekat di Ekuador")
    home = told.leg("AIR", "Bandara Guayaquil", "Indonesia", left_on=date(2021, 2, 12), arrived_on=date(2021, 2, 15))
    owed = Benefit.objects.get(case=told.file)
    assert owed.state in BENEFIT_OPEN
    correct_benefit(
        benefit=owed, version=owed.version, by=told.by,
        values={
            "kind": "GRANT", "state": "PAID", "paid_on": date(2021, 12, 14),
            "place": "Kantor Disnakertrans Buton Tengah",
            "handed_through": "Kepala Disnakertrans Buton Tengah", "recipient": "Ahli waris", "kinship": "PARENT",
            "witness": "Asisten III Pemkab Buton Tengah", "note": "Kepala kantor meminta maaf atas keterlambatan",
        },
    )  # fmt: skip

    tells_of_the_death(told, home)
    tells_of_the_payment(told)


def tells_of_the_death(told: Teller, home: JourneyLeg) -> None:
    death = Death.objects.get(case=told.file)
    worker = told.returnee.worker
    assert (worker.birth_year, worker.district.code) == (1990, "74.14")
    assert worker.statuses.get(status="PMI").starts_on.year == 2016
    assert worker.statuses.get(status="MENINGGAL").starts_on == date(2021, 2, 5)
    assert (death.on, death.vessel, death.vessel_flag) == (date(2021, 2, 5), "Hesper", "ESP")
    assert (death.sea_area, death.cause) == ("Laut lepas Pasifik", "Hipertensi dan stroke")
    assert (death.company, death.placement) == ("PT Contoh Awak Kapal, Jakarta Pusat", "MANNING")
    assert (death.informed_whom, (death.informed_on - death.on).days) == ("Ibu", 3)
    sources = {row.field: row for row in SourcedValue.objects.filter(case=told.file)}
    assert sources["death_on"].printed == "Kamis, 5 Februari 2021"
    assert sources["death_on"].read_date == date(2021, 2, 5)
    assert sources["death_place"].printed == "kapal ikan Hesper"
    assert weekday_doubt(sources["death_on"].printed, death.on) == (
        "Tertulis Kamis, tetapi 5 Feb 2021 adalah hari Jumat."
    )
    assert (home.from_place, home.left_on, home.arrived_on) == (
        "Bandara Guayaquil",
        date(2021, 2, 12),
        date(2021, 2, 15),
    )
    assert Coordination.objects.get().agency_name == "KBRI Quito"
    assert death.duty_rule is None  # before PP 59/2021, and not placed by a P3MI


def tells_of_the_payment(told: Teller) -> None:
    death, paid = Death.objects.get(case=told.file), Benefit.objects.get(case=told.file)
    assert (paid.state, paid.paid_on.strftime("%A"), paid.place) == (
        "PAID",
        "Tuesday",
        "Kantor Disnakertrans Buton Tengah",
    )
    assert (paid.handed_through, paid.witness) == (
        "Kepala Disnakertrans Buton Tengah",
        "Asisten III Pemkab Buton Tengah",
    )
    assert (paid.recipient, paid.kinship) == ("Ahli waris", "PARENT")
    assert full_months(death.on, paid.paid_on) == 10


def test_s10_the_second_body_held_abroad_is_another_case(told):
    for name in ("La Contoh Satu", "La Contoh Dua"):
        told.comes(name, on=date(2021, 2, 15), cause="JENAZAH", country="ECU", district="74.14")
        told.case("MENINGGAL", on=date(2021, 2, 8))
        told.died(on=date(2021, 2, 5), vessel="Hesper", placement="MANNING")
    assert Death.objects.values("case").distinct().count() == 2
    assert Benefit.objects.values("case__worker").distinct().count() == 2


def test_s18_two_who_died_of_illness_one_paid_by_the_company_one_by_the_office(told):
    for name, day, country, place, bearer in (
        ("La Contoh Lamokuni", date(2024, 1, 14), "MYS", "Malaysia", "COMPANY"),
        ("Wa Contoh Rawua", date(2024, 1, 10), "SAU", "Dammam", "OFFICE"),
    ):
        told.comes(name, on=date(2024, 1, 20), cause="JENAZAH", country=country, district="74.02")
        told.case("MENINGGAL", on=date(2024, 1, 20))
        death = told.died(on=day, country=country, place=place, cause="Sakit", circumstance="ILLNESS")
        record_cost(repatriation=told.group, values={"kind": "REMAINS", "bearer": bearer, "paid": 1}, by=told.by)
        assert (death.on, death.place, death.cause) == (day, place, "Sakit")
        assert told.group.costs.get().bearer == bearer
        assert told.returnee.worker.district.code == "74.02"


# --- rules that the stories do not tell -------------------------------------------------------------------------------


@pytest.fixture
def remains(told):
    told.comes("La Contoh Karang", on=date(2026, 11, 1), cause="JENAZAH", district="74.14")
    told.case("MENINGGAL", on=date(2026, 11, 1))
    return told


def test_the_duty_of_a_p3mi_holds_since_the_rule_does(remains):
    death = remains.died(on=date(2026, 10, 30), placement="P3MI", company="PT Contoh Penempatan")
    assert (death.duty_rule.code, death.duty_due_on, death.duty_state) == (
        "P3MI_REMAINS",
        date(2026, 11, 15),
        "NOT_ASKED",
    )
    remains.comes("La Contoh Lama", on=date(2021, 4, 6), cause="JENAZAH", district="74.14")
    remains.case("MENINGGAL", on=date(2021, 4, 6))
    before = remains.died(on=date(2021, 4, 6), placement="P3MI", company="PT Contoh Penempatan")
    assert before.duty_rule is None


def test_missing_proof_of_identity_is_a_task_once(remains):
    death = remains.died(proof_state="MISSING")
    again = correct_death(
        death=death, version=1, values={"proof": "Keterangan desa dicari"}, told=Printed(), on=today(), by=remains.by
    )
    task = remains.file.tasks.get()
    assert (task.title.startswith("Cari bukti identitas"), task.state, again.proof_task) == (True, "OPEN", task)
    found = {"proof_state": "FOUND", "proof": "Akta kelahiran"}
    correct_death(death=again, version=2, values=found, told=Printed(), on=today(), by=remains.by)
    assert remains.file.tasks.get().state == "DONE"


def test_nonprocedural_workers_open_no_right_by_themselves(remains):
    remains.died(placement="UNOFFICIAL")
    assert not Benefit.objects.filter(case=remains.file).exists()
    made = record_benefit(
        case=remains.file, on=today(), by=remains.by,
        values={"kind": "GRANT", "amount": Decimal("1500"), "currency": "MYR", "due_on": date(2026, 12, 24)},
    )  # fmt: skip
    assert (made.amount, made.currency, made.due_on) == (Decimal("1500"), "MYR", date(2026, 12, 24))


def test_the_same_writing_of_the_same_source_is_kept_once(remains):
    printed = Printed("5/2/2021", "", Source("LETTER", "Surat KJRI", None))
    death = remains.died(printed)
    correct_death(death=death, version=1, values={}, told=printed, on=today(), by=remains.by)
    other = Printed("6/2/2021", "", Source("PRESS", "Berita", None))
    correct_death(death=death, version=2, values={}, told=other, on=today(), by=remains.by)
    assert [row.printed for row in SourcedValue.objects.filter(case=remains.file).order_by("pk")] == [
        "5/2/2021",
        "6/2/2021",
    ]


def test_health_told_in_an_ordinary_case_makes_it_a_case_for_its_team(told, people, scope_of):
    told.comes("La Contoh Sakit", on=date(2026, 11, 1), cause="DEPORTASI", district="74.14")
    case = told.case("DEPORTASI", on=date(2026, 11, 1))
    record_illness(case=case, values={"fitness": "HELPED"}, by=told.by)
    assert Case.objects.get(pk=case.pk).is_restricted
    with scope_of(people.district_buton_tengah):
        assert not Case.objects.filter(pk=case.pk).exists()
        assert not Illness.objects.exists()
    with scope_of(people.head):
        assert Illness.objects.get().fitness == "HELPED"


def test_what_sources_print_of_a_death_is_seen_with_the_case(remains, people, scope_of):
    remains.died(Printed("5/2/2021", "", Source()))
    with scope_of(people.district_buton_tengah):
        assert SourcedValue.objects.filter(field="death_on").count() == 1
    restrict_case(case=remains.file, user_ids=set(), on=today(), by=remains.by)
    with scope_of(people.district_buton_tengah):
        assert SourcedValue.objects.filter(field="death_on").count() == 0
    with everything():
        assert SourcedValue.objects.filter(field="death_on").count() == 1
