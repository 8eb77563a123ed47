"""Serah terima tugas: what a user has in hand, to whom it goes, and the end of the account, in one confirmed step."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.actions.hand_over import end_account, hand_over_work, open_work_of
from accounts.forms.hand_over import HandOverForm
from accounts.queries import fit_to_take_work, is_only_head
from accounts.step_up import needs_step_up_to_write
from accounts.views.tabs import crumbs
from accounts.views.users import get_user
from core.access import requires
from core.exceptions import DomainError


@requires("work.hand_over")
@needs_step_up_to_write
@require_http_methods(["GET", "HEAD", "POST"])
def user_hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    user, today = get_user(pk), timezone.localdate()
    may_end = request.viewer.may("users.manage") and user.pk != request.user.pk and user.is_active
    data = request.POST if request.method == "POST" else None
    form = HandOverForm(data, work=open_work_of(user), takers=fit_to_take_work(today, leaving=user))
    if request.method == "POST" and form.is_valid():
        act = end_account if may_end and "end" in request.POST else hand_over_work
        try:
            moved = act(user=user, plan=form.plan(), on=today, by=request.user)
            messages.success(request, what_happened(user, moved, ended=act is end_account))
            return redirect("accounts:users" if request.viewer.may("users.manage") else "home")
        except DomainError as error:
            form.add_domain_error(error)
    context = {
        "person": user,
        "form": form,
        "may_end": may_end,
        "is_only_head": may_end and is_only_head(user, today),
        "crumbs": crumbs_for(request),
    }
    return render(request, "accounts/hand_over.html", context, status=422 if form.errors else 200)


def what_happened(user, moved: int, *, ended: bool) -> str:
    work = ngettext("{n} tugas sudah diserahterimakan.", "{n} tugas sudah diserahterimakan.", moved).format(n=moved)
    return _("Akun {nama} berakhir.").format(nama=user.full_name) + " " + work if ended else work


def crumbs_for(request: HttpRequest) -> list[dict[str, str]]:
    return crumbs("users", _("Pengguna")) if request.viewer.may("users.manage") else []
