"""What followed a return as its cards show it, the clock of the offer, and the how-manieth return it is."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from cases import reference
from cases.choices import ListName
from cases.choices_aftercare import FollowUpKind, OfferAnswer
from cases.elapsed import span_words
from cases.models import FollowUp, Returnee
from cases.offers import offer_clock
from cases.queries.aftercare import Repeat, follow_ups_of
from core.scope import Viewer
from core.templatetags.ui import tanggal

ANSWER_CHIPS = {
    OfferAnswer.OPEN: "offer_open",
    OfferAnswer.TAKEN: "offer_taken",
    OfferAnswer.DECLINED: "offer_declined",
}
ICONS = {
    FollowUpKind.VISIT: "house-heart",
    FollowUpKind.ADVICE: "geo-alt",
    FollowUpKind.OFFER: "person-hearts",
    FollowUpKind.WISH: "airplane",
}


def repeat_words(repeat: Repeat | None) -> str:
    """`Pemulangan ketiga, 14 bulan setelah yang terakhir`."""
    if repeat is None:
        return ""
    ordinals = (_("kedua"), _("ketiga"), _("keempat"), _("kelima"), _("keenam"), _("ketujuh"), _("kedelapan"))
    place = repeat.number - 2
    ordinal = ordinals[place] if place < len(ordinals) else _("ke-{n}").format(n=repeat.number)
    if repeat.before == repeat.on:
        return _("Pemulangan {keberapa}, pada hari yang sama").format(keberapa=ordinal)
    sentence = _("Pemulangan {keberapa}, {lama} setelah yang terakhir")
    return sentence.format(keberapa=ordinal, lama=span_words(repeat.before, repeat.on))


def follow_up_card(row: Returnee, viewer: Viewer, on: date) -> dict[str, object]:
    """Inputs of the card: steps newest first, where the next one is noted, and until when an offer can be made."""
    may_note = viewer.may("cases.note")
    rows = follow_ups_of(row)
    return {
        "lines": [follow_up_line(row, step, may_note=may_note) for step in rows],
        "clock": offer_words(row, rows, on),
        "add": [
            {"url": step_url("follow_up_new", row, kind.value), "label": kind.label, "icon": ICONS[kind]}
            for kind in FollowUpKind
            if may_note
        ],
    }


def step_url(name: str, row: Returnee, part: object) -> str:
    return reverse(f"cases:{name}", args=[row.repatriation.number, row.pk, part])


def follow_up_line(row: Returnee, step: FollowUp, *, may_note: bool) -> dict[str, object]:
    country = reference.label(ListName.COUNTRY, step.country) if step.country else ""
    facts = [tanggal(step.on), step.who or str(step.created_by), step.with_whom, country, step.through]
    return {
        "title": step.get_kind_display(),
        "icon": ICONS[FollowUpKind(step.kind)],
        "facts": " · ".join(filter(None, facts)),
        "text": step.told,
        "chip": ANSWER_CHIPS[OfferAnswer(step.answer)] if step.answer else "",
        "edit_url": step_url("follow_up_edit", row, step.pk) if may_note else "",
    }


def offer_words(row: Returnee, steps: list[FollowUp], on: date) -> dict[str, object] | None:
    """Until when an offer can be made, while none was."""
    if any(step.kind == FollowUpKind.OFFER for step in steps):
        return None
    rule, due = offer_clock(row)
    if rule is None or due is None:
        return None
    if due < on:
        words = _("Batas tawaran pemberdayaan lewat pada {tgl} ({pasal}).")
    else:
        words = _("Belum ada tawaran pemberdayaan. Batasnya {tgl} ({pasal}).")
    return {"text": words.format(tgl=tanggal(due), pasal=rule.article), "is_late": due < on}
