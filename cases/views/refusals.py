"""Refusal of rehabilitation by one person of a return: the form, the paper, the photo of the signed paper."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cases.actions import refusals as actions
from cases.choices import HandoverState
from cases.files import REFUSAL_PAPER
from cases.forms import papers as forms
from cases.models import RehabilitationRefusal, Returnee
from cases.permissions import why_not_change_refusal, why_not_right
from cases.queries import get_returnee, mask, today
from cases.queries.papers import files_of_refusal, get_refusal, get_refusal_file
from cases.texts.refusals import refusal_paper
from cases.views.handovers import DOCX
from cases.views.journey_cards import HANDOVER_CHIPS
from cases.views.words import returnee_crumbs, returnee_head
from core.access import requires
from core.files import FileDamaged, file_kinds, serve_file
from core.limited import MB
from core.models import AccessRecord, StoredFile
from core.papers import as_download
from core.steps import refuse, take_step
from core.templatetags.ui import tanggal, tanggal_jam, ukuran

BOTH = require_http_methods(["GET", "POST"])


def there(row: RehabilitationRefusal) -> str:
    return reverse("cases:refusal", args=[row.returnee.repatriation.number, row.pk])


def page_of(person: Returnee, title: str, **more: object) -> dict[str, object]:
    return {"title": title, "crumbs": returnee_crumbs(person), "head": returnee_head(person, today()), **more}


def open_refusal(request: HttpRequest, number: str, pk: int) -> RehabilitationRefusal:
    row = get_refusal(number, pk)
    refuse(why_not_change_refusal(request.viewer, row))
    return row


@requires("returns.record")
@BOTH
def refusal_new(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    person = get_returnee(number, pk)
    back = reverse("cases:returnee", args=[number, pk])
    start = {"officer": request.user.full_name, "on": today()}
    form = forms.RefusalForm(request.POST or None, initial=start, cancel_url=back)
    made: list[RehabilitationRefusal] = []

    def do() -> None:
        refusal = actions.prepare_refusal(
            returnee=person, values=form.values(), by=request.user, form_id=form.cleaned_data["form_id"]
        )
        made.append(refusal)

    page = page_of(person, _("Penolakan rehabilitasi"))
    answer = take_step(request, form, do=do, done=_("Pernyataan disiapkan."), to=back, page=page)
    return redirect("cases:refusal", number, made[0].pk) if made else answer


@requires("returns.view")
@require_safe
def refusal_page(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    row, viewer = get_refusal(number, pk), request.viewer
    may_change = not why_not_change_refusal(viewer, row)
    context = page_of(
        row.returnee,
        _("Penolakan rehabilitasi"),
        row=row,
        facts=refusal_facts(row),
        chip=HANDOVER_CHIPS[HandoverState(row.state)],
        papers=[paper_line(row, file) for file in files_of_refusal(row)],
        may_change=may_change,
        may_cancel=viewer.may("returns.record") and row.state != HandoverState.CANCELLED,
        may_print=viewer.may("returns.record"),
        edit_url=reverse("cases:refusal_edit", args=[number, pk]) if may_change else "",
        sign_url=reverse("cases:refusal_sign", args=[number, pk]) if may_change else "",
    )
    return render(request, "cases/refusal_page.html", context)


def refusal_facts(row: RehabilitationRefusal) -> list[dict[str, object]]:
    by_family = [
        (_("Nama keluarga yang menyatakan"), row.speaker),
        (_("Hubungan"), row.get_kinship_display()),
        (_("Nomor identitas keluarga"), mask(row.speaker_identity)),
        (_("Alamat keluarga"), row.speaker_address),
        (_("Mengapa tidak dapat menyatakan sendiri"), row.incapacity),
    ]
    facts = [
        (_("Nomor"), row.number),
        (_("Rehabilitasi yang ditawarkan"), row.offered),
        (_("Alasan menolak"), row.reason),
        (_("Yang menyatakan"), _("Keluarga") if row.is_by_family else _("Orang itu sendiri")),
        *(by_family if row.is_by_family else []),
        (_("Tanggal"), tanggal(row.on) if row.on else ""),
        (_("Tempat"), row.place),
        (_("Petugas yang menerima"), row.officer),
        (_("Saksi"), row.witnesses),
        (_("Catatan"), row.note),
        (_("Dicatat oleh"), f"{row.created_by}, {tanggal_jam(row.created_at)}"),
    ]
    return [{"label": label, "value": value} for label, value in facts]


def paper_line(row: RehabilitationRefusal, file: StoredFile) -> dict[str, object]:
    return {
        "url": reverse("cases:refusal_file", args=[row.returnee.repatriation.number, row.pk, file.key]),
        "icon": "file-earmark-image" if file.is_picture else "file-earmark-pdf",
        "name": file.file_name,
        "size": ukuran(file.size),
        "who": str(file.uploaded_by),
        "at": file.uploaded_at,
    }


@requires("returns.record")
@BOTH
def refusal_edit(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    row = open_refusal(request, number, pk)
    form = forms.EditRefusalForm(
        request.POST or None, refusal=row, initial=forms.refusal_values(row), cancel_url=there(row)
    )

    def stale(error) -> None:
        current = forms.refusal_values(error.row)
        form.show_conflict(current=current, changed_by=error.changed_by, changed_at=error.changed_at)

    return take_step(
        request,
        form,
        do=lambda: actions.correct_refusal(
            refusal=row, version=form.cleaned_data["version"], values=form.values(), by=request.user
        ),
        done=_("Pernyataan disimpan."),
        to=there(row),
        on_stale=stale,
        page=page_of(row.returnee, _("Ubah penolakan rehabilitasi")),
    )


@requires("returns.record")
@BOTH
def refusal_sign(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """The photo of the signed paper completes the statement."""
    row = open_refusal(request, number, pk)
    form = forms.SignRefusalForm(
        request.POST or None, request.FILES or None, initial={"version": row.version}, cancel_url=there(row)
    )
    rules = file_kinds()[REFUSAL_PAPER]
    kinds, most = ", ".join(rules.extensions).upper(), rules.bytes // MB
    form.fields["paper"].help_text = _("{jenis}, paling besar {n} MB.").format(jenis=kinds, n=most)
    return take_step(
        request,
        form,
        do=lambda: actions.sign_refusal(
            refusal=row,
            version=form.cleaned_data["version"],
            upload=form.cleaned_data["paper"],
            by=request.user,
            form_id=form.cleaned_data["form_id"],
        ),
        done=_("Pernyataan sudah ditandatangani."),
        to=there(row),
        page=page_of(row.returnee, _("Foto pernyataan yang ditandatangani")),
    )


@requires("returns.record")
@BOTH
def refusal_cancel(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    row = get_refusal(number, pk)
    refuse(why_not_right(request.viewer, "returns.record"))
    form = forms.CancelRefusalForm(request.POST or None, initial={"version": row.version}, cancel_url=there(row))
    return take_step(
        request,
        form,
        do=lambda: actions.cancel_refusal(
            refusal=row, version=form.cleaned_data["version"], reason=form.cleaned_data["reason"], by=request.user
        ),
        done=_("Pernyataan dibatalkan."),
        to=there(row),
        page=page_of(row.returnee, _("Batalkan penolakan rehabilitasi")),
    )


@requires("returns.record")
@require_safe
def refusal_print(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    row = get_refusal(number, pk, look=AccessRecord.Look.PRINT)
    return as_download(refusal_paper(row, made_at=timezone.now(), as_docx=False), f"penolakan-{number}-{pk}.pdf")


@requires("returns.record")
@require_safe
def refusal_docx(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    row = get_refusal(number, pk, look=AccessRecord.Look.PRINT)
    content = refusal_paper(row, made_at=timezone.now(), as_docx=True)
    return as_download(content, f"penolakan-{number}-{pk}.docx", DOCX)


@requires("returns.view")
@require_safe
def refusal_file(request: HttpRequest, number: str, pk: int, key: UUID) -> HttpResponseBase:
    """The file itself; the refusal is fetched anew each time."""
    row = get_refusal(number, pk)
    file = get_refusal_file(row, key)
    try:
        return serve_file(file, worker_ids=[row.returnee.worker_id])
    except FileDamaged:
        messages.error(request, _("Berkas ini rusak di penyimpanan. Laporkan kepada Administrator Sistem."))
        return redirect(there(row))
