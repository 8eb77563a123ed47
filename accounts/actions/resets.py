"""A second factor is lost: devices are cut off at once by whoever is on duty, and reset by two people."""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions.sessions import sign_out_everywhere
from accounts.choices import ResetState
from accounts.models import FactorReset, Passkey, RecoveryCode, TotpDevice, User
from accounts.queries import may_sign_in, viewer_of
from accounts.second_person import is_in_hands_of, named_voucher_lately
from core.exceptions import DomainError
from core.history import action

CONFIRM_WITHIN = timedelta(hours=24)
ENROL_WITHIN = timedelta(hours=24)
SEATS = ("appoint_acting_head",)


@action
def cut_off_device(*, passkey: Passkey, by: User) -> None:
    """One lost phone: its passkey and the sessions that it opened. What else the person has goes on working."""
    passkey.delete()
    sign_out_everywhere(user=passkey.user, by=by)


@action
def cut_off_all(*, user: User, by: User) -> None:
    """Everything that may be on a lost phone: passkeys, authenticator app, sessions, open links for a password.

    Recovery codes on paper still work; without one the account waits for a reset by two people.
    """
    Passkey.objects.filter(user=user).delete()
    TotpDevice.objects.filter(user=user).delete()
    User.objects.filter(pk=user.pk).update(enrol_until=timezone.now(), factor_due_on=timezone.localdate())
    sign_out_everywhere(user=user, by=by)


@action
def ask_for_reset(*, user: User, identity_note: str, now: datetime, by: User) -> FactorReset:
    """The first of two people asks, and says how it was made sure who the person is."""
    if user.pk == by.pk:
        raise DomainError(_("Anda tidak dapat meminta pengaturan ulang untuk akun sendiri."))
    if not may_sign_in(user, timezone.localdate(now)):
        raise DomainError(_("Akun ini sudah berakhir. Aktifkan akun dahulu."))
    expire_resets(now)
    if FactorReset.objects.filter(user=user, state=ResetState.WAITING).exists():
        raise DomainError(_("Permintaan untuk akun ini sudah menunggu orang kedua."))
    return FactorReset.objects.create(user=user, identity_note=identity_note.strip(), asked_by=by, asked_at=now)


@action
def confirm_reset(*, reset: FactorReset, now: datetime, by: User) -> None:
    """The second of two people agrees: every factor goes, and the password may set up a new one for a day."""
    row = _decided(reset, ResetState.DONE, now, by)
    user = row.user
    Passkey.objects.filter(user=user).delete()
    TotpDevice.objects.filter(user=user).delete()
    RecoveryCode.objects.filter(user=user).delete()
    User.objects.filter(pk=user.pk).update(enrol_until=now + ENROL_WITHIN, factor_due_on=timezone.localdate(now))
    sign_out_everywhere(user=user, by=by)


@action
def refuse_reset(*, reset: FactorReset, now: datetime, by: User) -> None:
    _decided(reset, ResetState.REFUSED, now, by)


def may_decide(reset: FactorReset, by: User) -> bool:
    """The head (or who acts as head), or who vouches for the account; never who asked or whom it is about.

    Nor an account that the asker made, gave its roles or seat, or can enter by a link for its password: an
    administrator alone would be both people.
    """
    first, now = reset.asked_by, reset.asked_at
    if by.pk in {first.pk, reset.user_id} or is_in_hands_of(first, by, now=now, also=SEATS):
        return False
    viewer = viewer_of(by)
    if viewer and viewer.may("factors.confirm"):
        return True
    return by.pk == reset.user.voucher_id and not named_voucher_lately(first, reset.user, now=now)


def expire_resets(now: datetime) -> None:
    FactorReset.objects.filter(state=ResetState.WAITING, asked_at__lt=now - CONFIRM_WITHIN).update(
        state=ResetState.EXPIRED
    )


def _decided(reset: FactorReset, state: str, now: datetime, by: User) -> FactorReset:
    expire_resets(now)
    row = FactorReset.objects.select_for_update(of=("self",)).select_related("user", "asked_by").get(pk=reset.pk)
    if row.state != ResetState.WAITING:
        raise DomainError(_("Permintaan ini sudah diputuskan atau sudah lewat waktu."))
    if not may_decide(row, by):
        raise DomainError(_("Permintaan ini diputuskan oleh orang lain: kepala kantor atau penanggung jawab akun."))
    row.state, row.decided_by, row.decided_at = state, by, now
    row.save()
    return row
