"""The first page: work first, by role."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from cases.actions.arrivals import send_back_submission
from cases.actions.cases import add_task, assign_case
from cases.actions.handovers import prepare_handover, sign_handover
from cases.models import Case, Repatriation
from core.models import AccessRecord
from core.scope import viewing_everything
from reports.cards.base import Card
from tests.factories.casework import make_case, make_group, make_returnee, make_worker, person

TODAY = timezone.localdate()


def codes(page) -> list[str]:
    return [card.code for card in page.context["busy"]]


def card(page, code: str):
    return next(card for card in page.context["busy"] if card.code == code)


@pytest.fixture
def submissions(people, scope_of):
    """Three people whom the officer of Buton Tengah logged, one of them sent back."""
    with scope_of(people.district_buton_tengah):
        group = make_group(people.district_buton_tengah, on=TODAY - timedelta(days=1))
        rows = [
            make_returnee(people.district_buton_tengah, group=group, on=TODAY - timedelta(days=1), who=person(name))
            for name in ("La Satu", "La Dua", "La Tiga")
        ]
    with scope_of(people.caseworker):
        send_back_submission(returnee=rows[2], reason="Umur belum cocok.", by=people.caseworker)
    return rows


def test_a_district_officer_begins_with_recording_an_arrival(people, client_for):
    page = client_for(people.district_buton_tengah).get("/").content.decode()
    assert page.index("Catat kedatangan") < page.index("Tidak ada pekerjaan yang menunggu.")
    assert 'class="btn btn-primary btn-wide" href="/pemulangan/catat/"' in page


def test_submissions_wait_at_the_province_oldest_first(submissions, people, client_for):
    page = client_for(people.caseworker).get("/")
    assert [line.title for line in card(page, "verifikasi").lines] == ["La Satu", "La Dua"]


def test_the_card_of_submissions_leads_to_their_returns(submissions, people, client_for):
    client = client_for(people.caseworker)
    listed = client.get(card(client.get("/"), "verifikasi").url).context["rows"]
    assert [row["number"] for row in listed] == [submissions[0].repatriation.number]


def test_what_was_sent_back_stands_at_its_author_with_the_reason(submissions, people, client_for):
    page = client_for(people.district_buton_tengah).get("/")
    (line,) = card(page, "dikembalikan").lines
    assert (line.title, "Umur belum cocok." in line.note) == ("La Tiga", True)
    assert "dikembalikan" not in codes(client_for(people.district_buton_tengah_2).get("/"))


def test_another_district_sees_none_of_it(submissions, people, client_for):
    page = client_for(people.district_wakatobi).get("/")
    assert codes(page) == []
    assert "La Satu" not in page.content.decode()


def test_a_look_at_the_first_page_is_recorded_with_the_people_shown(submissions, people, client_for):
    page = client_for(people.caseworker).get("/")
    record = AccessRecord.objects.get(object_kind="returnee", request_id=page["X-Request-Id"])
    assert set(record.worker_ids) == {row.worker_id for row in submissions[:2]}


@pytest.fixture
def cases(people, scope_of):
    """One case a day late, one due in three days, both of the caseworker; one of a colleague."""
    with scope_of(people.head):
        made = [make_case(people.head, worker=make_worker(people.head), on=TODAY) for _number in range(3)]
        for case, user in zip(made, (people.caseworker, people.caseworker, people.caseworker_2), strict=True):
            assign_case(case=case, to=user, by=people.head)
        for case, days in zip(made, (-1, 3, -2), strict=True):
            Case.objects.filter(pk=case.pk).update(due_on=TODAY + timedelta(days=days))
    return made


def test_own_cases_stand_by_their_clock(cases, people, client_for):
    page = client_for(people.caseworker).get("/")
    assert [line.state_label for line in card(page, "lewat-tenggat").lines] == ["Lewat 1 hari"]
    assert [line.state_label for line in card(page, "segera").lines] == ["Sisa 3 hari"]


def test_the_head_sees_the_cases_of_all(cases, people, client_for):
    assert card(client_for(people.head).get("/"), "lewat-tenggat").count == 2


def test_own_tasks_lead_to_their_case(cases, people, client_for, scope_of):
    with scope_of(people.head):
        add_task(case=cases[0], title="Hubungi keluarga", assignee=people.caseworker, due_on=TODAY, by=people.head)
    (line,) = card(client_for(people.caseworker).get("/"), "tugas").lines
    assert (line.title, line.url) == ("Hubungi keluarga", f"/kasus/{cases[0].number}/")


def test_expected_arrivals_of_the_week_are_listed(people, client_for, scope_of):
    with scope_of(people.caseworker):
        for days in (2, 9):
            group = make_group(people.caseworker, on=TODAY, arrived_on=None)
            Repatriation.objects.filter(pk=group.pk).update(expected_on=TODAY + timedelta(days=days))
    assert card(client_for(people.caseworker).get("/"), "kedatangan").count == 1


def test_restricted_people_are_not_on_the_first_page(submissions, people, client_for):
    with viewing_everything(reason="test"):
        worker = submissions[0].worker
        type(submissions[0]).objects.filter(pk=submissions[0].pk).update(is_restricted=True)
        type(worker).objects.filter(pk=worker.pk).update(is_restricted=True)
    assert "La Satu" not in client_for(people.caseworker).get("/").content.decode()


def test_the_auditor_sees_todays_looks_as_numbers(submissions, people, client_for):
    client_for(people.caseworker).get("/")
    page = client_for(people.auditor).get("/")
    assert "akses-hari-ini" in codes(page)
    assert "La Satu" not in page.content.decode()


def test_the_system_administrator_sees_accounts_that_end(people, client_for):
    User.objects.filter(pk=people.district_wakatobi.pk).update(ends_on=TODAY + timedelta(days=5))
    (line,) = card(client_for(people.system_admin).get("/"), "akun-berakhir").lines
    assert line.title == people.district_wakatobi.full_name


def test_public_relations_see_this_months_figures_and_no_people(submissions, people, client_for):
    page = client_for(people.pr).get("/")
    assert [section.code for section in page.context["sections"]] == ["kedatangan", "deportasi", "dicegah", "kasus"]
    assert "La Satu" not in page.content.decode()


def test_an_account_without_work_is_told_so(people, client_for):
    assert "Tidak ada pekerjaan yang menunggu." in client_for(people.outsider).get("/").content.decode()


def test_nobody_without_sign_in_gets_in(client, db):
    assert client.get("/").status_code == 302


def test_cards_have_different_codes_and_a_title():
    assert all(kind.title and kind.code == code for code, kind in Card.registry.items())


@pytest.mark.parametrize(("number", "queries"), [(1, 24), (3, 24), (7, 25)])
def test_the_first_page_costs_the_same_queries_with_more_work(
    people, client_for, scope_of, number, queries, django_assert_num_queries
):
    """One query a card, one that records all looks, and one for all counts where a card goes on."""
    with scope_of(people.district_buton_tengah):
        for name in ("La Ombak", "Wa Sinar", "Ridwan", "La Satu", "Wa Dua", "La Tiga", "Wa Empat")[:number]:
            make_returnee(people.district_buton_tengah, on=TODAY - timedelta(days=1), who=person(name))
    client = client_for(people.caseworker)
    client.get("/")
    with django_assert_num_queries(queries):
        page = client.get("/")
    assert card(page, "verifikasi").count == number
    assert len(card(page, "verifikasi").lines) == min(number, 5)


def test_children_without_a_receiver_stand_first_until_they_have_one(people, client_for, scope_of):
    officer = people.district_buton_tengah
    with scope_of(officer):
        day = TODAY - timedelta(days=1)
        child, _grown, long_ago = (
            make_returnee(officer, on=day, who=person("La Anak", age=9)),
            make_returnee(officer, on=day, who=person("La Dewasa")),
            make_returnee(officer, on=TODAY - timedelta(days=60), who=person("Wa Anak", age=9)),
        )
    assert long_ago.pk
    page = client_for(people.district_buton_tengah_2).get("/")
    assert codes(page)[0] == "tanpa-penerima"
    assert [line.title for line in card(page, "tanpa-penerima").lines] == ["La Anak"]
    with scope_of(officer):
        group = child.repatriation
        row = prepare_handover(repatriation=group, values={"kind": "FAMILY"}, people=[child], by=officer)
        sign_handover(handover=row, version=1, values={"on": day}, people=[child], witnesses=[], by=officer)
    assert "tanpa-penerima" not in codes(client_for(officer).get("/"))
