"""The rules of the second factor: who has one, who must set one up, and until when."""

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings

from accounts.models import Passkey, RecoveryCode, TotpDevice, User
from accounts.sessions import FACTOR


@dataclass(frozen=True)
class Factors:
    """What an account has besides its password."""

    passkeys: list[Passkey]
    totp: TotpDevice | None
    codes_left: int

    @property
    def is_set_up(self) -> bool:
        """Whether there is something to sign in with day by day; codes on paper alone are not that."""
        return bool(self.passkeys or self.totp)

    @property
    def has_any(self) -> bool:
        return self.is_set_up or self.codes_left > 0


def factors_of(user: User) -> Factors:
    return Factors(
        list(user.passkeys.all()),
        user.totp_devices.filter(is_confirmed=True).first(),
        RecoveryCode.objects.filter(user=user, used_at=None).count(),
    )


def needs_no_factor(user: User) -> bool:
    """Users of the demo office, where the settings say so; never in production."""
    return settings.DEMO_WITHOUT_FACTOR and not settings.PRODUCTION and user.is_demo


def in_grace(user: User, on: date) -> bool:
    """Whether the account works without a second factor on the day."""
    return user.factor_due_on is not None and on < user.factor_due_on


def is_before_factor(user: User, session, on: date) -> bool:
    """Whether this session still owes a second factor: it opens only what sets one up, and tells of no person."""
    return not (session.get(FACTOR) or needs_no_factor(user) or in_grace(user, on))


def may_enrol(user: User, now: datetime) -> bool:
    """Whether the password alone may set up a second factor."""
    return user.enrol_until is None or now < user.enrol_until
