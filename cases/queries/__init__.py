from cases.queries.fetch import (
    get_case,
    get_repatriation,
    get_returnee,
    get_worker,
    other_returns,
    people_of,
    today,
    visible_among,
)
from cases.queries.wide import Masked, Reconciliation, has_case, has_list, people_alike, reconcile

__all__ = [
    "Masked",
    "Reconciliation",
    "get_case",
    "get_repatriation",
    "get_returnee",
    "get_worker",
    "has_case",
    "has_list",
    "other_returns",
    "people_alike",
    "people_of",
    "reconcile",
    "today",
    "visible_among",
]
