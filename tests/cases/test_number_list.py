"""The numbers of a whole group, checked at once: one look with its purpose, restricted people left out."""

import pytest

from cases.models import Worker
from core.limits import LIMITS, take
from core.models import AccessRecord
from tests.factories.casework import make_case, make_group, make_returnee, person
from tests.seeing import everything

NIK, OTHER_NIK, SEALED_NIK = "7414010101900417", "7414010101900418", "7414010101900419"
PURPOSE = "Mencocokkan NIK dengan surat pengantar"


@pytest.fixture
def group(people, scope_of):
    """Two people, and a third who is seen by a named team."""
    officer = people.district_buton_tengah
    with scope_of(officer):
        group = make_group(officer)
        made = [make_returnee(officer, group=group, who=person(nik=nik)) for nik in (NIK, OTHER_NIK, SEALED_NIK)]
    with scope_of(people.caseworker):
        make_case(people.caseworker, worker=read(made[2]), category="TPPO")
    return group, made


def read(row):
    with everything():
        return Worker.objects.get(pk=row.worker_id)


def check(client, group, purpose=PURPOSE):
    return client.post(f"/pemulangan/{group.number}/nomor/", {"purpose": purpose})


def shown(answer):
    return [nik for nik in (NIK, OTHER_NIK, SEALED_NIK) if nik in answer.content.decode()]


def looks():
    rows = AccessRecord.objects.filter(look="REVEAL").order_by("pk")
    return [
        (row.user_id, row.object_kind, row.object_ids, row.worker_ids, row.field_class, row.purpose) for row in rows
    ]


def test_all_numbers_are_one_look_with_its_purpose(group, people, client_for):
    (group, made), user = group, people.caseworker
    answer = check(client_for(user), group)
    assert (answer.status_code, shown(answer)) == (200, [NIK, OTHER_NIK])
    assert "no-store" in answer["Cache-Control"]
    ids = sorted(row.worker_id for row in made[:2])
    purpose = f"{group.number}: {PURPOSE}"
    assert looks() == [(user.pk, "repatriation", [group.pk], ids, "NIK,KK,PASSPORT", purpose)]
    assert f"/pekerja/{read(made[2]).number}/" in answer.content.decode()


def test_page_asks_for_the_purpose_first(group, people, client_for):
    client, where = client_for(people.caseworker), f"/pemulangan/{group[0].number}/nomor/"
    assert where in client.get(f"/pemulangan/{group[0].number}/").content.decode()
    assert shown(client.get(where)) == []
    refused = check(client, group[0], "  ")
    assert (refused.status_code, shown(refused)) == (422, [])
    assert looks() == []


def test_district_sees_its_own_people_and_no_hint_at_a_case_out_of_sight(group, people, client_for):
    assert shown(check(client_for(people.district_buton_tengah), group[0])) == [NIK, OTHER_NIK, SEALED_NIK]
    assert check(client_for(people.district_wakatobi), group[0]).status_code == 404


def test_lists_are_limited(group, people, client_for):
    client = client_for(people.caseworker)
    for _turn in range(LIMITS["named_list"].most):
        take("named_list", str(people.caseworker.pk))
    assert check(client, group[0]).status_code == 429
    assert looks() == []


def test_no_numbers_without_their_record(group, people, client_for, record_refused):
    client = client_for(people.caseworker)
    client.raise_request_exception = False
    answer = check(client, group[0])
    assert (answer.status_code, shown(answer)) == (500, [])
