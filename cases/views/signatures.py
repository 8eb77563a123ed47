"""Signing a hand-over on the screen: who has signed, one signature, and the end of it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cases.actions import signatures as actions
from cases.choices import HandoverState, SignerRole
from cases.files import HANDOVER_SIGNATURE
from cases.forms import papers as forms
from cases.models import Handover, HandoverSignature
from cases.permissions import why_not_change_handover
from cases.queries import InHands, get_handover
from cases.queries.papers import get_signature, signatures_of
from cases.views.handovers import changed_since, handover_facts, open_handover, page_of, person_line
from core.access import requires
from core.files import file_kinds
from core.limited import MB
from core.steps import do_once, take_step
from core.templatetags.ui import tanggal_jam

BOTH = require_http_methods(["GET", "POST"])


def here(row: Handover) -> str:
    return reverse("cases:signatures", args=[row.repatriation.number, row.pk])


def places(row: Handover) -> list[tuple[str, int, str, str]]:
    """Role, place, what it is called, and whose name is known: giver, receiver, each witness, one more witness."""
    witnesses = list(row.witnesses.all())
    found = [
        (SignerRole.GIVER.value, 0, str(SignerRole.GIVER.label), row.giver),
        (SignerRole.RECEIVER.value, 0, str(SignerRole.RECEIVER.label), row.receiver),
    ]
    for number, seen in enumerate(witnesses, start=1):
        found.append((SignerRole.WITNESS.value, number, _("Saksi {n}").format(n=number), seen.name))
    return found


@requires("returns.view")
@require_safe
def signatures_page(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    found = get_handover(number, pk)
    row = found.handover
    is_open = not why_not_change_handover(request.viewer, row) and row.state == HandoverState.PREPARED
    signed = {(item.role, item.position_no): item for item in signatures_of(row)}
    lines = [
        line_of(row, place, signed.get(place[:2]), is_open=is_open and row.on is not None) for place in places(row)
    ]
    context = page_of(
        row,
        _("Tanda tangan di layar"),
        row=row,
        lines=lines,
        needs_day=is_open and row.on is None,
        changed=changed_since(row, list(signed.values())),
        may_finish=is_open and all((role, 0) in signed for role in actions.NEEDED),
        facts=handover_facts(row),
        people=[person_line(number, person) for person in found.people],
        hidden=found.hidden,
    )
    return render(request, "cases/signatures.html", context)


def line_of(
    row: Handover, place: tuple[str, int, str, str], signed: HandoverSignature | None, *, is_open: bool
) -> dict[str, object]:
    role, number, label, name = place
    line = {"label": label, "name": signed.name if signed else name, "is_signed": signed is not None}
    if signed:
        line["note"] = _("{waktu}, dicatat {siapa}").format(waktu=tanggal_jam(signed.at), siapa=signed.by)
    if signed and is_open:
        args = [row.repatriation.number, row.pk, signed.pk]
        return {**line, "remove_url": reverse("cases:signature_remove", args=args)}
    if is_open:
        args = [row.repatriation.number, row.pk, role.lower(), number]
        return {**line, "url": reverse("cases:signature_new", args=args)}
    return line


def place_of(found: InHands, role: str, place: int) -> tuple[str, int, str, str]:
    for known in places(found.handover):
        if known[:2] == (role.upper(), place):
            return known
    raise Http404


@requires("returns.record")
@BOTH
def signature_new(request: HttpRequest, number: str, pk: int, role: str, place: int) -> HttpResponse:
    found = open_handover(request, number, pk)
    row, known = found.handover, place_of(found, role, place)
    form = forms.SignatureForm(
        request.POST or None, request.FILES or None, initial={"name": known[3]}, cancel_url=here(row)
    )
    rules = file_kinds()[HANDOVER_SIGNATURE]
    words = _("Bila tidak dapat menggambar di layar. {jenis}, paling besar {n} MB.")
    form.fields["photo"].help_text = words.format(jenis=", ".join(rules.extensions).upper(), n=rules.bytes // MB)
    page = page_of(
        row,
        _("Tanda tangan: {siapa}").format(siapa=known[2]),
        facts=handover_facts(row),
        people=[person_line(number, person) for person in found.people],
        hidden=found.hidden,
    )
    return take_step(
        request,
        form,
        do=lambda: actions.add_signature(
            handover=row,
            role=known[0],
            position_no=place,
            name=form.cleaned_data["name"],
            upload=form.upload(),
            by=request.user,
            form_id=form.cleaned_data["form_id"],
        ),
        done=_("Tanda tangan disimpan."),
        to=here(row),
        page=page,
        template="cases/signature_new.html",
    )


@requires("returns.record")
@BOTH
def signature_remove(request: HttpRequest, number: str, pk: int, signature: int) -> HttpResponse:
    row = open_handover(request, number, pk).handover
    signed = get_signature(row, signature)
    form = forms.RemoveSignatureForm(request.POST if request.method == "POST" else None, cancel_url=here(row))
    return take_step(
        request,
        form,
        do=lambda: actions.remove_signature(signature=signed, reason=form.cleaned_data["reason"], by=request.user),
        done=_("Tanda tangan dihapus."),
        to=here(row),
        page=page_of(row, _("Hapus tanda tangan"), about=[signed.name]),
    )


@requires("returns.record")
@require_POST
def signatures_finish(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    found = open_handover(request, number, pk)
    version = request.POST.get("version", "")
    return do_once(
        request,
        do=lambda: actions.finish_signing(
            handover=found.handover,
            version=int(version) if version.isdecimal() and len(version) < 10 else 0,
            people=found.people,
            by=request.user,
        ),
        done=_("Serah terima sudah ditandatangani."),
        to=here(found.handover),
    )
