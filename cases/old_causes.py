"""What old sheets write as the cause of a return, as patterns in data (data/old_causes.csv); the first that fits."""

import csv
import re
from pathlib import Path


def _read() -> list[tuple[re.Pattern, str]]:
    with (Path(__file__).parent / "data" / "old_causes.csv").open(encoding="utf-8", newline="") as handle:
        return [(re.compile(row["pattern"], re.IGNORECASE), row["code"]) for row in csv.DictReader(handle)]


CAUSES = _read()


def cause_of(text: str) -> str:
    """A code of RETURN_CAUSE, or nothing."""
    return next((code for pattern, code in CAUSES if pattern.search(text)), "")
