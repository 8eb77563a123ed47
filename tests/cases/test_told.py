"""Names and addresses of a person as sources give them, which address counts, and dated states of the person."""

from datetime import date, timedelta

import pytest

from cases.actions.arrivals import send_back_submission, verify_submission
from cases.actions.workers import correct_worker, record_status
from cases.facts import Age, Place
from cases.models import PersonAddress, PersonName, Returnee, Worker, WorkerStatus
from cases.places import settle_place
from core.exceptions import DomainError
from core.scope import viewing_everything
from tests.factories.casework import DAY, make_returnee, person, village_of

ADDRESS = {"kind": "PAPERS", "source_kind": "PAPER", "source": "KTP", "source_date": "05/05/2019"}


@pytest.fixture
def returnee(people, scope_of) -> Returnee:
    with scope_of(people.district_buton_tengah):
        return make_returnee(people.district_buton_tengah, who=person("La Coba Karang", age=34))


def at(returnee: Returnee, *parts) -> str:
    return "/".join(["/pekerja", returnee.worker.number, *(str(part) for part in parts), ""])


def stored(returnee: Returnee) -> Worker:
    with viewing_everything(reason="test"):
        return Worker.objects.select_related("district", "village").get(pk=returnee.worker_id)


def addresses(returnee: Returnee) -> list[tuple]:
    with viewing_everything(reason="test"):
        rows = PersonAddress.objects.filter(worker=returnee.worker_id).order_by("pk")
        return [(row.kind, row.text, row.is_counted) for row in rows]


def row_of(returnee: Returnee) -> Returnee:
    with viewing_everything(reason="test"):
        return Returnee.objects.select_related("district").get(pk=returnee.pk)


@pytest.mark.parametrize("kind", ["PAPERS", "ORIGIN", "RESIDENCE", "DESTINATION"])
def test_address_of_each_kind_is_recorded_beside_the_one_that_counts(returnee, people, client_for, kind):
    client = client_for(people.district_buton_tengah)
    assert at(returnee, "alamat") in client.get(at(returnee)).content.decode()
    assert client.get(at(returnee, "alamat")).status_code == 200
    answer = client.post(at(returnee, "alamat"), {**ADDRESS, "kind": kind, "place": "Wakatobi"})
    assert answer.status_code == 302
    village = village_of("74.14").text
    assert addresses(returnee) == [("ORIGIN", village, True), (kind, "Wakatobi", False)]
    assert stored(returnee).district.code == "74.14"
    page = client.get(at(returnee)).content.decode()
    assert "Dokumen orang, KTP · 5 Mei 2019" in page


def test_chosen_area_is_kept_with_the_writing(returnee, people, client_for):
    place = village_of("74.07")
    sent = {**ADDRESS, "place": "Rumah dekat pasar", "area_code": place.area_code}
    client_for(people.caseworker).post(at(returnee, "alamat"), sent)
    with viewing_everything(reason="test"):
        row = PersonAddress.objects.select_related("area").order_by("-pk").first()
    assert (row.text, row.area.code) == ("Rumah dekat pasar", place.area_code)


def test_address_that_counts_moves_the_person_and_the_figures(returnee, people, client_for):
    place = village_of("74.07")
    sent = {**ADDRESS, "place": place.text, "area_code": place.area_code, "is_counted": "on"}
    assert client_for(people.district_buton_tengah).post(at(returnee, "alamat"), sent).status_code == 302
    assert [counted for _kind, _text, counted in addresses(returnee)] == [False, True]
    assert (stored(returnee).village.code, row_of(returnee).district.code) == (place.area_code, "74.07")


def test_another_address_is_chosen_to_count(returnee, people, client_for):
    client = client_for(people.caseworker)
    client.post(at(returnee, "alamat"), {**ADDRESS, "place": "Wakatobi", "area_code": "74.07"})
    with viewing_everything(reason="test"):
        other = PersonAddress.objects.get(worker=returnee.worker_id, is_counted=False)
    there = at(returnee, "alamat", other.pk, "hitung")
    assert there in client.get(at(returnee)).content.decode()
    assert client.post(there).status_code == 302
    assert [counted for _kind, _text, counted in addresses(returnee)] == [False, True]
    row = stored(returnee)
    assert (row.district.code, row.village, row.place_state, row.version) == ("74.07", None, "RECOGNISED", 2)
    assert row_of(returnee).district.code == "74.07"
    assert client.post(at(returnee, "alamat", 999999, "hitung")).status_code == 404


def test_address_that_counts_answers_what_was_sent_back(returnee, people, scope_of, client_for):
    with scope_of(people.caseworker):
        send_back_submission(returnee=returnee, reason="Desa belum cocok", by=people.caseworker)
    sent = {**ADDRESS, "kind": "ORIGIN", "place": "Wakatobi", "is_counted": "on"}
    client_for(people.district_buton_tengah).post(at(returnee, "alamat"), sent)
    assert row_of(returnee).submission_state == "WAITING"


def test_district_tells_an_address_of_a_verified_person_and_counts_none(returnee, people, scope_of, client_for):
    with scope_of(people.caseworker):
        verify_submission(returnee=returnee, by=people.caseworker)
    client = client_for(people.district_buton_tengah)
    assert "is_counted" not in client.get(at(returnee, "alamat")).context["form"].fields
    sent = {**ADDRESS, "place": "Wakatobi", "is_counted": "on"}
    assert client.post(at(returnee, "alamat"), sent).status_code == 302
    assert [counted for _kind, _text, counted in addresses(returnee)] == [True, False]
    with viewing_everything(reason="test"):
        other = PersonAddress.objects.get(worker=returnee.worker_id, is_counted=False)
    assert client.post(at(returnee, "alamat", other.pk, "hitung")).status_code == 403
    assert "Hitung dalam laporan" not in client.get(at(returnee)).content.decode()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"place": " "}, "Isi &quot;Alamat&quot;."),
        ({"place": "d" * 10_000}, "terlalu panjang"),
        ({"source_date": "31/04/2019"}, "tidak ada di kalender"),
        ({"kind": "RUMAH"}, "tidak tersedia lagi"),
    ],
)
def test_address_with_bad_input_says_why_and_keeps_the_rest(returnee, people, client_for, changes, sentence):
    sent = {**ADDRESS, "place": "Wakatobi", "source": "KTP lama", **changes}
    answer = client_for(people.caseworker).post(at(returnee, "alamat"), sent)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert "KTP lama" in answer.content.decode()
    assert len(addresses(returnee)) == 1


def test_double_click_records_an_address_and_a_name_once(returnee, people, client_for):
    client = client_for(people.caseworker)
    for _turn in range(2):
        client.post(at(returnee, "alamat"), {**ADDRESS, "place": "Wakatobi"})
        client.post(at(returnee, "nama"), {"text": "La Karang", "kind": "ON_PAPER", "source_kind": "PAPER"})
    with viewing_everything(reason="test"):
        assert (PersonAddress.objects.count(), PersonName.objects.count()) == (2, 2)


@pytest.mark.parametrize("kind", ["AS_HEARD", "ON_PAPER", "ALIAS", "INITIALS"])
def test_name_is_recorded_beside_the_one_that_is_used(returnee, people, client_for, kind):
    client = client_for(people.district_buton_tengah)
    assert at(returnee, "nama") in client.get(at(returnee)).content.decode()
    sent = {"text": "La Karang bin Coba", "kind": kind, "source_kind": "PAPER", "source": "Paspor"}
    assert client.post(at(returnee, "nama"), sent).status_code == 302
    assert (stored(returnee).name, stored(returnee).version) == ("La Coba Karang", 1)
    page = client.get(at(returnee)).content.decode()
    assert ("La Karang bin Coba" in page, "Dokumen orang, Paspor" in page) == (True, True)


@pytest.mark.parametrize("name", ["  ", "a" * 10_000, "12345", "La\u0007Ode"])
def test_name_that_is_none_is_refused(returnee, people, client_for, name):
    sent = {"text": name, "kind": "ALIAS", "source_kind": "PAPER"}
    assert client_for(people.caseworker).post(at(returnee, "nama"), sent).status_code == 422


@pytest.mark.parametrize(
    ("who", "status"), [("caseworker_2", 200), ("district_wakatobi", 404), ("placement", 403), ("helpdesk", 404)]
)
@pytest.mark.parametrize("path", ["alamat", "nama"])
def test_pages_by_role(returnee, people, client_for, who, status, path):
    assert client_for(getattr(people, who)).get(at(returnee, path)).status_code == status


OPEN_PLACES = [
    ("Desa Antah Berantah", None),
    ("Desa Antah Berantah, Kab. Buton Tengah", "74.14"),
    ("Desa Suka Maju, Kab. Nunukan", None),
]


@pytest.mark.parametrize(("text", "code"), OPEN_PLACES)
def test_open_place_lies_only_where_its_writing_says(returnee, text, code):
    place = settle_place(Place(text))
    assert (place.state, place.area.code if place.area else None) == ("OPEN", code)


def test_open_place_is_read_again_when_its_writing_is_corrected(people, scope_of, client_for):
    with scope_of(people.caseworker):
        told = person(age=34, place=Place("Desa Antah, Kab. Buton Tengah"))
        returnee = make_returnee(people.caseworker, who=told)
    there = at(returnee, "ubah")
    client = client_for(people.caseworker)
    form = client.get(there).context["form"]
    sent = {name: form[name].value() or "" for name in form.fields}
    client.post(there, {**sent, "place": "Kab. Wakatobi"})
    row = stored(returnee)
    assert (row.district.code, row.place_state) == ("74.07", "RECOGNISED")


STATUS = {"status": "CPMI", "starts_on": "05/03/2021", "country": "MYS", "note": "Lewat P3MI"}


def statuses(returnee: Returnee) -> list[tuple]:
    with viewing_everything(reason="test"):
        rows = WorkerStatus.objects.filter(worker=returnee.worker_id).order_by("pk")
        return [(row.status, str(row.starts_on or ""), row.country, row.note) for row in rows]


def test_states_of_one_person_stand_on_one_line_newest_first_and_unknown_days_last(returnee, people, client_for):
    client = client_for(people.district_buton_tengah)
    there = at(returnee, "status")
    assert there in client.get(at(returnee)).content.decode()
    assert client.get(there).status_code == 200
    unknown = {"status": "PMI_CUTI", "date_unknown": "on"}
    for sent in (STATUS, {**STATUS, "status": "PMI", "starts_on": "1 Jun 2021", "note": ""}, unknown):
        assert client.post(there, sent).status_code == 302
    answer = client.get(at(returnee))
    lines = [event["what"] for event in answer.context["events"] if event.get("is_quiet")]
    assert [line.split(",")[0] for line in lines] == ["Purna PMI", "PMI (sedang bekerja)", "Calon PMI", "PMI cuti"]
    page = answer.content.decode()
    assert all(words in page for words in ("Calon PMI, Malaysia", "Lewat P3MI", "Tanggal belum diketahui"))


@pytest.mark.parametrize("day", [{"starts_on": "05/03/2021"}, {"starts_on": "", "date_unknown": "on"}])
def test_state_told_twice_is_kept_once_and_fills_what_was_empty(returnee, people, client_for, day):
    client = client_for(people.caseworker)
    before = statuses(returnee)
    for more in ({"country": "", "note": ""}, {}, {"note": ""}, {}):
        client.post(at(returnee, "status"), {**STATUS, **day, **more})
    (kept,) = [row for row in statuses(returnee) if row not in before]
    assert (kept[0], kept[2:]) == ("CPMI", ("MYS", "Lewat P3MI"))
    client.post(at(returnee, "status"), {**STATUS, **day, "country": "SGP"})
    assert len(statuses(returnee)) == len(before) + 2


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"starts_on": "31/04/2021"}, "Tanggal 31/04/2021 tidak ada di kalender. Isi tanggal yang benar."),
        ({"starts_on": "kapan-kapan"}, "Tanggal tidak terbaca."),
        ({"starts_on": "05/03/1789"}, "Periksa tahunnya."),
        ({"starts_on": f"{date.today() + timedelta(days=3):%d/%m/%Y}"}, "belum terjadi. Periksa tahunnya."),
        ({"starts_on": ""}, "Isi tanggalnya, atau pilih"),
        ({"date_unknown": "on"}, "salah satu saja."),
        ({"status": "RAJA"}, "tidak tersedia lagi"),
        ({"status": ""}, "Pilih &quot;Status&quot;."),
        ({"country": "XYZ"}, "tidak tersedia lagi"),
        ({"country": "M" * 10_000}, "tidak tersedia lagi"),
    ],
)
def test_state_that_cannot_be_says_why_and_keeps_the_rest(returnee, people, client_for, changes, sentence):
    before = statuses(returnee)
    answer = client_for(people.caseworker).post(at(returnee, "status"), {**STATUS, **changes})
    assert answer.status_code == 422
    assert (sentence in answer.content.decode(), "Lewat P3MI" in answer.content.decode()) == (True, True)
    assert statuses(returnee) == before


def test_state_before_birth_is_refused(returnee, people, scope_of, client_for):
    with scope_of(people.caseworker):
        born = {"age": Age(birth_date=date(2022, 1, 2))}
        correct_worker(worker=returnee.worker, version=1, changes=born, on=DAY, by=people.caseworker)
    answer = client_for(people.caseworker).post(at(returnee, "status"), STATUS)
    assert answer.status_code == 422
    assert "Tanggal 5 Mar 2021 mendahului tanggal lahir orang ini, 2 Jan 2022." in answer.content.decode()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"starts_on": DAY + timedelta(days=1)}, "starts_on"),
        ({"status": ""}, "status"),
        ({"status": "RAJA"}, "status"),
        ({"country": "XYZ"}, "country"),
    ],
)
def test_action_refuses_by_itself_what_cannot_be(returnee, people, scope_of, changes, field):
    told = {"status": "PMI", "starts_on": DAY, "country": "", "note": "", **changes}
    with scope_of(people.caseworker), pytest.raises(DomainError) as refused:
        record_status(worker=returnee.worker, on=DAY, by=people.caseworker, **told)
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("who", "status"), [("caseworker_2", 200), ("district_wakatobi", 404), ("placement", 403), ("helpdesk", 404)]
)
def test_states_by_role(returnee, people, client_for, who, status):
    assert client_for(getattr(people, who)).get(at(returnee, "status")).status_code == status


def test_district_records_no_state_of_a_verified_person(returnee, people, scope_of, client_for):
    with scope_of(people.caseworker):
        verify_submission(returnee=returnee, by=people.caseworker)
    client = client_for(people.district_buton_tengah)
    assert client.post(at(returnee, "status"), STATUS).status_code == 403
    assert at(returnee, "status") not in client.get(at(returnee)).content.decode()
    assert client_for(people.caseworker).post(at(returnee, "status"), STATUS).status_code == 302
