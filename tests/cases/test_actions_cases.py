"""Casework: opening, working, moving, closing."""

import uuid
from datetime import date

import pytest

from cases.actions.cases import (
    add_note,
    add_task,
    answer_referral,
    assign_case,
    close_case,
    edit_case,
    finish_task,
    move_stage,
    refer_case,
    reopen_case,
)
from cases.actions.matches import decide_match
from cases.exceptions import CannotClose, CannotMove
from cases.models import Case, DuplicateCandidate, Returnee
from core.exceptions import DomainError, StaleEdit
from tests.factories.casework import DAY, make_case, make_group, make_returnee, make_worker, person


@pytest.fixture
def by(people, scope_of):
    with scope_of(people.caseworker):
        yield people.caseworker


@pytest.fixture
def case(by):
    return make_case(by)


def test_case_opens_with_number_stage_and_deadline(by):
    first, second = make_case(by, on=date(2026, 11, 20)), make_case(by, on=date(2027, 1, 4))
    assert first.number.startswith("KS-2026-")
    assert second.number == "KS-2027-0001"
    assert (first.stage, first.status, first.due_on, first.rule.code) == (
        "DITERIMA",
        "PROSES",
        date(2026, 11, 27),
        "FIRST_ACTION",
    )
    assert first.stage_changes.get().to_stage == "DITERIMA"


def test_stale_edit_changes_nothing(by, case, people):
    edit_case(case=case, version=1, changes={"summary": "Pertama"}, by=people.caseworker_2)
    with pytest.raises(StaleEdit, match="Joko Contoh sudah mengubah data ini"):
        edit_case(case=case, version=1, changes={"summary": "Kedua"}, by=by)
    case.refresh_from_db()
    assert case.summary == "Pertama"


def test_forms_sent_twice_make_one(by, case):
    form_id = uuid.uuid4()
    for _time in range(2):
        add_note(case=case, text="Satu", by=by, form_id=form_id)
        add_task(case=case, title="Satu", assignee=by, due_on=None, by=by, form_id=form_id)
        refer_case(case=case, agency="DINSOS", agency_name="", purpose="Satu", on=DAY, by=by, form_id=form_id)
    assert [case.notes.count(), case.tasks.count(), case.referrals.count()] == [1, 1, 1]


@pytest.mark.parametrize(("to_stage", "reason", "allowed"), [("VERIFIKASI", "", True), ("MEDIASI", "x", False)])
def test_stage_moves_along_the_table(by, case, to_stage, reason, allowed):
    if allowed:
        assert move_stage(case=case, to_stage=to_stage, reason=reason, by=by).stage == to_stage
        return
    with pytest.raises(CannotMove, match="tidak dapat langsung dituju"):
        move_stage(case=case, to_stage=to_stage, reason=reason, by=by)


def test_move_that_needs_a_reason_asks_for_it(by, case):
    move_stage(case=case, to_stage="VERIFIKASI", reason="", by=by)
    with pytest.raises(CannotMove, match="Tulis alasan"):
        move_stage(case=case, to_stage="LENGKAPI", reason=" ", by=by)


def test_case_with_open_task_cannot_close(by, case):
    task = add_task(case=case, title="Telepon keluarga", assignee=by, due_on=None, by=by)
    with pytest.raises(CannotClose, match="masih ada 1 tugas terbuka"):
        close_case(case=case, reason="TERPENUHI", note="", on=DAY, by=by)
    finish_task(task=task, state="DONE", by=by)
    closed = close_case(case=case, reason="TERPENUHI", note="", on=DAY, by=by)
    assert (closed.stage, closed.status, closed.closed_on) == ("SELESAI", "SELESAI", DAY)


def test_case_closes_for_named_reasons_only(by, case):
    with pytest.raises(CannotClose, match="Pilih alasan"):
        close_case(case=case, reason="BOSAN", note="", on=DAY, by=by)


def test_closed_case_is_left_alone_until_reopened(by, case):
    close_case(case=case, reason="DICABUT", note="", on=DAY, by=by)
    with pytest.raises(DomainError, match="sudah ditutup"):
        add_note(case=case, text="Masih", by=by)
    with pytest.raises(DomainError, match="Tulis alasan"):
        reopen_case(case=case, reason="", by=by)
    again = reopen_case(case=case, reason="Pengadu datang lagi", by=by)
    assert (again.status, again.stage, again.closing_reason) == ("PROSES", "VERIFIKASI", "")
    assert add_note(case=again, text="Lanjut", by=by).text == "Lanjut"


def test_referral_is_answered_once_per_version(by, case):
    referral = refer_case(case=case, agency="DINSOS", agency_name="", purpose="Shelter", on=DAY, by=by)
    answer_referral(referral=referral, version=1, state="ACCEPTED", answer="Bisa", on=DAY, by=by)
    with pytest.raises(StaleEdit):
        answer_referral(referral=referral, version=1, state="REFUSED", answer="Tidak", on=DAY, by=by)


def test_assigned_officer_of_a_restricted_case_joins_its_team(people, scope_of):
    with scope_of(people.caseworker):
        case = make_case(people.caseworker, is_restricted=True)
        assign_case(case=case, to=people.empowerment, by=people.caseworker)
    with scope_of(people.empowerment):
        assert Case.objects.filter(pk=case.pk).exists()
    with scope_of(people.placement):
        assert not Case.objects.filter(pk=case.pk).exists()


def pair(by) -> DuplicateCandidate:
    make_returnee(by, who=person("La Ode Contoh Samudra", age=40))
    returnee = make_returnee(by, who=person("La Ode Contoh Samudra", age=40), open_case=True)
    return DuplicateCandidate.objects.get(worker=returnee.worker)


def test_same_person_takes_over_what_hung_on_the_other(by):
    candidate = pair(by)
    decide_match(candidate=candidate, decision="SAME", by=by)
    candidate.worker.refresh_from_db()
    assert candidate.worker.merged_into == candidate.other
    assert candidate.other.returns.count() == 2
    assert candidate.other.cases.count() == 1
    assert candidate.other.addresses.filter(is_counted=True).count() == 1
    assert candidate.worker.returns.count() == 0


def test_other_person_stays_apart_and_is_decided_once(by):
    candidate = pair(by)
    decide_match(candidate=candidate, decision="OTHER", by=by)
    with pytest.raises(DomainError, match="Sudah diputuskan"):
        decide_match(candidate=candidate, decision="SAME", by=by)
    assert Returnee.objects.filter(worker=candidate.worker).count() == 1


def test_two_of_one_return_are_not_joined(by):
    group = make_group(by)
    make_returnee(by, group=group, who=person("La Ode Contoh Samudra", age=40))
    twin = make_returnee(by, group=group, who=person("La Ode Contoh Samudra", age=40))
    candidate = DuplicateCandidate.objects.get(worker=twin.worker)
    with pytest.raises(DomainError, match="pemulangan yang sama"):
        decide_match(candidate=candidate, decision="SAME", by=by)


def test_numbers_follow_each_other_without_a_gap(by):
    worker = make_worker(by)
    numbers = [make_case(by, worker=worker).number for _time in range(3)]
    assert numbers == ["KS-2026-0001", "KS-2026-0002", "KS-2026-0003"]
