"""People: the list, one line of time, the edit, likely doubles, values by source."""

import re

import pytest

from cases.actions.workers import correct_worker
from cases.facts import Age
from cases.models import DuplicateCandidate, Worker
from core.scope import viewing_everything
from tests.counting import queries_of
from tests.factories.casework import DAY, make_case, make_returnee, make_worker, person


@pytest.fixture
def worker(people, scope_of) -> Worker:
    with scope_of(people.district_buton_tengah):
        return make_worker(people.district_buton_tengah, name="La Coba Karang", age=30)


def read(worker: Worker) -> Worker:
    with viewing_everything(reason="test"):
        return Worker.objects.get(pk=worker.pk)


def values(client, worker: Worker, **more) -> dict[str, object]:
    """The edit form as it opens, as a browser would send it."""
    form = client.get(f"/pekerja/{worker.number}/ubah/").context["form"]
    told = {name: form[name].value() for name in form.fields}
    told = {name: form.fields[name].widget.format_value(value) for name, value in told.items() if name != "sex"}
    told = {name: value for name, value in told.items() if value is not None and name != "name_unknown"}
    return {**told, "sex": form["sex"].value(), **more}


def test_list_asks_the_same_number_of_queries_for_one_and_three_rows(worker, people, client_for, scope_of):
    client = client_for(people.caseworker)
    one = queries_of(client, "/pekerja/")
    with scope_of(people.district_buton_tengah):
        make_worker(people.district_buton_tengah)
        make_worker(people.district_buton_tengah)
    assert queries_of(client, "/pekerja/") == one
    assert len(client.get("/pekerja/").context["rows"]) == 3


def test_list_finds_by_name_and_says_so(worker, people, client_for, scope_of):
    with scope_of(people.district_buton_tengah):
        make_worker(people.district_buton_tengah, name="Wa Lain Sekali")
    page = client_for(people.caseworker).get("/pekerja/?name=karang").content.decode()
    assert "bernama &quot;karang&quot;" in page
    assert ("La Coba Karang" in page, "Wa Lain Sekali" in page) == (True, False)


def test_page_shows_status_return_and_cases_on_one_line(people, client_for, scope_of):
    with scope_of(people.district_buton_tengah):
        returnee = make_returnee(people.district_buton_tengah)
        first = make_case(people.district_buton_tengah, worker=returnee.worker)
        second = make_case(people.district_buton_tengah, worker=returnee.worker)
    page = client_for(people.caseworker).get(f"/pekerja/{returnee.worker.number}/").content.decode()
    for words in ("Purna PMI", returnee.repatriation.number, first.number, second.number):
        assert words in page


def test_page_of_another_district_is_not_found(worker, people, client_for):
    assert client_for(people.district_wakatobi).get(f"/pekerja/{worker.number}/").status_code == 404
    assert client_for(people.district_wakatobi).get(f"/pekerja/{worker.number}/ubah/").status_code == 404


def test_nik_is_hidden_but_for_its_end_and_kept_when_left_empty(worker, people, client_for, scope_of):
    with scope_of(people.caseworker):
        correct_worker(worker=worker, version=1, changes={"nik": "7414010101900001"}, on=DAY, by=people.caseworker)
    client = client_for(people.caseworker)
    page = client.get(f"/pekerja/{worker.number}/").content.decode()
    assert "7414010101900001" not in page
    assert "••••••••••••0001" in page
    client.post(f"/pekerja/{worker.number}/ubah/", values(client, worker, phone="0812 3456 7890"))
    assert (read(worker).nik, read(worker).phone) == ("7414010101900001", "0812 3456 7890")


def test_passport_is_given_hidden_but_for_its_end_and_kept_when_left_empty(worker, people, client_for):
    client = client_for(people.caseworker)
    there = f"/pekerja/{worker.number}/ubah/"
    assert client.post(there, values(client, worker, passport_number="x 123-4567")).status_code == 302
    assert read(worker).passport_number == "X1234567"
    form = client.get(there).context["form"]
    assert form.fields["passport_number"].help_text == "Tersimpan ••••4567. Isi hanya bila diganti."
    assert not form["passport_number"].value()
    assert "X1234567" not in client.get(there).content.decode()
    client.post(there, values(client, worker, phone="0812 3456 7890"))
    assert (read(worker).passport_number, read(worker).phone) == ("X1234567", "0812 3456 7890")
    client.post(there, values(client, worker, passport_number="C7654321"))
    assert read(worker).passport_number == "C7654321"


def test_edit_changes_only_what_was_changed(worker, people, client_for):
    client = client_for(people.district_buton_tengah)
    before = read(worker)
    answer = client.post(f"/pekerja/{worker.number}/ubah/", values(client, worker, name="La Coba Karang Baru"))
    after = read(worker)
    assert answer.status_code == 302
    assert after.name == "La Coba Karang Baru"
    assert (after.stated_age, after.stated_age_on, after.village_id) == (
        before.stated_age,
        before.stated_age_on,
        before.village_id,
    )
    page = client.get(f"/pekerja/{worker.number}/").content.decode()
    assert "La Coba Karang<" in page  # the earlier name stays among the names


def test_unknown_nik_area_warns_and_is_saved(worker, people, client_for):
    client = client_for(people.caseworker)
    answer = client.post(f"/pekerja/{worker.number}/ubah/", values(client, worker, nik="9914010101900001"), follow=True)
    assert "Kode wilayah pada NIK tidak dikenali. Data tetap tersimpan." in answer.content.decode()
    assert read(worker).nik == "9914010101900001"


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"nik": "741401010190000"}, "NIK terdiri atas 16 angka; yang diisi 15 angka"),
        ({"passport_number": "paspor"}, "Nomor paspor/SPLP tidak terbaca. Periksa huruf dan angkanya"),
        ({"passport_number": "X" * 10_000}, "terlalu panjang"),
        ({"age": "12/05/2090"}, "belum terjadi. Periksa tahunnya."),
        ({"age": "31/04/2025"}, "Tanggal 31/04/2025 tidak ada di kalender"),
        ({"name": "  "}, "Isi nama seperti yang terdengar"),
    ],
)
def test_bad_input_says_why_and_keeps_what_was_typed(changes, says, worker, people, client_for):
    client = client_for(people.caseworker)
    answer = client.post(f"/pekerja/{worker.number}/ubah/", values(client, worker, phone="0812999", **changes))
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert "0812999" in answer.content.decode()
    assert read(worker).version == 1


def test_person_changed_meanwhile_shows_both_values(worker, people, client_for, scope_of):
    client = client_for(people.caseworker)
    sent = values(client, worker, name="Nama Ratih")
    with scope_of(people.caseworker_2):
        correct_worker(worker=worker, version=1, changes={"name": "Nama Joko"}, on=DAY, by=people.caseworker_2)
    stale = client.post(f"/pekerja/{worker.number}/ubah/", sent)
    page = stale.content.decode()
    assert stale.status_code == 409
    for words in ("Nama Joko", "Nama Ratih", "Joko Contoh"):
        assert words in page
    assert read(worker).name == "Nama Joko"


def test_edit_without_the_right_is_forbidden(worker, people, client_for):
    assert client_for(people.placement).get(f"/pekerja/{worker.number}/ubah/").status_code == 403


@pytest.fixture
def pair(worker, people, scope_of) -> DuplicateCandidate:
    """The same name and age, logged again by the district."""
    with scope_of(people.district_buton_tengah):
        make_worker(people.district_buton_tengah, name="La Coba Karang", age=30)
        return DuplicateCandidate.objects.select_related("worker", "other").get()


def test_double_is_shown_with_its_reasons_and_joined(pair, worker, people, client_for):
    client = client_for(people.district_buton_tengah_2)
    newer = pair.worker.number
    page = client.get(f"/pekerja/{newer}/").content.decode()
    assert "Nama sama" in page
    assert worker.number in page or "La Coba Karang" in page
    assert client.post(f"/pekerja/{newer}/cocokkan/{pair.pk}/", {"keputusan": "PENDING"}).status_code == 302
    assert client.post(f"/pekerja/{newer}/cocokkan/{pair.pk}/", {"keputusan": "SAME"}).status_code == 302
    moved = client.get(f"/pekerja/{newer}/", follow=True)
    assert moved.redirect_chain[-1][0] == f"/pekerja/{worker.number}/"
    assert f"Data {newer} sudah digabungkan ke data ini." in moved.content.decode()


def test_pair_decided_as_others_is_not_shown_again(pair, people, client_for):
    client = client_for(people.caseworker)
    newer = pair.worker.number
    client.post(f"/pekerja/{newer}/cocokkan/{pair.pk}/", {"keputusan": "OTHER"})
    assert "Mungkin orang yang sama" not in client.get(f"/pekerja/{newer}/").content.decode()
    assert client.post(f"/pekerja/{newer}/cocokkan/{pair.pk}/", {"keputusan": "SAME"}).status_code == 404


def test_double_of_another_district_is_masked_and_cannot_be_joined(worker, people, client_for, scope_of):
    with scope_of(people.district_wakatobi):
        other = make_returnee(people.district_wakatobi, who=person("La Coba Karang", age=30, district="74.07")).worker
        pair = DuplicateCandidate.objects.filter(worker=other).first()
    if pair is None:
        with viewing_everything(reason="test"):
            pair = DuplicateCandidate.objects.create(worker=other, other=worker, score=70, reasons=["NAME"])
    client = client_for(people.district_wakatobi)
    page = client.get(f"/pekerja/{other.number}/").content.decode()
    assert "L. C. K." in page
    assert worker.number not in page
    answer = client.post(f"/pekerja/{other.number}/cocokkan/{pair.pk}/", {"keputusan": "SAME"})
    assert answer.status_code == 403


def test_value_by_source_of_a_person_is_chosen_with_a_reason(worker, people, client_for):
    client = client_for(people.caseworker)
    sent = {"field": "birth_date", "printed": "12 Mei 1996", "source_kind": "PAPER", "source": "Paspor"}
    assert client.post(f"/pekerja/{worker.number}/sumber/", sent).status_code == 302
    with viewing_everything(reason="test"):
        value = worker.sourced_values.get()
    use = f"/pekerja/{worker.number}/sumber/{value.pk}/pakai/"
    assert client.get(use).status_code == 200
    assert client.post(use, {"version": 1, "reason": "Paspor paling tepercaya"}).status_code == 302
    assert str(read(worker).birth_date) == "1996-05-12"
    assert "Paspor paling tepercaya" in client.get(f"/pekerja/{worker.number}/").content.decode()


def test_stale_edit_asks_only_about_what_was_typed(worker, people, client_for, scope_of):
    """Only the telephone was typed; the age that somebody else changed is no input of this person."""
    client = client_for(people.caseworker)
    page = client.get(f"/pekerja/{worker.number}/ubah/").content.decode()
    prints = re.search(r'name="dibuka" value="([^"]*)"', page)[1].replace("&quot;", '"')
    data = values(client, worker, phone="0812 345 678", dibuka=prints)
    with scope_of(people.caseworker_2):
        changes = {"age": Age(years=44)}
        correct_worker(worker=worker, version=worker.version, changes=changes, on=DAY, by=people.caseworker_2)
    answer = client.post(f"/pekerja/{worker.number}/ubah/", data)
    form = answer.context["form"]
    assert (answer.status_code, form.conflict, [row.name for row in form.followed]) == (409, [], ["age"])
    again = {name: form.data.get(name, "") for name in data}
    assert client.post(f"/pekerja/{worker.number}/ubah/", again).status_code == 302
    assert (read(worker).phone, read(worker).stated_age) == ("0812 345 678", 44)
