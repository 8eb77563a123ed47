"""What is told of a letter, as it goes from a form or a program into an action."""

from dataclasses import dataclass, fields
from datetime import date, time
from decimal import Decimal

from letters.choices import Classification, Direction, Urgency
from letters.models import Letter


@dataclass(frozen=True)
class LetterFacts:
    """Everything of a letter but its scan. `moved_on`: the day it came in or went out."""

    subject: str
    moved_on: date
    direction: str = Direction.IN
    sender: str = ""
    number: str = ""
    letter_date: date | None = None
    printed_date: str = ""
    moved_at: time | None = None
    channel: str = ""
    kind: str = "SURAT"
    issuer: str = ""
    recipient: str = ""
    copies: str = ""
    classification: str = Classification.ORDINARY
    urgency: str = Urgency.ORDINARY
    people_counted: int | None = None
    costs_asked: Decimal | None = None
    answers_to: Letter | None = None
    note: str = ""

    def values(self) -> dict[str, object]:
        """By column."""
        return {item.name: getattr(self, item.name) for item in fields(self)}
