"""How often something may happen: a table that a lawyer can read (data/limits.csv), counters in PostgreSQL.

Windows begin at full multiples of their length. A counter is one row that is raised in one statement, so requests side
by side cannot pass together. What is taken in a request that fails is given back with its transaction.
"""

import csv
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.exceptions import TooMany
from core.models import LimitCount

DATA = Path(__file__).parent / "data" / "limits.csv"
KEPT = timedelta(days=2)
RAISE = """
    INSERT INTO core_limitcount (name, key, begins_at, taken) VALUES (%s, %s, %s, 1)
    ON CONFLICT (name, key, begins_at) DO UPDATE SET taken = core_limitcount.taken + 1
    RETURNING taken
"""


@dataclass(frozen=True)
class Limit:
    """At most `most` in `seconds`, for each of what `per` says."""

    name: str
    most: int
    seconds: int
    per: str
    what_id: str
    what_en: str
    meaning: str

    @property
    def what(self) -> str:
        return self.what_en if (get_language() or "").startswith("en") else self.what_id

    def window(self, on: datetime) -> datetime:
        """When the window that `on` lies in began."""
        return datetime.fromtimestamp(int(on.timestamp()) // self.seconds * self.seconds, tz=UTC)


def _read() -> dict[str, Limit]:
    with DATA.open(encoding="utf-8", newline="") as handle:
        return {
            row["name"]: Limit(most=int(row.pop("most")), seconds=int(row.pop("seconds")), **row)
            for row in csv.DictReader(handle)
        }


LIMITS = _read()


def take(name: str, key: str, on: datetime | None = None) -> None:
    """Count one. Raises TooMany when the limit `name` is used up for `key`."""
    on = on or timezone.now()
    if count(name, key, on) > LIMITS[name].most:
        raise _too_many(LIMITS[name], on)


def count(name: str, key: str, on: datetime | None = None) -> int:
    """Count one without refusing; answers how many there are in this window."""
    limit, on = LIMITS[name], on or timezone.now()
    with connection.cursor() as cursor:
        cursor.execute(RAISE, [name, _digest(name, key), limit.window(on)])
        return cursor.fetchone()[0]


def check(name: str, key: str, on: datetime | None = None) -> None:
    """Count nothing. Raises TooMany when nothing is left."""
    limit, on = LIMITS[name], on or timezone.now()
    if (_row(limit, key, on).values_list("taken", flat=True).first() or 0) >= limit.most:
        raise _too_many(limit, on)


def give_back(name: str, key: str, on: datetime | None = None) -> None:
    """What was taken turned out to be right and does not count."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE core_limitcount SET taken = GREATEST(taken - 1, 0) WHERE name = %s AND key = %s AND begins_at = %s",
            [name, _digest(name, key), LIMITS[name].window(on or timezone.now())],
        )


def forget_old(on: datetime | None = None) -> int:
    """Remove counters whose windows are over; answers how many."""
    return LimitCount.objects.filter(begins_at__lt=(on or timezone.now()) - KEPT).delete()[0]


def _row(limit: Limit, key: str, on: datetime):
    return LimitCount.objects.filter(name=limit.name, key=_digest(limit.name, key), begins_at=limit.window(on))


def _digest(name: str, key: str) -> str:
    return salted_hmac("core.limits", f"{name}:{key}", algorithm="sha256").hexdigest()[:32]


def _too_many(limit: Limit, on: datetime) -> TooMany:
    again = limit.window(on) + timedelta(seconds=limit.seconds)
    sentence = _("Terlalu banyak {apa} dalam waktu singkat. Coba lagi pukul {jam} {zona}.").format(
        apa=limit.what, jam=f"{localtime(again + timedelta(minutes=1)):%H.%M}", zona=settings.TIME_ZONE_LABEL
    )
    return TooMany(sentence, seconds=max(1, int((again - on).total_seconds()) + 1))
