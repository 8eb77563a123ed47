"""Scans of a letter: add several at once, hand one out, remove one with a reason."""

import logging
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from core.access import requires
from core.exceptions import DomainError
from core.files import FileDamaged, file_kinds, serve_file
from core.limited import MB
from core.models import StoredFile
from core.steps import refuse, take_step
from core.templatetags.ui import ukuran
from letters.actions.letters import add_letter_file, remove_letter_file
from letters.files import LETTER_SCAN
from letters.forms.letters import RemoveScanForm, ScansForm
from letters.models import Letter
from letters.permissions import why_not_change
from letters.queries import get_letter, get_letter_file
from letters.views.words import letter_crumbs, letter_head

logger = logging.getLogger(__name__)
BOTH = require_http_methods(["GET", "POST"])


def scans_of(letter: Letter) -> str:
    return f"{reverse('letters:letter', args=[letter.agenda_number])}#berkas"


def scan_words() -> dict[str, object]:
    """What may be handed in, for the page."""
    rules = file_kinds()[LETTER_SCAN]
    return {
        "kinds": ", ".join(rules.extensions).upper(),
        "megabytes": rules.bytes // MB,
        "most_bytes": rules.bytes,
    }


def scan_lines(letter: Letter, files: list[StoredFile], *, may_change: bool) -> list[dict[str, object]]:
    """The lines of the card."""
    return [
        {
            "name": file.file_name,
            "size": ukuran(file.size),
            "icon": "image" if file.is_picture else "file-earmark-pdf",
            "who": str(file.uploaded_by),
            "at": file.uploaded_at,
            "url": reverse("letters:file", args=[letter.agenda_number, file.key]),
            "remove_url": reverse("letters:file_remove", args=[letter.agenda_number, file.key]) if may_change else "",
        }
        for file in files
    ]


def keep_scans(request: HttpRequest, letter: Letter, form: ScansForm, *, tells_kept: bool = True) -> list[str]:
    """Keep those that may be kept; answers why the others are not, and says both on the page that follows."""
    kept, refused = set(), []
    for upload in form.cleaned_data["files"]:
        try:
            form_id = form.cleaned_data["form_id"]
            kept.add(add_letter_file(letter=letter, upload=upload, by=request.user, form_id=form_id).pk)
        except DomainError as refusal:
            refused.append(refusal.message)
            messages.error(request, refusal.message)
    if kept and tells_kept:
        said = ngettext("%(n)s berkas disimpan.", "%(n)s berkas disimpan.", len(kept)) % {"n": len(kept)}
        messages.success(request, said)
    return refused


@requires("letters.edit")
@BOTH
def add(request: HttpRequest, number: str) -> HttpResponse:
    """Those that may be kept are kept, the others are named with the reason."""
    letter = get_letter(number)
    refuse(why_not_change(request.viewer, letter))
    form = ScansForm(request.POST or None, request.FILES or None, cancel_url=scans_of(letter))
    if request.method == "POST" and form.is_valid():
        keep_scans(request, letter, form)
        return redirect(scans_of(letter))
    page = {"title": _("Tambah berkas"), "crumbs": letter_crumbs(letter), "head": letter_head(letter)}
    context = {**page, "scans": form, **scan_words()}
    return render(request, "letters/scans.html", context, status=422 if form.errors else 200)


@requires("letters.view")
@require_safe
def hand_out(request: HttpRequest, number: str, key: UUID) -> HttpResponseBase:
    """The file itself, to be saved. The letter is fetched anew each time: an address is no permission."""
    letter = get_letter(number)
    file = get_letter_file(letter, key)
    try:
        return serve_file(file, purpose=letter.agenda_number)
    except FileDamaged:
        logger.exception("A stored file cannot be handed out.")
        messages.error(request, _("Berkas ini rusak di penyimpanan. Laporkan kepada Administrator Sistem."))
        return redirect(scans_of(letter))


@requires("letters.edit")
@BOTH
def remove(request: HttpRequest, number: str, key: UUID) -> HttpResponse:
    letter = get_letter(number)
    refuse(why_not_change(request.viewer, letter))
    file = get_letter_file(letter, key)
    form = RemoveScanForm(request.POST or None, cancel_url=scans_of(letter))
    page = {
        "title": _("Hapus berkas"),
        "crumbs": letter_crumbs(letter),
        "head": letter_head(letter),
        "about": [file.file_name],
    }
    return take_step(
        request,
        form,
        do=lambda: remove_letter_file(letter=letter, file=file, reason=form.cleaned_data["reason"], by=request.user),
        done=_("Berkas dihapus."),
        to=scans_of(letter),
        page=page,
    )
