"""Roles and rights, read once from tables that a lawyer can read (data/roles.csv, data/rights.csv)."""

import csv
from dataclasses import dataclass
from pathlib import Path

from django.utils.functional import lazy
from django.utils.translation import get_language

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True)
class Role:
    """`sight` is PROVINCE (all but restricted), DISTRICT, OWN (rows made by or shared with) or NONE (no people).

    `is_apart`: nobody holds it on the same day as a role that sees people.
    """

    code: str
    label_id: str
    label_en: str
    sight: str
    is_apart: bool


def _read_roles() -> dict[str, Role]:
    with (DATA / "roles.csv").open(encoding="utf-8", newline="") as handle:
        return {row["code"]: _role(row) for row in csv.DictReader(handle)}


def _role(row: dict[str, str]) -> Role:
    return Role(row["code"], row["label_id"], row["label_en"], row["sight"], is_apart=row["is_apart"] == "x")


def _read_rights() -> dict[str, frozenset[str]]:
    """Role code to its rights."""
    rights: dict[str, set[str]] = {code: set() for code in ROLES}
    with (DATA / "rights.csv").open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle):
            for code in ROLES:
                if row[code].strip() == "x":
                    rights[code].add(row["right"])
    return {code: frozenset(granted) for code, granted in rights.items()}


def _read_meanings() -> dict[str, tuple[str, str]]:
    """Right code to what it allows, in Indonesian and in English."""
    with (DATA / "rights.csv").open(encoding="utf-8", newline="") as handle:
        return {row["right"]: (row["meaning"], row["meaning_en"]) for row in csv.DictReader(handle)}


ROLES = _read_roles()
RIGHTS = _read_rights()
MEANINGS = _read_meanings()


def right_label(code: str) -> str:
    """What a right allows, in the language of the screen."""
    in_indonesian, in_english = MEANINGS.get(code, (code, code))
    return in_english if is_english() else in_indonesian


def is_english() -> bool:
    return (get_language() or "").startswith("en")


def role_label(code: str) -> str:
    """The name of a role in the language of the screen."""
    role = ROLES[code]
    return role.label_en if is_english() else role.label_id


ROLE_CHOICES = [(code, lazy(role_label, str)(code)) for code in ROLES]
