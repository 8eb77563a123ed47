"""The screen of a pick-up: plain buttons, the reason, somebody unlisted, counts, who is named, and who may not."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cases.facts import ListedPerson
from cases.models import AccessGrant, ArrivalTick, Returnee
from cases.queries import reconcile
from tests.factories.casework import make_returnee, person
from tests.factories.pick_ups import make_quay, over, tick
from tests.seeing import everything


@pytest.fixture
def named(people):
    return people.district_wakatobi


@pytest.fixture
def quay(people, scope_of, named):
    """A list of the office; the officer of Wakatobi and the help desk are named."""
    with scope_of(people.caseworker):
        return make_quay(people.caseworker, named=[named, people.helpdesk])


def page_id(client, quay) -> str:
    return client.get(quay.at()).context["page_id"].hex


def press(client, quay, text, page, **more):
    return client.post(quay.at("tandai"), {"tanda": text, "client_id": str(UUID(page)), **more}, follow=True)


def test_plain_page_ticks_and_keeps_the_filter(client_for, quay, named):
    client = client_for(named)
    answer = press(client, quay, f"{quay.key(0)}|ARRIVED|EXPECTED", page_id(client, quay), cari="coba", tampil="belum")
    assert answer.redirect_chain[0][0] == f"{quay.at()}?cari=coba&tampil=belum#{quay.key(0)}"
    assert [row["name"] for row in answer.context["listed"]] == ["Wa Coba Laut", "Wa Coba Kecil"]
    assert (answer.context["numbers"].arrived, answer.context["numbers"].open) == (1, 2)


def test_second_click_of_the_same_page_says_that_it_is_there(client_for, quay, named):
    client = client_for(named)
    page = page_id(client, quay)
    press(client, quay, f"{quay.key(0)}|ARRIVED|EXPECTED", page)
    answer = press(client, quay, f"{quay.key(0)}|ARRIVED|EXPECTED", page)
    assert "Tidak ada yang digandakan" in answer.content.decode()
    with everything():
        assert ArrivalTick.objects.count() == 1


def test_page_of_an_hour_ago_shows_what_a_colleague_said(client_for, quay, named, people, scope_of):
    client = client_for(named)
    page = page_id(client, quay)
    with scope_of(people.helpdesk):
        tick(quay, quay.key(0), people.helpdesk, "NOT_ARRIVED", reason="ILL")
    answer = press(client, quay, f"{quay.key(0)}|ARRIVED|EXPECTED", page)
    assert "Sudah ditandai Tidak datang (Tertahan karena sakit) oleh Sari Contoh" in answer.content.decode()
    assert answer.context["numbers"].by_reason == {"ILL": 1}


def test_page_shows_name_age_sex_and_origin_and_no_number(client_for, people, quay, named, scope_of):
    with scope_of(people.caseworker):
        make_returnee(
            people.caseworker, group=quay.group, on=timezone.localdate() - timedelta(days=1),
            who=person(
                "La Coba Nomor", age=30, nik="7414010101960001", phone="081234567890", passport_number="C1234567"
            ),
            family_phone="081299998888", note="Catatan rahasia", flags=("HAMIL",),
        )  # fmt: skip
    text = client_for(named).get(quay.at()).content.decode()
    assert "La Coba Nomor" in text
    assert "30 tahun" in text
    for secret in ("7414010101960001", "081234567890", "C1234567", "081299998888", "Catatan rahasia", "hamil"):
        assert secret not in text


def test_reason_page_marks_who_did_not_come(client_for, quay, named):
    client = client_for(named)
    address = quay.at("tidak-datang", quay.key(1))
    form = client.get(address).context["form"]
    hidden = {"client_id": str(form.initial["client_id"]), "seen": form.initial["seen"]}
    refused = client.post(address, hidden)
    assert (refused.status_code, "Pilih alasan mengapa orang ini tidak datang." in refused.content.decode()) == (
        422,
        True,
    )
    answer = client.post(address, {**hidden, "not_arrived_reason": "NOT_FOUND"})
    assert (answer.status_code, answer.url) == (302, f"{quay.at()}#{quay.key(1)}")
    with everything():
        assert Returnee.objects.get().not_arrived_reason == "NOT_FOUND"


def test_unlisted_person_has_eight_inputs_and_stands_apart(client_for, people, named, scope_of):
    with scope_of(people.caseworker):
        quay = make_quay(people.caseworker, named=[named], people_counted=4)
    client = client_for(named)
    form = client.get(quay.at("tambah")).context["form"]
    assert len([field for field in form.visible_fields() if field.name != "match"]) <= 8
    values = {"name": "La Coba Baru", "sex": "L", "age": "30", "client_id": str(uuid4())}
    assert client.post(quay.at("tambah"), values | {"age": "999"}).status_code == 422
    for _attempt in range(2):
        assert client.post(quay.at("tambah"), values).url == quay.at()
    counted = {**values, "name": "La Coba Hitung", "client_id": str(uuid4()), "is_counted": "on", "age": "55"}
    assert client.post(quay.at("tambah"), counted).url == quay.at()
    numbers = client.get(quay.at()).context["numbers"]
    assert (numbers.listed, numbers.arrived, numbers.unlisted, numbers.nameless) == (4, 1, 1, 0)


def test_count_page_counts_and_is_undone(client_for, people, named, scope_of):
    with scope_of(people.caseworker):
        quay = make_quay(people.caseworker, named=[named], people_counted=11)
    client = client_for(named)
    values = {"form_id": str(uuid4()), "people": "8", "state": "ARRIVED", "reason": ""}
    refused = client.post(quay.at("hitung"), values | {"people": "9"})
    assert (refused.status_code, "tinggal 8" in refused.content.decode()) == (422, True)
    for _attempt in range(2):
        assert client.post(quay.at("hitung"), values).status_code == 302
    page = client.get(quay.at())
    assert (page.context["numbers"].arrived, len(page.context["counts"])) == (8, 1)
    for _attempt in range(2):
        client.post(page.context["counts"][0]["url"])
    page = client.get(quay.at())
    assert (page.context["numbers"].arrived, page.context["counts"]) == (0, [])
    assert [row["what"] for row in page.context["trail"]] == ["Diurungkan", "Tiba"]


def test_office_names_officers_of_any_district(client_for, people, quay):
    client = client_for(people.caseworker)
    seen = client.get(quay.at("petugas")).context["form"]["seen"].value()
    chosen = [people.district_buton_tengah.pk, people.helpdesk.pk]
    answer = client.post(quay.at("petugas"), {"officers": chosen, "seen": seen})
    assert answer.url == quay.at()
    with everything():
        named = AccessGrant.objects.filter(reason="PICK_UP", object_id=quay.group.pk)
        assert set(named.values_list("user__username", flat=True)) == {
            people.district_buton_tengah.username, people.helpdesk.username,
        }  # fmt: skip
    assert client.post(quay.at("petugas"), {"officers": [people.auditor.pk]}).status_code == 422
    assert client_for(people.helpdesk).get(quay.at("petugas")).status_code == 403


def test_officers_whom_a_colleague_names_meanwhile_stay(client_for, people, quay, named):
    client = client_for(people.caseworker)
    opened = client.get(quay.at("petugas")).context["form"]
    seen = opened["seen"].value()
    add, keep = people.district_buton_tengah.pk, [named.pk, people.helpdesk.pk]
    assert seen.split(",") == [str(pk) for pk in opened.initial["officers"]]
    assert client.post(quay.at("petugas"), {"officers": [*keep, add], "seen": seen}).status_code == 302
    assert client.post(quay.at("petugas"), {"officers": [named.pk], "seen": seen}).status_code == 302
    with everything():
        grants = AccessGrant.objects.filter(reason="PICK_UP", object_id=quay.group.pk)
        assert set(grants.values_list("user_id", flat=True)) == {named.pk, add}
    assert client.post(quay.at("petugas"), {"officers": [named.pk], "seen": "1;2"}).status_code == 422


def test_first_page_and_list_lead_the_named_there(client_for, people, quay, named):
    for user in (named, people.helpdesk, people.caseworker):
        client = client_for(user)
        assert quay.at() in client.get("/").content.decode()
        assert quay.at() in client.get("/penjemputan/").content.decode()
        assert quay.at() in client.get(f"/pemulangan/{quay.group.number}/").content.decode()
    over(quay)
    assert quay.at() not in client_for(people.helpdesk).get("/").content.decode()
    assert client_for(people.helpdesk).get(quay.at()).status_code == 404


# --- the seven questions of each step ---------------------------------------------------------------------------------

STEPS = [
    ("tandai", {"tanda": "b{line}|ARRIVED|EXPECTED", "client_id": str(UUID(int=7))}, 302),
    ("tambah", {"name": "La Coba Baru", "sex": "L", "age": "30", "client_id": str(UUID(int=8))}, 302),
    ("hitung", {"form_id": str(UUID(int=9)), "people": "1", "state": "ARRIVED", "reason": ""}, 302),
]


@pytest.fixture
def mixed(people, scope_of):
    """A list with somebody of Buton Tengah and one without a name; nobody is named."""
    with scope_of(people.caseworker):
        return make_quay(
            people.caseworker, names=[ListedPerson("La Coba Teluk", "L", 30, "Buton Tengah")], people_counted=2
        )


def filled(values, quay):
    return {name: value.format(line=quay.lines[0].pk) for name, value in values.items()}


@pytest.mark.parametrize(("step", "values", "status"), STEPS)
@pytest.mark.parametrize("name", ["district_buton_tengah", "district_buton_tengah_2", "caseworker"])
def test_step_is_taken_by(client_for, people, mixed, step, values, status, name):
    assert client_for(getattr(people, name)).post(mixed.at(step), filled(values, mixed)).status_code == status
    with everything():
        assert reconcile(mixed.group).total_arrived == 1


@pytest.mark.parametrize(("step", "values", "_status"), STEPS)
@pytest.mark.parametrize(
    ("name", "status"), [("district_wakatobi", 404), ("helpdesk", 404), ("placement", 403), ("auditor", 403)]
)
def test_step_is_refused_to(client_for, people, mixed, step, values, _status, name, status):
    assert client_for(getattr(people, name)).post(mixed.at(step), filled(values, mixed)).status_code == status
    with everything():
        assert reconcile(mixed.group).total_arrived == 0


@pytest.mark.parametrize(("step", "values", "_status"), STEPS)
def test_step_logged_out_or_with_a_wrong_method(client, client_for, people, mixed, step, values, _status):
    assert client.post(mixed.at(step), filled(values, mixed)).url.startswith("/masuk/")
    assert client_for(people.caseworker).put(mixed.at(step)).status_code == 405


# --- speed ------------------------------------------------------------------------------------------------------------


def queries(client, address) -> int:
    with CaptureQueriesContext(
        connection,
    ) as found:
        assert client.get(address).status_code == 200
    return len(found)


@pytest.mark.parametrize("name", ["district_wakatobi", "district_buton_tengah", "caseworker"])
def test_page_asks_as_much_for_many_as_for_few(client_for, people, named, scope_of, name):
    counts = []
    for size in (1, 3):
        with scope_of(people.caseworker):
            names = [ListedPerson(f"La Coba {'abc'[index]}", "L", 30, "Buton Tengah") for index in range(size)]
            quay = make_quay(people.caseworker, named=[named], names=names, vessel=f"KM Coba {size}")
            for index in range(size):
                who = person(f"Wa Coba {'xyz'[index]}{size}", district="74.14")
                row = make_returnee(
                    people.caseworker, group=quay.group, who=who, on=timezone.localdate() - timedelta(days=1)
                )
                tick(quay, f"o{row.pk}", people.caseworker, "EXPECTED", seen="ARRIVED")
        client = client_for(getattr(people, name))
        client.get(quay.at())
        counts.append(queries(client, quay.at()))
    assert counts[0] == counts[1] > 10
