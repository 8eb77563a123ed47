"""A pick-up that is being recorded: the officer stands on a quay and the phone lies in a pocket."""

from datetime import datetime, timedelta

from django.db.models import Q
from django.utils.timezone import localtime

from cases.choices import RepatriationState
from cases.models import Repatriation
from core.field_work import FieldWork
from core.scope import Viewer

LONGEST = timedelta(hours=12)
UNDER_WAY = (RepatriationState.ANNOUNCED, RepatriationState.EN_ROUTE, RepatriationState.ARRIVED)


class OpenPickup(FieldWork):
    """A group that this officer began to record today, or at most twelve hours ago, and that is not handed over."""

    def is_open(self, viewer: Viewer, now: datetime) -> bool:
        today = Q(arrived_on=localtime(now).date()) | Q(created_at__gte=now - LONGEST)
        return Repatriation.objects.filter(today, created_by_id=viewer.user_id, state__in=UNDER_WAY).exists()
