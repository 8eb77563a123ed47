"""Unsaved inputs kept on the server: the browser's script puts, fetches and removes them. Only one's own."""

import json

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.actions.drafts import LARGEST, drop_all_drafts, drop_draft, keep_draft, read_draft
from core.access import signed_in
from core.exceptions import DomainError
from core.limits import take


@signed_in
@never_cache
@require_http_methods(["GET", "HEAD", "POST", "DELETE"])
def draft(request: HttpRequest, form: str) -> HttpResponse:
    form = form.replace("\x00", "")  # a sign that no database takes
    if request.method == "DELETE":
        drop_draft(form=form, by=request.user)
        return HttpResponse(status=204)
    if request.method == "POST":
        return keep(request, form)
    found = read_draft(form=form, by=request.user, now=timezone.now())
    return JsonResponse(found) if found is not None else HttpResponse(status=204)


def keep(request: HttpRequest, form: str) -> HttpResponse:
    take("draft", str(request.user.pk))
    try:
        sent = json.loads(request.body) if len(request.body) <= LARGEST else {}
        inputs = {"values": sent["values"], "base": sent.get("base", {})}
        place = {"page": str(sent.get("page", "")), "title": str(sent.get("title", ""))}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return JsonResponse({"state": "refused"}, status=400)
    try:
        keep_draft(form=form, **inputs, **place, now=timezone.now(), by=request.user)
    except DomainError as error:
        return JsonResponse({"state": "refused", "message": error.message}, status=422)
    return HttpResponse(status=204)


@signed_in
@require_POST
def drafts_drop(request: HttpRequest) -> HttpResponse:
    """Throw away everything that is kept."""
    drop_all_drafts(by=request.user)
    return redirect("accounts:account")
