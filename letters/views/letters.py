"""The book of letters: the list, one letter, its edit, and a new one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.access import requires
from core.actions.access import record_look
from core.list_pages import list_context
from core.models import AccessRecord
from core.steps import do_once, refuse, take_step
from letters.actions.dispositions import shelve_letter
from letters.actions.letters import edit_letter, record_letter
from letters.choices import Direction, Handling
from letters.forms.filters import LetterFilter
from letters.forms.letters import EditLetterForm, NewLetterForm, ScansForm, letter_values
from letters.linked import LetterLinks
from letters.models import Letter
from letters.permissions import why_not_change, why_not_give
from letters.queries import (
    answers_of,
    dispositions_of,
    files_of_letter,
    get_letter,
    history_of,
    looks_at,
    same_number,
    today,
)
from letters.searches import LetterList
from letters.views.dispositions import give_form, people_to_give
from letters.views.scans import keep_scans, scan_lines, scan_words
from letters.views.words import (
    direction_of,
    disposition_line,
    letter_crumbs,
    letter_facts,
    letter_head,
    letter_row,
)

COLUMNS = [
    {"label": gettext_lazy("Perihal dan nomor agenda")},
    {"label": gettext_lazy("Nomor surat")},
    {"label": gettext_lazy("Dari atau kepada")},
    {"label": gettext_lazy("Tanggal")},
    {"label": gettext_lazy("Keadaan")},
]


@requires("letters.view")
@require_safe
def letter_list(request: HttpRequest) -> HttpResponse:
    form = LetterFilter(request.GET, viewer=request.viewer)
    values = form.values()
    context = list_context(request, LetterList(request.viewer, values), form, row_of=letter_row, noun=_("surat"))
    record_look(look=AccessRecord.Look.LIST, object_kind="letter", object_ids=[row.pk for row in context["page"].rows])
    page = {
        "columns": COLUMNS,
        "tabs": sides(values.get("arah", "")),
        "may_record": request.viewer.may("letters.edit"),
        "ways": ways_to_begin(request.viewer),
    }
    return render(request, "letters/letter_list.html", {**context, **page})


def ways_to_begin(viewer) -> list[dict[str, object]]:
    """Pages of the apps above that record a letter together with what it begins."""
    found = [(kind.icon, kind().begins(viewer)) for kind in LetterLinks.registry.values()]
    return [{"icon": icon, "url": line.url, "label": line.title} for icon, line in found if line]


def sides(active: str) -> list[dict[str, object]]:
    """The two books, and both."""
    url = reverse("letters:letters")
    sides = [("", _("Semua")), (Direction.IN, Direction.IN.label), (Direction.OUT, Direction.OUT.label)]
    return [
        {"label": label, "url": f"{url}?arah={code}" if code else url, "active": active == code}
        for code, label in sides
    ]


@requires("letters.view")
@require_safe
def letter_page(request: HttpRequest, number: str) -> HttpResponse:
    letter, viewer, day = get_letter(number), request.viewer, today()
    may_change, may_give = not why_not_change(viewer, letter), not why_not_give(viewer, letter)
    sees_history = viewer.may("history.view")
    context = {
        "letter": letter,
        "head": letter_head(letter),
        "crumbs": letter_crumbs(),
        "facts": letter_facts(letter),
        "facts_title": _("Data surat"),
        "edit_url": reverse("letters:edit", args=[number]) if may_change else "",
        "files": scan_lines(letter, files_of_letter(letter), may_change=may_change),
        "add_url": reverse("letters:files", args=[number]) if may_change else "",
        "dispositions": [disposition_line(row, viewer, day) for row in dispositions_of(letter)],
        "give": give_form(letter) if may_give else None,
        "people": people_to_give(request.user.pk) if may_give else [],
        "may_shelve": may_give and letter.handling == Handling.WAITING,
        "answers_to": letter_row(letter.answers_to) if letter.answers_to else None,
        "answers": [letter_row(row) for row in answers_of(letter)],
        "links": link_cards(letter, viewer),
        "history": history_of(letter) if sees_history else None,
        "looks": looks_at(letter) if sees_history else None,
    }
    return render(request, "letters/letter_page.html", context)


def link_cards(letter: Letter, viewer) -> list[dict[str, object]]:
    """What the apps above say that this letter belongs to; a kind without rows and without a way to add is left out."""
    kinds = [kind() for kind in LetterLinks.registry.values()]
    cards = [
        {
            "code": kind.code,
            "title": kind.title,
            "icon": kind.icon,
            "lines": kind.lines(letter, viewer),
            "add_url": kind.add_url(letter, viewer),
        }
        for kind in kinds
    ]
    return [card for card in cards if card["lines"] or card["add_url"]]


@requires("letters.edit")
@require_http_methods(["GET", "POST"])
def letter_edit(request: HttpRequest, number: str) -> HttpResponse:
    letter = get_letter(number)
    refuse(why_not_change(request.viewer, letter))
    there = reverse("letters:letter", args=[number])
    form = EditLetterForm(
        request.POST or None, initial=letter_values(letter), direction=letter.direction, cancel_url=there
    )

    def stale(error) -> None:
        current = letter_values(error.row)
        form.show_conflict(current=current, changed_by=error.changed_by, changed_at=error.changed_at)

    return take_step(
        request,
        form,
        do=lambda: edit_letter(
            letter=letter, version=form.cleaned_data["version"], changes=form.told(), by=request.user
        ),
        done=_("Surat disimpan."),
        to=there,
        on_stale=stale,
        page={"title": _("Ubah surat"), "crumbs": letter_crumbs(letter), "head": letter_head(letter)},
    )


@requires("letters.edit")
@require_http_methods(["GET", "POST"])
def letter_new(request: HttpRequest) -> HttpResponse:
    """A letter with its scan. `arah` says which book; `menjawab` which letter it answers."""
    page = {"title": _("Surat baru"), "crumbs": letter_crumbs(), "cancel_url": reverse("letters:letters")}
    return answer_new(request, page=page, record=record_letter)


def answer_new(request: HttpRequest, *, page: dict[str, object], record) -> HttpResponse:
    """The page of a new letter. `record` is the action that takes the facts, the form's id and `by`."""
    direction = direction_of(request.GET.get("arah", ""))
    start = {"answers_to": request.GET.get("menjawab", "")[:100]} if "menjawab" in request.GET else {}
    form = NewLetterForm(request.POST or None, initial=start, direction=direction, cancel_url=page["cancel_url"])
    scans = ScansForm(request.POST or None, request.FILES or None, is_needed=False)
    made: list[Letter] = []

    def do() -> None:
        made.append(record(facts=form.facts(), form_id=form.cleaned_data["form_id"], by=request.user))
        if scans.is_valid():
            keep_scans(request, made[0], scans, tells_kept=False)
        if numbers := same_number(made[0]):
            sentence = _("Nomor surat ini juga ada pada {nomor}. Periksa apakah suratnya sama.")
            messages.warning(request, sentence.format(nomor=", ".join(numbers)))

    context = {**page, "scans": scans, "head": None, "other_url": other_book(direction), **scan_words()}
    answer = take_step(
        request, form, do=do, done=_("Surat dicatat."), to="/", page=context, template="letters/letter_new.html"
    )
    return redirect("letters:letter", made[0].agenda_number) if made else answer


def other_book(direction: str) -> dict[str, str]:
    """The way to the same page for the other book."""
    if direction == Direction.IN:
        return {"url": f"?arah={Direction.OUT}", "label": _("Catat surat keluar")}
    return {"url": "?", "label": _("Catat surat masuk")}


@requires("letters.dispose")
@require_POST
def letter_shelve(request: HttpRequest, number: str) -> HttpResponse:
    """Nothing to be done: one tap."""
    letter = get_letter(number)
    refuse(why_not_give(request.viewer, letter))
    return do_once(
        request,
        do=lambda: shelve_letter(letter=letter, by=request.user),
        done=_("Surat ditandai selesai tanpa disposisi."),
        to=reverse("letters:letter", args=[number]),
    )
