"""Failed sign-ins: from the fifth failure on, a name waits at that address after each one, longer with each tier.

An office sits behind one address, so the address itself is never locked, and no name is locked for good.
Failures are forgotten after a sign-in that works, or a day after the last one (AXES_COOLOFF_TIME).
"""

from datetime import datetime, timedelta

from axes.models import AccessAttempt
from django.db.models import Max, Sum
from django.utils import timezone

TIERS = [(20, timedelta(hours=4)), (10, timedelta(minutes=30)), (5, timedelta(minutes=5))]


def name_tried(request, credentials: dict | None = None) -> str:
    """The name under which failures are counted: small and large letters are one."""
    name = (credentials or {}).get("username") or request.POST.get("username") or ""
    return name.strip().lower()


def locked_until(username: str, ip_address: str | None) -> datetime | None:
    """When the next try of this name from this address is heard, or None when it is heard now."""
    tried = AccessAttempt.objects.filter(username=username, ip_address=ip_address).aggregate(
        failures=Sum("failures_since_start"), last=Max("attempt_time")
    )
    failures = tried["failures"] or 0
    wait = next((wait for limit, wait in TIERS if failures >= limit), None)
    until = tried["last"] + wait if wait else None
    return until if until and until > timezone.now() else None


def failure_limit(request, credentials: dict | None = None) -> int:
    """Read by axes, which locks when the failures reach this number: at once while waiting, otherwise never."""
    return 1 if locked_until(name_tried(request, credentials), request.axes_ip_address) else 1_000_000
