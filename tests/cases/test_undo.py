"""What was written by mistake is taken back: stays, costs, contacts, and a wrong photo of a hand-over."""

import pytest

from cases.actions.handovers import add_handover_paper, prepare_handover
from cases.actions.journeys import record_coordination, record_cost, record_stay
from cases.models import Coordination, Cost, Stay
from core.models import StoredFile
from tests.cases.test_handovers import FAMILY, at
from tests.core import foreign_files as made
from tests.factories.casework import make_returnee, person
from tests.seeing import everything


@pytest.fixture
def told(group, people, scope_of):
    """A stay, its cost and a contact, noted by the author of the return."""
    by = people.district_buton_tengah
    with scope_of(by):
        stay = record_stay(repatriation=group, values={"kind": "MESS", "place": "Mess Contoh"}, people=None, by=by)
        cost = record_cost(repatriation=group, values={"kind": "MEAL", "paid": 1000, "stay": stay}, by=by)
        contact = record_coordination(repatriation=group, values={"agency": "KSOP", "purpose": "Jemput"}, by=by)
    return {"singgah": stay, "biaya": cost, "koordinasi": contact}


def test_each_is_removed_and_history_keeps_it(group, told, people, client_for):
    client = client_for(people.district_buton_tengah)
    page = client.get(at(group)).content.decode()
    for word in ("biaya", "singgah", "koordinasi"):
        there = at(group, word, told[word].pk, "hapus")
        assert there in page
        assert client.get(there).status_code == 200
        assert client.post(there).url == at(group) + f"#{word}"
        assert client.post(there).status_code == 404
    with everything():
        assert [model.objects.count() for model in (Stay, Cost, Coordination)] == [0, 0, 0]
        assert [
            model.pgh_event_model.objects.filter(pgh_label="delete").count() for model in (Stay, Cost, Coordination)
        ] == [1, 1, 1]


def test_a_stay_with_costs_or_with_others_stays(group, told, people, client_for, scope_of):
    client = client_for(people.district_buton_tengah)
    refused = client.post(at(group, "singgah", told["singgah"].pk, "hapus"))
    assert refused.status_code == 422
    assert "Ada biaya pada tempat singgah ini." in refused.content.decode()
    with scope_of(people.caseworker):
        other = make_returnee(people.caseworker, group=group, who=person("La Coba Jauh", district="74.07"))
        stay = record_stay(
            repatriation=group, values={"kind": "MESS", "place": "Mess Lain"}, people=[other], by=people.caseworker
        )
    refused = client.post(at(group, "singgah", stay.pk, "hapus"))
    assert "Ada tamu di luar wilayah kerja Anda." in refused.content.decode()
    assert client_for(people.caseworker).post(at(group, "singgah", stay.pk, "hapus")).status_code == 302


def test_who_may(group, returnee, told, people, client_for):
    for word, row in told.items():
        there = at(group, word, row.pk, "hapus")
        assert client_for(people.placement).get(there).status_code == 403
        assert client_for(people.district_wakatobi).get(there).status_code == 404
        assert client_for(people.district_buton_tengah_2).get(there).status_code == 403
        assert client_for(people.caseworker).get(there).status_code == 200
        assert client_for(people.caseworker).put(there).status_code == 405


def test_a_wrong_photo_is_removed_by_who_added_it_or_the_head(
    group, returnee, people, client_for, scope_of, stored_folder
):
    by = people.district_buton_tengah
    with scope_of(by):
        row = prepare_handover(repatriation=group, values=FAMILY, people=[returnee], by=by)
        files = [
            add_handover_paper(handover=row, upload=made.upload(f"salah{n}.jpg", made.jpeg(), made.JPG), by=by)
            for n in range(2)
        ]
    page = at(group, "serah-terima", row.pk)
    there = [at(group, "serah-terima", row.pk, "berkas", file.key, "hapus") for file in files]
    assert there[0] not in client_for(people.caseworker).get(page).content.decode()
    assert client_for(people.caseworker).get(there[0]).status_code == 403
    assert client_for(people.district_wakatobi).get(there[0]).status_code == 404
    assert client_for(people.placement).get(there[0]).status_code == 403
    client = client_for(by)
    assert there[0] in client.get(page).content.decode()
    assert client.post(there[0], {"reason": ""}).status_code == 422
    assert client.post(there[0], {"reason": "Foto orang lain"}).status_code == 302
    assert client.get(there[0]).status_code == 404
    assert client_for(people.head).post(there[1], {"reason": "Buram"}).status_code == 302
    assert "salah0.jpg" not in client.get(page).content.decode()
    with everything():
        rows = StoredFile.objects.order_by("pk").values_list("removed_by", flat=True)
        assert list(rows) == [by.pk, people.head.pk]
        assert StoredFile.objects.get(pk=files[0].pk).removed_reason == "Foto orang lain"
