"""Somebody died: what is known of it, the papers of the remains, and what the heirs are owed.

`values` are columns of the row. What follows by itself: the person's state, a task to find proof of identity, the
rights of the heirs of somebody who left by the rules, and the duty of the P3MI.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar
from uuid import UUID

from django.utils.translation import gettext as _

from cases.actions.cases import add_task, finish_task, lock_open, taken
from cases.actions.workers import add_status, told_by
from cases.choices import TaskState
from cases.choices_aftercare import PROCEDURAL, BenefitKind, BenefitState, Placement, ProofState
from cases.clocks import due_on, rule_on
from cases.facts import Source
from cases.models import Benefit, Case, CasePaper, Death, HospitalStay, Illness, SourcedValue
from core.editing import lock_version
from core.exceptions import DomainError
from core.history import action

DECEASED = "MENINGGAL"
DEATH_FIELDS = {"death_on": "on", "death_place": "place"}
OfCase = TypeVar("OfCase", Death, CasePaper, Benefit, Illness, HospitalStay)


@dataclass(frozen=True)
class Printed:
    """What one source prints of a death, letter by letter."""

    on: str = ""
    place: str = ""
    source: Source = field(default_factory=Source)


@action
def record_death(*, case: Case, values: dict, told: Printed, on: date, by, form_id: UUID | None = None) -> Death:
    """One death for each case. Raises DomainError when a colleague recorded it meanwhile."""
    if made := taken(Death, form_id):
        return made
    row = lock_open(case)
    refuse_second(row, Death)
    death = Death.objects.create(case=row, form_id=form_id, created_by=by, **values)
    keep_printed(death, told, by)
    follow_death(death, on, by)
    return death


@action
def correct_death(*, death: Death, version: int, values: dict, told: Printed, on: date, by) -> Death:
    """Raises StaleEdit. What a source prints is added beside what other sources print."""
    lock_open(death.case)
    row = corrected(death, version, values)
    keep_printed(row, told, by)
    follow_death(row, on, by)
    return row


@action
def record_case_paper(*, case: Case, values: dict, by, form_id: UUID | None = None) -> CasePaper:
    if made := taken(CasePaper, form_id):
        return made
    return CasePaper.objects.create(case=lock_open(case), form_id=form_id, created_by=by, **values)


@action
def correct_case_paper(*, paper: CasePaper, version: int, values: dict, by) -> CasePaper:
    lock_open(paper.case)
    return corrected(paper, version, values)


@action
def record_benefit(*, case: Case, values: dict, on: date, by, form_id: UUID | None = None) -> Benefit:
    """Something that is owed. Unless a day is told, it is asked for again by the rule of the day."""
    if made := taken(Benefit, form_id):
        return made
    return open_benefit(lock_open(case), values, on, by, form_id)


@action
def correct_benefit(*, benefit: Benefit, version: int, values: dict, by) -> Benefit:
    lock_open(benefit.case)
    return corrected(benefit, version, values)


def open_benefit(case: Case, values: dict, on: date, by, form_id: UUID | None = None) -> Benefit:
    rule = rule_on("BENEFIT_FOLLOW_UP", on)
    values = {**values, "due_on": values.get("due_on") or due_on(rule, on)}
    return Benefit.objects.create(case=case, rule=rule, form_id=form_id, created_by=by, **values)


def refuse_second(case: Case, model: type[Death] | type[Illness]) -> None:
    """Two officers who opened the same empty form: the second is told, and what they typed stays in the form."""
    if model.objects.filter(case=case).exists():
        sentence = _("Petugas lain baru saja mencatatnya pada kasus ini. Buka kasusnya, lalu ubah yang sudah ada.")
        raise DomainError(sentence)


def corrected(row: OfCase, version: int, values: dict) -> OfCase:
    """The row with other values. Raises StaleEdit when somebody changed it since the form was opened."""
    found = lock_version(type(row).objects.select_related("case__worker"), pk=row.pk, version=version)
    for column, value in values.items():
        setattr(found, column, value)
    found.version += 1
    found.save()
    return found


def keep_printed(death: Death, told: Printed, by) -> None:
    """The writing of a source beside the value that is used, once for the same writing."""
    known = {(row.field, row.printed, row.source) for row in SourcedValue.objects.filter(case=death.case)}
    readings = {"death_on": {"read_date": death.on}, "death_place": {"read_text": death.place}}
    for name, printed in (("death_on", told.on), ("death_place", told.place)):
        if printed and (name, printed, told.source.text) not in known:
            SourcedValue.objects.create(
                worker=death.case.worker,
                case=death.case,
                field=name,
                printed=printed,
                **readings[name],
                **told_by(told.source, by),
            )


def follow_death(death: Death, on: date, by) -> None:
    """What a death brings with it. Part of an action."""
    mark_deceased(death)
    ask_for_proof(death, by)
    if death.placement in PROCEDURAL and not Benefit.objects.filter(case=death.case).exists():
        open_benefit(death.case, {"kind": BenefitKind.UNKNOWN, "state": BenefitState.OPEN}, on, by)
    put_duty(death)


def mark_deceased(death: Death) -> None:
    """The person is dead since that day: so nobody is telephoned, visited or offered anything."""
    worker = death.case.worker
    known = worker.statuses.filter(status=DECEASED).order_by("pk").first()
    if known is None:
        add_status(worker=worker, status=DECEASED, starts_on=death.on, country=death.country)
    elif death.on and known.starts_on != death.on:
        known.starts_on = death.on
        known.save(update_fields=["starts_on"])


def ask_for_proof(death: Death, by) -> None:
    """Missing proof of identity is a task; it is done when the proof is there."""
    if death.proof_state == ProofState.MISSING and death.proof_task is None:
        title = _("Cari bukti identitas almarhum/almarhumah (KTP, KK, akta, ijazah, atau keterangan desa)")
        death.proof_task = add_task(case=death.case, title=title, assignee=by, due_on=None, by=by)
        death.save(update_fields=["proof_task"])
    task = death.proof_task
    if death.proof_state == ProofState.FOUND and task is not None and task.state == TaskState.OPEN:
        finish_task(task=task, state=TaskState.DONE, by=by)


def put_duty(death: Death) -> None:
    """Whoever a P3MI placed is brought home by that P3MI: the version of the rule on the day of death counts."""
    case = death.case
    rule = rule_on("P3MI_REMAINS", death.on or case.opened_on) if death.placement == Placement.P3MI else None
    if rule != death.duty_rule:
        death.duty_rule, death.duty_due_on = rule, due_on(rule, case.opened_on)
        death.save(update_fields=["duty_rule", "duty_due_on"])
