"""Sessions in the database: one row for each browser, under a digest of its key, with what the list of devices shows.

A row that was deleted is never written again by a request that was under way (Django then raises), a session is never
prolonged beyond its first day, and a stolen copy of the table opens nothing.
"""

import hashlib
import re
from datetime import timedelta

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.exceptions import SessionInterrupted
from django.core.exceptions import SuspiciousOperation
from django.utils import timezone

LAST_SEEN, EPOCH, STARTED = "last_seen", "epoch", "started"
FACTOR = "factor"  # how the second factor was shown: PASSKEY, TOTP, RECOVERY, or empty
SURE_AT = "sure_at"  # when the person last confirmed who they are
PASSKEY, IS_FIELD, DEVICE, IP = "passkey", "is_field", "device", "ip"
VISIT_SECONDS = 900  # of somebody who is not signed in (yet)
SYSTEMS = (("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("CrOS", "ChromeOS"),
           ("Mac OS X", "macOS"), ("Linux", "Linux"))  # fmt: skip
BROWSERS = (("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox/", "Firefox"),
            ("Chrome/", "Chrome"), ("Safari/", "Safari"))  # fmt: skip


def stored_key(session_key: str | None) -> str:
    """Under which key the row of a session lies."""
    return hashlib.sha256((session_key or "").encode()).hexdigest()[:40]


def device_words(user_agent: str) -> str:
    """`Chrome, Android`: enough to recognise one's own phone."""
    found = [next((word for mark, word in marks if mark in user_agent), "") for marks in (BROWSERS, SYSTEMS)]
    return ", ".join(filter(None, found)) or re.sub(r"[^\w .,/()-]", "", user_agent)[:40]


def seconds_left(session) -> int:
    """Until the session ends whatever is done; 0 when it is over."""
    return max(0, int(session.get(STARTED, 0) + settings.SESSION_COOKIE_AGE - timezone.now().timestamp()))


def begin(session, user, *, factor: str = "", passkey=None, is_field: bool = False, device: str = "", ip: str = ""):
    """What a session of `user` holds from its first moment on."""
    now = int(timezone.now().timestamp())
    session.update(
        {
            STARTED: now,
            LAST_SEEN: now,
            SURE_AT: now,
            EPOCH: user.session_epoch,
            "language": user.language,
            FACTOR: factor,
            PASSKEY: str(passkey.pk) if passkey else "",
            IS_FIELD: bool(passkey) and is_field,
            DEVICE: device[:80],
            IP: ip,
        }
    )


class SessionStore(DatabaseStore):
    """Django's store over our own table."""

    @classmethod
    def get_model_class(cls):
        from accounts.models import DeviceSession

        return DeviceSession

    def get_expiry_age(self, **kwargs) -> int:
        if STARTED in self:
            return seconds_left(self)
        return settings.SESSION_COOKIE_AGE if SESSION_KEY in self else VISIT_SECONDS

    def get_expiry_date(self, **kwargs):
        return timezone.now() + timedelta(seconds=self.get_expiry_age())

    def _get_session_from_db(self):
        try:
            return self.model.objects.get(session_key=stored_key(self.session_key), expire_date__gt=timezone.now())
        except (self.model.DoesNotExist, SuspiciousOperation):
            self._session_key = None
            return None

    def exists(self, session_key: str) -> bool:
        return self.model.objects.filter(session_key=stored_key(session_key)).exists()

    def delete(self, session_key: str | None = None) -> None:
        if key := session_key or self.session_key:
            self.model.objects.filter(session_key=stored_key(key)).delete()

    def cycle_key(self) -> None:
        """A new key for the same session; one that was ended meanwhile gets none."""
        if self.session_key and not self.exists(self.session_key):
            raise SessionInterrupted("The session was ended while this request was under way.")
        super().cycle_key()

    def create_model_instance(self, data):
        row = super().create_model_instance(data)
        row.session_key = stored_key(self.session_key)
        row.user_id = data.get(SESSION_KEY)
        row.epoch = data.get(EPOCH)
        row.started_at = _moment(data.get(STARTED))
        row.last_seen_at = _moment(data.get(LAST_SEEN))
        row.passkey_id = data.get(PASSKEY) or None
        row.factor = data.get(FACTOR, "")
        row.device = data.get(DEVICE, "")
        row.ip = data.get(IP, "")
        return row


def _moment(seconds: int | None):
    return timezone.datetime.fromtimestamp(seconds, tz=timezone.get_current_timezone()) if seconds else None
