"""One page for a letter that announces a return: everything that follows from it stands after one click."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cases.actions.from_letter import LetterAndReturn, record_from_letter
from cases.forms.from_letter import FromLetterForm
from cases.models import Repatriation
from cases.permissions import why_not_right
from cases.queries import today
from cases.queries.letters import letters_of
from cases.queries.list_imports import waiting_import
from cases.views.words import return_crumbs
from core.access import requires
from core.files import file_kinds
from core.limits import take
from core.steps import refuse, take_step
from letters.files import LETTER_SCAN
from letters.forms.letters import ScansForm
from letters.printed import proposals, words_of
from letters.queries import same_number
from letters.views.scans import scan_words

RIGHTS = ("letters.edit", "returns.record")


@requires("returns.manifest")
@require_http_methods(["GET", "POST"])
def from_letter(request: HttpRequest) -> HttpResponse:
    for right in RIGHTS:
        refuse(why_not_right(request.viewer, right))
    there = reverse("cases:returns")
    form = FromLetterForm(request.POST or None, viewer=request.viewer, cancel_url=there)
    scans = ScansForm(request.POST or None, request.FILES or None, is_needed=False)
    made: list[Repatriation] = []
    if form.is_bound:
        take_errors(form, scans)
        if form.grids:
            take("list_import", str(request.user.pk))

    page = {
        "title": _("Surat baru pemulangan"),
        "crumbs": return_crumbs(),
        "scans": scans,
        "has_lost_files": form.is_bound and bool(request.FILES),
        **scan_words(),
    }
    answer = take_step(
        request,
        form,
        do=lambda: made.append(
            record_from_letter(
                told=told_of(form, scans), form_id=form.cleaned_data["form_id"], on=today(), by=request.user
            )
        ),
        done=_("Surat, pemulangan, dan ruas pertamanya dicatat."),
        to=there,
        page=page,
        template="cases/from_letter.html",
    )
    return go_on(request, made[0]) if made else answer


@requires("returns.manifest")
@require_POST
def letter_read(request: HttpRequest) -> JsonResponse:
    """What the words of a PDF say of the letter, as proposals. Nothing of the file is kept."""
    take("letter_read", str(request.user.pk))
    file = request.FILES.get("file")
    told = proposals(words_of(file, file_kinds()[LETTER_SCAN].bytes)) if file else {}
    return JsonResponse({"fields": told, "sentence": _("Isian yang kosong diusulkan dari surat. Periksa dahulu.")})


def take_errors(form: FromLetterForm, scans: ScansForm) -> None:
    """What is wrong with the files stands at the top of the page: all is recorded, or nothing."""
    form.full_clean()
    if not scans.is_valid() and form.is_valid():
        for sentence in scans.errors.get("files", []):
            form.add_error(None, sentence)


def told_of(form: FromLetterForm, scans: ScansForm) -> LetterAndReturn:
    given = form.given()
    return LetterAndReturn(
        letter=form.facts(),
        group=form.group(),
        leg=form.leg(),
        grids=form.grids,
        scans=scans.cleaned_data["files"] or (),
        to=given.to if given else None,
        instruction=given.instruction if given else "",
    )


def go_on(request: HttpRequest, repatriation: Repatriation) -> HttpResponse:
    """To the list where it must be looked through, else to the return, where the texts to the agencies stand."""
    for letter in letters_of(repatriation):
        if numbers := same_number(letter):
            sentence = _("Nomor surat ini juga ada pada {nomor}. Periksa apakah suratnya sama.")
            messages.warning(request, sentence.format(nomor=", ".join(numbers)))
    waiting = waiting_import(repatriation)
    if waiting is not None:
        messages.info(request, _("Periksa daftar namanya, lalu masukkan. Belum ada nama yang disimpan."))
        return redirect("cases:list_import", repatriation.number, waiting.pk)
    return redirect(reverse("cases:return_detail", args=[repatriation.number]) + "#koordinasi")
