"""Which cases are seen by a named team alone from the first moment: trafficking, children, violence, health.

The rules stand in tables that a lawyer can read: data/case_flags.csv and data/restricted_categories.csv.
"""

import csv
from datetime import date
from pathlib import Path

from cases.ages import age_group, worker_age
from cases.choices import AgeGroup
from cases.models import Case, Worker

DATA = Path(__file__).parent / "data"
CHILD_FLAGS = frozenset({"ANAK", "ANAK_TANPA_PENDAMPING"})


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


# Vulnerability flag, gravest first, to (category of the case it demands, whether the flag and the case are restricted)
CASE_FLAGS = {row["flag"]: (row["category"], row["is_restricted"] == "1") for row in _rows("case_flags.csv")}
RESTRICTING_FLAGS = frozenset(flag for flag, (_category, is_restricted) in CASE_FLAGS.items() if is_restricted)
GRAVEST_FIRST = list(dict.fromkeys(category for category, _is_restricted in CASE_FLAGS.values()))
RESTRICTED_CATEGORIES = frozenset(row["category"] for row in _rows("restricted_categories.csv"))


def is_restricting(category: str, worker: Worker, on: date) -> bool:
    """Whether a case of this kind about this person, opened on the day, is for a named team alone."""
    return category in RESTRICTED_CATEGORIES or is_child(worker, on)


def restricts_by_health(case: Case) -> bool:
    """Whether what is told of an illness makes the case one for a named team. Of the dead a hospital is told like the
    cause of death, which whoever receives the remains must know."""
    return not case.is_restricted and case.category != "MENINGGAL"


def must_be_restricted(case: Case) -> bool:
    return is_restricting(case.category, case.worker, case.opened_on)


def is_child(worker: Worker, on: date) -> bool:
    """By age; where no age is known, by the flag that an officer set."""
    group = age_group(worker_age(worker, on))
    if group == AgeGroup.UNKNOWN:
        return worker.flags.filter(code__in=CHILD_FLAGS).exists()
    return group == AgeGroup.CHILD
