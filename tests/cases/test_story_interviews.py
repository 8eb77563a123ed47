"""What the people of the field stories S01-S07, S11 and S12 tell, each fact in the place that it names.

Told through the actions, in words of our own; names of people are made up. Legs, stays and hand-overs of the same
stories stand in test_story_facts.py.
"""

from datetime import date

import pytest

from cases.actions.interviews import add_interview_line, record_interview
from cases.actions.screenings import record_screening
from cases.actions.workers import record_status
from cases.facts import Age
from cases.models import (
    Case,
    Detention,
    FamilyLink,
    Interview,
    MoneyLine,
    RecruitContact,
    Returnee,
    Statement,
    TraffickingScreening,
    VulnerabilityFlag,
    WorkerStatus,
)
from cases.restricting import is_child
from cases.spans import Span
from cases.told_columns import moment_columns, span_columns
from tests.factories.casework import make_case, make_group, make_returnee, person


class Listener:
    """Writes down what the people of one story tell."""

    def __init__(self, by):
        self.by = by

    def group(self, on: date, **facts):
        return make_group(self.by, on=on, **facts)

    def came(self, group, name: str, *, age: int | None = 30, district: str = "74.14", **facts) -> Returnee:
        who = person(name, district=district, sex=facts.pop("sex", "U"), age_facts=Age(years=age), **facts)
        return make_returnee(self.by, group=group, who=who, on=group.arrived_on)

    def complaint(self, name: str, on: date, *, district: str = "74.71", **facts) -> Case:
        worker = make_returnee(self.by, who=person(name, district=district, sex="P")).worker
        return make_case(self.by, worker=worker, on=on, **facts)

    def told(self, record: Returnee | Case, **values) -> Interview:
        duration, moments = values.pop("duration", ""), {}
        for name in ("departed", "arrested"):
            moments |= moment_columns(name, values.pop(name, ""), date(2026, 11, 29))
        owner = {"case": record} if isinstance(record, Case) else {"returnee": record}
        columns = {**values, **span_columns("work", duration), **moments}
        on = values.get("on") or date(2026, 11, 20)
        return record_interview(worker=record.worker, values=columns, on=on, by=self.by, **owner)

    def add(self, talk: Interview, what: str, **values):
        if "length" in values:
            values |= span_columns("length", values.pop("length"))
        return add_interview_line(interview=talk, kind=what, values=values, by=self.by)


@pytest.fixture
def hear(people, scope_of):
    with scope_of(people.caseworker):
        yield Listener(people.caseworker)


def test_s01_half_of_the_group_are_children_and_one_has_no_name(hear):
    group = hear.group(date(2024, 6, 4))
    ages = [34, 26, 26, 7, 39, 14, 11, 6, 6, 22]
    rows = [
        hear.came(group, f"La Coba Nomor{number}", age=age, district="", sex="P" if number == 6 else "U")
        for number, age in enumerate(ages, start=1)
    ]
    extra = hear.came(group, "", age=None, district="74.07")
    assert [row.worker.stated_age for row in rows] == ages
    assert [number for number, row in enumerate(rows, 1) if is_child(row.worker, date(2024, 6, 4))] == [4, 6, 7, 8, 9]
    assert [number for number, row in enumerate(rows, 1) if row.worker.sex == "P"] == [6]
    assert (extra.worker.district.code, extra.worker.stated_age) == ("74.07", None)


def test_s02_stopped_at_the_border_without_papers(hear):
    row = hear.came(hear.group(date(2025, 5, 17)), "La Coba Batas")
    talk = hear.told(row, arrest_how="BORDER", legal_status="NO_PAPERS", arrest_note="Dihentikan di perbatasan.")
    read = Interview.objects.get(pk=talk.pk)
    assert (read.arrest_how, read.legal_status, read.arrest_note) == (
        "BORDER", "NO_PAPERS", "Dihentikan di perbatasan.",
    )  # fmt: skip


def test_s03_the_reason_of_the_group_contradicts_what_one_of_them_says(hear):
    group = hear.group(date(2025, 10, 4))
    first, fourth = hear.came(group, "La Coba Lama"), hear.came(group, "La Coba Imigrasi", district="74.07")
    long = hear.told(
        first, duration="lebih dari 3 tahun", route="UNOFFICIAL", legal_status="NO_PAPERS", arrest_how="RAID",
        arrested_by="POLICE", story="Diwawancarai tentang keberangkatan dan pemulangannya.",
    )  # fmt: skip
    other = hear.told(fourth, legal_status="NO_PAPERS", arrested_by="IMMIGRATION")
    hear.add(other, "penahanan", kind="UNKNOWN", length="4 bulan")
    for speaker, text in (
        ("OFFICIAL", "Keempatnya terjaring razia polisi."),
        ("PERSON", "Imigrasi yang menangkap saya."),
    ):
        hear.add(other, "pernyataan", topic="ARREST", speaker=speaker, text=text)
    assert (Interview.objects.get(pk=long.pk).work_span, long.route, long.arrested_by) == (
        Span(36, None), "UNOFFICIAL", "POLICE",
    )  # fmt: skip
    assert other.arrested_by == "IMMIGRATION"
    assert Detention.objects.get(interview=other).length == Span(4, 4)
    said = Statement.objects.filter(interview=other, topic="ARREST").order_by("pk")
    assert [(row.speaker, row.text) for row in said] == [
        ("OFFICIAL", "Keempatnya terjaring razia polisi."), ("PERSON", "Imigrasi yang menangkap saya."),
    ]  # fmt: skip


def test_s04_taken_along_by_parents_and_detained_in_two_places(hear):
    row = hear.came(hear.group(date(2024, 7, 27)), "La Coba Kapal", age=52)
    talk = hear.told(
        row, occupation="Awak kapal", sector="FISHING", country="MYS", duration="3 tahun", arrest_how="RAID",
        arrested_by="POLICE", legal_status="INCOMPLETE",
    )  # fmt: skip
    hear.add(talk, "perekrut", role="PARENTS")
    hear.add(talk, "penahanan", kind="SAFE", length="6 bulan")
    hear.add(talk, "penahanan", kind="PRISON")
    assert (talk.occupation, talk.sector, talk.work_span) == ("Awak kapal", "FISHING", Span(36, 36))
    assert (talk.arrested_by, talk.legal_status) == ("POLICE", "INCOMPLETE")
    assert RecruitContact.objects.get(interview=talk).role == "PARENTS"
    places = Detention.objects.filter(interview=talk)
    assert [(row.position, row.kind, row.length) for row in places] == [(1, "SAFE", Span(6, 6)), (2, "PRISON", None)]


def test_s05_all_left_outside_the_procedure(hear):
    group = hear.group(date(2021, 12, 20))
    origins = ["74.03", "74.13", "74.06", "74.06", "74.06"]
    rows = [hear.came(group, f"La Coba Batam{n}", district=code) for n, code in enumerate(origins)]
    talks = [hear.told(row, legal_status="NONPROCEDURAL", country="MYS") for row in rows]
    assert [row.worker.district.code for row in rows] == origins
    assert {talk.legal_status for talk in talks} == {"NONPROCEDURAL"}


def test_s06_three_relatives_left_in_different_years(hear):
    group = hear.group(date(2022, 4, 7))
    names = ("La Coba Adik", "La Coba Suami", "Wa Coba Istri")
    rows = [hear.came(group, name, district="74.03") for name in names]
    years = ("2018", "2010", "2010")
    talks = [
        hear.told(row, departed=year, occupation="Buruh bangunan", sector="CONSTRUCTION", legal_status="INCOMPLETE")
        for row, year in zip(rows, years, strict=True)
    ]
    sibling, husband, wife = (row.worker for row in rows)
    FamilyLink.objects.create(worker=husband, relative=wife, relation="SPOUSE")
    FamilyLink.objects.create(worker=husband, relative=sibling, relation="SIBLING")
    assert [(talk.departed_year, talk.departed_on, talk.departed_printed) for talk in talks] == [
        (2018, None, "2018"), (2010, None, "2010"), (2010, None, "2010"),
    ]  # fmt: skip
    assert {(talk.occupation, talk.legal_status) for talk in talks} == {("Buruh bangunan", "INCOMPLETE")}
    assert {link.relative_id: link.relation for link in husband.family.all()} == {
        wife.pk: "SPOUSE", sibling.pk: "SIBLING",
    }  # fmt: skip


def test_s07_nobody_was_abroad_and_the_pay_was_only_promised(hear):
    group = hear.group(date(2025, 6, 26), cause="DICEGAH")
    fourth, fifth = hear.came(group, "La Coba Teluk"), hear.came(group, "La Coba Lama")
    desk = {"on": date(2025, 6, 26), "channel": "FACE", "place": "Help desk Bandara Haluoleo"}
    stopped = {"has_left": False, "arrest_how": "BORDER", "arrest_place": "Batam", "legal_status": "INCOMPLETE"}
    one = hear.told(fourth, country="MYS", **desk, **stopped)
    two = hear.told(fifth, country="MYS", prior_trips=4, sector="CONSTRUCTION", **desk, **stopped)
    hear.add(one, "perekrut", role="RELATIVE")
    hear.add(two, "perekrut", role="SIBLING", did="Adiknya sudah 10 tahun bekerja di sana.")
    hear.add(two, "uang", kind="PROMISED", amount="120", currency="MYR", period="DAY", purpose="Proyek bangunan")
    assert fourth.cause == fifth.cause == "DICEGAH"
    assert (two.has_left, two.arrest_how, two.arrest_place, two.legal_status) == (
        False, "BORDER", "Batam", "INCOMPLETE",
    )  # fmt: skip
    assert (two.place, two.channel, two.on, two.prior_trips) == (
        "Help desk Bandara Haluoleo", "FACE", date(2025, 6, 26), 4,
    )  # fmt: skip
    assert RecruitContact.objects.get(interview=one).role == "RELATIVE"
    asked = RecruitContact.objects.get(interview=two)
    assert (asked.role, asked.did) == ("SIBLING", "Adiknya sudah 10 tahun bekerja di sana.")
    pay = MoneyLine.objects.get(interview=two)
    assert (pay.kind, pay.amount, pay.currency, pay.period, pay.purpose) == (
        "PROMISED", "120", "MYR", "DAY", "Proyek bangunan",
    )  # fmt: skip
    assert not MoneyLine.objects.filter(interview=two, kind="PAID").exists()


def test_s11_two_statements_contradict_each_other_and_both_stand(hear):
    intake, meeting = date(2025, 7, 9), date(2025, 7, 10)
    case = hear.complaint("Wa Coba Jakarta", intake, category="ILEGAL_REKRUT", channel="LANGSUNG", country="SAU")
    record_status(worker=case.worker, status="CPMI", starts_on=intake, country="SAU", note="", on=intake, by=hear.by)
    hear.told(
        case, speaker="FATHER", speaker_name="La Coba Ayah", on=intake, channel="FACE", has_left=False, country="SAU",
        depart_reason="DEBT", wishes=["GO_HOME"], wishes_note="Meminta anaknya dipulangkan dari Jakarta.",
    )  # fmt: skip
    call = hear.told(
        case, speaker="RECRUITER", speaker_name="Wa Coba Sponsor", on=intake, channel="PHONE",
        story="Mengakui memberangkatkan.",
    )  # fmt: skip
    hear.add(
        call, "perekrut", role="SPONSOR", name="Wa Coba Sponsor",
        maybe_same="Nama yang sama pada pengaduan tahun 2021; belum dipastikan",
    )  # fmt: skip
    hear.add(call, "perekrut", role="OTHER", name="La Coba Suami", did="Suami, mempertemukan dengan sponsor.")
    talk = hear.told(case, speaker="OTHER", on=meeting, channel="MEETING", place="Kantor BP3MI Sultra")
    for speaker, name, text in (
        ("RECRUITER", "Wa Coba Sponsor", "Ia sendiri yang meminta berangkat untuk membayar utang."),
        ("FATHER", "La Coba Ayah", "Saya tidak tahu apa-apa. Suaminya berbohong."),
    ):
        words = {"topic": "RECRUIT", "speaker": speaker, "speaker_name": name, "text": text, "said_on": meeting}
        hear.add(talk, "pernyataan", **words)
    talks = Interview.objects.filter(case=case).order_by("pk")
    assert [(row.speaker, row.channel, row.on) for row in talks] == [
        ("FATHER", "FACE", intake), ("RECRUITER", "PHONE", intake), ("OTHER", "MEETING", meeting),
    ]  # fmt: skip
    assert (talks[0].wishes, talks[0].depart_reason, talks[0].has_left) == (["GO_HOME"], "DEBT", False)
    said = Statement.objects.filter(interview=talk, topic="RECRUIT").order_by("pk")
    assert [(row.speaker, row.speaker_name) for row in said] == [
        ("RECRUITER", "Wa Coba Sponsor"), ("FATHER", "La Coba Ayah"),
    ]  # fmt: skip
    assert len({row.text for row in said}) == 2
    sponsor, husband = RecruitContact.objects.filter(interview=call)
    assert (sponsor.role, "belum dipastikan" in sponsor.maybe_same, husband.name) == ("SPONSOR", True, "La Coba Suami")
    assert WorkerStatus.objects.filter(worker=case.worker, status="CPMI", country="SAU").exists()
    assert (case.category, case.channel, case.opened_on) == ("ILEGAL_REKRUT", "LANGSUNG", intake)


def test_s12_three_middlemen_in_three_cities_and_work_without_pay(hear):
    case = hear.complaint(
        "Wa Coba Saudi", date(2021, 8, 10), district="74.02", category="GAJI_TIDAK_DIBAYAR", channel="MEDSOS",
        country="SAU",
    )  # fmt: skip
    talk = hear.told(
        case, channel="VIDEO", country="SAU", departed="2019", legal_status="NO_PAPERS", has_left=True,
        mistreatment=["NO_PAY", "PASSED_ON", "THREAT"], wishes=["GO_HOME"],
    )  # fmt: skip
    for role, place, did in (
        ("RELATIVE", "Kendari", "Mempertemukan."),
        ("AGENT", "Makassar", "Mengurus tiket."),
        ("AGENT", "Jakarta", "Menjemput, untuk agen di Dubai."),
    ):
        hear.add(talk, "perekrut", role=role, place=place, did=did)
    hear.add(talk, "uang", kind="ADVANCE", amount="3000000", currency="IDR", period="ONCE", party="Agen di Makassar",
             purpose="Uang saku dan tiket")  # fmt: skip
    hear.add(talk, "pernyataan", topic="RECRUIT", speaker="RECRUITER", text="Saya hanya mempertemukan.")
    answers = dict.fromkeys(("DIREKRUT", "DIPINDAHKAN", "KEKERASAN", "PERBUDAKAN"), "YES")
    screening = record_screening(
        worker=case.worker, case=case, answers=answers, was_child=False, has_agreed=True, on=case.opened_on, by=hear.by
    )  # fmt: skip
    read = Interview.objects.get(pk=talk.pk)
    assert (read.country, read.departed_year, read.legal_status) == ("SAU", 2019, "NO_PAPERS")
    assert (read.mistreatment, read.wishes) == (["NO_PAY", "PASSED_ON", "THREAT"], ["GO_HOME"])
    chain = RecruitContact.objects.filter(interview=talk)
    assert [(row.position, row.place) for row in chain] == [(1, "Kendari"), (2, "Makassar"), (3, "Jakarta")]
    money = MoneyLine.objects.get(interview=talk)
    assert (money.kind, money.amount, money.currency, money.party) == (
        "ADVANCE", "3000000", "IDR", "Agen di Makassar",
    )  # fmt: skip
    assert Statement.objects.get(interview=talk).speaker == "RECRUITER"
    assert TraffickingScreening.objects.get(pk=screening.pk).result == "INDICATED"
    assert not VulnerabilityFlag.objects.filter(worker=case.worker).exists()
