"""Dispositions: the head gives a letter to somebody, who says what came of it."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from core.exceptions import DomainError
from core.history import action
from core.working_days import add_working_days
from letters.choices import DAYS_TO_DO, Direction, DispositionState, Handling
from letters.models import Disposition, Letter
from letters.queries import who_may_be_given

OPEN = DispositionState.OPEN


def due_day(letter: Letter, on: date) -> date:
    """When an instruction falls due, where the head names no other day."""
    return add_working_days(on, DAYS_TO_DO[letter.urgency])


def lock_letter(letter: Letter) -> Letter:
    return Letter.objects.select_for_update(of=("self",)).get(pk=letter.pk)


@action
def give_disposition(
    *, letter: Letter, to, instruction: str, text: str = "", due_on: date | None = None, on: date, by
) -> Disposition:
    """Give the letter to somebody; without a day it falls due as its urgency says. Given twice it is one."""
    row = lock_letter(letter)
    if row.direction != Direction.IN:
        raise DomainError(_("Surat keluar tidak didisposisikan."))
    there = row.dispositions.filter(to=to, state=OPEN).first()
    if there is not None:
        return there
    if due_on is not None and due_on < on:
        raise DomainError(_("Tenggat ini sudah lewat. Tulis hari ini atau sesudahnya."), field="due_on")
    if not who_may_be_given(on).filter(pk=to.pk).exists():
        raise DomainError(_("Orang ini tidak dapat menerima disposisi."), field="to")
    made = Disposition.objects.create(
        letter=row, by=by, to=to, instruction=instruction, text=text.strip(), due_on=due_on or due_day(row, on)
    )
    settle(row)
    return made


@action
def finish_disposition(*, disposition: Disposition, state: str, answer: str = "", by) -> Disposition:
    """Done, dropped, or open again."""
    letter = lock_letter(disposition.letter)
    row = Disposition.objects.select_for_update(of=("self",)).get(pk=disposition.pk)
    if state == OPEN and letter.dispositions.filter(to=row.to_id, state=OPEN).exclude(pk=row.pk).exists():
        raise DomainError(_("Surat ini sudah diberikan lagi kepada orang yang sama."))
    row.state = state
    row.answer = answer.strip() if answer.strip() or state == DispositionState.DONE else row.answer
    row.done_at = None if state == OPEN else timezone.now()
    row.save()
    settle(letter)
    return row


@action
def shelve_letter(*, letter: Letter, by) -> Letter:
    """Nothing needs to be done: the letter waits for nobody."""
    row = lock_letter(letter)
    if row.handling == Handling.WAITING:
        row.handling = Handling.DONE
        row.save(update_fields=["handling"])
    return row


def settle(letter: Letter) -> None:
    """The letter is dealt with when nobody has it any more. Part of an action."""
    states = set(letter.dispositions.values_list("state", flat=True))
    handling = Handling.WAITING
    if OPEN in states:
        handling = Handling.GIVEN
    elif DispositionState.DONE in states:
        handling = Handling.DONE
    if letter.handling != handling:
        letter.handling = handling
        letter.save(update_fields=["handling"])
