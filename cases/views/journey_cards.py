"""The journey of a return as the cards of its page show it: picture of the route, stays, costs, contacts, hand-overs.

No query: everything comes from what `journey_of` and `people_of` read.
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _

from cases import reference
from cases.choices import (
    AgeGroup,
    ArrivalState,
    Bearer,
    HandoverState,
    Kinship,
    LegState,
    ListName,
    TransportMode,
)
from cases.forms.journeys import leg_label
from cases.models import Coordination, Cost, Handover, JourneyLeg, Repatriation, Returnee, Stay
from cases.queries import Journey
from cases.receiving import FRAIL_FLAGS, RECEIVERS, RECEIVERS_OF_FRAIL
from cases.routes import route_doubts
from cases.sums import AMOUNTS, total
from cases.zones import clock_words
from core.scope import Viewer
from core.templatetags.ui import tanggal

MODE_ICONS = {
    TransportMode.SEA: "water",
    TransportMode.AIR: "airplane",
    TransportMode.FERRY: "life-preserver",
    TransportMode.LAND: "bus-front",
}
LEG_CHIPS = {LegState.PLANNED: "leg_planned", LegState.TRAVELLED: "leg_travelled", LegState.NOT_TRAVELLED: "leg_not"}
HANDOVER_CHIPS = {
    HandoverState.PREPARED: "ho_prepared",
    HandoverState.SIGNED: "ho_signed",
    HandoverState.CANCELLED: "ho_cancelled",
}
MOST_NAMES = 6
Names = Mapping[int, str]


def journey_cards(
    repatriation: Repatriation, journey: Journey, people: Sequence[Returnee], viewer: Viewer, *, may_edit: bool
) -> dict[str, object]:
    """Inputs of the five cards. `may_edit`: legs, stays and costs; others may add contacts and hand-overs."""
    names = {row.pk: str(row.worker) for row in people}
    may_record = viewer.may("returns.record")
    number = repatriation.number
    return {
        "route": route_lines(number, journey, names, may_edit=may_edit),
        "stays": [stay_line(number, stay, names, may_edit=may_edit) for stay in journey.stays],
        "cost_sums": cost_sums(journey.costs),
        "cost_total": totals(journey.costs),
        "costs": [cost_line(number, cost, may_edit=may_edit) for cost in journey.costs],
        "coordinations": [
            coordination_line(number, row, may_edit or (may_record and row.created_by_id == viewer.user_id))
            for row in journey.coordinations
        ],
        "handovers": [handover_line(number, row) for row in journey.handovers],
        "without": without_receiver(people, journey.handovers),
    }


def names_words(keys: Iterable[int], names: Names) -> str:
    """`La Coba, Wa Coba dan 4 lainnya`; those out of sight are not named."""
    found = [names[key] for key in keys if key in names]
    if not found:
        return _("sebagian rombongan")
    shown = ", ".join(found[:MOST_NAMES])
    more = len(found) - MOST_NAMES
    return _("{nama} dan {n} lainnya").format(nama=shown, n=more) if more > 0 else shown


# --- the picture of the route -----------------------------------------------------------------------------------------


def route_lines(number: str, journey: Journey, names: Names, *, may_edit: bool) -> list[dict[str, object]]:
    """Legs from top to bottom; where one begins at the stop at which the one before ended, that stop stands once."""
    people = journey.travellers()
    doubts: dict[int, list[str]] = {}
    for doubt in route_doubts(journey.legs, people):
        doubts.setdefault(doubt.leg_id, []).append(doubt.text)
    lines = [leg_line(number, leg, names, doubts.get(leg.pk, []), may_edit=may_edit) for leg in journey.legs]
    for place in range(1, len(lines)):
        before, leg = journey.legs[place - 1], journey.legs[place]
        if goes_on(before, leg, people):
            lines[place - 1]["leaves"], lines[place]["start"] = lines[place]["start"]["times"], None
    return lines


def goes_on(before: JourneyLeg, leg: JourneyLeg, people: Mapping[int, frozenset[int]]) -> bool:
    is_one_place = bool(leg.from_place) and before.to_place.casefold() == leg.from_place.casefold()
    are_both_travelled = not before.is_not_travelled and not leg.is_not_travelled
    return is_one_place and are_both_travelled and people.get(before.pk) == people.get(leg.pk)


def leg_line(number: str, leg: JourneyLeg, names: Names, doubts: list[str], *, may_edit: bool) -> dict[str, object]:
    travellers = "" if leg.is_for_all else names_words((row.returnee_id for row in leg.travellers.all()), names)
    return {
        "icon": MODE_ICONS.get(TransportMode(leg.mode), "signpost-split"),
        "title": ", ".join(filter(None, [str(leg.get_mode_display()), leg.vessel])),
        "label": leg_label(leg),
        "chip": LEG_CHIPS[leg.state],
        "is_dropped": leg.is_not_travelled,
        "is_planned": leg.state == LegState.PLANNED,
        "reason": leg.not_travelled_reason,
        "start": {"place": leg.from_place, "times": departure(leg)},
        "end": {"place": leg.to_place, "times": arrival(leg)},
        "leaves": [],
        "people": travellers,
        "escort": leg.escort,
        "waits": waits_words(leg),
        "doubts": doubts,
        "edit_url": reverse("cases:leg_edit", args=[number, leg.pk]) if may_edit else "",
        "move_url": reverse("cases:leg_move", args=[number, leg.pk]) if may_edit else "",
        "remove_url": reverse("cases:leg_remove", args=[number, leg.pk]) if may_edit else "",
    }


def departure(leg: JourneyLeg) -> list[dict[str, object]]:
    lines = [
        time_line(_("Berangkat"), leg.left_on, leg.left_at, leg.from_zone),
        time_line(_("Rencana berangkat"), leg.leaves_on, leg.leaves_at, leg.from_zone, is_plan=True),
        {"label": _("Tertulis di sumber"), "text": f"“{leg.printed_departure}”", "is_plan": True}
        if leg.printed_departure
        else None,
    ]
    return [line for line in lines if line]


def arrival(leg: JourneyLeg) -> list[dict[str, object]]:
    lines = [
        time_line(_("Tiba"), leg.arrived_on, leg.arrived_at, leg.to_zone),
        time_line(_("Rencana tiba"), leg.planned_on, leg.planned_at, leg.to_zone, is_plan=True),
        {"label": _("Tertulis di sumber"), "text": f"“{leg.printed_time}”", "is_plan": True}
        if leg.printed_time
        else None,
    ]
    return [line for line in lines if line]


def time_line(label: str, day, at, zone: str, *, is_plan: bool = False) -> dict[str, object] | None:
    if day is None:
        return None
    return {"label": label, "text": ", ".join(filter(None, [tanggal(day), clock_words(at, zone)])), "is_plan": is_plan}


def waits_words(leg: JourneyLeg) -> str:
    if not leg.waits_for:
        return ""
    if leg.cleared_on:
        return _("{hal}: diberikan {tgl}").format(hal=leg.waits_for, tgl=tanggal(leg.cleared_on))
    return _("Menunggu: {hal}").format(hal=leg.waits_for)


# --- stays and costs --------------------------------------------------------------------------------------------------


def stay_line(number: str, stay: Stay, names: Names, *, may_edit: bool) -> dict[str, object]:
    guests = "" if stay.is_for_all else names_words((row.returnee_id for row in stay.guests.all()), names)
    country = reference.label(ListName.COUNTRY, stay.country) if stay.country else ""
    return {
        "place": stay.place,
        "kind": stay.get_kind_display(),
        "provider": _("disediakan oleh {siapa}").format(siapa=stay.provider) if stay.provider else "",
        "country": country,
        "when": stay_days(stay),
        "people": guests,
        "printed": stay.printed,
        "edit_url": reverse("cases:stay_edit", args=[number, stay.pk]) if may_edit else "",
        "remove_url": reverse("cases:stay_remove", args=[number, stay.pk]) if may_edit else "",
    }


def stay_days(stay: Stay) -> str:
    """`26 Jun 2025 – 27 Jun 2025, 1 malam`, as far as it is known."""
    days = " – ".join(tanggal(day) for day in (stay.from_on, stay.until_on) if day)
    nights = (stay.until_on - stay.from_on).days if stay.from_on and stay.until_on else stay.nights
    return ", ".join(filter(None, [days, _("{n} malam").format(n=nights) if nights else ""]))


def totals(costs: Sequence[Cost]) -> dict[str, Decimal | None]:
    return {name: total(getattr(cost, name) for cost in costs) for name in AMOUNTS}


def cost_sums(costs: Sequence[Cost]) -> list[dict[str, object]]:
    """The four sums for each bearer that bears something, in the order of the list."""
    return [
        {"bearer": bearer.label, **totals(rows)}
        for bearer in Bearer
        if (rows := [cost for cost in costs if cost.bearer == bearer])
    ]


def cost_line(number: str, cost: Cost, *, may_edit: bool) -> dict[str, object]:
    of = leg_label(cost.leg) if cost.leg else str(cost.stay) if cost.stay else ""
    people = _("{n} orang").format(n=cost.people) if cost.people else ""
    facts = [people, of, tanggal(cost.spent_on) if cost.spent_on else "", cost.note]
    return {
        "kind": cost.get_kind_display(),
        "bearer": cost.get_bearer_display(),
        "facts": " · ".join(filter(None, facts)),
        **{name: getattr(cost, name) for name in AMOUNTS},
        "edit_url": reverse("cases:cost_edit", args=[number, cost.pk]) if may_edit else "",
        "remove_url": reverse("cases:cost_remove", args=[number, cost.pk]) if may_edit else "",
    }


# --- coordination -----------------------------------------------------------------------------------------------------


def coordination_line(number: str, row: Coordination, may_change: bool) -> dict[str, object]:
    when = ", ".join(filter(None, [tanggal(row.on) if row.on else "", clock_words(row.at, "WITA")]))
    facts = [when, str(row.get_channel_display()), row.contact]
    return {
        "agency": row.agency_name or reference.label(ListName.AGENCY, row.agency),
        "kind": reference.label(ListName.AGENCY, row.agency) if row.agency_name else "",
        "facts": " · ".join(filter(None, facts)),
        "purpose": row.purpose,
        "answer": row.answer,
        "answered_on": row.answered_on,
        "edit_url": reverse("cases:coordination_edit", args=[number, row.pk]) if may_change else "",
        "remove_url": reverse("cases:coordination_remove", args=[number, row.pk]) if may_change else "",
    }


# --- hand-overs -------------------------------------------------------------------------------------------------------


def without_receiver(people: Sequence[Returnee], handovers: Sequence[Handover]) -> list[dict[str, object]]:
    """Who came and is with nobody yet, the frail first (the same rule as `cases.receiving`, on rows at hand)."""
    kinds: dict[int, set[str]] = {}
    for handover in handovers:
        if handover.state == HandoverState.SIGNED:
            for person in handover.people.all():
                kinds.setdefault(person.returnee_id, set()).add(handover.kind)
    found = []
    for row in people:
        is_frail = row.age_group == AgeGroup.CHILD or any(flag.code in FRAIL_FLAGS for flag in row.flags.all())
        ends = RECEIVERS_OF_FRAIL if is_frail else RECEIVERS
        if row.arrival_state == ArrivalState.ARRIVED and not kinds.get(row.pk, set()).intersection(ends):
            found.append({"pk": row.pk, "name": str(row.worker), "is_frail": is_frail})
    return sorted(found, key=lambda line: not line["is_frail"])


def handover_line(number: str, row: Handover) -> dict[str, object]:
    n = len(row.people.all())
    when = ", ".join(filter(None, [tanggal(row.on) if row.on else "", clock_words(row.at, row.zone)]))
    return {
        "url": reverse("cases:handover", args=[number, row.pk]),
        "title": row.get_kind_display(),
        "receiver": receiver_words(row),
        "facts": " · ".join(filter(None, [_("{n} orang").format(n=n), when, row.place])),
        "chip": HANDOVER_CHIPS[HandoverState(row.state)],
    }


def receiver_words(row: Handover) -> str:
    """`La Coba (Orang tua)`, or the office that receives."""
    relation = "" if row.kinship in {Kinship.UNKNOWN, Kinship.OFFICIAL} else str(row.get_kinship_display())
    name = f"{row.receiver} ({relation})" if row.receiver and relation else row.receiver
    return ", ".join(filter(None, [name, row.receiver_position]))
