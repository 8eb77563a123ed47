"""Letters of a return and of a case: linked, recorded anew, and taken away again."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cases.actions.letters import link_case_letter, link_return_letter, record_return_letter, unlink_letter
from cases.forms.letters import LinkFromLetterForm, LinkLetterForm
from cases.models import Case, CaseLetter, Repatriation, ReturnLetter
from cases.permissions import why_not_right
from cases.queries import get_case, get_repatriation, letter_links_of, today
from cases.queries.letters import letter_fronts_of
from cases.views.words import case_crumbs, case_head, return_crumbs, return_head
from core.access import requires
from core.steps import do_once, refuse, take_step
from core.templatetags.ui import tanggal
from letters import choices as letter_choices
from letters import reference as letter_lists
from letters.models import LetterFront
from letters.queries import get_letter
from letters.views.letters import answer_new
from letters.views.words import letter_crumbs, letter_head, letter_row

BOTH = require_http_methods(["GET", "POST"])
LETTERS = "#surat"


def letter_line(link: ReturnLetter | CaseLetter, row: Repatriation | Case, *, may_link: bool) -> dict[str, object]:
    """A letter in sight as the card tells it."""
    undo = "cases:return_letter_undo" if isinstance(row, Repatriation) else "cases:case_letter_undo"
    undo_url = reverse(undo, args=[row.number, link.pk]) if may_link else ""
    return {**letter_row(link.letter), "role": link.get_role_display(), "undo_url": undo_url}


def front_line(front: LetterFront) -> dict[str, object]:
    """A letter of which only the outside may be told: no subject, no way to it."""
    return {
        "number": front.number or _("Tanpa nomor"),
        "other": front.sender or _("Belum diketahui"),
        "date": tanggal(front.letter_date) if front.letter_date else "",
        "kind": letter_lists.label(letter_choices.ListName.KIND, front.kind),
    }


def letter_card(row: Repatriation | Case, viewer) -> dict[str, object]:
    """What the page of a return or a case tells of its letters; nothing to those who open no letters.

    `letter_urls`: where each letter in sight stands, by its id.
    """
    may_link, is_return = viewer.may("letters.edit"), isinstance(row, Repatriation)
    link = "cases:return_letters" if is_return else "cases:case_letters"
    links = letter_links_of(row)
    urls = {link.letter_id: reverse("letters:letter", args=[link.letter.agenda_number]) for link in links}
    lines = [letter_line(link, row, may_link=may_link) for link in links]
    if is_return:
        lines += [front_line(front) for front in letter_fronts_of(row, set(urls))]
    return {
        "letters": lines if viewer.may("letters.view") else None,
        "letter_urls": urls,
        "letters_title": _("Surat"),
        "letter_url": reverse(link, args=[row.number]) if may_link else "",
        "new_letter_url": reverse("cases:return_letter_new", args=[row.number]) if may_link and is_return else "",
    }


@requires("letters.edit")
@BOTH
def return_letters(request: HttpRequest, number: str) -> HttpResponse:
    repatriation = get_repatriation(number)
    there = reverse("cases:return_detail", args=[number]) + LETTERS
    form = LinkLetterForm(request.POST or None, cancel_url=there)
    page = {
        "title": _("Tautkan surat"),
        "crumbs": return_crumbs(repatriation),
        "head": return_head(repatriation),
    }
    return take_step(
        request,
        form,
        do=lambda: link_return_letter(repatriation=repatriation, by=request.user, **form.cleaned_data),
        done=_("Surat ditautkan."),
        to=there,
        page=page,
    )


@requires("letters.edit")
@BOTH
def return_letter_new(request: HttpRequest, number: str) -> HttpResponse:
    """A new letter, linked to the return at once."""
    repatriation = get_repatriation(number)
    page = {
        "title": _("Surat baru untuk {nomor}").format(nomor=number),
        "crumbs": return_crumbs(repatriation),
        "cancel_url": reverse("cases:return_detail", args=[number]) + LETTERS,
    }
    return answer_new(request, page=page, record=partial(record_return_letter, repatriation=repatriation))


@requires("letters.edit")
@require_POST
def return_letter_undo(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    link = get_object_or_404(get_repatriation(number).letter_links.all(), pk=pk)
    there = reverse("cases:return_detail", args=[number]) + LETTERS
    return do_once(
        request, do=lambda: unlink_letter(link=link, by=request.user), done=_("Tautan surat dilepas."), to=there
    )


@requires("letters.edit")
@BOTH
def case_letters(request: HttpRequest, number: str) -> HttpResponse:
    case = get_case(number)
    there = reverse("cases:case", args=[number]) + LETTERS
    form = LinkLetterForm(request.POST or None, cancel_url=there)
    page = {"title": _("Tautkan surat"), "crumbs": case_crumbs(case), "head": case_head(case, today())}
    return take_step(
        request,
        form,
        do=lambda: link_case_letter(case=case, by=request.user, **form.cleaned_data),
        done=_("Surat ditautkan."),
        to=there,
        page=page,
    )


@requires("letters.edit")
@require_POST
def case_letter_undo(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    link = get_object_or_404(get_case(number).letter_links.all(), pk=pk)
    there = reverse("cases:case", args=[number]) + LETTERS
    return do_once(
        request, do=lambda: unlink_letter(link=link, by=request.user), done=_("Tautan surat dilepas."), to=there
    )


@requires("letters.edit")
@BOTH
def letter_link(request: HttpRequest, number: str) -> HttpResponse:
    """From the letter's page: the return or the case that it belongs to, by number."""
    letter = get_letter(number)
    refuse(why_not_right(request.viewer, "returns.view"))
    form = LinkFromLetterForm(request.POST or None, cancel_url=reverse("letters:letter", args=[number]))

    def do() -> None:
        row, role = form.cleaned_data["to"], form.cleaned_data["role"]
        if isinstance(row, Case):
            link_case_letter(case=row, letter=letter, role=role, by=request.user)
        else:
            link_return_letter(repatriation=row, letter=letter, role=role, by=request.user)

    page = {"title": _("Tautkan surat"), "crumbs": letter_crumbs(letter), "head": letter_head(letter)}
    to = reverse("letters:letter", args=[number])
    return take_step(request, form, do=do, done=_("Surat ditautkan."), to=to, page=page)
