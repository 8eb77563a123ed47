"""One box: numbers exactly, names however spelt, ships and letters."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cases import reference
from cases.choices import ListName
from cases.numbers import digits_of
from cases.queries import Found, find_everything, readable, searched_number, today
from cases.views.words import RETURN_CHIPS, case_states, masked_words, person_facts, return_name
from core.access import requires
from core.actions.access import record_look
from core.limits import take
from core.models import AccessRecord
from core.templatetags.ui import tanggal
from letters.views.words import letter_row

NIK_LENGTH = 16


@requires("search.use")
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """A single hit by its own number opens at once."""
    text = readable(request.GET.get("q", ""))
    if len(digits_of(text)) == NIK_LENGTH:
        take("search_nik", str(request.viewer.user_id))
    found = find_everything(text)
    look_at(found, text)
    if only := only_hit(found, text):
        return redirect(only)
    context = {
        "text": text,
        "has_any": bool(found),
        "people": [person_line(row) for row in found.people],
        "masked": [{"initials": row.initials, "words": masked_words(row)} for row in found.masked],
        "cases": [case_line(row) for row in found.cases],
        "returns": [return_line(row, found.with_people.get(row.pk, [])) for row in found.returns],
        "letters": [letter_row(row) for row in found.letters],
        "new_case_url": new_case_url(text) if request.viewer.may("cases.open") else "",
    }
    return render(request, "cases/search.html", context)


def look_at(found: Found, text: str) -> None:
    """A number that was searched for is told by its class, and kept as a keyed hash only."""
    searched, kind = searched_number(text)
    workers = {row.pk for row in found.people} | {row.worker_id for row in found.cases}
    record_look(
        look=AccessRecord.Look.SEARCH,
        object_kind="search",
        object_ids=[row.pk for row in found.cases],
        worker_ids=workers,
        rows=[*found.people, *found.cases],
        searched=searched,
        field_class=kind,
    )
    if found.letters:
        record_look(look=AccessRecord.Look.SEARCH, object_kind="letter", object_ids=[row.pk for row in found.letters])


def only_hit(found: Found, text: str) -> str:
    """Where to go when the text is the number of one record."""
    number = text.upper().replace(" ", "-")
    if len(found.cases) == 1 and found.cases[0].number == number:
        return reverse("cases:case", args=[number])
    if len(found.people) == 1 and found.people[0].number == number:
        return reverse("cases:worker", args=[number])
    if len(found.returns) == 1 and found.returns[0].number == number:
        return reverse("cases:return_detail", args=[number])
    if len(found.letters) == 1 and found.letters[0].agenda_number == number:
        return reverse("letters:letter", args=[number])
    return ""


def new_case_url(text: str) -> str:
    return f"{reverse('cases:case_new')}?orang=baru" if text else ""


def person_line(row) -> dict[str, object]:
    facts = person_facts(row, today()) or [_("Belum diketahui")]
    return {"url": reverse("cases:worker", args=[row.number]), "name": str(row), "number": row.number, "facts": facts}


def case_line(row) -> dict[str, object]:
    return {
        "url": reverse("cases:case", args=[row.number]),
        "name": str(row.worker),
        "number": row.number,
        "category": reference.label(ListName.CASE_CATEGORY, row.category),
        "states": case_states(row, today())[:1],
    }


def return_line(row, people: list[str]) -> dict[str, object]:
    """`people`: who of those that the search found came with it."""
    day = row.arrived_on or row.expected_on
    return {
        "url": reverse("cases:return_detail", args=[row.number]),
        "name": return_name(row),
        "number": row.number,
        "day": tanggal(day) if day else "",
        "place": row.place_of_arrival,
        "people": ", ".join(people),
        "chip": RETURN_CHIPS[row.state],
    }
