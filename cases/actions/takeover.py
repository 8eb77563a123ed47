"""A record takes over what a source says. Parts of actions, never actions by themselves."""

from datetime import date

from django.utils import timezone

from cases.actions.workers import move_origin, rename
from cases.columns import age_columns, count_columns, set_columns
from cases.facts import Age, Place
from cases.models import Interview, Repatriation, SourcedValue, Worker
from cases.readings import AGE_FIELDS, Reading, reading_of
from cases.told_columns import told_columns
from core.exceptions import DomainError


def take_over(row: Repatriation | Worker | Interview, value: SourcedValue, *, on: date, by) -> None:
    """Only what can be read, and can be true, is taken over."""
    reading = reading_of(value, on=on)
    if reading.problem:
        raise DomainError(reading.problem)
    if isinstance(row, Worker):
        take_over_of_person(row, value, reading, by)
    elif isinstance(row, Interview):
        set_columns(row, told_columns(value.field, reading.text, on))
    else:
        take_over_of_return(row, value.field, reading)


def take_over_of_person(row: Worker, value: SourcedValue, reading: Reading, by) -> None:
    if value.field == "name":
        rename(row, reading.text, by)
    elif value.field == "place":
        move_origin(row, Place(reading.text), by)
    elif value.field in AGE_FIELDS:
        told_on = value.source_date or timezone.localdate(value.recorded_at)
        set_columns(row, age_columns(reading.age or Age(birth_date=reading.day), told_on))
    else:
        setattr(row, value.field, reading.text)


def take_over_of_return(row: Repatriation, field: str, reading: Reading) -> None:
    if field == "group_total":
        set_columns(row, count_columns(reading.count))
    else:
        setattr(row, field, reading.day or reading.text)
