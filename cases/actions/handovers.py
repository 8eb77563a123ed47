"""Hand-overs: prepared in advance, completed when they are signed, undone with a reason."""

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from cases.actions.cases import taken
from cases.actions.journeys import add
from cases.choices import ArrivalState, HandoverState
from cases.files import HANDOVER_PAPER, HandoverFiles
from cases.models import Handover, HandoverPerson, HandoverWitness, Repatriation, Returnee
from cases.permissions import SIGNED_ON_SCREEN
from core.actions.files import keep_file, remove_file
from core.editing import lock_version
from core.exceptions import DomainError
from core.history import action
from core.models import StoredFile

Witness = tuple[str, str]


@action
def prepare_handover(
    *,
    repatriation: Repatriation,
    values: dict,
    people: Sequence[Returnee],
    witnesses: Sequence[Witness] = (),
    by,
    form_id: UUID | None = None,
) -> Handover:
    """The minutes with the people filled in; what is not known yet is printed as a blank line."""
    if made := taken(Handover, form_id):
        return made
    refuse_nobody(people)
    handover = add(Handover, repatriation, values, form_id, by)
    HandoverPerson.objects.bulk_create(HandoverPerson(handover=handover, returnee=row) for row in people)
    put_witnesses(handover, witnesses)
    return handover


@action
def correct_handover(
    *, handover: Handover, version: int, values: dict, people: Sequence[Returnee], witnesses: Sequence[Witness], by
) -> Handover:
    """Also one that was signed on paper: a slip in the record is mended, its day stays. What was signed on the
    screen is not changed: the signature stands for these facts."""
    refuse_nobody(people)
    row = changed(handover, version, values)
    refuse_signed(row)
    if row.state == HandoverState.SIGNED:
        refuse_absent(people)
    put_people(row, people)
    put_witnesses(row, witnesses)
    return row


@action
def sign_handover(
    *, handover: Handover, version: int, values: dict, people: Sequence[Returnee], witnesses: Sequence[Witness], by
) -> Handover:
    """The hand-over took place on the day among `values`. Who did not arrive cannot be handed over."""
    refuse_nobody(people)
    refuse_absent(people)
    row = changed(handover, version, {**values, "state": HandoverState.SIGNED})
    refuse_signed(row)
    put_people(row, people)
    put_witnesses(row, witnesses)
    return row


@action
def cancel_handover(*, handover: Handover, version: int, reason: str, by) -> Handover:
    """It did not take place, or was written by mistake. The people have no receiver by it any more."""
    if not reason.strip():
        raise DomainError(_("Tulis mengapa serah terima ini dibatalkan."), field="reason")
    note = "\n".join(filter(None, [handover.note, reason.strip()]))
    return changed(handover, version, {"state": HandoverState.CANCELLED, "note": note})


@action
def add_handover_paper(*, handover: Handover, upload, by, form_id: UUID | None = None) -> StoredFile:
    """The photo or scan of the signed paper."""
    return keep_file(
        upload=upload, kind=HANDOVER_PAPER, owner_kind=HandoverFiles.kind, owner_id=handover.pk, by=by, form_id=form_id
    )


@action
def remove_handover_paper(*, handover: Handover, file: StoredFile, reason: str, by) -> StoredFile:
    """A wrong photo: nobody opens it any more; who removed it, when and why stays."""
    return remove_file(stored=file, reason=reason, by=by)


def refuse_signed(handover: Handover) -> None:
    """Under the lock of the row: somebody may be signing at this moment."""
    if handover.signatures.exists():
        raise DomainError(str(SIGNED_ON_SCREEN))


def refuse_nobody(people: Sequence[Returnee]) -> None:
    if not people:
        raise DomainError(_("Pilih paling sedikit satu orang yang diserahterimakan."), field="people")


def refuse_absent(people: Sequence[Returnee]) -> None:
    if names := [str(row.worker) for row in people if row.arrival_state != ArrivalState.ARRIVED]:
        sentence = _("Belum tiba: {nama}. Tandai kedatangannya, atau keluarkan dari serah terima ini.")
        raise DomainError(sentence.format(nama=", ".join(names)), field="people")


def changed(handover: Handover, version: int, values: dict) -> Handover:
    """Raises StaleEdit, and DomainError for one that was cancelled, or signed without a day."""
    row = lock_version(Handover.objects.all(), pk=handover.pk, version=version)
    if row.state == HandoverState.CANCELLED:
        raise DomainError(_("Serah terima ini sudah dibatalkan. Buat yang baru."))
    for column, value in values.items():
        setattr(row, column, value)
    if row.state == HandoverState.SIGNED and row.on is None:
        raise DomainError(_("Isi tanggal serah terimanya."), field="on")
    row.version += 1
    row.save()
    return row


def put_people(handover: Handover, people: Sequence[Returnee]) -> None:
    """These people in sight change hands; those out of sight stay as they are. First in, then out: a row whose last
    person goes would be out of sight."""
    keys = {row.pk for row in people}
    there = set(handover.people.values_list("returnee_id", flat=True))
    HandoverPerson.objects.bulk_create(
        HandoverPerson(handover=handover, returnee_id=key) for key in sorted(keys - there)
    )
    handover.people.exclude(returnee_id__in=keys).delete()


def put_witnesses(handover: Handover, witnesses: Sequence[Witness]) -> None:
    handover.witnesses.all().delete()
    for number, (name, position) in enumerate(witnesses, start=1):
        HandoverWitness.objects.create(handover=handover, position_no=number, name=name, position=position)
