"""NIK, KK and passport: masked on every page until a click that is recorded."""

import pytest

from cases.actions.repatriations import record_source_value
from cases.actions.workers import correct_worker
from cases.facts import Source
from cases.models import Worker
from core.limits import LIMITS, take
from core.models import AccessRecord
from tests.access.sweeping import release
from tests.access.test_table import read_table
from tests.access.world import addresses, build_side, url_of
from tests.accounts.factors import grow_old
from tests.factories.casework import DAY, make_case, make_worker
from tests.seeing import everything

NIK, KK, PASSPORT = "7414010101900417", "7414012345670418", "X7654321"


@pytest.fixture
def worker(people, scope_of):
    with scope_of(people.district_buton_tengah):
        worker = make_worker(people.district_buton_tengah, nik=NIK, passport_number=PASSPORT)
        changes = {"family_card": KK}
        return correct_worker(worker=worker, version=1, changes=changes, on=DAY, by=people.district_buton_tengah)


def read(worker):
    with everything():
        return Worker.objects.get(pk=worker.pk)


def reveal(client, worker, what="nik", **headers):
    return client.post(f"/pekerja/{worker.number}/tampilkan/{what}/", headers=headers)


def looks(worker):
    rows = AccessRecord.objects.filter(look="REVEAL").order_by("pk")
    return [(row.user_id, row.object_kind, row.object_ids, row.worker_ids, row.field_class) for row in rows]


@pytest.mark.parametrize(
    ("what", "number", "field_class"), [("nik", NIK, "NIK"), ("kk", KK, "KK"), ("paspor", PASSPORT, "PASSPORT")]
)
def test_number_is_shown_after_a_click_that_is_recorded(worker, people, client_for, what, number, field_class):
    user = people.caseworker
    client = client_for(user)
    page = client.get(f"/pekerja/{worker.number}/").content.decode()
    assert number not in page
    assert "•" * (len(number) - 4) + number[-4:] in page
    assert f"/pekerja/{worker.number}/tampilkan/{what}/" in page
    assert looks(worker) == []
    answer = reveal(client, worker, what)
    assert number in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    assert looks(worker) == [(user.pk, "worker", [worker.pk], [worker.pk], field_class)]


def test_htmx_gets_the_number_alone_and_others_a_page(worker, people, client_for):
    client = client_for(people.caseworker)
    part = reveal(client, worker, **{"HX-Request": "true"}).content.decode()
    whole = reveal(client, worker).content.decode()
    assert NIK in part
    assert "Pembukaan data ini dicatat atas nama Anda." in part
    assert "<html" not in part
    assert "<html" in whole
    assert f"/pekerja/{worker.number}/" in whole


def test_visit_shows_nothing(worker, people, client_for):
    assert client_for(people.caseworker).get(f"/pekerja/{worker.number}/tampilkan/nik/").status_code == 405
    assert looks(worker) == []


def test_person_out_of_sight_and_unknown_words_are_not_found(worker, people, client_for):
    assert reveal(client_for(people.district_wakatobi), worker).status_code == 404
    assert reveal(client_for(people.caseworker), worker, "telepon").status_code == 404
    assert looks(worker) == []


def test_no_number_without_its_record(worker, people, client_for, record_refused):
    client = client_for(people.caseworker)
    client.raise_request_exception = False
    answer = reveal(client, worker)
    assert (answer.status_code, NIK in answer.content.decode()) == (500, False)


def test_number_of_a_restricted_person_asks_again_who_sits_there(worker, people, client_for, scope_of):
    client = client_for(people.caseworker)
    grow_old(client)
    assert NIK in reveal(client, worker).content.decode()
    with scope_of(people.caseworker):
        make_case(people.caseworker, worker=read(worker), category="TPPO")
    before = looks(worker)
    for headers in ({}, {"HX-Request": "true"}):
        asked = reveal(client, worker, **headers)
        assert (asked.status_code, NIK in asked.content.decode()) == (403, False)
    assert looks(worker) == before


def test_reveals_are_limited(worker, people, client_for):
    client = client_for(people.caseworker)
    for _turn in range(LIMITS["reveal"].most):
        take("reveal", str(people.caseworker.pk))
    assert reveal(client, worker).status_code == 429
    assert looks(worker) == []


def test_edit_form_does_not_hold_the_numbers(worker, people, client_for):
    page = client_for(people.caseworker).get(f"/pekerja/{worker.number}/ubah/").content.decode()
    assert [number for number in (NIK, KK, PASSPORT) if number in page] == []
    assert "Tersimpan ••••••••••••0417" in page


def test_edit_form_keeps_what_is_left_empty_and_takes_a_new_family_card(worker, people, client_for):
    client = client_for(people.caseworker)
    form = {"name": worker.told_name, "sex": "L", "age": "30", "version": worker.version}
    where = f"/pekerja/{worker.number}/ubah/"
    assert client.post(where, form).status_code == 302
    worker = read(worker)
    assert (worker.nik, worker.family_card) == (NIK, KK)
    answer = client.post(where, {**form, "version": worker.version, "family_card": "12345"})
    assert "Nomor KK terdiri atas 16 angka; yang diisi 5 angka." in answer.content.decode()
    changed = {**form, "version": worker.version, "family_card": "7414 0000 0000 0001"}
    assert client.post(where, changed).status_code == 302
    assert read(worker).family_card == "7414000000000001"


def test_family_card_finds_the_person(worker, people, client_for):
    page = client_for(people.caseworker).get("/cari/", {"q": "7414 0123 4567 0418"}).content.decode()
    assert worker.number in page


def test_passport_by_source_is_masked_and_revealed(worker, people, client_for, scope_of):
    with scope_of(people.caseworker):
        row = record_source_value(
            target=worker, field="passport_number", printed="C9988776", source=Source(), by=people.caseworker
        )
    client = client_for(people.caseworker)
    where = f"/pekerja/{worker.number}/sumber/{row.pk}"
    for path in (f"/pekerja/{worker.number}/", f"{where}/pakai/"):
        page = client.get(path).content.decode()
        assert [number for number in ("C9988776", PASSPORT) if number in page] == []
        assert "••••8776" in page
    assert "C9988776" in client.post(f"{where}/tampilkan/").content.decode()
    assert [look[4] for look in looks(worker)] == ["SOURCE"]


def test_number_by_source_of_a_restricted_person_asks_again_too(worker, people, client_for, scope_of):
    with scope_of(people.caseworker):
        row = record_source_value(
            target=worker, field="passport_number", printed="C9988776", source=Source(), by=people.caseworker
        )
        make_case(people.caseworker, worker=read(worker), category="TPPO")
    client = client_for(people.caseworker)
    grow_old(client)
    asked = client.post(f"/pekerja/{worker.number}/sumber/{row.pk}/tampilkan/")
    assert (asked.status_code, "C9988776" in asked.content.decode()) == (403, False)
    assert looks(worker) == []


def test_other_values_by_source_are_not_revealed(worker, people, client_for, scope_of):
    with scope_of(people.caseworker):
        row = record_source_value(target=worker, field="phone", printed="0812", source=Source(), by=people.caseworker)
    assert client_for(people.caseworker).post(f"/pekerja/{worker.number}/sumber/{row.pk}/tampilkan/").status_code == 404


def test_no_page_at_all_shows_a_number_unasked(people, client_for, scope_of):
    """Every address that a GET answers, for a person whose three numbers are known."""
    side = build_side(people.caseworker, "74.14", "Kenarimerah")
    with scope_of(people.caseworker):
        row = Worker.objects.get(number=side.keys["worker"])
        row.nik, row.family_card, row.passport_number = NIK, KK, PASSPORT
        row.save()
    client, table, seen = client_for(people.head), read_table(), 0
    for address in addresses():
        if table[address.name]["method"] == "GET" and address.right != "PUBLIC":
            response = client.get(url_of(address, side, people.head))
            release(response)
            if response.status_code == 200 and not response.streaming:
                seen += 1
                text = response.content.decode(errors="replace")
                assert (address.name, [n for n in (NIK, KK, PASSPORT) if n in text]) == (address.name, [])
    assert seen > 20
