"""The order and the labels of the ministry's forms, as data (data/sisko_form.csv): a new form is new, dated rows."""

import csv
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.utils.translation import get_language

PERSON, CASE = "PERSON", "CASE"


@dataclass(frozen=True)
class SheetField:
    """One line of a form. `field` is a code of views/sisko_sheet.py; valid from and to include their days."""

    form: str
    position: int
    field: str
    label_id: str
    label_en: str
    valid_from: date | None
    valid_to: date | None

    @property
    def label(self) -> str:
        """In the language of the page."""
        return self.label_en if get_language() == "en" else self.label_id

    def is_valid_on(self, on: date) -> bool:
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_to is None or on <= self.valid_to)


def _read() -> list[SheetField]:
    with (Path(__file__).parent / "data" / "sisko_form.csv").open(encoding="utf-8", newline="") as handle:
        return [
            SheetField(
                row["form"],
                int(row["position"]),
                row["field"],
                row["label"],
                row["label_en"],
                day(row["valid_from"]),
                day(row["valid_to"]),
            )
            for row in csv.DictReader(handle)
        ]


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


FIELDS = _read()


def fields_of(form: str, on: date) -> list[SheetField]:
    """The lines of a form on a day, in its order."""
    found = [field for field in FIELDS if field.form == form and field.is_valid_on(on)]
    return sorted(found, key=lambda field: field.position)
