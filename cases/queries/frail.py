"""Children and the ill who came lately and whom nobody has received who may (Permen P2MI 32/2025 art. 13)."""

from datetime import date

from cases.choices import AgeGroup, ArrivalState, HandoverState
from cases.models import HandoverPerson, Returnee, VulnerabilityFlag
from cases.receiving import FRAIL_FLAGS, RECEIVERS_OF_FRAIL
from core.scope import current_scope


def frail_without_receiver(first: date, last: date) -> list[int]:
    """Keys of returnees in sight who came between these days and are a child, ill, with child or disabled, and who are
    with neither family nor the social ministry. Read once a scope.

    Asked step by step, each by an index: in one statement the database would gather all flags that were ever set.
    """
    store, key = current_scope().store, f"frail {first} {last}"
    if key not in store:
        store[key] = _frail(first, last)
    return store[key]  # type: ignore[return-value]


def _frail(first: date, last: date) -> list[int]:
    came = dict(
        Returnee.objects.filter(arrival_state=ArrivalState.ARRIVED, arrived_on__range=(first, last))
        .order_by()
        .values_list("pk", "age_group")
    )
    flags = VulnerabilityFlag.objects.filter(returnee__in=list(came), code__in=FRAIL_FLAGS)
    flagged = set(flags.order_by().values_list("returnee_id", flat=True))
    frail = {pk for pk, group in came.items() if group == AgeGroup.CHILD or pk in flagged}
    signed = HandoverPerson.objects.filter(
        returnee__in=list(frail), handover__state=HandoverState.SIGNED, handover__kind__in=RECEIVERS_OF_FRAIL
    )
    return sorted(frail - set(signed.order_by().values_list("returnee_id", flat=True)))
