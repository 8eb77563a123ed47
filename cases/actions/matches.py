"""Deciding whether two people are one."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from cases.actions.keeping import join_people
from cases.choices import MatchDecision
from cases.facts import PersonFacts
from cases.models import DuplicateCandidate, Worker
from cases.places import SettledPlace
from cases.queries import people_alike
from core.exceptions import DomainError
from core.history import action


def note_candidates(*, worker: Worker, facts: PersonFacts, place: SettledPlace, on: date, by) -> int:
    """Keep whom the new person looks like, to be decided. Part of an action. Answers how many."""
    found = people_alike(facts, place, on, leave_out=worker.pk)
    for match in found:
        DuplicateCandidate.objects.create(
            worker=worker, other_id=match.worker.pk, score=match.score, reasons=match.reasons
        )
    return len(found)


@action
def decide_match(*, candidate: DuplicateCandidate, decision: str, by) -> DuplicateCandidate:
    """Same person: what hangs on the newer one moves to the older. Other person: the pair is not shown again."""
    row = DuplicateCandidate.objects.select_for_update(of=("self",)).get(pk=candidate.pk)
    if row.decision != MatchDecision.PENDING:
        raise DomainError(_("Sudah diputuskan sebelumnya. Tidak ada yang diubah."))
    if decision == MatchDecision.SAME:
        join_people(worker_id=row.worker_id, into_id=row.other_id, by=by)
    if decision in {MatchDecision.SAME, MatchDecision.OTHER}:
        row.decision = decision
        row.decided_by = by
        row.decided_at = timezone.now()
        row.save()
    return row
