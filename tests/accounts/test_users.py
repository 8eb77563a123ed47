"""Accounts under administration: who may do it, what an account needs, and that nobody gives himself more."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.actions.users import close_account
from accounts.models import ActingAppointment, RoleAssignment, User
from accounts.queries import first_day_without_admin
from core.exceptions import DomainError
from tests.people import make_user

LIST, NEW = "/pengaturan/pengguna/", "/pengaturan/pengguna/baru/"


def edit_path(user) -> str:
    return f"/pengaturan/pengguna/{user.pk}/"


def day(value: date | None) -> str:
    return f"{value:%d/%m/%Y}" if value else ""


@pytest.fixture
def desk(people, client_for) -> Client:
    """The browser of the system administrator."""
    return client_for(people.system_admin)


def filled(user: User | None = None, **changes) -> dict[str, str]:
    """What the form would post for the user as stored, with changes."""
    today = timezone.localdate()
    data = {"full_name": "Mega Contoh", "username": "mega", "office": "", "vouched_by": "", "ends_on": ""}
    if user:
        user = User.objects.get(pk=user.pk)
        data = {
            "full_name": user.full_name,
            "office": user.office_id,
            "vouched_by": user.vouched_by,
            "ends_on": day(user.ends_on),
            "version": user.version,
        }
        for row in RoleAssignment.objects.filter(user=user).exclude(ends_on__lt=today):
            data[f"{row.role}-held"] = "on"
            data[f"{row.role}-from"] = day(row.starts_on)
            data[f"{row.role}-until"] = day(row.ends_on)
    return {**data, **changes}


def without(data: dict, *names: str) -> dict:
    return {name: value for name, value in data.items() if name not in names}


def test_list_shows_accounts_with_their_roles(desk, people):
    html = desk.get(LIST).content.decode()
    for user in people.everybody().values():
        assert user.full_name in html
    assert "Petugas Pelindungan" in html


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("role=protection", {"caseworker", "caseworker_2"}),
        ("q=arman", {"head"}),
        ("q=district_w", {"district_wakatobi"}),
        ("state=berakhir", {"outsider"}),
        ("role=protection&q=zzz", set()),
    ],
)
def test_list_filters(desk, people, query, names):
    User.objects.filter(pk=people.outsider.pk).update(is_active=False)
    rows = desk.get(f"{LIST}?{query}").context["rows"]
    assert {user.username for user in rows} == names


def test_list_filters_by_office(desk, people, offices):
    rows = desk.get(f"{LIST}?office={offices.buton_tengah.pk}").context["rows"]
    assert {user.username for user in rows} == {"district_buton_tengah", "district_buton_tengah_2"}


def test_list_costs_the_same_queries_however_many_rows(desk, people, offices):
    costs = set()
    for _time in range(2):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert desk.get(f"{LIST}?q=helpdesk").status_code == 200
        costs.add(len(queries))
        make_user(f"helpdesk{_time}a", office=offices.post, roles=("helpdesk", "administration"))
        make_user(f"helpdesk{_time}b", office=offices.post, roles=("helpdesk",))
    assert len(costs) == 1


def test_list_goes_on_after_fifty(desk, people, offices):
    for number in range(60):
        make_user(f"banyak{number}", office=offices.post, full_name=f"Banyak {number:02}")
    first = desk.get(f"{LIST}?q=banyak")
    second = desk.get(f"{LIST}?q=banyak&after={first.context['more']}")
    names = [user.full_name for user in [*first.context["rows"], *second.context["rows"]]]
    assert names == [f"Banyak {number:02}" for number in range(60)]
    assert second.context["more"] is None


@pytest.mark.parametrize("after", ["x", "99999999", "-1", "9" * 40, "²"])
def test_list_takes_any_place_to_go_on_from(desk, after):
    assert desk.get(LIST, {"after": after}).status_code == 200


# The seven questions for the pages that change accounts.
PAGES = [LIST, NEW, "edit", "link", "reopen"]


def address(page: str, user) -> str:
    suffix = {"edit": "", "link": "tautan/", "reopen": "aktifkan/"}
    return f"{edit_path(user)}{suffix[page]}" if page in suffix else page


@pytest.mark.parametrize("page", PAGES)
def test_pages_refuse_everybody_without_the_right(people, client_for, page):
    path = address(page, people.caseworker)
    for name, user in people.everybody().items():
        if name != "system_admin":
            desk = client_for(user)
            assert (name, desk.get(path).status_code, desk.post(path).status_code) == (name, 403, 403)
    assert Client().get(path).status_code == 302


def test_pages_of_nobody_are_not_found(desk):
    for suffix in ("", "serah-terima/"):
        assert desk.get(f"/pengaturan/pengguna/999999/{suffix}").status_code == 404
    assert desk.post("/pengaturan/pengguna/999999/tautan/").status_code == 404


def test_pages_refuse_the_wrong_method(desk, people):
    assert desk.post(LIST).status_code == 405
    assert desk.put(NEW).status_code == 405
    assert desk.get(f"{edit_path(people.head)}tautan/").status_code == 405
    assert desk.get(f"{edit_path(people.head)}aktifkan/").status_code == 405


def test_new_user_has_roles_and_no_password(desk, people, offices):
    data = filled(office=offices.province.pk, **{"protection-held": "on", "protection-from": "01/12/2026"})
    response = desk.post(NEW, data)
    user = User.objects.get(username="mega")
    assert (response.status_code, response.url) == (302, edit_path(user))
    assert not user.has_usable_password()
    row = RoleAssignment.objects.get(user=user)
    assert (row.role, row.starts_on, row.ends_on) == ("protection", date(2026, 12, 1), None)
    event = user.events.get()
    assert (event.pgh_context["user"], event.pgh_context["action"]) == (people.system_admin.pk, "create_user")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"full_name": "   "}, "Isi &quot;Nama lengkap&quot;."),
        ({"username": "Head"}, "Nama pengguna ini sudah dipakai."),
        ({"username": "a b"}, "Nama pengguna paling sedikit 3 huruf"),
        ({"office": "999999"}, "tidak tersedia lagi"),
        ({"ends_on": "31/04/2027"}, "tidak ada di kalender"),
        ({"ends_on": "01/01/2020"}, "Tanggal berakhir sudah lewat."),
        ({"district-held": "on"}, "hanya untuk akun di unit dinas"),
        ({"protection-held": "on", "protection-until": "01/01/2020"}, "Tanggal akhir peran"),
        ({}, "Pilih paling sedikit satu peran."),
        ({"protection-held": "on", "system_admin-held": "on"}, "Administrator Sistem tidak melihat isi kasus"),
        ({"helpdesk-held": "on", "auditor-held": "on"}, "Auditor / Pejabat Pelindungan Data Pribadi tidak melihat"),
        ({"position": "a" * 10_000}, "terlalu panjang"),
    ],
)
def test_new_user_with_bad_input_says_why_and_keeps_it(desk, offices, changes, sentence):
    before = User.objects.count()
    data = {**filled(office=offices.province.pk, email="mega@example.org"), **changes}
    response = desk.post(NEW, data)
    assert response.status_code == 422
    html = response.content.decode()
    assert sentence in html
    assert "mega@example.org" in html
    assert User.objects.count() == before


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"vouched_by": ""}, "Tulis siapa yang bertanggung jawab"),
        ({"ends_on": ""}, "Akun dinas berlaku sampai tanggal tertentu"),
        ({"protection-held": "on"}, "hanya dapat berperan sebagai Petugas Dinas"),
    ],
)
def test_district_accounts_are_guests(desk, offices, changes, sentence):
    data = filled(
        office=offices.wakatobi.pk,
        vouched_by="Kepala Dinas",
        ends_on=day(timezone.localdate() + timedelta(days=100)),
        **{"district-held": "on"},
    )
    assert sentence in desk.post(NEW, {**data, **changes}).content.decode()
    assert desk.post(NEW, data).status_code == 302


def test_edit_changes_the_account_and_keeps_the_session(desk, people, client_for):
    theirs = client_for(people.caseworker)
    desk.post(edit_path(people.caseworker), filled(people.caseworker, position="Ahli Madya"))
    people.caseworker.refresh_from_db()
    assert (people.caseworker.position, people.caseworker.version) == ("Ahli Madya", 2)
    assert theirs.get("/akun/").status_code == 200


def test_edit_of_roles_ends_sessions_and_keeps_what_was(desk, people, client_for):
    theirs = client_for(people.caseworker)
    data = without(filled(people.caseworker), "protection-held")
    assert desk.post(edit_path(people.caseworker), {**data, "placement-held": "on"}).status_code == 302
    assert theirs.get("/akun/").status_code == 302
    today = timezone.localdate()
    rows = {row.role: (row.starts_on, row.ends_on) for row in people.caseworker.role_assignments.all()}
    assert rows["protection"] == (date(2020, 1, 1), today - timedelta(days=1))
    assert rows["placement"] == (today, None)


def test_edit_takes_no_field_that_the_form_does_not_have(desk, people):
    extra = {
        "username": "lain",
        "is_active": "",
        "password": "x",
        "session_epoch": "9",
        "is_superuser": "on",
        "id": "1",
    }
    desk.post(edit_path(people.caseworker), filled(people.caseworker, **extra))
    user = User.objects.get(pk=people.caseworker.pk)
    assert (user.username, user.is_active, user.session_epoch, user.password) == (
        "caseworker",
        True,
        0,
        people.caseworker.password,
    )


def test_stale_edit_shows_both_values_and_changes_nothing(desk, people):
    mine = filled(people.caseworker, position="Punya saya")
    desk.post(edit_path(people.caseworker), filled(people.caseworker, position="Punya rekan"))
    response = desk.post(edit_path(people.caseworker), mine)
    assert response.status_code == 409
    html = response.content.decode()
    assert "Punya saya" in html
    assert "Punya rekan" in html
    assert "Peran yang tersimpan sekarang:" in html
    assert User.objects.get(pk=people.caseworker.pk).position == "Punya rekan"


def test_nobody_gives_himself_more(desk, people):
    data = filled(people.system_admin, **{"head-held": "on", "head-from": "01/01/2026"})
    desk.post(edit_path(people.system_admin), data)
    assert list(people.system_admin.role_assignments.values_list("role", flat=True)) == ["system_admin"]


def test_nobody_moves_himself_to_another_office(desk, people, offices):
    response = desk.post(edit_path(people.system_admin), filled(people.system_admin, office=offices.post.pk))
    assert "Anda tidak dapat mengubah peran, unit" in response.content.decode()
    people.system_admin.refresh_from_db()
    assert people.system_admin.office_id == offices.province.pk


@pytest.mark.parametrize("path", ["/akun/", "/akun/bahasa/", "/akun/keluar-semua/"])
def test_own_account_gives_no_rights(people, client_for, path):
    data = {"head-held": "on", "role": "head", "office": "1", "ends_on": "", "is_active": "on", "language": "id"}
    client_for(people.outsider).post(path, data)
    assert not RoleAssignment.objects.filter(user=people.outsider).exists()


@pytest.fixture
def other_admin(people, offices) -> User:
    return make_user("admin2", office=offices.province, roles=("system_admin",))


def test_the_last_administrator_stays(people, other_admin, client_for):
    today = timezone.localdate()
    desk = client_for(other_admin)
    data = {**without(filled(people.system_admin), "system_admin-held"), "outreach-held": "on"}
    assert desk.post(edit_path(people.system_admin), data).status_code == 302
    with pytest.raises(DomainError, match="akun sendiri"):
        close_account(user=other_admin, on=today, by=other_admin)
    with pytest.raises(DomainError, match="Harus selalu ada administrator sistem"):
        close_account(user=other_admin, on=today, by=people.system_admin)
    assert User.objects.get(pk=other_admin.pk).is_active


def test_the_last_administrator_gets_no_last_day(people, other_admin, client_for):
    desk = client_for(other_admin)
    desk.post(edit_path(people.system_admin), filled(people.system_admin, ends_on=day(date(2027, 6, 30))))
    assert first_day_without_admin(timezone.localdate()) is None
    people.system_admin.refresh_from_db()
    data = filled(other_admin, **{"system_admin-until": day(date(2027, 12, 31))})
    response = client_for(people.system_admin).post(edit_path(other_admin), data)
    assert "Harus selalu ada administrator sistem" in response.content.decode()


def test_no_edit_joins_what_stands_apart_or_takes_the_last_role(desk, people):
    both = filled(people.caseworker, **{"system_admin-held": "on"})
    assert desk.post(edit_path(people.caseworker), both).status_code == 422
    none = without(filled(people.caseworker), "protection-held")
    assert "Pilih paling sedikit satu peran." in desk.post(edit_path(people.caseworker), none).content.decode()
    assert list(people.caseworker.role_assignments.values_list("role", "ends_on")) == [("protection", None)]


def test_one_after_the_other_is_no_joining(desk, people):
    today = timezone.localdate()
    data = filled(people.caseworker, **{"protection-until": day(today)})
    later = {"system_admin-held": "on", "system_admin-from": day(today + timedelta(days=1))}
    assert desk.post(edit_path(people.caseworker), {**data, **later}).status_code == 302


def test_acting_head_is_given_no_role_that_stands_apart(desk, people):
    today = timezone.localdate()
    ActingAppointment.objects.create(user=people.administration, title="PLH", starts_on=today, ends_on=today)
    data = {**without(filled(people.administration), "administration-held"), "auditor-held": "on"}
    assert desk.post(edit_path(people.administration), data).status_code == 422


def test_password_link_is_shown_once_and_opens_for_its_owner(desk, people):
    response = desk.post(f"{edit_path(people.caseworker)}tautan/")
    assert "no-store" in response.headers["Cache-Control"]
    link = response.context["link"]
    assert link in response.content.decode()
    assert Client().get(link).context["username"] == "caseworker"


def test_reopened_account_has_neither_roles_nor_password(desk, people):
    close_account(user=people.caseworker, on=timezone.localdate(), by=people.system_admin)
    assert desk.post(f"{edit_path(people.caseworker)}tautan/").status_code == 302
    desk.post(f"{edit_path(people.caseworker)}aktifkan/")
    user = User.objects.get(pk=people.caseworker.pk)
    assert (user.is_active, user.has_usable_password()) == (True, False)
    assert not RoleAssignment.objects.running(timezone.localdate()).filter(user=user).exists()


def test_pages_carry_no_inline_script(desk, people):
    for path in (LIST, NEW, edit_path(people.head), "/akun/", "/pengaturan/plh/", "/pengaturan/unit/"):
        html = desk.get(path).content.decode()
        assert "<style" not in html
        assert " style=" not in html
        assert " onclick=" not in html


def test_filters_can_be_cleared_only_when_there_are_some(desk):
    assert "Hapus saringan" not in desk.get(LIST).content.decode()
    assert "Hapus saringan" not in desk.get(f"{LIST}?q=&role=").content.decode()
    assert "Hapus saringan" in desk.get(f"{LIST}?q=ratih").content.decode()
