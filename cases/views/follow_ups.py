"""Steps after a return: a visit, advice to the village, the offer of empowerment, the wish to leave again."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cases.actions import follow_ups as actions
from cases.choices_aftercare import FollowUpKind, OfferAnswer
from cases.forms import follow_ups as forms
from cases.models import FollowUp
from cases.queries import get_returnee
from cases.views.journeys import shows_conflict
from cases.views.returnees import page_of, there
from core.access import requires
from core.steps import take_step

BOTH = require_http_methods(["GET", "POST"])
CARD = "#tindak-lanjut"


@requires("cases.note")
@BOTH
def follow_up_new(request: HttpRequest, number: str, pk: int, kind: str) -> HttpResponse:
    row = get_returnee(number, pk)
    if kind not in FollowUpKind.values:
        raise Http404
    chosen = FollowUpKind(kind)
    back = f"{there(row)}{CARD}"
    initial = {"who": request.user.full_name, "answer": OfferAnswer.OPEN}
    form = forms.FORMS[chosen][0](request.POST or None, initial=initial, cancel_url=back)
    return take_step(
        request,
        form,
        do=lambda: actions.record_follow_up(
            returnee=row, kind=chosen, values=form.values(), by=request.user, form_id=form.cleaned_data["form_id"]
        ),
        done=_("Tindak lanjut dicatat."),
        to=back,
        page=page_of(row, str(chosen.label)),
    )


@requires("cases.note")
@BOTH
def follow_up_edit(request: HttpRequest, number: str, pk: int, row: int) -> HttpResponse:
    """`row` is the step of this person in this return."""
    returnee = get_returnee(number, pk)
    step = get_object_or_404(FollowUp.objects.filter(returnee=returnee), pk=row)
    back = f"{there(returnee)}{CARD}"
    values = forms.follow_up_values(step)
    form = forms.FORMS[FollowUpKind(step.kind)][1](request.POST or None, initial=values, cancel_url=back)
    return take_step(
        request,
        form,
        do=lambda: actions.correct_follow_up(
            follow_up=step, version=form.cleaned_data["version"], values=form.values(), by=request.user
        ),
        done=_("Tindak lanjut dicatat."),
        to=back,
        on_stale=shows_conflict(form, forms.follow_up_values),
        page=page_of(returnee, str(step.get_kind_display())),
    )
