"""Reference lists in memory: labels and choices. Read again when the lists were loaded anew."""

from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cases.models import ReferenceItem
from core.remember import remembered


@remembered
def _lists() -> dict[str, dict[str, ReferenceItem]]:
    lists: dict[str, dict[str, ReferenceItem]] = {}
    for item in ReferenceItem.objects.all():
        lists.setdefault(item.list_name, {})[item.code] = item
    return lists


def item(list_name: str, code: str) -> ReferenceItem | None:
    return _lists().get(list_name, {}).get(code)


def label(list_name: str, code: str) -> str:
    """The label in the language of the page; "Belum diketahui" for no code, the code itself when it is unknown."""
    if not code:
        return _("Belum diketahui")
    found = item(list_name, code)
    if found is None:
        return code
    return found.label_en if get_language() == "en" else found.label_id


def codes(list_name: str, on: date | None = None) -> list[str]:
    """Codes of a list that are valid on the day (all when no day is given), in the order of the list."""
    return [
        found.code
        for found in _lists().get(list_name, {}).values()
        if on is None
        or (not found.valid_from or found.valid_from <= on)
        and (not found.valid_to or found.valid_to >= on)
    ]


def choices(list_name: str, on: date | None = None) -> list[tuple[str, str]]:
    """(code, label) for a form."""
    return list(_choices(list_name, on, get_language()))


@remembered
def _choices(list_name: str, on: date | None, language: str | None) -> list[tuple[str, str]]:
    return [(code, label(list_name, code)) for code in codes(list_name, on)]
