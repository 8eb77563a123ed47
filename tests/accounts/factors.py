"""Accounts with second factors, for the tests of signing in."""

from django.utils import timezone

from accounts import totp
from accounts.actions.factors import make_recovery_codes, secret_of
from accounts.models import TotpDevice, User
from accounts.sessions import SURE_AT

PASSWORD = "perahu kuning melaut"


def give_app(user: User) -> TotpDevice:
    """A confirmed authenticator app."""
    row = TotpDevice(user=user, is_confirmed=True)
    row.secret = totp.as_text(totp.new_secret())
    row.save(force_insert=True)
    User.objects.filter(pk=user.pk).update(enrol_until=timezone.now())
    return row


def code_now(row: TotpDevice, steps: int = 0) -> str:
    return totp.code_of(secret_of(row), totp.counter_at(timezone.now().timestamp()) + steps)


def give_codes(user: User) -> list[str]:
    return make_recovery_codes(by=user)


def post_password(client, username="ratih", password=PASSWORD, path="/masuk/", **extra):
    return client.post(path, {"username": username, "password": password}, **extra)


def grow_old(client, seconds=301) -> None:
    """As if the last confirmation of who sits there were so many seconds old."""
    session = client.session
    session[SURE_AT] = int(timezone.now().timestamp()) - seconds
    session.save()
