"""Everybody of a paper form at once: each as `record_arrival` logs one person, all of them or nobody."""

from collections.abc import Sequence
from datetime import date

from cases.actions.arrivals import record_arrival
from cases.exceptions import AlreadyThere
from cases.facts import ArrivalFacts, PersonFacts
from cases.models import Repatriation, Returnee
from core.exceptions import DomainError
from core.history import action


class LineRefused(DomainError):
    """What the rules refuse of one line; `line` counts from 0 among those that were sent."""

    def __init__(self, error: DomainError, line: int):
        super().__init__(error.message, field=error.field)
        self.line = line


@action
def record_people(
    *, repatriation: Repatriation, people: Sequence[tuple[PersonFacts, ArrivalFacts]], on: date, by
) -> list[Returnee]:
    """Log all of them. Whoever was logged by the same form before (`client_id`) stays as they are.

    Answers those who are new. Raises LineRefused.
    """
    made = []
    for line, (person, arrival) in enumerate(people):
        try:
            made.append(record_arrival(repatriation=repatriation, person=person, arrival=arrival, on=on, by=by))
        except AlreadyThere:
            continue
        except DomainError as error:
            raise LineRefused(error, line) from error
    return made
