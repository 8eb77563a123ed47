"""The offer of empowerment within a year of the return (Permen P2MI 33/2025 art. 16 (6)). Nothing reads the clock."""

from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q

from cases.choices import AgeGroup, ArrivalState
from cases.choices_aftercare import FollowUpKind
from cases.clocks import due_on, rule_on
from cases.models import DeadlineRule, FollowUp, Returnee

RULE = "EMPOWERMENT_OFFER"
NOT_OFFERED = ("JENAZAH", "DICEGAH", "CUTI")  # causes after which nobody is back from work for good
NEAR = timedelta(days=60)  # how long before the end the queue shows it
AFTER = timedelta(days=14)  # and how long afterwards, so that a missed one is seen


def is_to_be_offered(row: Returnee) -> bool:
    came = row.arrival_state == ArrivalState.ARRIVED and row.arrived_on is not None
    return came and row.cause not in NOT_OFFERED and row.age_group != AgeGroup.CHILD


def offer_clock(row: Returnee) -> tuple[DeadlineRule | None, date | None]:
    """The version of the rule on the day of return, and the last day; nothing for whom no offer is made."""
    if not is_to_be_offered(row) or row.arrived_on is None:
        return None, None
    rule = rule_on(RULE, row.arrived_on)
    return rule, due_on(rule, row.arrived_on)


def offers_near_end(on: date) -> Q:
    """Who came so long ago that the time for an offer ends soon, and was offered nothing yet."""
    rule = rule_on(RULE, on)
    if rule is None:
        return Q(pk__in=[])
    year = timedelta(days=rule.days)
    offered = FollowUp.objects.filter(returnee=OuterRef("pk"), kind=FollowUpKind.OFFER)
    came = Q(arrived_on__range=(on - year - AFTER, on - year + NEAR), arrived_on__gte=rule.valid_from)
    is_one = Q(arrival_state=ArrivalState.ARRIVED) & ~Q(cause__in=NOT_OFFERED) & ~Q(age_group=AgeGroup.CHILD)
    return came & is_one & ~Q(Exists(offered))
