"""One administrator alone is not two people: neither for a reset nor for the head's seat."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.actions.acting import appoint_acting_head
from accounts.actions.passwords import make_password_link
from accounts.actions.resets import ask_for_reset, may_decide
from accounts.actions.users import create_user, edit_user
from accounts.as_of import changes_between
from accounts.choices import ActingTitle
from accounts.facts import Period, UserFacts
from core.exceptions import DomainError
from tests.people import make_user

TODAY = timezone.localdate()


def facts(user, **changes) -> UserFacts:
    roles = {row.role: Period(row.starts_on, row.ends_on) for row in user.role_assignments.all()}
    told = {"full_name": user.full_name, "office": user.office, "roles": roles, "ends_on": user.ends_on}
    return UserFacts(**{**told, "vouched_by": user.vouched_by, "voucher": user.voucher, **changes})


@pytest.fixture
def other_admin(offices):
    return make_user("admin.dua", office=offices.province, roles=("system_admin",))


@pytest.fixture
def puppet(people):
    """An account that the administrator made."""
    told = UserFacts(full_name="Boneka Contoh", office=people.head.office, roles={"outreach": Period(TODAY, None)})
    return create_user(username="boneka", facts=told, on=TODAY, by=people.system_admin)


def asked(people):
    people.caseworker.refresh_from_db()
    return ask_for_reset(user=people.caseworker, identity_note="Telepon", now=timezone.now(), by=people.system_admin)


def test_account_that_the_asker_made_and_named_as_voucher_confirms_nothing(people, puppet):
    user = people.caseworker
    edit_user(user=user, version=user.version, facts=facts(user, voucher=puppet), on=TODAY, by=people.system_admin)
    assert not may_decide(asked(people), puppet)


def test_voucher_whom_the_asker_named_lately_confirms_nothing(people):
    user = people.caseworker
    edit_user(user=user, version=1, facts=facts(user, voucher=people.placement), on=TODAY, by=people.system_admin)
    assert not may_decide(asked(people), people.placement)


def test_voucher_whom_another_administrator_named_confirms(people, other_admin):
    user = people.caseworker
    edit_user(user=user, version=1, facts=facts(user, voucher=people.placement), on=TODAY, by=other_admin)
    assert may_decide(asked(people), people.placement)


def test_head_whose_password_link_the_asker_made_confirms_nothing(people, other_admin):
    make_password_link(user=people.head, by=people.system_admin)
    assert not may_decide(asked(people), people.head)
    assert may_decide(asked_by_other(people, other_admin), people.head)


def asked_by_other(people, other_admin):
    return ask_for_reset(user=people.placement, identity_note="Telepon", now=timezone.now(), by=other_admin)


def test_acting_head_whom_the_asker_appointed_confirms_nothing(people, other_admin):
    seat = {"title": ActingTitle.PLH, "period": Period(TODAY, TODAY + timedelta(days=3)), "order_number": "SP-1"}
    appoint_acting_head(user=people.placement, on=TODAY, by=people.system_admin, **seat)
    assert not may_decide(asked(people), people.placement)
    reset = ask_for_reset(user=people.head, identity_note="Telepon", now=timezone.now(), by=other_admin)
    assert may_decide(reset, people.placement)


def test_account_in_the_appointer_s_hands_takes_no_seat(people, puppet, other_admin):
    seat = {"title": ActingTitle.PLH, "period": Period(TODAY, TODAY + timedelta(days=3)), "order_number": "SP-1"}
    with pytest.raises(DomainError, match="Minta administrator lain"):
        appoint_acting_head(user=puppet, on=TODAY, by=people.system_admin, **seat)
    assert appoint_acting_head(user=puppet, on=TODAY, by=other_admin, **seat).pk


def test_what_was_done_long_ago_counts_no_more(people):
    make_password_link(user=people.head, by=people.system_admin)
    reset = asked(people)
    reset.asked_at = timezone.now() + timedelta(days=8)
    assert may_decide(reset, people.head)


def test_vouchers_links_and_resets_stand_in_the_list_of_changes(people):
    user = people.caseworker
    edit_user(user=user, version=1, facts=facts(user, voucher=people.placement), on=TODAY, by=people.system_admin)
    make_password_link(user=people.head, by=people.system_admin)
    asked(people)
    rows = {(row.account, row.what) for row in changes_between(TODAY, TODAY) if row.by == str(people.system_admin)}
    assert (str(people.head), "Tautan kata sandi dibuat") in rows
    assert (str(user), "Pengaturan ulang faktor kedua: Menunggu orang kedua") in rows
    assert any(account == str(user) and f"→ {people.placement}" in what for account, what in rows)
