"""What the screen of a pick-up shows, made ready: rows, numbers, the trail. Nothing here reads a person."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cases import reference
from cases.actions.pick_ups import state_words
from cases.ages import CHILD_UNDER, years_words
from cases.choices import ArrivalState, ListName, NotArrivedReason, Sex
from cases.models import ArrivalTick, Repatriation
from cases.queries import Awaited, Reconciliation, state_key
from core.editing import hour_of, zone_label
from core.templatetags.ui import tanggal, tanggal_jam
from regions.models import Area

EXPECTED = state_key(ArrivalState.EXPECTED)


def areas_of(rows: Iterable[Awaited]) -> dict[int, Area]:
    """Villages and districts of all rows, in one question."""
    return Area.objects.in_bulk({pk for row in rows for pk in (row.village_id, row.district_id) if pk})


def row_words(
    row: Awaited, repatriation: Repatriation, areas: dict[int, Area], ticks: dict[int, ArrivalTick]
) -> dict[str, object]:
    """One person as the list shows them."""
    state, _dot, reason = row.state.partition(".")
    name = row.name or (_("Tanpa nama, baris {n}").format(n=row.line_no) if row.line_no else _("Nama belum diketahui"))
    place = ", ".join(areas[pk].short_name() for pk in (row.village_id, row.district_id) if pk in areas)
    facts = [age_words(row), "" if row.sex == Sex.UNKNOWN else str(Sex(row.sex).label), place]
    return {
        "key": row.key,
        "line": f"b{row.entry_id}" if row.entry_id else "",
        "name": name,
        "facts": " · ".join(filter(None, facts)) or _("Belum diketahui"),
        "is_child": row.age is not None and row.age < CHILD_UNDER,
        "is_office": row.district_id is None,
        "flags": [reference.label(ListName.VULNERABILITY, code) for code in row.flags],
        "state": row.state,
        "tone": state,
        "label": state_words(state, reason),
        "who": tick_words(ticks.get(row.returnee_id or 0)),
        "is_unlisted": row.is_unlisted,
        "absent_url": reverse("cases:pick_up_absent", args=[repatriation.number, row.key]),
    }


def age_words(row: Awaited) -> str:
    if row.age is None:
        return ""
    words = years_words(row.age)
    return _("sekitar {umur}").format(umur=words) if row.is_about and row.age >= CHILD_UNDER else words


def tick_words(tick: ArrivalTick | None) -> str:
    """`oleh Rahmat Contoh pukul 10.02 WITA`: both see who was first."""
    if tick is None:
        return ""
    today = timezone.localdate(tick.at) == timezone.localdate()
    when = _("pukul {jam} {zona}").format(jam=hour_of(tick.at), zona=zone_label()) if today else tanggal_jam(tick.at)
    return _("oleh {nama} {waktu}").format(nama=tick.by, waktu=when)


def number_words(numbers: Reconciliation) -> dict[str, object]:
    """Expected = arrived + each reason + not ticked; the others apart."""
    order = list(NotArrivedReason.values)
    reasons = sorted(numbers.by_reason.items(), key=lambda pair: order.index(pair[0]))
    return {
        "numbers": numbers,
        "reasons": [{"label": NotArrivedReason(code).label, "n": n} for code, n in reasons],
    }


def trail_words(ticks: Iterable[ArrivalTick], names: dict[int, str]) -> list[dict[str, str]]:
    """The newest ticks, also those that were undone."""
    return [
        {
            "who": names.get(tick.returnee_id, _("Orang di luar wilayah kerja Anda"))
            if tick.returnee_id
            else _("{n} orang tanpa nama").format(n=tick.people),
            "what": _("Diurungkan") if tick.state == ArrivalState.EXPECTED else state_words(tick.state, tick.reason),
            "by": f"{tick.by}, {tanggal_jam(tick.at)}",
        }
        for tick in ticks
    ]


def head_words(repatriation: Repatriation) -> list[str]:
    """Where, with what, when."""
    day = repatriation.arrived_on or repatriation.expected_on
    facts = [repatriation.vessel, repatriation.place_of_arrival, tanggal(day) if day else ""]
    return [fact for fact in facts if fact]


def window_words(window: tuple[datetime, datetime] | None) -> str:
    if window is None:
        return _("Isi rencana tiba lebih dahulu: tanpa itu petugas yang ditetapkan belum melihat apa pun.")
    sentence = _("Petugas yang ditetapkan melihat semua orang pemulangan ini dari {mulai} sampai {akhir}.")
    return sentence.format(mulai=tanggal_jam(window[0]), akhir=tanggal_jam(window[1]))
