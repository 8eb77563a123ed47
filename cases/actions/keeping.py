"""Keeping rows equal that repeat each other, also those out of the sight of whoever made the change.

Parts of actions, never actions by themselves: the caller has the right, the transaction and the history.
"""

from collections.abc import Iterable

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.actions.teams import forget_grants, restrict_by_rule, set_team, team_ids, teams_of_cases
from cases.actions.telling import add_told, facts_of, told_on
from cases.ages import age_group, worker_age
from cases.choices import MatchDecision, Sex, SourceKind
from cases.facts import PersonFacts, Source
from cases.list_pairs import Told, pairs, told_of_line
from cases.models import Case, DuplicateCandidate, FamilyLink, Manifest, ManifestEntry, Repatriation, Returnee, Worker
from cases.names import name_columns, name_tokens
from cases.numbers import normal_nik, normal_passport
from cases.queries.wide import is_name_sealed, record_in_use
from cases.restricting import must_be_restricted
from core.exceptions import DomainError
from core.locks import lock_once
from core.scope import viewing_everything

NEAR_AGE = 2  # years by which a letter and a person may tell one age differently


def refresh_counted(*, worker: Worker) -> None:
    """Copy district, sex, age group and restriction to the person's returns and cases, which reports count."""
    with viewing_everything(reason="keep returns and cases equal to the person they are about"):
        for returnee in Returnee.objects.filter(worker=worker).select_related("repatriation"):
            refresh_returnee(returnee, worker)
        Case.objects.filter(worker=worker).exclude(district=worker.district).update(district=worker.district)


def refresh_returnee(returnee: Returnee, worker: Worker) -> None:
    day = returnee.arrived_on or returnee.repatriation.arrived_on or returnee.created_at.date()
    columns = {
        "district_id": worker.district_id,
        "sex": worker.sex,
        "age_group": age_group(worker_age(worker, day)),
        "is_restricted": worker.is_restricted,
    }
    if any(getattr(returnee, column) != value for column, value in columns.items()):
        for column, value in columns.items():
            setattr(returnee, column, value)
        returnee.save(update_fields=list(columns))
    keep_district(returnee.repatriation, worker.district_id)


def is_restricted_now(worker: Worker) -> bool:
    """Read under a lock, so that a restriction which is being made is waited for and not missed."""
    with viewing_everything(reason="whether a person is restricted, for a row about them"):
        row = Worker.objects.select_for_update(of=("self",), no_key=True).get(pk=worker.pk)
    worker.is_restricted = row.is_restricted
    return row.is_restricted


def records_of(worker: Worker) -> list[Worker]:
    """The person's record and all that were joined into it, which keep the old names and numbers."""
    with viewing_everything(reason="records that were joined into one"):
        found = [worker]
        for record in found:
            found += Worker.objects.filter(merged_into=record)
    return found


def follow_restriction(*, worker: Worker) -> None:
    """What hangs on the person is seen by whom the person is seen: joined records, returns, and cases.

    A case with a team of its own keeps it: nobody comes into it by restricting or lifting the person.
    """
    with viewing_everything(reason="keep what hangs on a person as restricted as the person"):
        records = Worker.objects.filter(pk__in=[row.pk for row in records_of(worker)])
        records.exclude(is_restricted=worker.is_restricted).update(is_restricted=worker.is_restricted)
        cases = Case.objects.filter(worker=worker).exclude(is_restricted=worker.is_restricted)
        if not worker.is_restricted:
            cases = cases.exclude(pk__in=teams_of_cases())
        cases.update(is_restricted=worker.is_restricted)
    refresh_counted(worker=worker)
    refresh_names(worker=worker)
    forget_grants()


def guard_cases(*, worker: Worker, by) -> None:
    """Files about somebody who turns out to be a child are for a named team, as if they were opened today."""
    with viewing_everything(reason="restrict the files about a child"):
        for case in Case.objects.filter(worker=worker, is_restricted=False):
            case.worker = worker
            if must_be_restricted(case):
                restrict_by_rule(case, by=by, on=timezone.localdate())
                case.version += 1
                case.save(update_fields=["is_restricted", "version"])
    refresh_names(worker=worker)
    forget_grants()


def refresh_names(*, worker: Worker) -> None:
    """Seal the names of a person when something of theirs is restricted now, or make them searchable again."""
    with viewing_everything(reason="seal or open a person's name"):
        is_sealed = is_name_sealed(worker)
        records = [record.pk for record in records_of(record_in_use(worker))]
        for row in Worker.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=records).order_by("pk"):
            columns = name_columns(row.told_name, is_sealed=is_sealed)
            if row.name != columns["name"]:
                for column, value in columns.items():
                    setattr(row, column, value)
                row.save(update_fields=[*columns, "sealed_words"])
        if is_sealed:
            turn_pairs(records)


def turn_pairs(workers: list[int]) -> None:
    """Pairs with people who are sealed now are seen from their side alone."""
    pairs = DuplicateCandidate.objects.filter(other__in=workers, decision=MatchDecision.PENDING)
    for pair in pairs.exclude(worker__in=workers):
        turned = {"worker_id": pair.other_id, "other_id": pair.worker_id}
        if not DuplicateCandidate.objects.filter(**turned).exists():
            pair.worker_id, pair.other_id = pair.other_id, pair.worker_id
            pair.save(update_fields=["worker", "other"])


def keep_guarded_pair(*, worker: Worker, other: Worker, score: int, reasons: list[str]) -> None:
    """A pair that whoever entered `other` may not learn of, because `worker` is restricted."""
    with viewing_everything(reason="keep a pair for those who see its restricted half"):
        DuplicateCandidate.objects.create(worker=worker, other=other, score=score, reasons=reasons)


def keep_district(repatriation, district_id: int | None) -> None:
    """The return stands on the list of each district that its people come from."""
    if district_id is not None:
        repatriation.districts.get_or_create(district_id=district_id, defaults={"created_at": repatriation.created_at})


def follow_arrival_day(repatriation: Repatriation) -> None:
    """Those who came did so on the day now used; their age group follows."""
    with viewing_everything(reason="arrival day of a return was corrected"):
        for returnee in Returnee.objects.filter(repatriation=repatriation).arrived().select_related("worker"):
            returnee.arrived_on = repatriation.arrived_on
            returnee.save(update_fields=["arrived_on"])
            refresh_counted(worker=returnee.worker)
    repatriation.legs.filter(position=1).update(arrived_on=repatriation.arrived_on)


def standing_lists(repatriation: Repatriation) -> dict[int, Manifest]:
    """Lists of the return that nothing newer replaced, by id, under the lock of its lists."""
    lock_once(f"lists:{repatriation.pk}")
    rows = Manifest.objects.filter(repatriation=repatriation, replaced_by=None).order_by("-created_at", "-pk")
    return {row.pk: row for row in rows}


def pair_with_list(manifest: Manifest, replaced: Iterable[Manifest]) -> None:
    """The list takes the place of those `replaced`; who came before it was entered stands on its lines.

    Whoever stood on a line of a replaced list goes to the line of the same person (cases/list_pairs.py), and keeps the
    old line where there is none. Unless it only adds people, a list that names everybody whom it counts leaves the
    others outside. All of it can be changed.
    """
    with viewing_everything(reason="pair those who came with the lines of a list"):
        older = [row.pk for row in replaced]
        loose = Q(manifest_entry__isnull=True) | Q(manifest_entry__manifest__in=older)
        came = Returnee.objects.filter(loose, repatriation=manifest.repatriation)
        people = list(came.select_related("worker", "manifest_entry"))
        entries = list(manifest.entries.all()) if people else []
        same = pairs([told_of(row) for row in people], [told_of_line(line) for line in entries])
        for told, line in same:
            told.row.manifest_entry, told.row.is_unlisted = line.row, False
            put_on_line(told.row)
        if names_everybody(manifest, entries) and not manifest.is_addition:
            paired = {told.row.pk for told, _line in same}
            for row in people:
                if row.pk not in paired:
                    row.is_unlisted = True
                    put_on_line(row)
        Manifest.objects.filter(pk__in=older).update(replaced_by=manifest)


def told_of(row: Returnee) -> Told:
    """As the list tells the person who stands on it, else as the record does."""
    if row.manifest_entry and row.manifest_entry.name:
        return told_of_line(row.manifest_entry, row)
    worker = row.worker
    numbers = frozenset(filter(None, (normal_nik(worker.nik), normal_passport(worker.passport_number))))
    age = worker_age(worker, row.arrived_on or row.created_at.date())
    return Told(row, worker.told_name, row.sex, age, numbers=numbers)


def names_everybody(manifest: Manifest, entries: list[ManifestEntry]) -> bool:
    has_names = all(line.name for line in entries)
    return has_names and len(entries) == (manifest.people_counted or len(entries)) > 0


def line_for(repatriation: Repatriation, person: PersonFacts) -> int | None:
    """The one open line of the letters that names this person: the same name, and no other sex or age."""
    with viewing_everything(reason="find the line of a letter for who came"):
        lines = ManifestEntry.objects.filter(manifest__repatriation=repatriation, manifest__replaced_by=None)
        same = [line for line in lines if same_name(line.name, person.name)]
        taken = set(Returnee.objects.filter(manifest_entry__in=same).values_list("manifest_entry_id", flat=True))
    fitting = [line.pk for line in same if line.pk not in taken and fits(line, person)]
    return fitting[0] if len(fitting) == 1 else None


def fits(line: ManifestEntry, person: PersonFacts) -> bool:
    is_other_sex = Sex.UNKNOWN not in {line.sex, person.sex} and line.sex != person.sex
    listed, told = line.stated_age, person.age.years
    is_near = listed is None or told is None or abs(listed - told) <= NEAR_AGE
    return is_near and not is_other_sex


def same_name(one: str, other: str) -> bool:
    return bool(one and other) and name_tokens(one) == name_tokens(other)


def put_on_line(row: Returnee) -> None:
    row.version += 1
    row.save(update_fields=["manifest_entry", "is_unlisted", "version"])


def follow_cause(repatriation: Repatriation, old_cause: str) -> None:
    """People who had the group's old cause have its new one; a person's own cause stays."""
    with viewing_everything(reason="cause of a return was corrected"):
        Returnee.objects.filter(repatriation=repatriation, cause=old_cause).update(cause=repatriation.cause)


def join_people(*, worker_id: int, into_id: int, by) -> None:
    """Move returns, cases, names, addresses and the rest; the emptied row points to the one that stays.

    What the one that stays does not know it takes from the other; what differs stands beside it by source.
    """
    with viewing_everything(reason="join two records of one person"):
        people = {row.pk: row for row in Worker.objects.select_for_update().filter(pk__in=[worker_id, into_id])}
        worker, into = people[worker_id], people[into_id]
        refuse_joining(worker, into)
        facts, used = facts_of(worker), set(worker.sourced_values.filter(is_used=True).values_list("pk", flat=True))
        move_to(worker, into)
        teams = [team_ids(row) for row in (worker, into) if row.is_restricted]
        worker.merged_into = into
        worker.version += 1
        worker.save(update_fields=["merged_into", "version"])
        source = Source(SourceKind.OFFICER, worker.number)
        filled = add_told(worker=into, facts=facts, source=source, on=told_on(worker), may_fill=True, by=by)
        into.sourced_values.filter(pk__in=used, field__in=filled).update(is_used=True)
        into.is_restricted = bool(teams)
        into.version += 1
        into.save(update_fields=["is_restricted", "version"])
    if teams:
        keep_unseen(into, teams, by)
    else:
        refresh_counted(worker=into)
    guard_cases(worker=into, by=by)


def refuse_joining(worker: Worker, into: Worker) -> None:
    if worker.merged_into_id or into.merged_into_id:
        raise DomainError(_("Salah satu data ini sudah digabungkan. Muat ulang halaman."))
    trips = set(Returnee.objects.filter(worker=into).values_list("repatriation_id", flat=True))
    if Returnee.objects.filter(worker=worker, repatriation_id__in=trips).exists():
        raise DomainError(_("Keduanya tercatat dalam pemulangan yang sama. Periksa dahulu daftar pemulangan itu."))


def move_to(worker: Worker, into: Worker) -> None:
    """Everything that hangs on the one hangs on the other; nothing of it counts or is used by itself."""
    Returnee.objects.filter(worker=worker).update(worker=into)
    Case.objects.filter(worker=worker).update(worker=into)
    FamilyLink.objects.filter(relative=worker).update(relative=into)
    worker.addresses.filter(is_counted=True).update(is_counted=False)
    worker.sourced_values.filter(is_used=True).update(is_used=False)
    related = (worker.names, worker.addresses, worker.statuses, worker.flags, worker.family, worker.sourced_values)
    for rows in (*related, worker.interviews, worker.screenings, worker.sisko_records):
        rows.update(worker=into)


def keep_unseen(worker: Worker, teams: list[set[int]], by) -> None:
    """Of two records of which one or both were restricted: only who saw both sees the person from now on."""
    for record in records_of(worker):
        set_team(row=record, user_ids={by.pk, *set.intersection(*teams)}, by=by, on=timezone.localdate())
    follow_restriction(worker=worker)
