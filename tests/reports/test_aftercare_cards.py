"""Open work of death, illness and return on the first page, and somebody frail whom the viewer does not see as such."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from cases.actions.cases import open_case
from cases.actions.deaths import Printed, record_death
from cases.actions.follow_ups import record_follow_up
from cases.models import AccessGrant
from tests.factories.casework import make_group, make_returnee, make_worker, person
from tests.seeing import everything

TODAY = timezone.localdate()


def card(client, code: str):
    context = client.get("/").context
    return next(found for found in [*context["busy"], *context["idle"]] if found.code == code)


@pytest.fixture
def death(people, scope_of):
    def died(**values):
        by = people.caseworker
        with scope_of(by):
            worker = make_worker(by, name="La Contoh Wafat")
            day = TODAY - timedelta(days=40)
            case = open_case(worker=worker, category="MENINGGAL", channel="RUJUKAN", on=day, by=by)
            record_death(case=case, values=values, told=Printed(), on=day, by=by)
        return case

    return died


def test_rights_of_a_procedural_worker_wait_in_the_queue(death, people, client_for):
    case = death(placement="OFFICIAL")
    (line,) = card(client_for(people.head), "hak-ahli-waris").lines
    assert (line.url, line.state) == (f"/kasus/{case.number}/#hak", "overdue")
    assert "Hak ahli waris, belum ditelusuri" in line.note
    assert card(client_for(people.district_buton_tengah), "hak-ahli-waris").count == 1
    assert card(client_for(people.district_wakatobi), "hak-ahli-waris").count == 0
    assert card(client_for(people.caseworker), "hak-ahli-waris").count == 1
    assert card(client_for(people.placement), "hak-ahli-waris").count == 0


def test_the_duty_of_a_p3mi_waits_until_it_is_answered(death, people, client_for):
    case = death(placement="P3MI", company="PT Contoh", on=TODAY - timedelta(days=42))
    (line,) = card(client_for(people.head), "kewajiban-p3mi").lines
    assert (line.url, line.state) == (f"/kasus/{case.number}/#meninggal", "overdue")
    assert line.note == "PT Contoh · Belum diminta"
    death(placement="P3MI", duty_state="MET", on=TODAY - timedelta(days=42))
    assert card(client_for(people.head), "kewajiban-p3mi").count == 1


@pytest.mark.parametrize(("days", "count"), [(200, 0), (310, 1), (370, 1), (400, 0)])
def test_an_offer_stands_in_the_queue_when_its_end_is_near(days, count, people, client_for, scope_of):
    with scope_of(people.caseworker):
        make_returnee(people.caseworker, on=TODAY - timedelta(days=days), who=person("La Contoh Pulang"))
    assert card(client_for(people.empowerment), "tawaran-pemberdayaan").count == count


def test_an_offer_that_was_made_is_no_work(people, client_for, scope_of):
    with scope_of(people.caseworker):
        row = make_returnee(people.caseworker, on=TODAY - timedelta(days=340))
        record_follow_up(
            returnee=row, kind="OFFER", values={"on": TODAY, "told": "x", "answer": "OPEN"}, by=people.caseworker
        )
    assert card(client_for(people.empowerment), "tawaran-pemberdayaan").count == 0


def test_somebody_ill_without_a_receiver_alarms_without_telling_the_illness(people, client_for, scope_of):
    """The first team holds the head and the protection officers of the day; one who came later is told by this."""
    by = people.district_buton_tengah
    with scope_of(by):
        day, ill = TODAY - timedelta(days=1), person("La Contoh Sakit")
        group = make_group(by, on=day)
        make_returnee(by, group=group, on=day, who=ill, flags=("SAKIT_KRONIS",))
    assert [line.title for line in card(client_for(people.head), "tanpa-penerima").lines] == ["La Contoh Sakit"]
    assert card(client_for(people.head), "perlu-perhatian").count == 0
    leave_team()
    (line,) = card(client_for(people.caseworker_2), "perlu-perhatian").lines
    assert (line.title, line.url) == ("Seorang yang perlu perhatian", f"/pemulangan/{group.number}/#serah-terima")
    page = client_for(people.caseworker_2).get("/").content.decode()
    assert "akit" not in page.split('id="perlu-perhatian"')[1].split("</section>")[0]
    assert "La Contoh Sakit" not in page.split('id="perlu-perhatian"')[1].split("</section>")[0]
    other = client_for(people.district_buton_tengah_2).get("/")
    assert "perlu-perhatian" not in [found.code for found in [*other.context["busy"], *other.context["idle"]]]


def leave_team() -> None:
    """As for a protection officer who came after the team was named."""
    with everything():
        AccessGrant.objects.filter(user__username="caseworker_2").delete()


def test_rights_say_until_when_they_are_asked_for(people, client_for, scope_of):
    by = people.caseworker
    with scope_of(by):
        worker = make_worker(by)
        case = open_case(worker=worker, category="MENINGGAL", channel="RUJUKAN", on=date(2026, 11, 28), by=by)
        record_death(case=case, values={"placement": "P3MI"}, told=Printed(), on=TODAY, by=by)
    (line,) = card(client_for(people.head), "hak-ahli-waris").lines
    assert line.state == ""
    assert "tanyakan sampai" in line.note
