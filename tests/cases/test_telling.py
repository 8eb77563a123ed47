"""One person told twice: what was empty is filled, what differs stands beside it, and nothing told is lost."""

from datetime import date

import pytest

from cases.actions.arrivals import send_back_submission, verify_submission
from cases.actions.matches import decide_match
from cases.actions.repatriations import use_source_value
from cases.choices import MatchDecision
from cases.facts import Age, PersonFacts, Place
from cases.models import DuplicateCandidate, Returnee, SourcedValue, Worker
from core.scope import viewing_everything
from tests.factories.casework import DAY, make_group, make_returnee, person, village_of

NIK, PASSPORT, PHONE = "7414010505900077", "C1234567", "081200000077"
BORN = Age(birth_date=date(1990, 5, 5))
BARE = PersonFacts(name="La Ode Coba Karang", sex="L", age=Age(years=36))


def full(name: str = "La Ode Coba Karang", **facts) -> PersonFacts:
    told = {"sex": "L", "age_facts": BORN, "nik": NIK, "passport_number": PASSPORT, "phone": PHONE, **facts}
    return person(name, **told)


def stored(worker: Worker) -> Worker:
    with viewing_everything(reason="test"):
        return Worker.objects.select_related("village", "district").get(pk=worker.pk)


def sayings(worker: Worker) -> set[tuple[str, str, bool]]:
    with viewing_everything(reason="test"):
        return {(row.field, row.printed, row.is_used) for row in SourcedValue.objects.filter(worker=worker)}


def joined(people, scope_of, older: PersonFacts, newer: PersonFacts) -> tuple[Worker, Worker]:
    """The older and the newer record, made one by the office."""
    by = people.caseworker
    with scope_of(by):
        first = make_returnee(by, who=older).worker
        second = make_returnee(by, who=newer).worker
        candidate = DuplicateCandidate.objects.filter(worker=second, other=first).first()
        candidate = candidate or DuplicateCandidate.objects.create(worker=second, other=first, score=70)
        decide_match(candidate=candidate, decision=MatchDecision.SAME, by=by)
    return stored(first), second


def test_joining_fills_what_the_older_record_did_not_know(people, scope_of, client_for):
    older, newer = joined(people, scope_of, BARE, full())
    village = village_of("74.14")
    assert (older.nik, older.passport_number, older.phone, older.birth_date) == (NIK, PASSPORT, PHONE, date(1990, 5, 5))
    assert (older.village.code, older.district.code) == (village.area_code, "74.14")
    with viewing_everything(reason="test"):
        assert older.addresses.get(is_counted=True).text == village.text
        assert set(Returnee.objects.values_list("worker", "district__code")) == {(older.pk, "74.14")}
    found = client_for(people.caseworker).get("/cari/", {"q": NIK}).context["people"]
    assert [row["number"] for row in found] == [older.number]


def test_joining_keeps_what_differs_beside_what_is_used(people, scope_of):
    told = full(sex="P", nik="7414014505850077", phone="081200000099", district="74.07")
    older, newer = joined(people, scope_of, full(), told)
    assert (older.nik, older.phone, older.sex, older.district.code) == (NIK, PHONE, "L", "74.14")
    assert {("nik", "7414014505850077", False), ("phone", "081200000099", False), ("sex", "Perempuan", False)} <= (
        sayings(older)
    )
    with viewing_everything(reason="test"):
        assert sorted(older.addresses.values_list("area__district__code", "is_counted")) == [
            ("74.07", False),
            ("74.14", True),
        ]


def test_joining_moves_no_figure_of_a_known_place(people, scope_of):
    older, _newer = joined(people, scope_of, full(), full(district="74.07"))
    with viewing_everything(reason="test"):
        assert set(Returnee.objects.filter(worker=older).values_list("district__code", flat=True)) == {"74.14"}


def test_joining_keeps_the_source_of_what_was_filled(people, scope_of):
    by = people.caseworker
    with scope_of(by):
        older = make_returnee(by, who=BARE).worker
        told = make_returnee(by, who=full(phone="", age_facts=Age(birth_date=date(1990, 5, 5), printed="31/02/1990")))
        value = SourcedValue.objects.get(worker=told.worker)
        use_source_value(value=value, version=told.worker.version, reason="KTP", on=DAY, by=by)
        candidate = DuplicateCandidate.objects.get(worker=told.worker, other=older)
        decide_match(candidate=candidate, decision=MatchDecision.SAME, by=by)
    assert sayings(older) == {("birth_date", "31/02/1990", True)}


def test_joined_record_is_found_by_its_old_name_and_number(people, scope_of, client_for):
    older, newer = joined(people, scope_of, full(), full("Samudra Biru", nik="7414010505900099", sex="L"))
    office = client_for(people.caseworker)
    for text in ("Samudra Biru", "7414010505900099", newer.number):
        assert [row["number"] for row in office.get("/cari/", {"q": text}).context["people"]] == [older.number], text


def test_person_told_again_under_the_joined_number_is_recognised(people, scope_of):
    older, _newer = joined(people, scope_of, full(), full("Samudra Biru", nik="7414010505900099"))
    with scope_of(people.caseworker):
        third = make_returnee(people.caseworker, who=person("Orang Lain", nik="7414010505900099")).worker
        assert DuplicateCandidate.objects.filter(worker=third, other_id=older.pk).exists()


# --- "the same person" on the card of an arrival ----------------------------------------------------------------------


def again(people, scope_of, first: Worker, told: PersonFacts, by=None) -> Returnee:
    by = by or people.caseworker
    with scope_of(by):
        return make_returnee(by, group=make_group(by), who=told, same_as=first.number)


def test_same_person_fills_what_was_not_known(people, scope_of):
    by = people.caseworker
    with scope_of(by):
        first = make_returnee(by, who=BARE).worker
    again(people, scope_of, first, full())
    row = stored(first)
    assert (row.nik, row.passport_number, row.phone, row.birth_date) == (NIK, PASSPORT, PHONE, date(1990, 5, 5))
    assert row.district.code == "74.14"
    with viewing_everything(reason="test"):
        assert list(Returnee.objects.filter(worker=row).values_list("district__code", flat=True)) == ["74.14", "74.14"]
        assert Worker.objects.count() == 1


def test_same_person_keeps_what_was_told_otherwise(people, scope_of):
    by = people.caseworker
    with scope_of(by):
        first = make_returnee(by, who=full()).worker
    told = PersonFacts(
        name="Laode Tjoba", sex="P", age=Age(years=20), place=village_of("74.07"), nik="7414014505850077",
        passport_number="X7654321", phone="081200000099",
    )  # fmt: skip
    second = again(people, scope_of, first, told)
    row = stored(first)
    assert (row.name, row.sex, row.nik, row.district.code) == ("La Ode Coba Karang", "L", NIK, "74.14")
    assert {(field, printed) for field, printed, _used in sayings(first)} == {
        ("sex", "Perempuan"),
        ("age", "20"),
        ("nik", "7414014505850077"),
        ("passport_number", "X7654321"),
        ("phone", "081200000099"),
    }
    with viewing_everything(reason="test"):
        value = SourcedValue.objects.filter(worker=first).first()
        assert (value.source_kind, value.source) == ("INTERVIEW", second.repatriation.number)
        assert "Laode Tjoba" in first.names.values_list("text", flat=True)
        assert first.addresses.filter(is_counted=False, text=village_of("74.07").text).exists()
    assert (second.sex, second.district.code) == ("L", "74.14")


def test_same_person_told_alike_leaves_nothing_behind(people, scope_of):
    with scope_of(people.caseworker):
        first = make_returnee(people.caseworker, who=full(phone="081200000077")).worker
    again(people, scope_of, first, full(phone="+62 812-0000-0077", age_facts=Age(years=36)))
    assert sayings(first) == set()
    with viewing_everything(reason="test"):
        assert (first.names.count(), first.addresses.count()) == (1, 1)
    assert stored(first).version == first.version


def test_writing_that_cannot_be_a_date_is_kept_of_the_same_person_too(people, scope_of):
    with scope_of(people.caseworker):
        first = make_returnee(people.caseworker, who=full()).worker
    again(people, scope_of, first, full(age_facts=Age(years=36, printed="31/04/1990")))
    assert sayings(first) == {("birth_date", "31/04/1990", False)}


def test_place_that_is_finer_counts_and_another_does_not(people, scope_of):
    by = people.caseworker
    with scope_of(by):
        first = make_returnee(by, who=person("La Coba Teluk", place=Place("Buton Tengah", "74.14"))).worker
    again(people, scope_of, first, person("La Coba Teluk", district="74.07"))
    assert stored(first).district.code == "74.14"
    again(people, scope_of, first, person("La Coba Teluk", district="74.14"))
    assert stored(first).village.code == village_of("74.14").area_code


def test_district_changes_nothing_of_a_verified_person_by_naming_the_same(people, scope_of):
    """The figures of the first return stand; what the officer was told is there for the office to decide."""
    officer = people.district_buton_tengah
    with scope_of(officer):
        first = make_returnee(
            officer, who=PersonFacts(name="La Coba Teluk", sex="L", place=Place("Buton Tengah", "74.14"))
        )
    with scope_of(people.caseworker):
        verify_submission(returnee=first, by=people.caseworker)
    again(people, scope_of, first.worker, full("La Coba Teluk"), by=officer)
    row = stored(first.worker)
    assert (row.nik, row.village, row.birth_date) == ("", None, None)
    assert {field for field, _printed, _used in sayings(first.worker)} == {
        "nik", "passport_number", "phone", "birth_date",
    }  # fmt: skip


def test_district_fills_what_is_not_known_of_a_person_nobody_verified(people, scope_of):
    officer = people.district_buton_tengah
    with scope_of(officer):
        first = make_returnee(officer, who=PersonFacts(name="La Coba Teluk", place=Place("Buton Tengah", "74.14")))
    with scope_of(people.caseworker):
        send_back_submission(returnee=first, reason="Lengkapi", by=people.caseworker)
    again(people, scope_of, first.worker, full("La Coba Teluk"), by=officer)
    assert stored(first.worker).nik == NIK


@pytest.mark.parametrize("verified", [0, 1])
def test_district_joins_no_record_that_the_office_verified(people, scope_of, client_for, verified):
    officer = people.district_buton_tengah
    with scope_of(officer):
        rows = [make_returnee(officer, who=full()), make_returnee(officer, who=full())]
    with scope_of(people.caseworker):
        verify_submission(returnee=rows[verified], by=people.caseworker)
    with viewing_everything(reason="test"):
        pair = DuplicateCandidate.objects.get()
    address = f"/pekerja/{rows[1].worker.number}/cocokkan/{pair.pk}/"
    answer = client_for(officer).post(address, {"keputusan": "SAME"})
    assert answer.status_code == 403
    assert "sudah diverifikasi oleh BP3MI" in answer.content.decode()
    assert client_for(people.caseworker).post(address, {"keputusan": "SAME"}).status_code == 302
