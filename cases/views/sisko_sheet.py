"""The values of a person or a case in the order of the ministry's form, one by one to be copied."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from cases import reference
from cases.ages import worker_age, years_words
from cases.choices import ListName, Sex
from cases.models import Case, Returnee, Worker
from cases.queries import mask, other_returns
from cases.sisko_form import CASE, PERSON, fields_of
from cases.views.reveal import MASKED
from regions.models import Area


@dataclass(frozen=True)
class Subject:
    """What a sheet is made of: the person, their newest return, their place, and the case where it is one's."""

    worker: Worker
    on: date
    back: Returnee | None
    area: Area | None
    address: str
    case: Case | None = None


def subject_of(worker: Worker, on: date, case: Case | None = None) -> Subject:
    counted = worker.addresses.filter(is_counted=True).first()
    key = worker.village_id or worker.district_id
    area = Area.objects.with_parents().filter(pk=key).first() if key else None
    returns = other_returns(worker)
    return Subject(worker, on, returns[0] if returns else None, area, counted.text if counted else "", case)


def day(value: date | None) -> str:
    return f"{value:%d/%m/%Y}" if value else ""


def coded(list_name: str, code: str) -> str:
    return reference.label(list_name, code) if code else ""


def ministry_label(code: str) -> str:
    """The ministry's own word for a category, where the list has one."""
    found = reference.item(ListName.CASE_CATEGORY, code)
    return (found.ministry_label or found.label_id) if found else code


def born(one: Subject) -> str:
    return day(one.worker.birth_date) or str(one.worker.birth_year or "")


def age(one: Subject) -> str:
    years = worker_age(one.worker, one.on)
    return "" if years is None else years_words(years)


def place(one: Subject, level: str) -> str:
    """The name alone, as a form with a field for each level asks for it."""
    if one.area is None:
        return ""
    is_village = one.worker.village_id is not None
    found = {
        "village": one.area if is_village else None,
        "subdistrict": one.area.parent if is_village else None,
        "district": one.area.district if is_village else one.area,
        "province": one.area.province,
    }[level]
    return found.name if found else ""


def of_return(name: str) -> Callable[[Subject], str]:
    """A text of the newest return."""
    return lambda one: getattr(one.back.repatriation, name) if one.back else ""


def code_of_return(list_name: str, name: str) -> Callable[[Subject], str]:
    return lambda one: coded(list_name, getattr(one.back, name)) if one.back else ""


VALUES: dict[str, Callable[[Subject], str]] = {
    "name": lambda one: one.worker.told_name,
    "birth_date": born,
    "age": age,
    "sex": lambda one: "" if one.worker.sex == Sex.UNKNOWN else str(one.worker.get_sex_display()),
    "address": lambda one: one.address,
    "village": lambda one: place(one, "village"),
    "subdistrict": lambda one: place(one, "subdistrict"),
    "district": lambda one: place(one, "district"),
    "province": lambda one: place(one, "province"),
    "phone": lambda one: one.worker.phone,
    "country": code_of_return(ListName.COUNTRY, "country"),
    "cause": code_of_return(ListName.RETURN_CAUSE, "cause"),
    "deportation_reason": code_of_return(ListName.DEPORTATION_REASON, "deportation_reason"),
    "paper_held": code_of_return(ListName.DOCUMENT, "paper_held"),
    "arrived_on": lambda one: day(one.back.arrived_on) if one.back else "",
    "place_of_arrival": of_return("place_of_arrival"),
    "vessel": of_return("vessel"),
    "opened_on": lambda one: day(one.case.opened_on),
    "channel": lambda one: coded(ListName.CHANNEL, one.case.channel),
    "country_of_case": lambda one: coded(ListName.COUNTRY, one.case.country),
    "category": lambda one: ministry_label(one.case.category),
    "summary": lambda one: one.case.summary,
    "adu_number": lambda one: one.case.adu_number,
    "case_number": lambda one: one.case.number,
}


def sheet_lines(one: Subject) -> list[dict[str, object]]:
    """Label and value of each line; a masked number is not among the values, it is asked for by itself."""
    return [line_of(one, field.field, field.label) for field in fields_of(CASE if one.case else PERSON, one.on)]


def line_of(one: Subject, field: str, label: str) -> dict[str, object]:
    if field in MASKED:
        word, _label, _class = MASKED[field]
        url = reverse("cases:worker_reveal", args=[one.worker.number, word])
        return {"label": label, "value": mask(getattr(one.worker, field)), "reveal_url": url}
    return {"label": label, "value": VALUES[field](one), "reveal_url": ""}
