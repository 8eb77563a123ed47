"""Files of a case: add several at once, hand one out, remove one with a reason."""

import logging
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from cases.actions.cases import add_case_file, remove_case_file
from cases.files import CASE_ATTACHMENT
from cases.forms.casework import ReasonForm
from cases.forms.files import AddFilesForm
from cases.models import Case
from cases.queries import get_case, get_case_file
from cases.views.case_work import open_case, page_of, there
from core.access import requires
from core.exceptions import DomainError
from core.files import FileDamaged, file_kinds, serve_file
from core.limited import MB
from core.steps import take_step

logger = logging.getLogger(__name__)
BOTH = require_http_methods(["GET", "POST"])


@requires("cases.note")
@BOTH
def add(request: HttpRequest, number: str) -> HttpResponse:
    """Those that may be kept are kept, the others are named with the reason: nobody has to choose all of them again."""
    case = open_case(request, number, "cases.note")
    form = AddFilesForm(request.POST or None, request.FILES or None, cancel_url=there(case))
    refused: list[str] = []
    if request.method == "POST" and form.is_valid():
        kept, refused = keep_each(request, case, form)
        if kept:
            said = ngettext("%(n)s berkas disimpan.", "%(n)s berkas disimpan.", kept) % {"n": kept}
            messages.success(request, said)
        if not refused:
            return redirect(f"{there(case)}#berkas")
    rules = file_kinds()[CASE_ATTACHMENT]
    context = {
        **page_of(case, _("Tambah berkas")),
        "form": form,
        "refused": refused,
        "kinds": ", ".join(rules.extensions).upper(),
        "megabytes": rules.bytes // MB,
        "most_bytes": rules.bytes,
    }
    return render(request, "cases/case_files.html", context, status=422 if form.errors or refused else 200)


def keep_each(request: HttpRequest, case: Case, form: AddFilesForm) -> tuple[int, list[str]]:
    """How many are kept now, and why the others are not."""
    kept, refused = set(), []
    uploads = form.uploads()
    for number, upload in enumerate(uploads, start=1):
        try:
            kept.add(add_case_file(case=case, upload=upload, by=request.user, form_id=form.cleaned_data["form_id"]).pk)
        except DomainError as refusal:
            refused.append(refusal.message)
            if getattr(refusal, "code", "") == "TOO_HEAVY" and number < len(uploads):
                refused.append(_("Berkas sesudahnya belum diperiksa. Kirim lagi tanpa berkas itu."))
                break  # one such file takes the time of many
    return len(kept), refused


@requires("cases.note")
@require_safe
def hand_out(request: HttpRequest, number: str, key: UUID) -> HttpResponseBase:
    """The file itself, to be saved. The case is fetched anew each time: an address is no permission."""
    case = get_case(number)
    file = get_case_file(case, key)
    try:
        return serve_file(file, worker_ids=[case.worker_id])
    except FileDamaged:
        logger.exception("A stored file cannot be handed out.")
        messages.error(request, _("Berkas ini rusak di penyimpanan. Laporkan kepada Administrator Sistem."))
        return redirect(f"{there(case)}#berkas")


@requires("cases.note")
@BOTH
def remove(request: HttpRequest, number: str, key: UUID) -> HttpResponse:
    case = open_case(request, number, "cases.note")
    file = get_case_file(case, key)
    form = ReasonForm(request.POST or None, cancel_url=f"{there(case)}#berkas")
    form.submit_label = _("Hapus berkas")
    notice = _("Berkas tidak dapat dibuka lagi oleh siapa pun. Nama dan alasannya tetap ada di kronologi.")
    return take_step(
        request,
        form,
        do=lambda: remove_case_file(case=case, file=file, reason=form.cleaned_data["reason"], by=request.user),
        done=_("Berkas dihapus."),
        to=f"{there(case)}#berkas",
        page=page_of(case, _("Hapus berkas"), notice=notice, about=[file.file_name]),
    )
