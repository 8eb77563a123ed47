"""Names and addresses of a person as sources give them, and which address counts."""

import pytest

from cases.actions.arrivals import send_back_submission, verify_submission
from cases.models import PersonAddress, PersonName, Returnee, Worker
from core.scope import viewing_everything
from tests.factories.casework import make_returnee, person, village_of

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
