"""Deciding whether two people are one."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from cases.actions.workers import refresh_counted
from cases.choices import MatchDecision
from cases.facts import PersonFacts
from cases.models import Case, DuplicateCandidate, FamilyLink, Returnee, Worker
from cases.places import SettledPlace
from cases.queries import people_alike
from core.exceptions import DomainError
from core.history import action
from core.scope import viewing_everything


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
        join_people(worker_id=row.worker_id, into_id=row.other_id)
    if decision in {MatchDecision.SAME, MatchDecision.OTHER}:
        row.decision = decision
        row.decided_by = by
        row.decided_at = timezone.now()
        row.save()
    return row


def join_people(*, worker_id: int, into_id: int) -> None:
    """Move returns, cases, names, addresses and the rest; the emptied row points to the one that stays."""
    with viewing_everything(reason="join two records of one person"):
        people = {row.pk: row for row in Worker.objects.select_for_update().filter(pk__in=[worker_id, into_id])}
        worker, into = people[worker_id], people[into_id]
        if worker.merged_into_id or into.merged_into_id:
            raise DomainError(_("Salah satu data ini sudah digabungkan. Muat ulang halaman."))
        trips = set(Returnee.objects.filter(worker=into).values_list("repatriation_id", flat=True))
        if Returnee.objects.filter(worker=worker, repatriation_id__in=trips).exists():
            raise DomainError(_("Keduanya tercatat dalam pemulangan yang sama. Periksa dahulu daftar pemulangan itu."))
        Returnee.objects.filter(worker=worker).update(worker=into)
        Case.objects.filter(worker=worker).update(worker=into)
        FamilyLink.objects.filter(relative=worker).update(relative=into)
        worker.addresses.filter(is_counted=True).update(is_counted=False)
        worker.sourced_values.filter(is_used=True).update(is_used=False)
        for related in (
            worker.names,
            worker.addresses,
            worker.statuses,
            worker.flags,
            worker.family,
            worker.sourced_values,
        ):
            related.update(worker=into)
        worker.merged_into = into
        worker.version += 1
        worker.save(update_fields=["merged_into", "version"])
        into.version += 1
        into.save(update_fields=["version"])
    refresh_counted(worker=into)
