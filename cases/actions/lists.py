"""Loading reference lists and deadline rules from data/*.csv; repeating it changes nothing."""

import csv
from datetime import date
from pathlib import Path

import pycountry
from babel import Locale

from cases.choices import ListName
from cases.models import DeadlineRule, ReferenceItem
from core.remember import forget_all

DATA = Path(__file__).parent.parent / "data"
LABELS = ("label_id", "label_en", "ministry_label", "article", "position", "valid_from", "valid_to")
REST_OF_WORLD = 1000  # position after the countries that this work meets most


def read_csv(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def load_lists() -> int:
    """Reference items of data/reference.csv and all countries of ISO 3166. Answers how many there are."""
    rows = [
        ReferenceItem(
            **{key: row[key] for key in ("list_name", "code", "label_id", "label_en", "ministry_label", "article")},
            position=int(row["position"]),
            valid_from=day(row["valid_from"]),
            valid_to=day(row["valid_to"]),
        )
        for row in read_csv("reference.csv")
    ]
    rows += other_countries({row.code for row in rows if row.list_name == ListName.COUNTRY})
    ReferenceItem.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["list_name", "code"], update_fields=list(LABELS)
    )
    forget_all()
    return len(rows)


def other_countries(known: set[str]) -> list[ReferenceItem]:
    """The countries of ISO 3166 that the list of most used destinations does not name, by Indonesian name."""
    names_id, names_en = Locale("id").territories, Locale("en").territories
    found = [
        (names_id.get(country.alpha_2, country.name), country.alpha_3, names_en.get(country.alpha_2, country.name))
        for country in pycountry.countries
        if country.alpha_3 not in known | {"IDN"}
    ]
    return [
        ReferenceItem(
            list_name=ListName.COUNTRY,
            code=code,
            label_id=label[:150],
            label_en=english[:150],
            position=REST_OF_WORLD + n,
        )
        for n, (label, code, english) in enumerate(sorted(found))
    ]


def load_rules() -> int:
    """Deadline rules of data/deadline_rules.csv that are not there yet; what an office changed stays changed."""
    rows = read_csv("deadline_rules.csv")
    for row in rows:
        DeadlineRule.objects.get_or_create(
            code=row["code"],
            valid_from=day(row["valid_from"]),
            defaults={
                "label": row["label"],
                "days": int(row["days"]),
                "unit": row["unit"],
                "article": row["article"],
                "effect": row["effect"],
                "is_internal": row["is_internal"] == "1",
                "valid_to": day(row["valid_to"]),
            },
        )
    return len(rows)
