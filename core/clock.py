"""Whether the server's clock can be believed.

After a power cut a machine may come up in the past. While its clock is behind the newest record, nothing is sealed
and no one-time code is taken: both rest on the time. A record that a clock which ran ahead wrote is set aside by
hand (`manage.py accept_clock`).
"""

from datetime import datetime, timedelta

from django.db.models import Max
from django.utils import timezone

from core.models import AccessRecord, ClockCorrection

SLACK = timedelta(seconds=60)  # two machines never agree to the second


def newest_record_at() -> datetime | None:
    """The time of the newest record of a look, leaving out those that a wrong clock wrote; None when there is none."""
    until = ClockCorrection.objects.aggregate(until=Max("until_record"))["until"] or 0
    return AccessRecord.objects.filter(pk__gt=until).order_by("-at", "-pk").values_list("at", flat=True).first()


def seals_set_aside() -> int:
    """The number of the last seal that a wrong clock dated; 0 when there is none."""
    return ClockCorrection.objects.aggregate(until=Max("until_seal"))["until"] or 0


def clock_is_behind(now: datetime | None = None) -> timedelta | None:
    """How far the clock is behind the newest record, or None when it can be believed."""
    newest = newest_record_at()
    behind = newest - (now or timezone.now()) if newest else timedelta()
    return behind if behind > SLACK else None
