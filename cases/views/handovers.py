"""Hand-overs: prepared, printed, signed, the photo of the signed paper, and undone with a reason."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cases import reference
from cases.actions import handovers as actions
from cases.bast import bast_docx, bast_pdf
from cases.choices import HandoverState, ListName
from cases.files import HANDOVER_PAPER
from cases.forms import handovers as forms
from cases.models import Handover, HandoverSignature, Returnee
from cases.permissions import why_not_change_handover, why_not_correct_handover, why_not_remove_paper
from cases.queries import (
    InHands,
    get_handover,
    get_paper,
    get_repatriation,
    group_members,
    mask,
    papers_of,
    today,
)
from cases.queries.papers import signatures_of
from cases.queries.wide_texts import facts_digest
from cases.receiving import POWER_WORDS, needs_power
from cases.views.journey_cards import HANDOVER_CHIPS
from cases.views.reporter_cards import same_phone
from cases.views.words import age_words, place_words, return_crumbs, return_head, sex_words
from cases.zones import clock_words
from core.access import requires
from core.files import FileDamaged, file_kinds, serve_file
from core.limited import MB
from core.models import AccessRecord, StoredFile
from core.papers import as_download
from core.scope import Viewer
from core.steps import refuse, take_step
from core.templatetags.ui import tanggal, tanggal_jam, ukuran

BOTH = require_http_methods(["GET", "POST"])
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def there(row: Handover) -> str:
    return reverse("cases:handover", args=[row.repatriation.number, row.pk])


def crumbs_of(row: Handover) -> list[dict[str, str]]:
    return [*return_crumbs(row.repatriation), {"label": _("Serah terima"), "url": there(row)}]


def page_of(handover: Handover, title: str, **more: object) -> dict[str, object]:
    return {"title": title, "crumbs": crumbs_of(handover), "head": return_head(handover.repatriation), **more}


def open_handover(request: HttpRequest, number: str, pk: int) -> InHands:
    """The hand-over, for a step that changes it."""
    found = get_handover(number, pk)
    refuse(why_not_change_handover(request.viewer, found.handover))
    return found


@requires("returns.record")
@BOTH
def handover_new(request: HttpRequest, number: str) -> HttpResponse:
    """Prepared with the people filled in; whatever is not known yet becomes a blank line on the paper."""
    repatriation = get_repatriation(number)
    back = reverse("cases:return_detail", args=[number]) + "#serah-terima"
    form = forms.HandoverForm(
        request.POST or None, people=group_members(repatriation), initial=first_values(request), cancel_url=back
    )
    made: list[Handover] = []

    def do() -> None:
        handover = actions.prepare_handover(
            repatriation=repatriation,
            values=form.values(),
            people=list(form.cleaned_data["people"]),
            witnesses=form.seen_by(),
            by=request.user,
            form_id=form.cleaned_data["form_id"],
        )
        made.append(handover)

    page = {
        "title": _("Siapkan serah terima"),
        "crumbs": return_crumbs(repatriation),
        "head": return_head(repatriation),
    }
    answer = take_step(request, form, do=do, done=_("Serah terima disiapkan."), to=back, page=page)
    if not made:
        return answer
    warn(request, form)
    return redirect("cases:handover", number, made[0].pk)


def first_values(request: HttpRequest) -> dict[str, object]:
    """Who gives is most often who writes; `?orang=` ticks people."""
    chosen = [int(key) for key in request.GET.getlist("orang") if key.isdecimal() and len(key) < 19]
    user = request.user
    return {"giver": user.full_name, "giver_position": user.position, "people": chosen}


def warn(request: HttpRequest, form: forms.HandoverForm) -> None:
    if sentence := form.warning():
        messages.warning(request, sentence)


@requires("returns.view")
@require_safe
def handover_page(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    found = get_handover(number, pk)
    row = found.handover
    viewer = request.viewer
    may_change = not why_not_change_handover(viewer, row)
    signed = signatures_of(row)
    is_open = may_change and row.state == HandoverState.PREPARED
    context = page_of(
        row,
        str(row.get_kind_display()),
        row=row,
        chip=HANDOVER_CHIPS[HandoverState(row.state)],
        facts=handover_facts(row),
        people=[person_line(number, person) for person in found.people],
        hidden=found.hidden,
        witnesses=row.witnesses.all(),
        known=same_phone(row) if row.receiver_phone else [],
        warning=POWER_WORDS if needs_power(row.kind, row.kinship) and not row.has_power else "",
        papers=[paper_line(row, file, viewer, may_change=may_change) for file in papers_of(row)],
        may_change=may_change and not signed,
        signed=len(signed),
        screen_url=reverse("cases:signatures", args=[number, pk]) if signed or is_open else "",
        changed=changed_since(row, signed),
        paper_url=reverse("cases:handover_paper", args=[number, pk]) if may_change else "",
        is_signed=row.state == HandoverState.SIGNED,
        is_cancelled=row.state == HandoverState.CANCELLED,
        may_print=request.viewer.may("returns.record"),
    )
    context["crumbs"] = return_crumbs(row.repatriation)
    return render(request, "cases/handover_page.html", context)


def handover_facts(row: Handover) -> list[dict[str, object]]:
    power = {True: _("Ada"), False: _("Tidak ada"), None: ""}[row.has_power]
    when = ", ".join(filter(None, [tanggal(row.on) if row.on else "", clock_words(row.at, row.zone)]))
    facts = [
        (_("Nomor BAST"), row.number),
        (_("Tempat"), row.place),
        (_("Waktu"), when),
        (_("Tertulis di sumber"), row.printed_time or None),
        (_("Yang menyerahkan"), ", ".join(filter(None, [row.giver, row.giver_position]))),
        (_("Yang menerima"), ", ".join(filter(None, [row.receiver, row.receiver_position]))),
        (_("Hubungan"), row.get_kinship_display()),
        (_("Telepon penerima"), row.receiver_phone),
        (_("Alamat penerima"), row.receiver_address or None),
        (_("Identitas yang ditunjukkan"), identity_words(row)),
        (_("Surat kuasa keluarga"), power if needs_power(row.kind, row.kinship) or power else None),
        (_("Keadaan saat diserahkan"), row.condition),
        (_("Barang bawaan"), row.belongings),
        (_("Catatan"), row.note or None),
        (_("Dicatat oleh"), f"{row.created_by}, {tanggal_jam(row.created_at)}"),
    ]
    return [{"label": label, "value": value} for label, value in facts if value is not None]


def identity_words(row: Handover) -> str:
    shown = reference.label(ListName.DOCUMENT, row.identity_shown) if row.identity_shown else ""
    return " ".join(filter(None, [shown, mask(row.identity_number)]))


def person_line(number: str, row: Returnee) -> dict[str, object]:
    worker = row.worker
    facts = [sex_words(row.sex), age_words(worker, row.arrived_on or row.created_at.date()), place_words(worker)]
    return {
        "url": reverse("cases:returnee", args=[number, row.pk]),
        "name": str(worker),
        "facts": " · ".join(filter(None, facts)),
    }


def changed_since(row: Handover, signed: list[HandoverSignature]) -> list[str]:
    """Names of those whose signature stands for other facts than those of now."""
    if not signed:
        return []
    digest = facts_digest(row)
    return [item.name for item in signed if item.digest != digest]


def paper_line(row: Handover, file: StoredFile, viewer: Viewer, *, may_change: bool) -> dict[str, object]:
    args = [row.repatriation.number, row.pk, file.key]
    may_remove = may_change and not why_not_remove_paper(viewer, file)
    return {
        "remove_url": reverse("cases:handover_file_remove", args=args) if may_remove else "",
        "url": reverse("cases:handover_file", args=args),
        "icon": "file-earmark-image" if file.mime.startswith("image/") else "file-earmark-pdf",
        "name": file.file_name,
        "size": ukuran(file.size),
        "who": str(file.uploaded_by),
        "at": file.uploaded_at,
    }


def change(request: HttpRequest, found: InHands, form_class, do, done: str, title: str, **more) -> HttpResponse:
    """The form of a prepared hand-over, filled in, for a step that writes it."""
    row = found.handover
    refuse(why_not_correct_handover(request.viewer, row))
    values = {**forms.handover_values(row), "people": [person.pk for person in found.people], **more}
    form = form_class(
        request.POST or None,
        handover=row,
        people=group_members(row.repatriation, found.people),
        initial=values,
        cancel_url=there(row),
    )

    def stale(error) -> None:
        current = forms.handover_values(error.row)
        form.show_conflict(current=current, changed_by=error.changed_by, changed_at=error.changed_at)

    answer = take_step(
        request,
        form,
        do=lambda: do(
            handover=row,
            version=form.cleaned_data["version"],
            values=form.values(),
            people=list(form.cleaned_data["people"]),
            witnesses=form.seen_by(),
            by=request.user,
        ),
        done=done,
        to=there(row),
        on_stale=stale,
        page=page_of(row, title),
    )
    if answer.status_code == 302:
        warn(request, form)
    return answer


@requires("returns.record")
@BOTH
def handover_edit(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    found = open_handover(request, number, pk)
    done, title = _("Serah terima disimpan."), _("Ubah serah terima")
    return change(request, found, forms.EditHandoverForm, actions.correct_handover, done, title)


@requires("returns.record")
@BOTH
def handover_sign(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """The blank lines are filled in from the signed paper, and the day is known."""
    found = open_handover(request, number, pk)
    done, title = _("Serah terima sudah ditandatangani."), _("Sudah ditandatangani")
    day = found.handover.on or today()
    return change(request, found, forms.SignHandoverForm, actions.sign_handover, done, title, on=day)


@requires("returns.record")
@BOTH
def handover_cancel(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    row = open_handover(request, number, pk).handover
    form = forms.CancelHandoverForm(request.POST or None, initial={"version": row.version}, cancel_url=there(row))
    return take_step(
        request,
        form,
        do=lambda: actions.cancel_handover(
            handover=row, version=form.cleaned_data["version"], reason=form.cleaned_data["reason"], by=request.user
        ),
        done=_("Serah terima dibatalkan."),
        to=there(row),
        page=page_of(
            row,
            _("Batalkan serah terima"),
            notice=_("Orang-orangnya tidak lagi dihitung sudah diterima lewat serah terima ini."),
            notice_tone="wait",
        ),
    )


@requires("returns.record")
@require_safe
def handover_print(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """The minutes as PDF; a draft until they are signed."""
    found = get_handover(number, pk, look=AccessRecord.Look.PRINT)
    return as_download(bast_pdf(found, made_at=timezone.now()), f"bast-{number}-{pk}.pdf")


@requires("returns.record")
@require_safe
def handover_docx(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """The minutes as DOCX, for SRIKANDI or to be worked on."""
    found = get_handover(number, pk, look=AccessRecord.Look.PRINT)
    return as_download(bast_docx(found, made_at=timezone.now()), f"bast-{number}-{pk}.docx", DOCX)


@requires("returns.record")
@BOTH
def handover_paper(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """The photo or scan of the signed paper."""
    row = open_handover(request, number, pk).handover
    form = forms.SignedPaperForm(request.POST or None, request.FILES or None, cancel_url=there(row))
    rules = file_kinds()[HANDOVER_PAPER]
    kinds, most = ", ".join(rules.extensions).upper(), rules.bytes // MB
    form.fields["paper"].help_text = _("{jenis}, paling besar {n} MB.").format(jenis=kinds, n=most)
    return take_step(
        request,
        form,
        do=lambda: actions.add_handover_paper(
            handover=row, upload=form.cleaned_data["paper"], by=request.user, form_id=form.cleaned_data["form_id"]
        ),
        done=_("Berkas disimpan."),
        to=f"{there(row)}#berkas",
        page=page_of(row, _("Foto BAST yang ditandatangani")),
    )


@requires("returns.view")
@require_safe
def handover_file(request: HttpRequest, number: str, pk: int, key: UUID) -> HttpResponseBase:
    """The file itself; the hand-over is fetched anew each time."""
    found = get_handover(number, pk)
    file = get_paper(found.handover, key)
    try:
        return serve_file(file, worker_ids=[row.worker_id for row in found.people])
    except FileDamaged:
        messages.error(request, _("Berkas ini rusak di penyimpanan. Laporkan kepada Administrator Sistem."))
        return redirect(f"{there(found.handover)}#berkas")
