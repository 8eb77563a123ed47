"""Second factors: set up, used, taken away. A change of them ends every other session of the account."""

from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import recovery, totp
from accounts.actions.sessions import sign_out_everywhere
from accounts.factors import factors_of
from accounts.models import DeviceSession, Passkey, RecoveryCode, TotpDevice, User
from accounts.passkeys import Shown
from core.clock import clock_is_behind
from core.exceptions import DomainError
from core.history import action

MOST_PASSKEYS = 10


@action
def add_passkey(*, data, name: str, session_key: str, by: User) -> Passkey:
    """Keep a passkey whose proof was checked. `data`: fido2's AuthenticatorData."""
    if by.passkeys.count() >= MOST_PASSKEYS:
        raise DomainError(_("Paling banyak {n} kunci sandi. Hapus yang tidak dipakai lagi.").format(n=MOST_PASSKEYS))
    credential = data.credential_data
    if Passkey.objects.filter(credential_id=credential.credential_id).exists():
        raise DomainError(_("Kunci sandi ini sudah terpasang."))
    row = Passkey.objects.create(
        user=by,
        name=name.strip()[:60] or _("Perangkat"),
        credential_id=credential.credential_id,
        credential=bytes(credential),
        sign_count=data.counter,
    )
    _changed(by, session_key)
    return row


@action
def remove_passkey(*, passkey: Passkey, session_key: str, by: User) -> None:
    """Take one's own passkey away; the sessions that it opened end. Something must remain."""
    have = factors_of(by)
    if len(have.passkeys) == 1 and not have.totp:
        raise DomainError(_("Ini satu-satunya faktor kedua Anda. Pasang yang baru dahulu, lalu hapus yang ini."))
    DeviceSession.objects.filter(session_key=session_key).update(passkey=None)
    passkey.delete()
    _changed(by, session_key)


@action
def begin_totp(*, by: User) -> bytes:
    """A new secret for an authenticator app; it counts when a code of it was confirmed."""
    TotpDevice.objects.filter(user=by, is_confirmed=False).delete()
    row, secret = TotpDevice(user=by), totp.new_secret()
    row.secret = totp.as_text(secret)
    row.save(force_insert=True)
    return secret


@action
def confirm_totp(*, code: str, now: datetime, session_key: str, by: User) -> bool:
    """Whether the app shows the right code; then it takes the place of an older app. Not while our clock is behind."""
    if clock_is_behind(now):
        return False
    row = TotpDevice.objects.select_for_update().filter(user=by, is_confirmed=False).first()
    counter = totp.matching_counter(secret_of(row), code, now.timestamp()) if row else None
    if row is None or counter is None:
        return False
    TotpDevice.objects.filter(user=by, is_confirmed=True).delete()
    row.is_confirmed, row.last_counter, row.last_used_at = True, counter, now
    row.save()
    _changed(by, session_key)
    return True


@action
def remove_totp(*, session_key: str, by: User) -> None:
    if not factors_of(by).passkeys:
        raise DomainError(_("Ini satu-satunya faktor kedua Anda. Pasang yang baru dahulu, lalu hapus yang ini."))
    TotpDevice.objects.filter(user=by).delete()
    _changed(by, session_key)


@action
def make_recovery_codes(*, by: User) -> list[str]:
    """Ten new codes, shown once; the old ones work no more."""
    RecoveryCode.objects.filter(user=by).delete()
    codes = [recovery.new_code() for _number in range(recovery.HOW_MANY)]
    rows = [(recovery.new_row(code)) for code in codes]
    RecoveryCode.objects.bulk_create([RecoveryCode(user=by, salt=salt, digest=digest) for salt, digest in rows])
    return codes


def pending_secret(user: User) -> bytes | None:
    """The secret that waits for its first code."""
    row = TotpDevice.objects.filter(user=user, is_confirmed=False).first()
    return secret_of(row) if row else None


def secret_of(row: TotpDevice) -> bytes:
    return totp.from_text(row.secret)


def use_totp(user: User, code: str, now: datetime) -> bool:
    """Take a code. Each counts once: the row's step is raised in one statement that only one request can win."""
    row = TotpDevice.objects.filter(user=user, is_confirmed=True).first()
    counter = totp.matching_counter(secret_of(row), code, now.timestamp()) if row else None
    if row is None or counter is None:
        return False
    unused = TotpDevice.objects.filter(pk=row.pk, last_counter__lt=counter)
    return unused.update(last_counter=counter, last_used_at=now) == 1


def use_recovery_code(user: User, code: str, now: datetime) -> bool:
    """Take a code on paper. Each counts once."""
    for row in RecoveryCode.objects.filter(user=user, used_at=None):
        if recovery.is_code_of(code, bytes(row.salt), bytes(row.digest)):
            return RecoveryCode.objects.filter(pk=row.pk, used_at=None).update(used_at=now) == 1
    return False


def use_passkey(shown: Shown, now: datetime) -> bool:
    """Take a passkey that was shown. A counter that went back tells of a copy, and is refused."""
    rows = Passkey.objects.filter(pk=shown.passkey.pk)
    if shown.sign_count or shown.passkey.sign_count:
        rows = rows.filter(sign_count__lt=shown.sign_count)
    return rows.update(sign_count=shown.sign_count, last_used_at=now) == 1


def begin_grace(user: User) -> None:
    """The first sign-in without a second factor starts the days until it must be set up."""
    if user.factor_due_on is None:
        user.factor_due_on = timezone.localdate() + timedelta(days=settings.SECOND_FACTOR_GRACE_DAYS)
        user.save(update_fields=["factor_due_on"])


def _changed(user: User, session_key: str) -> None:
    """The password alone can set up nothing any more, and every other session ends."""
    User.objects.filter(pk=user.pk).update(enrol_until=timezone.now())
    user.refresh_from_db(fields=["enrol_until"])
    sign_out_everywhere(user=user, keep=session_key, by=user)
