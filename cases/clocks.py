"""Deadlines by rule version. Nothing here reads the clock."""

from datetime import date, timedelta

from django.db.models import Q

from cases.models import DeadlineRule
from core.working_days import add_working_days


def rule_on(code: str, on: date) -> DeadlineRule | None:
    """The version of a rule that is in force on the day."""
    return (
        DeadlineRule.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on), code=code, valid_from__lte=on)
        .order_by("-valid_from")
        .first()
    )


def due_on(rule: DeadlineRule | None, start: date) -> date | None:
    """The last day to act, counted from the day after `start`."""
    if rule is None:
        return None
    if rule.unit == "WORKDAY":
        return add_working_days(start, rule.days)
    return start + timedelta(days=rule.days)
