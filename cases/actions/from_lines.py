"""A person of whom only the line of a letter tells: registered as the letter tells of them. Part of an action."""

from datetime import date

from cases.actions.carrying import keep_doubtful, letter_facts, letter_source
from cases.actions.keeping import keep_district
from cases.actions.matches import note_candidates
from cases.actions.workers import register_worker
from cases.ages import age_group, worker_age
from cases.choices import ArrivalState
from cases.models import ManifestEntry, Returnee
from cases.places import settle_place


def add_from_line(line: ManifestEntry, *, state: str, reason: str, submission: str, on: date, by) -> Returnee:
    """The person and their row in the return. Take the line with its manifest and return."""
    letter, repatriation = line.manifest, line.manifest.repatriation
    day = letter.letter_date or on
    person, source = letter_facts(line), letter_source(letter)
    worker = register_worker(facts=person, source=source, on=day, by=by)
    keep_doubtful(worker, line, source, by)
    note_candidates(worker=worker, facts=person, place=settle_place(person.place), on=day, by=by)
    has_come = state == ArrivalState.ARRIVED
    row = Returnee.objects.create(
        repatriation=repatriation,
        worker=worker,
        manifest_entry=line,
        arrival_state=state,
        not_arrived_reason=reason,
        cause=repatriation.cause,
        country=repatriation.country,
        arrived_on=(repatriation.arrived_on or on) if has_come else None,
        district_id=worker.district_id,
        sex=worker.sex,
        age_group=age_group(worker_age(worker, (repatriation.arrived_on or on) if has_come else day)),
        submission_state=submission,
        created_by=by,
    )
    keep_district(repatriation, worker.district_id)
    return row
