"""Whether somebody shows what only the owner of the account can show; tries are counted before they are looked at."""

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import recovery, totp
from accounts.actions.factors import use_recovery_code, use_totp
from accounts.choices import Factor
from accounts.models import User
from core.clock import clock_is_behind
from core.limits import give_back, take

MOST_DRIFT = 45  # seconds by which a clock may be off before it is told


def show_code(user: User, text: str) -> str:
    """The factor whose code this is, or nothing. The code is used up by it.

    Raises TooMany after many wrong ones.
    """
    key = str(user.pk)
    take("second_factor", key)
    take("second_factor_day", key)
    factor = _take_code(user, text)
    if factor:
        give_back("second_factor", key)
        give_back("second_factor_day", key)
    return factor


def what_is_wrong(user: User, password: str, code: str | None) -> str:
    """`password` or `code` (when one is asked for), or nothing when both are right.

    Raises TooMany after many wrong ones.
    """
    take("step_up", str(user.pk))
    if not user.check_password(password):
        return "password"
    if code is not None and not show_code(user, code):
        return "code"
    give_back("step_up", str(user.pk))
    return ""


def _take_code(user: User, text: str) -> str:
    now, digits = timezone.now(), "".join(text.split()).replace("-", "")
    if digits.isascii() and digits.isdigit() and len(digits) == totp.DIGITS:
        return Factor.TOTP if not clock_is_behind(now) and use_totp(user, digits, now) else ""
    if recovery.looks_like_one(text):
        return Factor.RECOVERY if use_recovery_code(user, text, now) else ""
    return ""


def wrong_code(clock: str | None) -> str:
    """Why a code may be refused. `clock`: milliseconds that the device's clock showed; the app on it follows it."""
    if clock_is_behind():
        return _(
            "Jam sistem tertinggal, sehingga kode tidak dapat diperiksa. Pakai kunci sandi atau kode cadangan, dan "
            "hubungi Administrator Sistem."
        )
    drift = drift_of(clock)
    if drift is not None and abs(drift) > MOST_DRIFT:
        minutes = max(1, round(abs(drift) / 60))
        return _(
            "Kode ditolak. Jam perangkat ini berbeda sekitar {n} menit dari jam sistem. Atur tanggal dan jam ponsel ke "
            "otomatis, tunggu kode berikutnya, lalu coba lagi."
        ).format(n=minutes)
    return _(
        "Kode ditolak. Pakai kode yang tampil sekarang, masing-masing sekali. Pastikan jam ponsel diatur otomatis."
    )


def drift_of(clock: str | None) -> float | None:
    """Seconds by which the device's clock is ahead of ours."""
    if not clock or not clock.isascii() or not clock.isdigit():
        return None
    return int(clock) / 1000 - timezone.now().timestamp()
