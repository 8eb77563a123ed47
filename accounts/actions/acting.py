"""Who acts as head of office (Plh./Plt.), from when to when."""

from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions.sessions import sign_out_everywhere
from accounts.choices import OfficeKind
from accounts.facts import Period
from accounts.models import ActingAppointment, User
from accounts.queries import may_sign_in, standing_assignments
from accounts.roles import ROLES
from accounts.second_person import is_in_hands_of
from core.exceptions import DomainError
from core.history import action
from core.locks import lock_once


@action
def appoint_acting_head(
    *, user: User, title: str, period: Period, order_number: str, on: date, by: User
) -> ActingAppointment:
    """Give the rights of the head for a period. Two people never act at the same time."""
    lock_once("accounts.acting")
    if user.pk == by.pk:
        raise DomainError(_("Anda tidak dapat menunjuk diri sendiri."), field="user")
    if user.office.kind != OfficeKind.PROVINCE or not may_sign_in(user, on):
        raise DomainError(_("Pilih pegawai kantor provinsi dengan akun aktif."), field="user")
    if is_in_hands_of(by, user, now=timezone.now()):
        sentence = _(
            "Akun ini Anda buat, Anda beri peran, atau Anda buatkan tautan kata sandi dalam 7 hari terakhir. "
            "Minta administrator lain menunjuknya."
        )
        raise DomainError(sentence, field="user")
    if period.ends_on is None or period.ends_on < max(period.starts_on, on):
        raise DomainError(_("Tanggal selesai sudah lewat atau sebelum tanggal mulai."), field="ends_on")
    apart = [row for code, row in standing_assignments(user, on).items() if ROLES[code].is_apart]
    if any(period.meets(Period(row.starts_on, row.ends_on)) for row in apart):
        sentence = _("{siapa} memegang peran yang tidak melihat isi kasus. Pilih pegawai lain.")
        raise DomainError(sentence.format(siapa=user.full_name), field="user")
    other = ActingAppointment.objects.filter(starts_on__lte=period.ends_on, ends_on__gte=period.starts_on).first()
    if other:
        raise DomainError(
            _("Masa ini bertumpang tindih dengan {siapa}. Ubah tanggalnya, atau akhiri penunjukan itu dahulu.").format(
                siapa=other
            ),
            field="starts_on",
        )
    sign_out_everywhere(user=user, by=by)
    return ActingAppointment.objects.create(
        user=user, title=title, starts_on=period.starts_on, ends_on=period.ends_on, order_number=order_number
    )


@action
def end_acting(*, appointment: ActingAppointment, on: date, by: User) -> None:
    """End an appointment: its last day was yesterday. One that has not begun is taken back."""
    lock_once("accounts.acting")
    if appointment.starts_on >= on:
        appointment.delete()
    elif appointment.ends_on >= on:
        appointment.ends_on = on - timedelta(days=1)
        appointment.save(update_fields=["ends_on"])
        sign_out_everywhere(user=appointment.user, by=by)
