"""Giving a letter to somebody, and finishing what was given."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.choices import OfficeKind
from accounts.roles import role_label
from core.access import requires
from core.steps import refuse, take_step
from letters import reference
from letters.actions.dispositions import due_day, finish_disposition, give_disposition
from letters.choices import DispositionState, ListName
from letters.forms.dispositions import FinishForm, GiveForm
from letters.models import Letter
from letters.permissions import may_finish, why_not_give
from letters.queries import find_disposition, get_letter, look_at_letter, roles_held, today, who_may_be_given
from letters.views.words import letter_crumbs, letter_head

BOTH = require_http_methods(["GET", "POST"])


def give_form(letter: Letter, data=None) -> GiveForm:
    """The form of the card: the first instruction is chosen, the day follows from the urgency."""
    there = reverse("letters:letter", args=[letter.agenda_number])
    return GiveForm(data, initial={"due_on": due_day(letter, today())}, cancel_url=there)


def people_to_give(giver: int) -> dict[str, list[dict[str, object]]]:
    """Whom the head may give a letter to, with their roles: the office's own as buttons, the districts' behind them."""
    found: dict[str, list[dict[str, object]]] = {"office": [], "districts": []}
    users = list(who_may_be_given(today()).exclude(pk=giver))
    roles = roles_held(users, today())
    for user in users:
        is_outside = user.office.kind == OfficeKind.DISTRICT
        held = ", ".join(role_label(code) for code in roles.get(user.pk, []))
        what = user.office.short_name if is_outside else held
        found["districts" if is_outside else "office"].append({"pk": user.pk, "name": user.full_name, "what": what})
    return found


@requires("letters.dispose")
@BOTH
def give(request: HttpRequest, number: str) -> HttpResponse:
    letter = get_letter(number)
    refuse(why_not_give(request.viewer, letter))
    form = give_form(letter, request.POST or None)

    def do() -> None:
        give_disposition(letter=letter, on=today(), by=request.user, **form.cleaned_data)

    page = {
        "title": _("Disposisi"),
        "crumbs": letter_crumbs(letter),
        "head": letter_head(letter),
        "letter": letter,
        "people": people_to_give(request.user.pk),
    }
    there = f"{reverse('letters:letter', args=[number])}#disposisi"
    done = _("Disposisi diberikan.")
    return take_step(request, form, do=do, done=done, to=there, page=page, template="letters/give.html")


@requires("letters.view")
@BOTH
def finish(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """What came of it, by who was given the letter; for others there is nothing here."""
    row = find_disposition(number, pk)
    if row is None or not may_finish(request.viewer, row):
        raise Http404
    letter = row.letter
    look_at_letter(letter)
    there = f"{reverse('letters:letter', args=[number])}#disposisi"
    state = DispositionState.DONE if row.state == DispositionState.OPEN else row.state
    form = FinishForm(request.POST or None, initial={"state": state, "answer": row.answer}, cancel_url=there)
    page = {
        "title": _("Selesaikan disposisi"),
        "crumbs": letter_crumbs(letter),
        "head": letter_head(letter),
        "about": [reference.label(ListName.INSTRUCTION, row.instruction), row.text],
    }
    return take_step(
        request,
        form,
        do=lambda: finish_disposition(disposition=row, by=request.user, **form.cleaned_data),
        done=_("Disposisi disimpan."),
        to=there,
        page=page,
    )
