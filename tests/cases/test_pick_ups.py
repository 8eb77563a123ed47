"""Ticks at the quay: by those named and by districts, twice, at once, undone, stale; counts, and somebody unlisted."""

import json
import threading
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.utils import timezone

from cases.actions.arrivals import record_arrival, verify_submission
from cases.actions.pick_ups import (
    count_people,
    undo_count,
)
from cases.actions.repatriations import correct_repatriation, record_manifest
from cases.actions.restrictions import restrict_worker
from cases.exceptions import AlreadyThere, ChangedMeanwhile, SentByAnother
from cases.facts import ArrivalFacts, ListedPerson, PersonFacts
from cases.models import ArrivalTick, Repatriation, Returnee, Worker, WorkerStatus
from cases.queries import awaited, reconcile
from core.exceptions import DomainError
from core.models import AccessRecord
from tests.conftest import signed_in_client
from tests.factories.pick_ups import make_quay, over, tick
from tests.seeing import everything


@pytest.fixture
def named(people):
    return people.district_wakatobi


@pytest.fixture
def quay(people, scope_of, named):
    """A list of the office: two of Muna, one of Wakatobi; the officer of Wakatobi and the help desk are named."""
    with scope_of(people.caseworker):
        return make_quay(people.caseworker, named=[named, people.helpdesk])


@pytest.fixture
def numbers(quay, people, scope_of):
    def read():
        with scope_of(people.caseworker):
            found = reconcile(quay.group)
            return found.listed, found.arrived, found.by_reason, found.open, found.unlisted

    return read


# --- actions ----------------------------------------------------------------------------------------------------------


def test_line_that_is_ticked_becomes_a_person_as_the_letter_tells(quay, named, scope_of, numbers):
    with scope_of(named):
        made, row = tick(quay, quay.key(0), named)
    with everything():
        row = Returnee.objects.select_related("worker", "repatriation").get(pk=row.pk)
        assert (row.worker.told_name, row.sex, row.age_group, row.arrival_state) == (
            "La Coba Karang", "L", "ADULT", "ARRIVED",
        )  # fmt: skip
        assert (row.repatriation.state, row.repatriation.arrived_on) == ("ARRIVED", timezone.localdate())
        assert (row.submission_state, made.by_id) == ("WAITING", named.pk)
        assert WorkerStatus.objects.filter(worker=row.worker, status="PURNA").count() == 1
    assert numbers() == (3, 1, {}, 2, 0)


def stands(quay):
    with everything():
        group = Repatriation.objects.get(pk=quay.group.pk)
        return group.state, group.arrived_on


def test_undoing_the_only_tick_takes_the_arrival_of_the_return_back(quay, named, scope_of, numbers):
    today = timezone.localdate()
    with scope_of(named):
        _made, row = tick(quay, quay.key(0), named)
        assert stands(quay) == ("ARRIVED", today)
        tick(quay, quay.key(1), named)
        tick(quay, f"o{row.pk}", named, state="EXPECTED", seen="ARRIVED")
        assert stands(quay) == ("ARRIVED", today)
        with everything():
            other = Returnee.objects.get(arrival_state="ARRIVED")
        tick(quay, f"o{other.pk}", named, state="EXPECTED", seen="ARRIVED")
    assert stands(quay) == ("ANNOUNCED", None)
    assert numbers() == (3, 0, {}, 3, 0)
    with everything():
        assert list(Returnee.objects.values_list("arrived_on", flat=True)) == [None, None]


def test_a_day_that_was_told_by_hand_stays_when_the_only_tick_is_undone(quay, people, named, scope_of):
    with scope_of(people.caseworker):
        group = Repatriation.objects.get(pk=quay.group.pk)
        changes = {"arrived_on": timezone.localdate(), "state": "ARRIVED"}
        correct_repatriation(repatriation=group, version=group.version, changes=changes, by=people.caseworker)
    with scope_of(named):
        _made, row = tick(quay, quay.key(0), named)
        tick(quay, f"o{row.pk}", named, state="EXPECTED", seen="ARRIVED")
    assert stands(quay) == ("ARRIVED", timezone.localdate())


def test_undoing_the_only_count_takes_the_arrival_back(people, scope_of):
    with scope_of(people.caseworker):
        quay = make_quay(people.caseworker, people_counted=8)
        counted = count_people(
            repatriation=quay.group, state="ARRIVED", reason="", people=2, client_id=uuid4(),
            on=timezone.localdate(), by=people.caseworker,
        )  # fmt: skip
        assert stands(quay)[0] == "ARRIVED"
        undo_count(tick=counted, client_id=uuid4(), by=people.caseworker)
    assert stands(quay) == ("ANNOUNCED", None)


def test_tick_gives_no_sight_that_lasts(quay, people, named, scope_of):
    with scope_of(named):
        _made, row = tick(quay, quay.key(0), named)
        assert Worker.objects.filter(pk=row.worker_id).count() == 0
        assert Returnee.objects.filter(pk=row.pk).count() == 0
    over(quay)
    with scope_of(named):
        assert Worker.objects.filter(pk=row.worker_id).count() == 0
    with everything():
        assert Worker.objects.get(pk=row.worker_id).created_by_id == people.caseworker.pk


def test_same_tick_by_two_is_one_and_tells_who_was_first(quay, people, named, scope_of):
    with scope_of(named):
        tick(quay, quay.key(0), named)
    with scope_of(people.helpdesk), pytest.raises(AlreadyThere, match=r"Sudah ditandai Tiba oleh Asri Contoh pukul"):
        tick(quay, quay.key(0), people.helpdesk)
    with everything():
        assert (Returnee.objects.count(), ArrivalTick.objects.count()) == (1, 1)


def test_another_thing_said_meanwhile_is_shown_and_not_taken(quay, people, named, scope_of, numbers):
    with scope_of(named):
        tick(quay, quay.key(0), named)
    with scope_of(people.helpdesk), pytest.raises(ChangedMeanwhile, match="Tanda Anda belum disimpan"):
        tick(quay, quay.key(0), people.helpdesk, "NOT_ARRIVED", reason="LEFT")
    assert numbers() == (3, 1, {}, 2, 0)


def test_wrong_tick_is_undone_and_the_trail_stays(quay, people, named, scope_of, numbers):
    with scope_of(named):
        _made, row = tick(quay, quay.key(0), named)
    with scope_of(people.helpdesk):
        tick(quay, f"o{row.pk}", people.helpdesk, "EXPECTED", seen="ARRIVED")
        assert [(one.name, one.state) for one in awaited(quay.group)][:1] == [("La Coba Karang", "EXPECTED")]
        tick(quay, quay.key(0), people.helpdesk, "NOT_ARRIVED", reason="NOT_FOUND")
    with everything():
        assert list(ArrivalTick.objects.order_by("pk").values_list("state", "by__username")) == [
            ("ARRIVED", named.username),
            ("EXPECTED", people.helpdesk.username),
            ("NOT_ARRIVED", people.helpdesk.username),
        ]
        assert WorkerStatus.objects.filter(worker=row.worker_id).count() == 0
        assert Returnee.objects.get(pk=row.pk).events.count() >= 3
    assert numbers() == (3, 0, {"NOT_FOUND": 1}, 2, 0)


def test_tick_sent_again_after_it_was_undone_does_nothing(quay, people, named, scope_of, numbers):
    again = uuid4()
    with scope_of(named):
        _made, row = tick(quay, quay.key(0), named, client_id=again)
        tick(quay, f"o{row.pk}", named, "EXPECTED", seen="ARRIVED")
        with pytest.raises(AlreadyThere):
            tick(quay, quay.key(0), named, client_id=again)
    assert numbers() == (3, 0, {}, 3, 0)
    with scope_of(people.helpdesk), pytest.raises(SentByAnother):
        tick(quay, quay.key(1), people.helpdesk, client_id=again)


def test_tick_of_another_return_tells_nothing_here(quay, people, named, scope_of):
    again = uuid4()
    with scope_of(named):
        tick(quay, quay.key(0), named, client_id=again)
    over(quay)
    with scope_of(people.caseworker):
        other = make_quay(people.caseworker, named=[named])
    with scope_of(named):
        with pytest.raises(DomainError, match="tidak ada lagi") as refused:
            tick(other, other.key(0), named, client_id=again)
        assert type(refused.value) is DomainError


def test_restricted_child_is_ticked_like_everybody(quay, people, named, scope_of, numbers):
    with scope_of(people.caseworker):
        _made, row = tick(quay, quay.key(2), people.caseworker)
        tick(quay, f"o{row.pk}", people.caseworker, "EXPECTED", seen="ARRIVED")
        restrict_worker(worker=row.worker, user_ids={people.head.pk}, by=people.caseworker, on=timezone.localdate())
    with scope_of(named):
        tick(quay, f"o{row.pk}", named)
    record = AccessRecord.objects.filter(look="CHANGE", field_class="tick_arrival").order_by("-pk").first()
    assert (record.worker_ids, record.sight) == ([row.worker_id], "J")
    assert numbers() == (3, 1, {}, 2, 0)


def test_after_the_end_nothing_is_ticked(quay, named, scope_of):
    over(quay)
    with scope_of(named), pytest.raises(DomainError, match="tidak ada lagi"):
        tick(quay, quay.key(0), named)


def test_district_ticks_its_own_line_and_no_other(quay, people, scope_of):
    own = people.district_buton_tengah
    with scope_of(people.caseworker):
        other = make_quay(
            people.caseworker, names=[ListedPerson("La Coba Teluk", "L", 30, "Buton Tengah"), *quay_names()]
        )
    with scope_of(own):
        assert [row.name for row in awaited(other.group)] == ["La Coba Teluk"]
        made, row = tick(other, other.key(0), own)
        assert Worker.objects.get(pk=row.worker_id).created_by_id == own.pk
        with pytest.raises(DomainError, match="tidak ada lagi"):
            tick(other, other.key(1), own)


def quay_names():
    return [ListedPerson("Wa Coba Jauh", "P", 33, "Wakatobi")]


def test_line_of_a_list_that_was_replaced_is_said_to_be_gone(quay, people, named, scope_of):
    with scope_of(named):
        tick(quay, quay.key(0), named)
    with scope_of(people.caseworker):
        record_manifest(
            repatriation=quay.group, issuer="BP3MI Kaltara", letter_number="B.8/CONTOH", letter_date=None, subject="",
            people_counted=4, people=[ListedPerson("La Coba Karang", "L", 41, "Muna"), *quay_names()],
            by=people.caseworker,
        )  # fmt: skip
    with scope_of(named):
        with pytest.raises(DomainError, match="tidak ada lagi"):
            tick(quay, quay.key(1), named)
        assert [(row.name, row.state) for row in awaited(quay.group)] == [
            ("La Coba Karang", "ARRIVED"),
            ("Wa Coba Jauh", "EXPECTED"),
        ]


def test_who_was_verified_is_changed_by_the_office_alone(quay, people, named, scope_of):
    with scope_of(named):
        _made, row = tick(quay, quay.key(0), named)
    with scope_of(people.caseworker):
        verify_submission(returnee=row, by=people.caseworker)
    with scope_of(named), pytest.raises(DomainError, match="Sudah diverifikasi"):
        tick(quay, f"o{row.pk}", named, "EXPECTED", seen="ARRIVED")


def test_people_without_names_are_counted_and_the_sum_holds(people, scope_of):
    with scope_of(people.caseworker):
        quay = make_quay(people.caseworker, people_counted=11)
        values = {"repatriation": quay.group, "on": timezone.localdate(), "by": people.caseworker}
        assert reconcile(quay.group).nameless == 8
        counted = count_people(state="ARRIVED", reason="", people=5, client_id=uuid4(), **values)
        count_people(state="NOT_ARRIVED", reason="LEFT", people=2, client_id=uuid4(), **values)
        with pytest.raises(DomainError, match="tinggal 1"):
            count_people(state="ARRIVED", reason="", people=2, client_id=uuid4(), **values)
        tick(quay, quay.key(0), people.caseworker)
        found = reconcile(quay.group)
        assert (found.listed, found.arrived, found.by_reason, found.open, found.nameless) == (11, 6, {"LEFT": 2}, 3, 1)
        undo_count(tick=counted, client_id=uuid4(), by=people.caseworker)
        with pytest.raises(AlreadyThere, match="sudah diurungkan oleh"):
            undo_count(tick=counted, client_id=uuid4(), by=people.caseworker)
        assert (reconcile(quay.group).arrived, reconcile(quay.group).nameless) == (1, 6)


@pytest.mark.parametrize(("ago", "counts"), [(1, 1), (40, 0), (900, 0)])
def test_tick_before_midnight_counts_on_its_day_and_a_wrong_clock_does_not(client_for, quay, named, ago, counts):
    evening = timezone.now() - timedelta(days=ago)
    answer = post(client_for(named), named, quay, f"{quay.key(0)}|ARRIVED|EXPECTED", captured_at=evening.isoformat())
    assert answer.json()["state"] == "saved"
    with everything():
        assert Returnee.objects.get().arrived_on == timezone.localdate() - timedelta(days=counts)


# --- two at one quay --------------------------------------------------------------------------------------------------


def post(client, user, quay, text, client_id=None, **more):
    body = {"user": user.pk, "client_id": str(client_id or uuid4()), "values": {"tanda": text}, **more}
    return client.post(quay.at("kirim"), json.dumps(body), content_type="application/json")


@pytest.mark.django_db(transaction=True)
def test_two_officers_who_tick_everybody_at_once_double_nobody(people, named, scope_of):
    with everything(), scope_of(people.caseworker):
        quay = make_quay(people.caseworker, named=[named, people.helpdesk])
    answers, start = [], threading.Barrier(4)

    def work(user, order):
        client = signed_in_client(user)
        start.wait()
        for index in order:
            text = f"{quay.key(index)}|ARRIVED|EXPECTED"
            answers.append(post(client, user, quay, text).json()["state"])
        connection.close()

    turns = [(named, (0, 1, 2)), (people.helpdesk, (0, 1, 2)), (named, (2, 1, 0)), (people.helpdesk, (2, 0, 1))]
    threads = [threading.Thread(target=work, args=turn) for turn in turns]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == ["already"] * 9 + ["saved"] * 3
    with everything():
        assert (Returnee.objects.count(), Worker.objects.count(), ArrivalTick.objects.count()) == (3, 3, 3)
        assert reconcile(quay.group).arrived == 3


@pytest.mark.django_db(transaction=True)
def test_came_and_did_not_come_at_once_one_of_them_is_shown(people, named, scope_of):
    with everything(), scope_of(people.caseworker):
        quay = make_quay(people.caseworker, named=[named, people.helpdesk])
    answers, start = [], threading.Barrier(2)

    def work(user, wanted):
        client = signed_in_client(user)
        start.wait()
        answers.append(post(client, user, quay, f"{quay.key(0)}|{wanted}|EXPECTED").json())
        connection.close()

    turns = [(named, "ARRIVED"), (people.helpdesk, "NOT_ARRIVED.LEFT")]
    threads = [threading.Thread(target=work, args=turn) for turn in turns]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answer["state"] for answer in answers) == ["mend", "saved"]
    refused = next(answer for answer in answers if answer["state"] == "mend")
    assert "Sudah ditandai" in refused["errors"]["__all__"][0]
    with everything():
        assert (Returnee.objects.count(), ArrivalTick.objects.count()) == (1, 1)


# --- from the phone ---------------------------------------------------------------------------------------------------


def test_answer_that_was_lost_does_nothing_twice(client_for, quay, named):
    key, client = uuid4(), client_for(named)
    first = post(client, named, quay, f"{quay.key(0)}|ARRIVED|EXPECTED", key)
    again = post(client, named, quay, f"{quay.key(0)}|ARRIVED|EXPECTED", key)
    assert (first.json()["state"], again.json()["state"]) == ("saved", "already")
    assert again.json()["now"] == "ARRIVED"
    with everything():
        assert (Returnee.objects.count(), ArrivalTick.objects.count()) == (1, 1)


BAD = [
    b"{", b"[]", b'"x"', b"{}", b'{"user": 1}',
    b'{"user": 1, "client_id": "x", "values": {"tanda": "b1|ARRIVED|EXPECTED"}}',
    b'{"user": 1, "client_id": "00000000-0000-4000-8000-000000000001", "values": {"tanda": "b1|GONE|EXPECTED"}}',
    b'{"user": 1, "client_id": "00000000-0000-4000-8000-000000000001", "values": {"tanda": "z1|ARRIVED|EXPECTED"}}',
    b'{"user": 1, "client_id": "00000000-0000-4000-8000-000000000001",'
    b' "values": {"tanda": "b1|NOT_ARRIVED.NOBODY|EXPECTED"}}',
    b'{"user": 1, "client_id": "00000000-0000-4000-8000-000000000001", "values": {"tanda": "xb1|ARRIVED|EXPECTED"}}',
    b'{"user": 1, "client_id": "00000000-0000-4000-8000-000000000001", "values": {"tanda": "b1|ARRIVED|EXPECTEDx"}}',
]  # fmt: skip


@pytest.mark.parametrize("body", BAD)
def test_what_is_no_tick_gets_a_sentence(client_for, quay, named, body):
    answer = client_for(named).post(quay.at("kirim"), body, content_type="application/json")
    assert (answer.status_code, answer.json()["state"]) == (422, "mend")
    assert answer.json()["errors"]["__all__"] == ["Tanda ini tidak terbaca. Muat ulang halaman, lalu tandai lagi."]


def test_person_who_never_was_gets_a_sentence(client_for, quay, named):
    answer = post(client_for(named), named, quay, "o999999999999999999|ARRIVED|EXPECTED")
    assert (answer.status_code, answer.json()["errors"]["__all__"][0][:34]) == (
        422, "Orang ini tidak ada lagi dalam daf"[:34],
    )  # fmt: skip


def test_tick_of_another_account_is_not_taken(client_for, quay, named, people):
    answer = post(client_for(named), people.helpdesk, quay, f"{quay.key(0)}|ARRIVED|EXPECTED")
    assert (answer.status_code, answer.json()["state"]) == (409, "other_user")
    with everything():
        assert ArrivalTick.objects.count() == 0


def test_form_of_arrivals_says_that_a_line_was_ticked_meanwhile(people, quay, scope_of):
    line = quay.lines[0]
    facts = {"repatriation": quay.group, "person": PersonFacts(name=line.name), "on": timezone.localdate()}
    with scope_of(people.caseworker):
        tick(quay, quay.key(0), people.caseworker)
        with pytest.raises(DomainError, match="sudah dipasangkan"):
            record_arrival(arrival=ArrivalFacts(entry_id=line.pk), by=people.caseworker, **facts)
    with everything():
        assert Returnee.objects.count() == 1
