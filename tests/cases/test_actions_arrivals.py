"""Logging arrivals: once, as told, and counted as known."""

import uuid
from datetime import date

import pytest

from cases.actions.arrivals import (
    correct_returnee,
    mark_arrival,
    record_arrival,
    record_group,
    send_back_submission,
    verify_submission,
)
from cases.actions.repatriations import match_entry, record_manifest, record_source_value, use_source_value
from cases.actions.workers import correct_worker
from cases.choices import ArrivalState, PlaceState, SubmissionState
from cases.exceptions import AlreadyThere
from cases.facts import Age, ArrivalFacts, GroupFacts, ListedPerson, PersonFacts, Place, Source
from cases.models import Case, DuplicateCandidate, FamilyLink, Repatriation, Returnee, Worker
from cases.queries import reconcile
from core.exceptions import DomainError, StaleEdit
from core.scope import viewing_everything
from tests.factories.casework import DAY, make_group, make_returnee, person


@pytest.fixture
def officer(people, scope_of):
    with scope_of(people.district_buton_tengah):
        yield people.district_buton_tengah


@pytest.fixture
def caseworker(people, scope_of):
    with scope_of(people.caseworker):
        yield people.caseworker


def test_group_sent_twice_is_one_group(officer):
    facts = GroupFacts(cause="DEPORTASI", client_id=uuid.uuid4(), arrived_on=DAY)
    first = record_group(facts=facts, on=DAY, by=officer)
    with pytest.raises(AlreadyThere) as caught:
        record_group(facts=facts, on=DAY, by=officer)
    assert caught.value.row == first
    assert Repatriation.objects.count() == 1


def test_group_of_tomorrow_is_refused(officer):
    with pytest.raises(DomainError, match="belum terjadi"):
        record_group(facts=GroupFacts(cause="DEPORTASI", arrived_on=date(2026, 11, 21)), on=DAY, by=officer)
    assert Repatriation.objects.count() == 0


def test_group_keeps_printed_date_beside_the_day_used(caseworker):
    group = make_group(caseworker, arrived_on=date(2026, 6, 4))
    source = Source("PRESS", "Berita contoh", date(2026, 6, 11))
    printed = record_source_value(
        target=group, field="arrived_on", printed="4/5/2026", read_date=date(2026, 5, 4), source=source, by=caseworker
    )
    right = record_source_value(
        target=group, field="arrived_on", printed="4 Juni", read_date=date(2026, 6, 4), source=source, by=caseworker
    )
    use_source_value(value=right, version=group.version, reason="Surat bertanggal 1 Juni", on=DAY, by=caseworker)
    group.refresh_from_db()
    printed.refresh_from_db()
    assert (group.arrived_on, right.is_used, printed.is_used) == (date(2026, 6, 4), True, False)
    assert printed.printed == "4/5/2026"


def test_used_day_moves_those_who_arrived(caseworker):
    returnee = make_returnee(caseworker, on=date(2026, 6, 4))
    group = returnee.repatriation
    source = Source("LETTER", "B.1", None)
    value = record_source_value(
        target=group, field="arrived_on", printed="5 Juni", read_date=date(2026, 6, 5), source=source, by=caseworker
    )
    use_source_value(value=value, version=group.version, reason="Sesuai surat", on=DAY, by=caseworker)
    returnee.refresh_from_db()
    assert returnee.arrived_on == date(2026, 6, 5)


def test_impossible_date_is_never_used(caseworker):
    group = make_group(caseworker)
    source = Source("LETTER", "B.1", None)
    value = record_source_value(target=group, field="arrived_on", printed="31/04/2025", source=source, by=caseworker)
    with pytest.raises(DomainError, match="tidak terbaca|tidak ada di kalender"):
        use_source_value(value=value, version=group.version, reason="-", on=DAY, by=caseworker)
    group.refresh_from_db()
    assert group.arrived_on == DAY


def test_arrival_makes_person_with_facts_as_told(officer):
    group = make_group(officer, arrived_on=DAY)
    told = PersonFacts("Wa Ode Contoh binti La Ode", "P", Age(years=34), Place("Talaga I", ""))
    returnee = record_arrival(
        repatriation=group, person=told, arrival=ArrivalFacts(flags=("HAMIL",), paper_held="SPLP"), on=DAY, by=officer
    )
    worker = returnee.worker
    assert (worker.name, worker.sex, worker.stated_age, worker.stated_age_on) == (told.name, "P", 34, DAY)
    assert worker.village.code == "74.14.05.1004"
    assert worker.district.code == "74.14"
    assert list(worker.names.values_list("kind", "text")) == [("AS_HEARD", told.name)]
    assert list(worker.addresses.values_list("text", "is_counted")) == [("Talaga I", True)]
    assert list(worker.statuses.values_list("status", "starts_on")) == [("PURNA", DAY)]
    assert (returnee.district, returnee.sex, returnee.age_group) == (worker.district, "P", "ADULT")
    assert returnee.submission_state == SubmissionState.WAITING


def test_arrival_with_everything_unknown_is_recorded(officer):
    group = make_group(officer)
    returnee = record_arrival(repatriation=group, person=PersonFacts(), arrival=ArrivalFacts(), on=DAY, by=officer)
    assert (str(returnee.worker), returnee.sex, returnee.age_group) == ("Nama belum diketahui", "U", "UNKNOWN")
    assert returnee.worker.place_state == PlaceState.UNKNOWN


def test_arrival_of_prevented_is_no_purna(caseworker):
    returnee = make_returnee(caseworker, group=make_group(caseworker, cause="DICEGAH"))
    assert list(returnee.worker.statuses.values_list("status", flat=True)) == ["CPMI_DICEGAH"]


def test_arrival_sent_twice_is_one_person(officer):
    group = make_group(officer)
    facts = {"person": person("La Coba Sekali"), "arrival": ArrivalFacts(client_id=uuid.uuid4())}
    first = record_arrival(repatriation=group, on=DAY, by=officer, **facts)
    with pytest.raises(AlreadyThere, match="Tidak ada yang digandakan") as caught:
        record_arrival(repatriation=group, on=DAY, by=officer, **facts)
    assert caught.value.row == first
    assert Worker.objects.count() == 1


def test_arrival_with_impossible_birth_date_keeps_the_writing(officer):
    told = person(age_facts=Age(years=30, printed="31/04/1996"))
    worker = make_returnee(officer, who=told).worker
    assert list(worker.sourced_values.values_list("field", "printed", "read_date")) == [
        ("birth_date", "31/04/1996", None)
    ]


def test_arrival_born_tomorrow_is_refused(officer):
    with pytest.raises(DomainError, match="belum terjadi"):
        make_returnee(officer, who=person(age_facts=Age(birth_date=date(2026, 12, 1))))
    assert Worker.objects.count() == 0


def test_second_return_of_same_person_stands_on_one_line(caseworker):
    first = make_returnee(caseworker, who=person("La Coba Dua Kali"))
    second = make_returnee(caseworker, same_as=first.worker.number)
    assert second.worker == first.worker
    assert first.worker.returns.count() == 2


def test_same_person_twice_in_one_return_is_refused(caseworker):
    first = make_returnee(caseworker)
    with pytest.raises(AlreadyThere, match="sudah tercatat dalam pemulangan ini"):
        make_returnee(caseworker, group=first.repatriation, same_as=first.worker.number)


def test_person_out_of_sight_cannot_be_chosen_as_same(people, scope_of):
    with scope_of(people.district_wakatobi):
        other = make_returnee(people.district_wakatobi, who=person(district="74.07"))
    with scope_of(people.district_buton_tengah), pytest.raises(DomainError, match="tidak ditemukan"):
        make_returnee(people.district_buton_tengah, same_as=other.worker.number)


def test_likely_duplicate_of_other_district_is_kept_for_decision(people, scope_of):
    with scope_of(people.district_wakatobi):
        other = make_returnee(people.district_wakatobi, who=person("La Ode Contoh Samudra", district="74.07", age=40))
    with scope_of(people.district_buton_tengah):
        mine = make_returnee(people.district_buton_tengah, who=person("Laode Tjontoh Samudera", age=41))
    with viewing_everything(reason="test"):
        found = DuplicateCandidate.objects.get()
        assert (found.worker_id, found.other_id, found.decision) == (mine.worker_id, other.worker_id, "PENDING")


def test_family_member_is_linked_to_companion(officer):
    group = make_group(officer)
    parent_id, child_id = uuid.uuid4(), uuid.uuid4()
    parent = make_returnee(officer, group=group, who=person("Wa Coba Ibu", sex="P", age=34), client_id=parent_id)
    child = make_returnee(
        officer, group=group, who=person("La Coba Anak", age=7), client_id=child_id, parent_client_id=parent_id
    )
    link = FamilyLink.objects.get()
    assert (link.worker, link.relative, link.relation) == (child.worker, parent.worker, "PARENT")
    assert child.age_group == "CHILD"


@pytest.mark.parametrize(
    ("flags", "category", "restricted"),
    [(("INDIKASI_TPPO",), "TPPO", True), (("SAKIT_KRONIS",), "SAKIT", True), (("EKS_NAPI",), None, None)],
)
def test_flag_opens_the_case_it_demands(caseworker, flags, category, restricted):
    returnee = make_returnee(caseworker, flags=flags)
    cases = [(case.category, case.is_restricted) for case in Case.objects.filter(returnee=returnee)]
    assert cases == ([(category, restricted)] if category else [])


def test_ticked_case_has_deadline_and_stage(caseworker):
    returnee = make_returnee(caseworker, open_case=True)
    case = Case.objects.get(returnee=returnee)
    assert (case.category, case.stage, case.status, case.due_on) == (
        "DEPORTASI",
        "DITERIMA",
        "PROSES",
        date(2026, 12, 21),
    )


def test_sent_back_is_corrected_and_waits_again(people, scope_of):
    officer, caseworker = people.district_buton_tengah, people.caseworker
    with scope_of(officer):
        returnee = make_returnee(officer)
    with scope_of(caseworker):
        sent = send_back_submission(returnee=returnee, reason="Umur belum cocok", by=caseworker)
    assert (sent.submission_state, sent.checked_by) == (SubmissionState.RETURNED, caseworker)
    with scope_of(officer):
        again = correct_returnee(
            returnee=returnee, version=sent.version, changes={"note": "Sudah ditanya"}, on=DAY, by=officer
        )
    assert (again.submission_state, again.sent_back_reason) == (SubmissionState.WAITING, "")
    with scope_of(caseworker):
        assert verify_submission(returnee=returnee, by=caseworker).submission_state == SubmissionState.VERIFIED


def test_send_back_without_reason_is_refused(caseworker):
    with pytest.raises(DomainError, match="Tulis alasan"):
        send_back_submission(returnee=make_returnee(caseworker), reason="  ", by=caseworker)


def test_stale_correction_is_refused_and_names_who(people, scope_of):
    with scope_of(people.caseworker):
        returnee = make_returnee(people.caseworker)
        old = returnee.version
        correct_returnee(returnee=returnee, version=old, changes={"note": "A"}, on=DAY, by=people.caseworker)
        with pytest.raises(StaleEdit, match=people.caseworker.full_name):
            correct_returnee(returnee=returnee, version=old, changes={"note": "B"}, on=DAY, by=people.caseworker_2)
        returnee.refresh_from_db()
        assert returnee.note == "A"


def test_numbers_of_a_return_reconcile(caseworker):
    group = make_group(caseworker)
    names = [ListedPerson(f"La Coba {number}", "L", 20 + number, "Muna") for number in range(3)]
    manifest = record_manifest(
        repatriation=group,
        issuer="BP3MI Kalimantan Utara",
        letter_number="B.1",
        letter_date=None,
        subject="",
        people_counted=4,
        people=names,
        by=caseworker,
    )
    lines = list(manifest.entries.all())
    make_returnee(caseworker, group=group, entry_id=lines[0].pk)
    absent = make_returnee(caseworker, group=group, entry_id=lines[1].pk)
    mark_arrival(returnee=absent, state=ArrivalState.NOT_ARRIVED, reason="LEFT", by=caseworker)
    extra = make_returnee(caseworker, group=group)
    numbers = reconcile(group)
    assert (numbers.listed, numbers.arrived, numbers.not_arrived, numbers.open, numbers.unlisted) == (4, 1, 1, 2, 1)
    match_entry(returnee=extra, entry=lines[2], by=caseworker)
    assert reconcile(group).unlisted == 0


def test_list_entered_after_arrival_finds_who_came(caseworker):
    group = make_group(caseworker)
    listed = make_returnee(caseworker, group=group, who=person("La Ode Coba Satu", age=34))
    extra = make_returnee(caseworker, group=group, who=person("Wa Coba Lain", sex="P", age=20))
    record_manifest(
        repatriation=group,
        issuer="BP3MI Kalimantan Utara",
        letter_number="",
        letter_date=None,
        subject="",
        people_counted=2,
        people=[ListedPerson("Laode Coba Satu", "L", 34), ListedPerson("La Coba Dua", "L", 26)],
        by=caseworker,
    )
    listed.refresh_from_db()
    extra.refresh_from_db()
    assert (listed.manifest_entry.position, listed.is_unlisted) == (1, False)
    assert (extra.manifest_entry, extra.is_unlisted) == (None, True)
    numbers = reconcile(group)
    assert (numbers.listed, numbers.arrived, numbers.open, numbers.unlisted) == (2, 1, 1, 1)


def test_list_naming_more_than_it_counts_is_refused(caseworker):
    with pytest.raises(DomainError, match="Surat menyebut 1 orang"):
        record_manifest(
            repatriation=make_group(caseworker),
            issuer="X",
            letter_number="",
            letter_date=None,
            subject="",
            people_counted=1,
            people=[ListedPerson("A"), ListedPerson("B")],
            by=caseworker,
        )


def test_absence_needs_a_reason_and_is_undone(caseworker):
    returnee = make_returnee(caseworker)
    with pytest.raises(DomainError, match="Pilih alasan"):
        mark_arrival(returnee=returnee, state=ArrivalState.NOT_ARRIVED, by=caseworker)
    mark_arrival(returnee=returnee, state=ArrivalState.NOT_ARRIVED, reason="ILL", by=caseworker)
    back = mark_arrival(returnee=returnee, state=ArrivalState.ARRIVED, by=caseworker)
    assert (back.not_arrived_reason, back.arrived_on) == ("", DAY)


def test_corrected_person_is_counted_as_corrected(caseworker):
    returnee = make_returnee(caseworker, who=person(age=17))
    changes = {"sex": "P", "age": Age(birth_date=date(2008, 11, 20)), "place": Place("Wakatobi", "74.07")}
    correct_worker(worker=returnee.worker, version=1, changes=changes, on=DAY, by=caseworker)
    returnee.refresh_from_db()
    assert (returnee.sex, returnee.age_group, returnee.district.code) == ("P", "ADULT", "74.07")
    assert set(returnee.repatriation.districts.values_list("district__code", flat=True)) == {"74.14", "74.07"}


def test_history_says_who_changed_what(caseworker):
    returnee = make_returnee(caseworker)
    correct_returnee(returnee=returnee, version=1, changes={"note": "Catatan"}, on=DAY, by=caseworker)
    event = Returnee.objects.get(pk=returnee.pk).events.order_by("-pgh_id").first()
    assert (event.pgh_label, event.note) == ("update", "Catatan")
    assert event.pgh_context["user"] == caseworker.pk
    assert event.pgh_context["action"] == "correct_returnee"
