"""How long a name is locked at an address after failures: longer with each tier, never for good."""

from datetime import timedelta

TIERS = [(20, timedelta(hours=4)), (10, timedelta(minutes=30)), (0, timedelta(minutes=5))]


def cool_off(request=None) -> timedelta:
    """The wait that fits the number of failures of this name at this address."""
    from axes.attempts import get_user_attempts  # axes reads this setting while it loads

    failures = 0
    if request is not None:
        credentials = {"username": request.POST.get("username", "").strip()}
        failures = max(
            (attempt.failures_since_start for group in get_user_attempts(request, credentials) for attempt in group),
            default=0,
        )
    return next(wait for limit, wait in TIERS if failures >= limit)
