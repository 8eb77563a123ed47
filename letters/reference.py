"""Reference lists of letters, read once from data/lists.csv: stable codes, retired by date, never deleted."""

import csv
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from letters.choices import ListName

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True)
class Item:
    """One code of one list."""

    list_name: str
    code: str
    label_id: str
    label_en: str
    valid_from: date | None
    valid_to: date | None

    def is_valid(self, on: date) -> bool:
        return (self.valid_from or on) <= on <= (self.valid_to or on)


def _read_lists() -> dict[str, dict[str, Item]]:
    lists: dict[str, dict[str, Item]] = {name: {} for name in ListName.values}
    with (DATA / "lists.csv").open(encoding="utf-8", newline="") as handle:
        for row in sorted(csv.DictReader(handle), key=lambda row: int(row["position"])):
            lists[row["list_name"]][row["code"]] = _item(row)
    return lists


def _item(row: dict[str, str]) -> Item:
    begins, ends = (date.fromisoformat(row[name]) if row[name] else None for name in ("valid_from", "valid_to"))
    return Item(row["list_name"], row["code"], row["label_id"], row["label_en"], begins, ends)


LISTS = _read_lists()


def label(list_name: str, code: str) -> str:
    """The label in the language of the page; "Belum diketahui" for no code, the code itself when it is unknown."""
    if not code:
        return _("Belum diketahui")
    found = LISTS[list_name].get(code)
    if found is None:
        return code
    return found.label_en if get_language() == "en" else found.label_id


def choices(list_name: str, on: date | None = None) -> list[tuple[str, str]]:
    """(code, label) of what is valid on the day (all when no day is given), in the order of the list."""
    items = LISTS[list_name].values()
    return [(item.code, label(list_name, item.code)) for item in items if on is None or item.is_valid(on)]
