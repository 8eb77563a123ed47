"""The journey of a group: legs, stays, costs, what other agencies were asked. Each may be corrected; history keeps all.

`values` are columns of the row. `people` are those who take part; None means the whole group.
"""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext as _

from cases.actions.cases import taken
from cases.models import Coordination, Cost, JourneyLeg, LegTraveller, Repatriation, Returnee, Stay, StayGuest
from cases.models.journeys import AddedOnce
from cases.queries import has_hidden_travellers
from cases.queries.wide_texts import has_hidden_guests
from core.editing import lock_version
from core.exceptions import DomainError
from core.history import action

Told = JourneyLeg | Stay | Cost | Coordination


@action
def record_leg(
    *, repatriation: Repatriation, values: dict, people: list[Returnee] | None, by, form_id: UUID | None = None
) -> JourneyLeg:
    """A leg behind those that stand there."""
    if made := taken(JourneyLeg, form_id):
        return made
    lock_return(repatriation)
    last = repatriation.legs.aggregate(last=Max("position"))["last"] or 0
    leg = add(JourneyLeg, repatriation, {**values, "position": last + 1, "is_for_all": people is None}, form_id, by)
    put_travellers(leg, people)
    return leg


@action
def correct_leg(*, leg: JourneyLeg, version: int, values: dict, people: list[Returnee] | None, by) -> JourneyLeg:
    row = correct(leg, version, {**values, "is_for_all": people is None})
    put_travellers(row, people)
    return row


@action
def move_leg(*, leg: JourneyLeg, is_up: bool, by) -> JourneyLeg:
    """Change places with the leg before, or behind."""
    lock_return(leg.repatriation)
    row = JourneyLeg.objects.get(pk=leg.pk)
    legs = JourneyLeg.objects.filter(repatriation=row.repatriation_id)
    beyond = legs.filter(position__lt=row.position) if is_up else legs.filter(position__gt=row.position)
    other = beyond.order_by("-position" if is_up else "position").first()
    if other is not None:
        row.position, other.position = other.position, row.position
        row.save(update_fields=["position"])
        other.save(update_fields=["position"])
    return row


@action
def remove_leg(*, leg: JourneyLeg, by) -> Repatriation:
    """For a leg that was written by mistake. One that was planned and not travelled stays, and says so."""
    if leg.costs.exists():
        raise DomainError(_("Ada biaya pada ruas ini. Pindahkan dahulu biayanya, atau tandai ruas ini tidak ditempuh."))
    if has_hidden_travellers(leg):
        raise DomainError(_("Ruas ini juga ditempuh orang di luar wilayah kerja Anda. Minta BP3MI menghapusnya."))
    repatriation = leg.repatriation
    leg.delete()
    return repatriation


@action
def record_stay(
    *, repatriation: Repatriation, values: dict, people: list[Returnee] | None, by, form_id: UUID | None = None
) -> Stay:
    if made := taken(Stay, form_id):
        return made
    stay = add(Stay, repatriation, {**values, "is_for_all": people is None}, form_id, by)
    put_guests(stay, people)
    return stay


@action
def correct_stay(*, stay: Stay, version: int, values: dict, people: list[Returnee] | None, by) -> Stay:
    row = correct(stay, version, {**values, "is_for_all": people is None})
    put_guests(row, people)
    return row


@action
def record_cost(*, repatriation: Repatriation, values: dict, by, form_id: UUID | None = None) -> Cost:
    return taken(Cost, form_id) or add(Cost, repatriation, values, form_id, by)


@action
def correct_cost(*, cost: Cost, version: int, values: dict, by) -> Cost:
    return correct(cost, version, values)


@action
def record_coordination(*, repatriation: Repatriation, values: dict, by, form_id: UUID | None = None) -> Coordination:
    return taken(Coordination, form_id) or add(Coordination, repatriation, values, form_id, by)


@action
def correct_coordination(*, coordination: Coordination, version: int, values: dict, by) -> Coordination:
    """Also where the answer is written."""
    return correct(coordination, version, values)


@action
def remove_stay(*, stay: Stay, by) -> Repatriation:
    """For a stay that was written by mistake; history keeps it."""
    if stay.costs.exists():
        raise DomainError(_("Ada biaya pada tempat singgah ini. Pindahkan atau hapus dahulu biayanya."))
    if has_hidden_guests(stay):
        raise DomainError(_("Ada tamu di luar wilayah kerja Anda. Minta BP3MI menghapusnya."))
    repatriation = stay.repatriation
    stay.delete()
    return repatriation


@action
def remove_cost(*, cost: Cost, by) -> Repatriation:
    repatriation = cost.repatriation
    cost.delete()
    return repatriation


@action
def remove_coordination(*, coordination: Coordination, by) -> Repatriation:
    repatriation = coordination.repatriation
    coordination.delete()
    return repatriation


def lock_return(repatriation: Repatriation) -> None:
    Repatriation.objects.select_for_update(of=("self",)).get(pk=repatriation.pk)


def add(model: type[AddedOnce], repatriation: Repatriation, values: dict, form_id: UUID | None, by):
    return model.objects.create(repatriation=repatriation, form_id=form_id, created_by=by, **values)


def correct(told: Told, version: int, values: dict):
    """Raises StaleEdit when somebody changed the row since the form was opened."""
    row = lock_version(type(told).objects.all(), pk=told.pk, version=version)
    for column, value in values.items():
        setattr(row, column, value)
    row.version += 1
    row.save()
    return row


def put_travellers(leg: JourneyLeg, people: Iterable[Returnee] | None) -> None:
    """These people in sight travel the leg, nobody else in sight; those out of sight stay as they are."""
    keys = {row.pk for row in people or ()}
    leg.travellers.exclude(returnee_id__in=keys).delete()
    there = set(leg.travellers.values_list("returnee_id", flat=True))
    LegTraveller.objects.bulk_create(LegTraveller(leg=leg, returnee_id=key) for key in sorted(keys - there))


def put_guests(stay: Stay, people: Iterable[Returnee] | None) -> None:
    keys = {row.pk for row in people or ()}
    stay.guests.exclude(returnee_id__in=keys).delete()
    there = set(stay.guests.values_list("returnee_id", flat=True))
    StayGuest.objects.bulk_create(StayGuest(stay=stay, returnee_id=key) for key in sorted(keys - there))
