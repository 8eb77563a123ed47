"""A lost phone is cut off by whoever is on duty; a lost factor is reset by two people."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from accounts.actions.resets import ask_for_reset, confirm_reset
from accounts.choices import ResetState
from accounts.factors import factors_of
from accounts.models import ActingAppointment, FactorReset, Passkey, RoleAssignment, User
from core.exceptions import DomainError
from tests.accounts.factors import PASSWORD, give_app, give_codes, post_password
from tests.accounts.test_step_up import grow_old
from tests.authenticator import add_passkey, sign_in_with
from tests.people import SINCE

NOTE = {"identity_note": "Datang sendiri dengan KTP"}


@pytest.fixture
def officer(people):
    """A district officer with an app, codes on paper, and a password."""
    user = people.district_buton_tengah
    user.set_password(PASSWORD)
    user.save()
    give_app(user)
    return user


@pytest.fixture
def phone(officer, client_for):
    return add_passkey(client_for(officer), name="Ponsel lapangan")


def ask(client_for, people, officer):
    return client_for(people.system_admin).post(f"/pengaturan/pengguna/{officer.pk}/faktor/", NOTE)


def decide(client, answer="confirm"):
    return client.post(f"/akun/atur-ulang/{FactorReset.objects.get().pk}/", {"answer": answer})


# -- the lost phone --------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ["head", "caseworker", "system_admin"])
def test_officer_on_duty_cuts_off_one_device(people, client_for, officer, phone, role):
    thief = Client()
    sign_in_with(thief, phone)
    duty = client_for(getattr(people, role))
    assert str(officer) in duty.get("/perangkat-hilang/?q=rahmat").content.decode()
    assert "Ponsel lapangan" in duty.get(f"/perangkat-hilang/{officer.pk}/").content.decode()
    key = Passkey.objects.get().pk
    assert duty.post(f"/perangkat-hilang/{officer.pk}/", {"passkey": str(key)}).status_code == 302
    assert thief.get("/akun/").status_code == 302
    assert sign_in_with(Client(), phone).status_code == 422
    assert factors_of(officer).totp is not None


@pytest.mark.parametrize("role", ["placement", "auditor", "district_wakatobi", "outsider"])
def test_others_cut_off_nobody(people, client_for, officer, phone, role):
    client = client_for(getattr(people, role))
    assert client.get("/perangkat-hilang/").status_code == 403
    assert client.post(f"/perangkat-hilang/{officer.pk}/", {"passkey": "all"}).status_code == 403
    assert Passkey.objects.count() == 1


def test_cutting_off_everything_leaves_codes_on_paper(people, client_for, officer, phone):
    code = give_codes(officer)[0]
    thief = Client()
    sign_in_with(thief, phone)
    client_for(people.caseworker).post(f"/perangkat-hilang/{officer.pk}/", {"passkey": "all"})
    have = factors_of(officer)
    assert (have.is_set_up, have.codes_left) == (False, 10)
    assert thief.get("/akun/").status_code == 302
    owner = Client()
    post_password(owner, officer.username)
    owner.post("/masuk/kode/", {"code": code})
    assert owner.get("/akun/keamanan/").status_code == 200


def test_thief_with_the_password_gets_nowhere_after_the_cut(people, client_for, officer, phone):
    client_for(people.caseworker).post(f"/perangkat-hilang/{officer.pk}/", {"passkey": "all"})
    assert post_password(Client(), officer.username).status_code == 403


def test_device_that_is_not_theirs_is_not_found(people, client_for, officer, phone):
    duty = client_for(people.head)
    key = Passkey.objects.get().pk
    assert duty.post(f"/perangkat-hilang/{people.caseworker.pk}/", {"passkey": str(key)}).status_code == 404
    assert duty.post(f"/perangkat-hilang/{officer.pk}/", {"passkey": "x"}).status_code == 404


def test_cutting_off_is_recorded_with_who_did_it(people, client_for, officer, phone):
    client_for(people.caseworker).post(f"/perangkat-hilang/{officer.pk}/", {"passkey": "all"})
    event = apps.get_model("accounts", "PasskeyEvent").objects.order_by("-pgh_id").first()
    assert (event.pgh_context["action"], event.pgh_context["user"]) == ("cut_off_all", people.caseworker.pk)


# -- two people ------------------------------------------------------------------------------------


def test_reset_takes_two_people_and_opens_the_way_to_a_new_factor(people, client_for, officer, phone):
    give_codes(officer)
    assert ask(client_for, people, officer).status_code == 302
    assert factors_of(officer).is_set_up
    head = client_for(people.head)
    assert "Rahmat Contoh" in head.get("/").content.decode()
    assert NOTE["identity_note"] in head.get("/akun/atur-ulang/").content.decode()
    assert decide(head).status_code == 302
    assert not factors_of(officer).has_any
    owner = Client()
    assert post_password(owner, officer.username).url == "/"
    assert owner.get("/").url == "/akun/keamanan/"
    add_passkey(owner)
    assert owner.get("/").status_code == 200


def test_reset_is_recorded_with_both(people, client_for, officer):
    ask(client_for, people, officer)
    decide(client_for(people.head))
    row = FactorReset.objects.get()
    assert (row.state, row.asked_by, row.decided_by) == (ResetState.DONE, people.system_admin, people.head)
    assert [event.pgh_context["action"] for event in row.events.order_by("pgh_id")] == [
        "ask_for_reset",
        "confirm_reset",
    ]


def test_the_way_is_open_for_a_day(people, client_for, officer):
    ask(client_for, people, officer)
    decide(client_for(people.head))
    User.objects.filter(pk=officer.pk).update(enrol_until=timezone.now() - timedelta(seconds=1))
    assert post_password(Client(), officer.username).status_code == 403


def test_acting_head_confirms(people, client_for, officer):
    today = timezone.localdate()
    ActingAppointment.objects.create(user=people.caseworker, title="PLH", starts_on=today, ends_on=today)
    ask(client_for, people, officer)
    assert decide(client_for(people.caseworker)).status_code == 302
    assert FactorReset.objects.get().state == ResetState.DONE


def test_who_vouches_for_the_account_confirms(people, client_for, officer):
    User.objects.filter(pk=officer.pk).update(voucher=people.district_buton_tengah_2)
    ask(client_for, people, officer)
    client = client_for(people.district_buton_tengah_2)
    assert "Rahmat Contoh" in client.get("/akun/atur-ulang/").content.decode()
    assert decide(client).status_code == 302
    assert FactorReset.objects.get().state == ResetState.DONE


@pytest.mark.parametrize(
    "role", ["system_admin", "caseworker", "district_buton_tengah", "district_wakatobi", "auditor"]
)
def test_others_are_not_the_second_person(people, client_for, officer, role):
    ask(client_for, people, officer)
    client = client_for(getattr(people, role))
    assert decide(client).status_code == 404
    assert NOTE["identity_note"] not in client.get("/akun/atur-ulang/").content.decode()
    assert FactorReset.objects.get().state == ResetState.WAITING


def test_one_person_is_not_two_even_with_both_roles(people, client_for, officer):
    RoleAssignment.objects.create(user=people.system_admin, role="head", starts_on=SINCE)
    ask(client_for, people, officer)
    assert decide(client_for(people.system_admin)).status_code == 404


def test_database_refuses_one_person_as_two(people, officer):
    row = ask_for_reset(user=officer, identity_note="x", now=timezone.now(), by=people.system_admin)
    with pytest.raises(IntegrityError), transaction.atomic():
        FactorReset.objects.filter(pk=row.pk).update(state=ResetState.DONE, decided_by=people.system_admin)


def test_nobody_resets_himself(people, client_for):
    response = ask(client_for, people, people.system_admin)
    assert response.status_code == 422
    assert FactorReset.objects.count() == 0


def test_head_s_own_factor_is_not_confirmed_by_the_head(people, client_for):
    ask(client_for, people, people.head)
    assert decide(client_for(people.head)).status_code == 404


def test_refused_reset_changes_nothing(people, client_for, officer):
    ask(client_for, people, officer)
    decide(client_for(people.head), "refuse")
    assert FactorReset.objects.get().state == ResetState.REFUSED
    assert factors_of(officer).is_set_up


def test_request_waits_once_and_a_day(people, officer):
    now = timezone.now()
    row = ask_for_reset(user=officer, identity_note="x", now=now, by=people.system_admin)
    with pytest.raises(DomainError):
        ask_for_reset(user=officer, identity_note="x", now=now, by=people.system_admin)
    with pytest.raises(DomainError):
        confirm_reset(reset=row, now=now + timedelta(hours=25), by=people.head)


def test_request_says_how_the_person_was_recognised(people, client_for, officer):
    client = client_for(people.system_admin)
    response = client.post(f"/pengaturan/pengguna/{officer.pk}/faktor/", {"identity_note": " "})
    assert response.status_code == 422
    assert FactorReset.objects.count() == 0


def test_confirming_asks_who_one_is(people, client_for, officer):
    ask(client_for, people, officer)
    head = client_for(people.head)
    grow_old(head)
    assert decide(head).status_code == 403
    assert factors_of(officer).is_set_up
