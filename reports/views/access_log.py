"""The record of looks, for the auditor: who, when, how, at which numbers; never what stood there."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from accounts.roles import ROLES, role_label
from core.access import requires
from reports.forms.exports import LookFilterForm
from reports.lists import LookList, purpose_words
from reports.words import kind_word, look_word

IDS_SHOWN = 8


@requires("audit.view")
def access_log(request: HttpRequest) -> HttpResponse:
    form = LookFilterForm(request.GET or None)
    chosen = form.cleaned_data if form.is_bound and form.is_valid() else {}
    values = {
        "day": chosen.get("hari"),
        "user": chosen.get("pengguna"),
        "look": chosen.get("cara"),
        "kind": chosen.get("jenis"),
    }
    search = LookList(request.viewer, values)
    page = search.page(request.GET.get("posisi", ""))
    for row in page.rows:
        row.look_word, row.kind_word = look_word(row.look), kind_word(row.object_kind)
        row.purpose_words = purpose_words(row.purpose, request.viewer)
        row.role_words = ", ".join(role_label(code) for code in row.roles.split(",") if code in ROLES)
        row.ids_shown, row.ids_more = row.object_ids[:IDS_SHOWN], max(0, len(row.object_ids) - IDS_SHOWN)
    context = {
        "form": form,
        "search": search,
        "page": page,
        "clear_url": reverse("reports:access_log") if any(chosen.values()) else "",
    }
    return render(request, "reports/access_log.html", context)
