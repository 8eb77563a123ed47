"""Accounts and roles of any day, as they were known on that day."""

from datetime import datetime, time, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from accounts.actions.users import close_account
from accounts.as_of import accounts_on, changes_between
from core.models import AccessRecord
from tests.database import as_owner
from tests.people import make_user

TODAY = timezone.localdate()


@pytest.fixture
def long_ago(transactional_db, people):
    """Everything so far happened ten days ago."""
    moment = timezone.make_aware(datetime.combine(TODAY - timedelta(days=10), time(9)))
    with as_owner(connection.settings_dict["NAME"]) as cursor:
        for table in ("accounts_userevent", "accounts_roleassignmentevent"):
            cursor.execute(f"UPDATE {table} SET pgh_created_at = %s", [moment])
    return people


def row_of(day, user):
    return next((row for row in accounts_on(day) if row.user_id == user.pk), None)


def test_a_day_before_the_account_knows_nothing_of_it(long_ago):
    assert accounts_on(TODAY - timedelta(days=11)) == []
    assert len(accounts_on(TODAY)) == len(long_ago.everybody())


def test_what_was_ended_today_still_stood_yesterday(long_ago):
    user = long_ago.caseworker
    close_account(user=user, on=TODAY, by=long_ago.system_admin)
    before, now = row_of(TODAY - timedelta(days=1), user), row_of(TODAY, user)
    assert (before.works, len(before.roles)) == (True, 1)
    assert "Petugas Pelindungan" in before.roles[0]
    assert (now.works, now.roles) == (False, [])


def test_changes_say_who_did_what_to_whom(long_ago):
    user = long_ago.caseworker
    close_account(user=user, on=TODAY, by=long_ago.system_admin)
    rows = changes_between(TODAY, TODAY)
    assert {(row.account, row.by) for row in rows} == {(user.full_name, long_ago.system_admin.full_name)}
    assert any("Aktif: Ya → Tidak" in row.what for row in rows)
    assert any(row.what.startswith("Diubah: Petugas Pelindungan") for row in rows)
    assert changes_between(TODAY - timedelta(days=5), TODAY - timedelta(days=4)) == []


def test_new_accounts_are_told(long_ago, offices):
    make_user("baru", office=offices.province, roles=("outreach",))
    whats = [row.what for row in changes_between(TODAY, TODAY)]
    assert "Akun dibuat di BP3MI Sultra" in whats
    assert any(what.startswith("Diberikan: Petugas Sosialisasi") for what in whats)


def test_the_page_and_its_print_for_head_and_auditor(people, client_for):
    for user in (people.head, people.auditor):
        response = client_for(user).get("/pengaturan/akun-pada-tanggal/", {"hari": TODAY.isoformat()})
        assert (response.status_code, "Ratih Contoh" in response.content.decode()) == (200, True)
    paper = client_for(people.auditor).get("/pengaturan/akun-pada-tanggal/?cetak=1")
    assert "letterhead" in paper.content.decode()
    assert AccessRecord.objects.filter(look="PRINT", object_kind="account", user=people.auditor).count() == 1
    assert client_for(people.caseworker).get("/pengaturan/akun-pada-tanggal/").status_code == 403


@pytest.mark.parametrize("number", [1, 5])
def test_the_page_costs_the_same_queries_with_more_accounts(
    people, offices, client_for, number, django_assert_num_queries
):
    for place in range(number):
        make_user(f"baru{place}", office=offices.province, roles=("outreach",))
    client = client_for(people.auditor)
    with django_assert_num_queries(17):
        client.get("/pengaturan/akun-pada-tanggal/")


def test_days_that_cannot_be_read_or_lie_ahead_are_today(people, client_for):
    client = client_for(people.head)
    for query in ("hari=31-31", f"hari={TODAY + timedelta(days=9)}", f"dari={TODAY + timedelta(days=3)}"):
        assert client.get(f"/pengaturan/akun-pada-tanggal/?{query}").context["day"] == TODAY
