"""The record of looks, for the data-protection officer: who, when, how, at which numbers; never what stood there."""

import re

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.roles import ROLES, right_label, role_label
from core.access import requires
from core.actions.access import record_look
from core.grounds import ground_word
from core.models import AccessRecord
from core.scope import Viewer
from core.signing import fingerprint
from reports.forms.exports import LookFilterForm
from reports.forms.oversight import SubjectForm, SummaryForm
from reports.lists import LookList, SubjectLooks, purpose_words
from reports.oversight import (
    Subject,
    days_of_user,
    office_names,
    seal_state,
    subject_of,
    subjects_found,
    users_of_day,
)
from reports.seen_by import letter_of
from reports.views.tabs import record_tabs
from reports.words import field_word, kind_word, look_word, outcome_word

IDS_SHOWN = 8
PLACEHOLDER = re.compile(r"<[^>]*>")


def in_words(rows: list[AccessRecord], viewer: Viewer, subject: Subject | None = None) -> None:
    """Gives each row the words that its line prints; one query for the names of offices."""
    offices = office_names({row.office_id for row in rows if row.office_id})
    for row in rows:
        row.look_word, row.kind_word = look_word(row.look), kind_word(row.object_kind)
        row.outcome_word, row.field_word = outcome_word(row.outcome), field_word(row.field_class)
        row.role_words = ", ".join(role_label(code) for code in row.roles.split(",") if code in ROLES)
        row.office_word = offices.get(row.office_id or 0, "")
        row.right_word = right_label(row.right)
        row.purpose_words = purpose_words(row.purpose, viewer)
        letters = [letter_of(row, subject.pk)] if subject and subject.pk in row.worker_ids else sorted(set(row.sight))
        row.ground_words = ", ".join(ground_word(letter) for letter in letters)
        row.route_words = PLACEHOLDER.sub("…", row.route)
        row.ids_shown, row.ids_more = row.object_ids[:IDS_SHOWN], max(0, len(row.object_ids) - IDS_SHOWN)


@requires("audit.view")
@require_safe
def access_log(request: HttpRequest) -> HttpResponse:
    form = LookFilterForm(request.GET or None)
    chosen = form.cleaned_data if form.is_bound and form.is_valid() else {}
    values = {
        "day": chosen.get("hari"),
        "user": chosen.get("pengguna"),
        "look": chosen.get("cara"),
        "kind": chosen.get("jenis"),
        "searched": request.GET.get("dicari", "")[:32].replace("\x00", ""),
    }
    search = LookList(request.viewer, values)
    page = search.page(request.GET.get("posisi", ""))
    in_words(page.rows, request.viewer)
    context = {
        "form": form,
        "search": search,
        "page": page,
        "clear_url": reverse("reports:access_log") if any(chosen.values()) else "",
        "tabs": record_tabs("access_log"),
    }
    return render(request, "reports/access_log.html", context)


@requires("audit.view")
@require_safe
def access_summary(request: HttpRequest) -> HttpResponse:
    """How much each user looked on a day, or one user on each of the last days."""
    form = SummaryForm(request.GET or None)
    chosen = form.cleaned_data if form.is_bound and form.is_valid() else {}
    day, user = chosen.get("hari") or timezone.localdate(), chosen.get("pengguna")
    context = {
        "form": form,
        "day": day,
        "user": user,
        "rows": days_of_user(user, day) if user else users_of_day(day),
        "tabs": record_tabs("access_summary"),
    }
    return render(request, "reports/access_summary.html", context)


@requires("audit.view")
@require_safe
def access_people(request: HttpRequest) -> HttpResponse:
    """Whose record: people told by their number and a mask. That they were shown is recorded too."""
    form = SubjectForm(request.GET or None)
    text = request.GET.get("q", "").strip()
    found = subjects_found(text) if form.is_bound and form.is_valid() else []
    if found:
        keys = [subject.pk for subject in found]
        record_look(look=AccessRecord.Look.SEARCH, object_kind="record", object_ids=keys, masked=keys)
    return render(request, "reports/access_people.html", context_of_people(form, text, found))


def context_of_people(form: SubjectForm, text: str, found: list[Subject]) -> dict[str, object]:
    return {
        "form": form,
        "text": text,
        "found": found,
        "tabs": record_tabs("access_people"),
        "columns": [{"label": label} for label in (_("Nomor"), _("Inisial"), _("Daerah asal"), _("Dicatat"))],
    }


def get_subject(number: str) -> Subject:
    subject = subject_of(number)
    if subject is None:
        raise Http404
    return subject


@requires("audit.view")
@require_safe
def access_person(request: HttpRequest, number: str) -> HttpResponse:
    """Who looked at one person."""
    subject = get_subject(number)
    record_look(look=AccessRecord.Look.VIEW, object_kind="record", object_ids=[subject.pk], masked=[subject.pk])
    search = SubjectLooks(request.viewer, {}, subject=subject)
    page = search.page(request.GET.get("posisi", ""))
    in_words(page.rows, request.viewer, subject)
    context = {"subject": subject, "search": search, "page": page, "tabs": record_tabs("access_people")}
    return render(request, "reports/access_person.html", context)


@requires("audit.view")
@require_safe
def seals(request: HttpRequest) -> HttpResponse:
    """Whether the record is sealed and whole, and the checkpoints that were kept."""
    context = {"state": seal_state(), "fingerprint": fingerprint(), "tabs": record_tabs("seals")}
    return render(request, "reports/seals.html", context)
