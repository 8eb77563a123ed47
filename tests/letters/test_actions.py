"""What can be done with a letter: taken into the book, corrected, given to somebody, finished."""

import uuid
from datetime import date, time, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from core.exceptions import DomainError, StaleEdit
from core.models import AccessRecord
from core.open_work import OpenWork
from core.working_days import add_working_days
from letters.actions.dispositions import finish_disposition, shelve_letter
from letters.actions.letters import edit_letter, record_letter
from letters.choices import Handling
from letters.models import Disposition, Letter
from letters.open_work import OpenDispositions
from tests.factories.letters import DAY, facts, give, make_letter
from tests.seeing import everything


def test_every_fact_of_a_letter_has_its_place(people, scope_of):
    """S02 of the field file, and what others add to it."""
    with scope_of(people.caseworker):
        asked = make_letter(
            people.caseworker, number="B.1076/BP3MI21/PB.05.03/V/2025", letter_date=date(2025, 5, 16),
            sender="BP3MI Kalimantan Utara", issuer="BP3MI Sulawesi Selatan", recipient="BP3MI Sulawesi Tenggara",
            copies="Direktur Pelindungan", subject="Permohonan bantuan biaya dan fasilitasi pemulangan 5 PMI",
            kind="PERMOHONAN", channel="EMAIL", urgency="SEGERA", people_counted=5, costs_asked=Decimal("7500000"),
            moved_on=date(2025, 5, 16), moved_at=time(14, 5), note="Diteruskan ke pelindungan",
        )  # fmt: skip
        reply = make_letter(
            people.caseworker, direction="OUT", sender="", recipient="BP3MI Sulawesi Selatan", kind="BALASAN",
            answers_to=asked, moved_on=date(2025, 5, 17),
        )  # fmt: skip
        row = Letter.objects.get(pk=asked.pk)
        assert (row.agenda_number, row.handling, row.office) == ("SM-2025-0001", "WAITING", people.caseworker.office)
        assert (row.sender, row.issuer) == ("BP3MI Kalimantan Utara", "BP3MI Sulawesi Selatan")
        assert (row.people_counted, row.costs_asked, row.moved_at) == (5, Decimal("7500000.00"), time(14, 5))
        assert row.subject.endswith("5 PMI")
        assert (reply.agenda_number, reply.handling, list(row.answers.all())) == ("SK-2025-0001", "", [reply])


def test_a_notice_by_telephone_has_no_number(people, scope_of):
    with scope_of(people.caseworker):
        row = make_letter(people.caseworker, number="", channel="TELEPON", printed_date="31/04/2025")
        assert (row.number, str(row), row.printed_date) == ("", row.agenda_number, "31/04/2025")


def test_each_office_has_its_own_book(people, scope_of):
    with scope_of(people.caseworker):
        assert make_letter(people.caseworker).agenda_number == "SM-2026-0001"
    with scope_of(people.helpdesk):
        own = f"SM{people.helpdesk.office_id}"
        assert make_letter(people.helpdesk).agenda_number == f"{own}-2026-0001"


def test_a_form_sent_twice_makes_one_letter(people, scope_of):
    form_id = uuid.uuid4()
    with scope_of(people.caseworker):
        rows = [record_letter(facts=facts(), form_id=form_id, by=people.caseworker) for _turn in range(2)]
        assert rows[0] == rows[1]
        assert Letter.objects.count() == 1


def test_a_letter_without_subject_is_refused(people, scope_of):
    with scope_of(people.caseworker), pytest.raises(DomainError) as refusal:
        make_letter(people.caseworker, subject="  ")
    assert refusal.value.field == "subject"


def test_an_edit_meets_another(letter, people, scope_of):
    with scope_of(people.caseworker_2):
        edit_letter(letter=letter, version=1, changes={"sender": "KJRI"}, by=people.caseworker_2)
        with pytest.raises(StaleEdit):
            edit_letter(letter=letter, version=1, changes={"sender": "KBRI"}, by=people.caseworker_2)
        with pytest.raises(DomainError, match="dirinya sendiri"):
            edit_letter(letter=letter, version=2, changes={"answers_to": letter}, by=people.caseworker_2)


def test_the_author_and_the_head_make_a_letter_secret_and_nobody_else(letter, people, scope_of):
    with scope_of(people.caseworker_2), pytest.raises(DomainError) as refusal:
        edit_letter(letter=letter, version=1, changes={"classification": "RAHASIA"}, by=people.caseworker_2)
    assert refusal.value.field == "classification"
    with scope_of(people.caseworker):
        edit_letter(letter=letter, version=1, changes={"classification": "RAHASIA"}, by=people.caseworker)
    with scope_of(people.head):
        edit_letter(letter=letter, version=2, changes={"classification": "SANGAT_RAHASIA"}, by=people.head)
    with scope_of(people.caseworker_2):
        assert not Letter.objects.exists()


@pytest.mark.parametrize(("urgency", "days"), [("BIASA", 5), ("SEGERA", 2), ("SANGAT_SEGERA", 1)])
def test_a_disposition_falls_due_by_urgency(people, scope_of, urgency, days):
    with scope_of(people.head):
        given = give(make_letter(people.head, urgency=urgency), people.caseworker, people.head)
        assert given.due_on == add_working_days(DAY, days)


def test_given_twice_it_is_one_and_the_letter_follows(letter, people, scope_of):
    with scope_of(people.head):
        first, second = (give(letter, people.caseworker, people.head) for _turn in range(2))
        other = give(letter, people.placement, people.head)
        assert first == second
        assert state_of(letter) == Handling.GIVEN
        finish_disposition(disposition=first, state="DONE", answer="Sudah dibalas", by=people.head)
        assert state_of(letter) == Handling.GIVEN
        finish_disposition(disposition=other, state="DROPPED", by=people.head)
        assert state_of(letter) == Handling.DONE
        finish_disposition(disposition=first, state="DROPPED", by=people.head)
        assert state_of(letter) == Handling.WAITING
        row = Disposition.objects.get(pk=first.pk)
        assert (row.answer, row.done_at is not None) == ("Sudah dibalas", True)


def state_of(letter) -> str:
    return Letter.objects.get(pk=letter.pk).handling


def test_what_was_given_again_is_not_opened_twice(letter, people, scope_of):
    with scope_of(people.head):
        first = give(letter, people.caseworker, people.head)
        finish_disposition(disposition=first, state="DONE", by=people.head)
        give(letter, people.caseworker, people.head)
        with pytest.raises(DomainError, match="orang yang sama"):
            finish_disposition(disposition=first, state="OPEN", by=people.head)


def test_a_day_that_passed_an_outgoing_letter_and_a_stranger_are_refused(letter, people, scope_of):
    with scope_of(people.head):
        with pytest.raises(DomainError) as refusal:
            give(letter, people.caseworker, people.head, due_on=DAY - timedelta(days=1))
        assert refusal.value.field == "due_on"
        with pytest.raises(DomainError) as refusal:
            give(letter, people.auditor, people.head)
        assert refusal.value.field == "to"
        with pytest.raises(DomainError, match="Surat keluar"):
            give(make_letter(people.head, direction="OUT", recipient="KJRI"), people.caseworker, people.head)


def test_a_letter_that_is_only_to_be_known_waits_for_nobody(letter, people, scope_of):
    with scope_of(people.head):
        assert shelve_letter(letter=letter, by=people.head).handling == Handling.DONE
        give(letter, people.caseworker, people.head)
        assert shelve_letter(letter=letter, by=people.head).handling == Handling.GIVEN


def test_open_dispositions_go_to_who_takes_the_work_over(people, scope_of):
    with scope_of(people.head):
        mine, both = (make_letter(people.head, classification="RAHASIA", subject="La Coba") for _turn in range(2))
        rows = [give(mine, people.caseworker, people.head), give(both, people.caseworker, people.head)]
        give(both, people.caseworker_2, people.head)
    with scope_of(people.system_admin):
        work = OpenDispositions()
        lines = work.lines(people.caseworker)
        assert [key for key, _line in lines] == [row.pk for row in rows]
        assert lines[0][1] == f"{mine.agenda_number}: Tindak lanjuti"
        keys = [row.pk for row in rows]
        assert work.hand_over(user=people.caseworker, to=people.caseworker_2, keys=keys, by=people.system_admin) == 2
        assert work.lines(people.caseworker) == []
    assert OpenDispositions in OpenWork.registry
    with scope_of(people.caseworker_2):
        assert set(Letter.objects.all()) == {mine, both}
    with scope_of(people.caseworker):
        assert not Letter.objects.exists()


def test_the_subject_lies_encrypted_and_the_record_tells_the_change(letter):
    with everything():
        stored = Letter.objects.values_list("subject", flat=True).get()
        assert b"Pemulangan" not in bytes(stored)
    change = AccessRecord.objects.get(look="CHANGE")
    assert (change.object_kind, change.object_ids, change.field_class) == ("letter", [letter.pk], "record_letter")
    assert change.at <= timezone.now()
