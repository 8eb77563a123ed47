"""Ages on a day. Nothing here reads the clock."""

from datetime import date

from django.utils.translation import gettext as _

from cases.choices import AgeGroup

CHILD_UNDER = 18  # UU 35/2014 art. 1: a child is under 18


def full_years(born: date, on: date) -> int:
    """Completed years on the day; born on 29 February counts from 1 March in common years."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def age_on(
    on: date,
    *,
    birth_date: date | None = None,
    birth_year: int | None = None,
    stated_age: int | None = None,
    stated_on: date | None = None,
) -> int | None:
    """Age in completed years on the day, from the best that is known; None when nothing is."""
    if birth_date:
        return full_years(birth_date, on)
    if stated_age is not None and stated_on:
        return max(0, stated_age + full_years(stated_on, on)) if on >= stated_on else stated_age
    if birth_year:
        return max(0, on.year - birth_year)
    return None


def years_words(age: int) -> str:
    return _("{n} tahun").format(n=age) if age else _("di bawah 1 tahun")


def age_group(age: int | None) -> str:
    if age is None:
        return AgeGroup.UNKNOWN
    return AgeGroup.CHILD if age < CHILD_UNDER else AgeGroup.ADULT


def worker_age(worker, on: date) -> int | None:
    """`age_on` for a person (a Worker or anything with its four columns)."""
    return age_on(
        on,
        birth_date=worker.birth_date,
        birth_year=worker.birth_year,
        stated_age=worker.stated_age,
        stated_on=worker.stated_age_on,
    )
