"""What the record keeps of refusals, failures, sign-ins, changes and files; and what it never keeps."""

import json

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils import timezone

from accounts.actions.acting import appoint_acting_head
from accounts.facts import Period
from accounts.queries import viewer_of
from cases.actions.cases import refer_case
from core.actions.access import keyed, mac_of, record_look, searched_forms
from core.models import AccessRecord
from core.scope import open_scope
from tests.access.world import build_side
from tests.database import as_owner
from tests.factories.casework import DAY, make_case, make_returnee, person
from tests.people import make_user

pytestmark = pytest.mark.django_db
LOOK = AccessRecord.Look


def newest(**values) -> AccessRecord:
    return AccessRecord.objects.filter(**values).latest("pk")


@pytest.fixture
def somebody(people, scope_of):
    """A person of Buton Tengah with a case."""
    with scope_of(people.caseworker):
        returnee = make_returnee(people.caseworker, who=person("La Uji", district="74.14", age=30))
        case = make_case(people.caseworker, worker=returnee.worker)
    return returnee.worker, case


def test_a_look_says_right_ground_office_session_and_route(people, somebody, client_for):
    worker, case = somebody
    client = client_for(people.district_buton_tengah)
    client.get(f"/kasus/{case.number}/")
    row = newest(look=LOOK.VIEW, object_kind="case")
    assert (row.right, row.sight, row.roles) == ("cases.view", "D", "district")
    assert (row.worker_ids, row.case_ids) == ([worker.pk], [case.pk])
    assert (row.office_id, row.route) == (people.district_buton_tengah.office_id, "kasus/<str:number>/")
    assert row.session == keyed("session", client.session.session_key)
    client_for(people.head).get(f"/kasus/{case.number}/")
    assert newest(look=LOOK.VIEW, object_kind="case").sight == "P"


def test_own_records_of_another_district_say_so(people, client_for, scope_of):
    officer = people.helpdesk
    with scope_of(officer):
        returnee = make_returnee(officer, who=person("La Uji", district="74.07", age=30))
    client_for(officer).get(f"/pekerja/{returnee.worker.number}/")
    assert newest(look=LOOK.VIEW, object_kind="worker").sight == "O"


def test_an_acting_head_is_told_with_the_head(people, somebody, client_for):
    user = people.placement
    day = timezone.localdate()
    appoint_acting_head(
        user=user, title="PLH", period=Period(day, day), order_number="1", on=day, by=people.system_admin
    )
    client_for(user).get(f"/kasus/{somebody[1].number}/")
    row = newest(look=LOOK.VIEW, object_kind="case")
    assert (row.capacity, row.acting_for_id, row.roles) == ("PLH", people.head.pk, "head,placement")


def test_what_is_refused_is_recorded_by_a_hash_of_its_number(people, somebody, client_for):
    worker, _case = somebody
    client = client_for(people.district_wakatobi)
    assert client.get(f"/pekerja/{worker.number}/").status_code == 404
    row = newest(look=LOOK.DENIED)
    assert (row.user_id, row.outcome, row.worker_ids) == (people.district_wakatobi.pk, "404", [])
    assert row.searched in searched_forms(worker.number)
    assert client.get("/catatan-akses/").status_code == 403
    assert (newest(look=LOOK.DENIED).outcome, newest(look=LOOK.DENIED).right) == ("403", "audit.view")


@pytest.mark.django_db(transaction=True)
def test_a_page_that_fails_is_recorded_in_a_transaction_of_its_own(people, somebody, client_for):
    with as_owner(connection.settings_dict["NAME"]) as cursor:
        cursor.execute(
            "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            " IF NEW.look = 'VIEW' THEN RAISE 'no record'; END IF; RETURN NEW; END $$;"
            "CREATE TRIGGER refuse BEFORE INSERT ON core_accessrecord FOR EACH ROW EXECUTE FUNCTION refuse()"
        )
    client = client_for(people.caseworker)
    client.raise_request_exception = False
    response = client.get(f"/pekerja/{somebody[0].number}/")
    assert response.status_code == 500
    with as_owner(connection.settings_dict["NAME"]) as cursor:
        cursor.execute("DROP FUNCTION refuse() CASCADE")
    row = AccessRecord.objects.get(request_id=response["X-Request-Id"])
    assert (row.look, row.outcome, row.user_id) == (LOOK.FAILED, "500", people.caseworker.pk)


def test_sign_ins_are_recorded_whatever_comes_of_them(offices):
    user = make_user("ratih", office=offices.province, roles=("protection",), password="tujuh gelas di teras")
    client = Client()
    client.post("/masuk/", {"username": "ratih", "password": "salah"})
    row = newest(look=LOOK.SIGN_IN)
    assert (row.outcome, row.object_ids, row.user_id) == ("FAILED", [user.pk], None)
    client.post("/masuk/", {"username": "rahasia-saya", "password": "salah"})
    assert (newest(look=LOOK.SIGN_IN).object_ids, newest(look=LOOK.SIGN_IN).searched != "") == ([], True)
    client.post("/masuk/", {"username": "ratih", "password": "tujuh gelas di teras"})
    assert (newest(look=LOOK.SIGN_IN).outcome, newest(look=LOOK.SIGN_IN).user_id) == ("OK", user.pk)
    client.post("/keluar/")
    assert (newest(look=LOOK.SIGN_OUT).outcome, newest(look=LOOK.SIGN_OUT).user_id) == ("OK", user.pk)


def test_a_locked_name_is_recorded(offices):
    make_user("ratih", office=offices.province, roles=("protection",), password="tujuh gelas di teras")
    client = Client()
    for _try in range(7):
        client.post("/masuk/", {"username": "ratih", "password": "salah"})
    assert newest(look=LOOK.SIGN_IN).outcome == "LOCKED"


def test_changes_name_the_action_and_whom_it_touched(people, somebody, client_for):
    worker, case = somebody
    row = newest(look=LOOK.CHANGE, field_class="open_case")
    assert (row.object_kind, row.worker_ids, row.case_ids) == ("case", [worker.pk], [case.pk])
    assert row.user_id == people.caseworker.pk
    client_for(people.system_admin).post(f"/pengaturan/pengguna/{people.outsider.pk}/tautan/")
    row = newest(look=LOOK.CHANGE, field_class="make_password_link")
    assert (row.object_kind, row.object_ids, row.user_id) == ("account", [people.outsider.pk], people.system_admin.pk)


def test_a_referral_is_recorded_as_leaving_the_office(people, somebody, scope_of):
    worker, case = somebody
    with scope_of(people.caseworker):
        refer_case(case=case, agency="DINSOS", agency_name="Dinas", purpose="Layanan", on=DAY, by=people.caseworker)
    row = newest(look=LOOK.DISCLOSE)
    assert (row.worker_ids, row.case_ids, row.purpose) == ([worker.pk], [case.pk], "DINSOS")


def test_searches_keep_a_hash_of_the_number_and_its_class(people, client_for):
    client_for(people.caseworker).get("/cari/", {"q": "7414 0101 0190 0001"})
    row = newest(look=LOOK.SEARCH)
    assert (row.field_class, row.searched in searched_forms("7414010101900001")) == ("NIK", True)
    client_for(people.caseworker).get("/cari/", {"q": "La Uji"})
    assert (newest(look=LOOK.SEARCH).field_class, newest(look=LOOK.SEARCH).searched) == ("", "")


def test_no_value_ever_stands_in_the_record(people, client_for):
    """Names, numbers, texts of two districts and what was typed: none is found in any column."""
    canary, nik = "Kenarimerah", "7414010101900001"
    side = build_side(people.caseworker, "74.14", canary)
    client = client_for(people.district_buton_tengah)
    for address in ("/", "/pekerja/", f"/pekerja/{side.keys['worker']}/", f"/kasus/{side.keys['case']}/"):
        assert client.get(address).status_code == 200
    client.get("/cari/", {"q": canary})
    client.get("/cari/", {"q": nik})
    client.get(f"/pekerja/{nik}/")
    client.get(f"/kasus/{canary}/")
    client.post("/masuk/", {"username": canary, "password": nik})
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_jsonb(record)::text FROM core_accessrecord AS record")
        text = "\n".join(row for (row,) in cursor.fetchall())
    assert canary.lower() not in text.lower()
    assert nik not in text
    assert len(json.loads(text.split("\n")[0])) > 20


def test_a_mac_covers_every_told_column(people, scope_of):
    with scope_of(people.head):
        record_look(look="VIEW", object_kind="case", object_ids=[1], worker_ids=[])
    row = newest(look=LOOK.VIEW)
    stored = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    for name in set(stored) - {"id", "moment", "mac"}:  # what the database gives, and the MAC itself
        changed = {**stored, name: "forged" if name != "at" else row.at.replace(year=2020)}
        assert mac_of(changed) != bytes(row.mac), name
    assert mac_of(stored) == bytes(row.mac)


def test_no_page_without_its_record(people, somebody, client_for, record_refused):
    """When nothing can be written, nobody reads."""
    client = client_for(people.caseworker)
    client.raise_request_exception = False
    for address in (f"/pekerja/{somebody[0].number}/", "/pekerja/", "/kasus/", "/cari/?q=La+Uji"):
        response = client.get(address)
        assert (address, response.status_code, "La Uji" in response.content.decode()) == (address, 500, False)


def test_the_record_refuses_to_be_changed_through_the_orm(people):
    AccessRecord.objects.create(look="VIEW", object_kind="case")
    for change in (
        lambda: AccessRecord.objects.update(look="LIST"),
        lambda: AccessRecord.objects.all().delete(),
        lambda: newest().save(),
    ):
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            change()


def test_the_commands_say_when_nothing_was_sealed_yet(capsys, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    call_command("verify_audit", "--keep")
    assert "0 rows under 0 seals" in capsys.readouterr().out


def test_scopes_of_jobs_are_told(people):
    with open_scope(viewer_of(people.head)):
        record_look(look="JOB", object_kind="job", capacity="JOB")
    assert newest(look=LOOK.JOB).capacity == "JOB"
