"""The columns of a person, a return or an interview that hold one fact together."""

from datetime import date

from cases.facts import Age, Count
from cases.models import Interview, Repatriation, Worker
from cases.places import SettledPlace


def age_columns(age: Age, on: date) -> dict[str, object]:
    """The worker's columns for an age as told on the day."""
    stated = age.years if age.birth_date is None else None
    return {
        "birth_date": age.birth_date,
        "birth_year": age.birth_date.year if age.birth_date else age.birth_year,
        "stated_age": stated,
        "stated_age_on": on if stated is not None else None,
        "age_is_estimated": age.is_estimated,
    }


def place_columns(place: SettledPlace) -> dict[str, object]:
    return {"district": place.district, "village": place.village, "place_state": place.state}


def count_columns(count: Count | None) -> dict[str, object]:
    """The return's columns for the size of the larger group: an exact number stands in one of them."""
    return {
        "group_total": count.high if count else None,
        "group_low": count.low if count and count.low != count.high else None,
        "group_is_about": bool(count and count.is_about),
    }


def set_columns(row: Worker | Repatriation | Interview, columns: dict[str, object]) -> None:
    for column, value in columns.items():
        setattr(row, column, value)
