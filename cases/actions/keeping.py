"""Keeping rows equal that repeat each other, also those out of the sight of whoever made the change.

Parts of actions, never actions by themselves: the caller has the right, the transaction and the history.
"""

from django.utils.translation import gettext as _

from cases.ages import age_group, worker_age
from cases.models import Case, FamilyLink, Manifest, Repatriation, Returnee, Worker
from cases.names import name_columns, name_tokens
from core.exceptions import DomainError
from core.scope import viewing_everything


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


def is_name_sealed(worker: Worker) -> bool:
    """Whether the person's name stands nowhere in clear: the person or one of their cases is restricted."""
    with viewing_everything(reason="whether a person's name must be sealed"):
        return worker.is_restricted or Case.objects.filter(worker=worker, is_restricted=True).exists()


def refresh_name(worker_id: int) -> None:
    """Seal the person's name when something of theirs is restricted now, or put it back among the searchable."""
    with viewing_everything(reason="seal or open a person's name"):
        worker = Worker.objects.select_for_update(of=("self",)).get(pk=worker_id)
        columns = name_columns(worker.told_name, is_sealed=is_name_sealed(worker))
        if worker.name != columns["name"]:
            for column, value in columns.items():
                setattr(worker, column, value)
            worker.save(update_fields=[*columns, "sealed_words"])


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


def pair_with_list(manifest: Manifest) -> None:
    """Who came before the list was entered: the same name, once on either side, stands on that line.

    Where the list names everybody that it counts, whoever is left came outside the list. Both can be changed.
    """
    with viewing_everything(reason="pair those who came with the lines of a list"):
        came = Returnee.objects.filter(repatriation=manifest.repatriation, manifest_entry__isnull=True)
        people = list(came.select_related("worker"))
        entries = list(manifest.entries.all())
        for entry in entries:
            same = [row for row in people if same_name(row.worker.told_name, entry.name)]
            if len(same) == 1 and sum(same_name(entry.name, other.name) for other in entries) == 1:
                same[0].manifest_entry = entry
                same[0].is_unlisted = False
                people.remove(same[0])
                put_on_line(same[0])
        if len(entries) == (manifest.people_counted or len(entries)) > 0:
            for row in people:
                row.is_unlisted = True
                put_on_line(row)


def same_name(one: str, other: str) -> bool:
    return bool(one and other) and name_tokens(one) == name_tokens(other)


def put_on_line(row: Returnee) -> None:
    row.version += 1
    row.save(update_fields=["manifest_entry", "is_unlisted", "version"])


def follow_cause(repatriation: Repatriation, old_cause: str) -> None:
    """People who had the group's old cause have its new one; a person's own cause stays."""
    with viewing_everything(reason="cause of a return was corrected"):
        Returnee.objects.filter(repatriation=repatriation, cause=old_cause).update(cause=repatriation.cause)


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
    refresh_name(into_id)
