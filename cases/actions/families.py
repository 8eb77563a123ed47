"""Who of a return belongs together: parent, child, spouse. Kept on the persons, so that the next return knows it."""

from collections.abc import Sequence

from django.db.models import Q
from django.utils.translation import gettext as _

from cases.ages import worker_age
from cases.choices import FamilyRelation
from cases.models import FamilyLink, Returnee
from core.exceptions import DomainError
from core.history import action


@action
def link_relatives(*, person: Returnee, relation: str, relatives: Sequence[Returnee], by) -> list[FamilyLink]:
    """`person` is the `relation` of each of `relatives`. What was told of two before is corrected, not doubled."""
    if not relatives:
        raise DomainError(_("Pilih paling sedikit satu anggota keluarganya."), field="relatives")
    if person.pk in {row.pk for row in relatives}:
        raise DomainError(_("Seseorang tidak dapat menjadi keluarga dirinya sendiri."), field="relatives")
    for row in relatives:
        refuse_impossible(person, relation, row)
    return [tie(row, person, relation) for row in relatives]


def refuse_impossible(person: Returnee, relation: str, other: Returnee) -> None:
    """A parent is older than the child, where both ages are known."""
    if relation not in {FamilyRelation.PARENT, FamilyRelation.CHILD}:
        return
    day = person.arrived_on or person.created_at.date()
    parent, child = (person, other) if relation == FamilyRelation.PARENT else (other, person)
    old, young = worker_age(parent.worker, day), worker_age(child.worker, day)
    if old is not None and young is not None and old <= young:
        sentence = _("Menurut umurnya {orang_tua} tidak lebih tua daripada {anak}. Periksa hubungan atau umurnya.")
        raise DomainError(sentence.format(orang_tua=parent.worker, anak=child.worker), field="relation")


def tie(row: Returnee, person: Returnee, relation: str) -> FamilyLink:
    """`person` is the relation of `row`, as one link between the two."""
    pair = Q(worker=row.worker, relative=person.worker) | Q(worker=person.worker, relative=row.worker)
    known = list(FamilyLink.objects.select_for_update(of=("self",)).filter(pair).order_by("pk"))
    for double in known[1:]:
        double.delete()
    if not known:
        return FamilyLink.objects.create(worker=row.worker, relative=person.worker, relation=relation)
    link = known[0]
    link.worker, link.relative, link.relation = row.worker, person.worker, relation
    link.save(update_fields=["worker", "relative", "relation"])
    return link


@action
def unlink_relatives(*, link: FamilyLink, by) -> None:
    """The two are no family after all."""
    link.delete()
