"""Who told of a case: the same telephone number ties the person who receives one and reports another."""

from datetime import date

import pytest

from cases.actions.handovers import prepare_handover
from cases.actions.reporters import record_reporter
from core.models import AccessRecord
from tests.factories.casework import make_case, make_group, make_returnee, person

PHONE = "0812-3456-7890"


@pytest.fixture
def ties(people, scope_of):
    """A case about a death of which the mother told here and to the police; she also receives somebody else."""
    by = people.caseworker
    with scope_of(by):
        case = make_case(by, category="MENINGGAL")
        values = {"name": "Wa Contoh Ibu", "kinship": "PARENT", "phone": PHONE}
        record_reporter(case=case, values=values, by=by)
        police = {
            **values,
            "agency": "POLDA",
            "agency_name": "Polda Contoh",
            "number": "LP/B/7",
            "on": date(2024, 8, 1),
        }
        record_reporter(case=case, values=police, by=by)
        other = make_case(by, category="PUTUS_KOMUNIKASI")
        record_reporter(case=other, values={"name": "Ibu Contoh", "phone": "+62 812 3456 7890"}, by=by)
        row = make_returnee(by, group=make_group(by), who=person("La Contoh Diterima"), family_phone=PHONE)
        told = {"kind": "FAMILY", "receiver": "Wa Contoh", "receiver_phone": "081234567890"}
        handover = prepare_handover(repatriation=row.repatriation, values=told, people=[row], by=by)
    return case, other, handover


def test_a_report_to_the_police_stands_beside_the_one_to_us(ties, people, client_for):
    page = client_for(people.caseworker).get(f"/kasus/{ties[0].number}/").content.decode()
    for words in ("Polda Contoh · LP/B/7 · 1 Agu 2024", "Orang tua · Kantor ini"):
        assert words in page


def test_one_number_ties_receiver_family_and_the_other_case(ties, people, client_for):
    case, other, handover = ties
    page = client_for(people.caseworker).get(f"/kasus/{case.number}/").content.decode()
    for words in (
        "Keluarga dari La Contoh Diterima",
        "Penerima La Contoh Diterima",
        f"Pengadu pada kasus {other.number}",
    ):
        assert page.count(words) == 2  # beside each of the two tellings
    assert f"Pengadu pada kasus {case.number}" not in page
    there = f"/pemulangan/{handover.repatriation.number}/serah-terima/{handover.pk}/"
    page = client_for(people.caseworker).get(there).content.decode()
    assert f"Pengadu pada kasus {case.number}" in page
    assert f"Pengadu pada kasus {other.number}" in page


def test_nothing_out_of_sight_is_named_and_each_look_is_recorded(ties, people, client_for, scope_of):
    case, _other, _handover = ties
    by = people.caseworker_2
    with scope_of(by):
        far = make_case(by, worker=make_returnee(by, who=person("La Contoh Jauh", district="74.07")).worker)
        record_reporter(case=far, values={"name": "Wa Contoh", "phone": PHONE}, by=by)
    client = client_for(people.district_buton_tengah)
    answer = client.get(f"/kasus/{case.number}/")
    page = answer.content.decode()
    assert far.number not in page
    assert "La Contoh Jauh" not in page
    assert "Penerima La Contoh Diterima" in page
    rows = AccessRecord.objects.filter(request_id=answer["X-Request-Id"], object_kind="family")
    assert len(rows.get().worker_ids) == 2
    assert far.number in client_for(people.caseworker).get(f"/kasus/{case.number}/").content.decode()
