"""Deciding whether two people are one."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from cases.actions.keeping import join_people, keep_guarded_pair
from cases.choices import MatchDecision
from cases.facts import PersonFacts
from cases.models import DuplicateCandidate, Worker
from cases.places import SettledPlace
from cases.queries import may_be_hinted_at, people_alike
from core.exceptions import DomainError
from core.history import action


def note_candidates(*, worker: Worker, facts: PersonFacts, place: SettledPlace, on: date, by) -> int:
    """Keep whom the new person looks like, to be decided. Part of an action. Answers how many.

    A pair with somebody restricted is kept from their side: whoever sees them decides, nobody else learns of it.
    """
    found = people_alike(facts, place, on, leave_out=worker.pk)
    for match in found:
        if may_be_hinted_at(match.worker):
            DuplicateCandidate.objects.create(
                worker=worker, other_id=match.worker.pk, score=match.score, reasons=match.reasons
            )
        else:
            keep_guarded_pair(worker=match.worker, other=worker, score=match.score, reasons=match.reasons)
    return len(found)


@action
def decide_match(*, candidate: DuplicateCandidate, decision: str, by) -> DuplicateCandidate:
    """Same person: what hangs on the newer one moves to the older. Other person: the pair is not shown again."""
    row = DuplicateCandidate.objects.select_for_update(of=("self",)).get(pk=candidate.pk)
    if row.decision != MatchDecision.PENDING:
        raise DomainError(_("Sudah diputuskan sebelumnya. Tidak ada yang diubah."))
    if decision == MatchDecision.SAME:
        older, newer = sorted((row.worker_id, row.other_id))
        join_people(worker_id=newer, into_id=older, by=by)
    if decision in {MatchDecision.SAME, MatchDecision.OTHER}:
        row.decision = decision
        row.decided_by = by
        row.decided_at = timezone.now()
        row.save()
    return row
