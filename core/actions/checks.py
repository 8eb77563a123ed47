"""Keeping what a check of the record found."""

from django.db import transaction

from core.models import RecordCheck
from core.sealing.verify import Checked, verify
from core.walls import sealing_role


def keep_check(checked: Checked) -> RecordCheck:
    with transaction.atomic(), sealing_role():
        return RecordCheck.objects.create(
            is_whole=checked.finding is None,
            rows=checked.rows,
            seals=checked.seals,
            waiting=checked.waiting,
            finding=str(checked.finding or "")[:500],
        )


def check_record() -> RecordCheck:
    """Recompute everything and keep the outcome for the officer's page."""
    return keep_check(verify())
