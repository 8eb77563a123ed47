"""Offices with their own true names."""

from dataclasses import asdict

from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.choices import OfficeKind
from accounts.facts import OfficeFacts
from accounts.models import Office, User
from core.exceptions import DomainError
from core.history import action
from core.locks import lock_once


@action
def create_office(*, facts: OfficeFacts, by: User) -> Office:
    lock_once("accounts.office")
    _check_office(facts, Office())
    return Office.objects.create(**asdict(facts))


@action
def edit_office(*, office: Office, facts: OfficeFacts, by: User) -> Office:
    """Change an office. Its kind and district stay while people work in it: they decide what those people see."""
    lock_once("accounts.office")
    row = Office.objects.select_for_update().get(pk=office.pk)
    _check_office(facts, row)
    for name, value in asdict(facts).items():
        setattr(row, name, value)
    row.save()
    return row


def _check_office(facts: OfficeFacts, row: Office) -> None:
    if Office.objects.exclude(pk=row.pk).filter(name__iexact=facts.name).exists():
        raise DomainError(_("Unit dengan nama ini sudah ada."), field="name")
    if facts.kind in (OfficeKind.DISTRICT, OfficeKind.VILLAGE) and facts.district_id is None:
        raise DomainError(_("Pilih kabupaten/kota tempat unit ini bekerja."), field="district")
    if facts.kind == OfficeKind.PROVINCE and facts.district_id is not None:
        raise DomainError(_("Kantor BP3MI bekerja untuk seluruh provinsi. Kosongkan kabupaten/kota."), field="district")
    if row.pk and facts.parent_id == row.pk:
        raise DomainError(_("Unit tidak dapat berada di bawah dirinya sendiri."), field="parent")
    if not row.pk:
        return
    active = User.objects.filter(Q(office=row), is_active=True)
    if (facts.kind, facts.district_id) != (row.kind, row.district_id) and active.exists():
        raise DomainError(
            _("Jenis dan kabupaten unit tidak dapat diubah selama masih ada pengguna aktif di dalamnya."), field="kind"
        )
    if facts.closed_on and not row.closed_on and active.exists():
        raise DomainError(_("Unit masih memiliki pengguna aktif. Pindahkan mereka dahulu."), field="closed_on")
