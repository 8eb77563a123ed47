"""Serah terima tugas: everything open moves in one confirmed step, and no content is shown on the way."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.actions.hand_over import end_account, hand_over_work, open_work_of
from accounts.models import ActingAppointment, RoleAssignment, User
from accounts.queries import fit_to_take_work
from cases.choices import TaskState
from cases.models import Case, CaseTask, Worker
from core.exceptions import DomainError
from core.scope import viewing_everything
from tests.people import make_user

CLOSED = {
    "status": "SELESAI",
    "closed_at": timezone.now(),
    "closed_on": timezone.localdate(),
    "closing_reason": "SELESAI",
}


@pytest.fixture
def desk(people, client_for):
    return client_for(people.system_admin)


def make_case(number: str, assignee, **values) -> Case:
    worker = Worker.objects.create(number=f"PMI-{number}", name="La Rahasia", created_by=assignee)
    return Case.objects.create(
        number=number,
        worker=worker,
        category="LAINNYA",
        channel="LANGSUNG",
        summary="isi pengaduan",
        opened_on=timezone.localdate(),
        created_by=assignee,
        assignee=assignee,
        **values,
    )


@pytest.fixture
def work(people) -> list:
    """Three open cases (one restricted), one closed, an open and a done task of the caseworker; one of a colleague."""
    with viewing_everything(reason="test"):
        mine = [make_case(f"KS-2026-000{number}", people.caseworker) for number in (1, 2)]
        mine.append(make_case("KS-2026-0003", people.caseworker, is_restricted=True))
        make_case("KS-2026-0004", people.caseworker, **CLOSED)
        other = make_case("KS-2026-0005", people.caseworker_2)
        task = {"created_by": people.caseworker, "assignee": people.caseworker}
        CaseTask.objects.create(case=other, title="Telepon keluarga", **task)
        CaseTask.objects.create(case=other, title="Sudah beres", state=TaskState.DONE, **task)
    return open_work_of(people.caseworker)


def path(user) -> str:
    return f"/pengaturan/pengguna/{user.pk}/serah-terima/"


def names(work) -> list[str]:
    return [f"to-{kind}-{key}" for (kind, key), _kind, _line in work]


def in_hand(user) -> list[str]:
    return [line for _key, _kind, line in open_work_of(user)]


def test_list_shows_numbers_and_no_content(desk, people, work):
    html = desk.get(path(people.caseworker)).content.decode()
    for line in ("KS-2026-0001", "KS-2026-0002", "KS-2026-0003", "KS-2026-0005, tanpa tenggat"):
        assert line in html
    for word in ("La Rahasia", "isi pengaduan", "KS-2026-0004", "Sudah beres", "Telepon keluarga"):
        assert word not in html


def test_head_reads_the_titles_of_what_the_head_sees(people, work, client_for):
    with viewing_everything(reason="test"):
        case = make_case("KS-2026-0006", people.caseworker_2, is_restricted=True)
        CaseTask.objects.create(
            case=case, title="Jemput korban", created_by=people.caseworker, assignee=people.caseworker
        )
    html = client_for(people.head).get(path(people.caseworker)).content.decode()
    assert "KS-2026-0005: Telepon keluarga" in html
    assert "KS-2026-0006, tanpa tenggat" in html
    assert "Jemput korban" not in html


def test_hand_over_moves_everything_and_ends_the_account(desk, people, work, client_for):
    theirs = client_for(people.caseworker)
    data = {"to": people.caseworker_2.pk, "shown": names(work), "end": "1"}
    response = desk.post(path(people.caseworker), data)
    assert (response.status_code, response.url) == (302, "/pengaturan/pengguna/")
    assert in_hand(people.caseworker) == []
    assert len(in_hand(people.caseworker_2)) == 5
    assert theirs.get("/akun/").status_code == 302
    user = User.objects.get(pk=people.caseworker.pk)
    assert not user.is_active
    assert not RoleAssignment.objects.running(timezone.localdate()).filter(user=user).exists()


def test_hand_over_alone_leaves_the_account(people, work, client_for):
    data = {"to": people.caseworker_2.pk, "shown": names(work), "end": "1"}
    response = client_for(people.head).post(path(people.caseworker), data)
    assert (response.status_code, response.url) == (302, "/")
    assert in_hand(people.caseworker) == []
    assert User.objects.get(pk=people.caseworker.pk).is_active


def test_single_pieces_may_go_to_another(desk, people, work):
    first = names(work)[0]
    data = {"to": people.caseworker_2.pk, first: people.placement.pk, "shown": names(work)}
    desk.post(path(people.caseworker), data)
    assert in_hand(people.placement) == ["KS-2026-0001"]
    assert len(in_hand(people.caseworker_2)) == 4


def test_taker_sees_a_restricted_case_that_he_takes(desk, people, work, scope_of):
    desk.post(path(people.caseworker), {"to": people.caseworker_2.pk, "shown": names(work)})
    with scope_of(people.caseworker_2):
        assert Case.objects.filter(number="KS-2026-0003").exists()
    with scope_of(people.head):
        assert not Case.objects.filter(number="KS-2026-0003").exists()


def test_work_that_came_meanwhile_is_shown_before_it_moves(desk, people, work):
    with viewing_everything(reason="test"):
        make_case("KS-2026-0009", people.caseworker)
    response = desk.post(path(people.caseworker), {"to": people.caseworker_2.pk, "shown": names(work), "end": "1"})
    assert response.status_code == 422
    html = response.content.decode()
    assert "Daftar tugas berubah sejak halaman dibuka." in html
    assert "KS-2026-0009" in html
    assert len(in_hand(people.caseworker)) == 5
    assert User.objects.get(pk=people.caseworker.pk).is_active


@pytest.mark.parametrize(("to", "sentence"), [("", "Pilih &quot;"), ("auditor", "tidak tersedia lagi")])
def test_taker_must_be_one_who_works_on_cases(desk, people, work, to, sentence):
    taker = getattr(people, to).pk if to else ""
    response = desk.post(path(people.caseworker), {"to": taker, "shown": names(work), "end": "1"})
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert len(in_hand(people.caseworker)) == 4


def test_takers_are_those_with_the_right(people):
    found = set(fit_to_take_work(timezone.localdate(), leaving=people.caseworker).values_list("username", flat=True))
    assert found == {
        "head",
        "caseworker_2",
        "placement",
        "empowerment",
        "helpdesk",
        "district_buton_tengah",
        "district_buton_tengah_2",
        "district_wakatobi",
    }


def test_plan_with_a_taker_who_left_moves_nothing(people, work):
    User.objects.filter(pk=people.caseworker_2.pk).update(is_active=False)
    plan = {key: people.caseworker_2 for key, _kind, _line in work}
    with pytest.raises(DomainError, match="Penerima tugas"):
        hand_over_work(user=people.caseworker, plan=plan, on=timezone.localdate(), by=people.head)
    assert len(in_hand(people.caseworker)) == 4


def test_account_does_not_end_with_work_in_hand(people, work):
    with pytest.raises(DomainError, match="Daftar tugas berubah"):
        end_account(user=people.caseworker, plan={}, on=timezone.localdate(), by=people.system_admin)
    assert User.objects.get(pk=people.caseworker.pk).is_active


def test_account_without_work_ends(desk, people):
    response = desk.post(path(people.pr), {"end": "1"})
    assert response.status_code == 302
    assert not User.objects.get(pk=people.pr.pk).is_active


def test_ending_takes_the_appointment_too(desk, people):
    today = timezone.localdate()
    ActingAppointment.objects.create(
        user=people.placement, title="PLH", starts_on=today - timedelta(days=1), ends_on=today + timedelta(days=5)
    )
    ActingAppointment.objects.create(
        user=people.placement, title="PLH", starts_on=today + timedelta(days=9), ends_on=today + timedelta(days=9)
    )
    desk.post(path(people.placement), {"end": "1"})
    assert [row.ends_on for row in ActingAppointment.objects.all()] == [today - timedelta(days=1)]


def test_nobody_ends_himself(desk, people):
    desk.post(path(people.system_admin), {"end": "1"})
    assert User.objects.get(pk=people.system_admin.pk).is_active


def test_hand_over_is_in_the_history(desk, people, work):
    desk.post(path(people.caseworker), {"to": people.caseworker_2.pk, "shown": names(work), "end": "1"})
    event = people.caseworker.events.order_by("-pgh_id").first()
    assert (event.is_active, event.pgh_context["user"]) == (False, people.system_admin.pk)


def test_hand_over_refuses_everybody_without_the_right(people, client_for, client):
    for name, user in people.everybody().items():
        if name not in {"system_admin", "head"}:
            assert (name, client_for(user).get(path(people.caseworker)).status_code) == (name, 403)
    assert client.get(path(people.caseworker)).status_code == 302


def test_hand_over_refuses_the_wrong_method(desk, people):
    assert desk.put(path(people.caseworker)).status_code == 405


ONLY_HEAD = "Akun ini satu-satunya Kepala BP3MI."


def test_ending_the_only_head_is_warned_of(desk, people, offices):
    assert ONLY_HEAD in desk.get(path(people.head)).content.decode()
    assert ONLY_HEAD not in desk.get(path(people.caseworker)).content.decode()
    make_user("head_2", office=offices.province, roles=("head",))
    assert ONLY_HEAD not in desk.get(path(people.head)).content.decode()
