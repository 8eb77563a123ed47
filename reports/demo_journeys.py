"""The journeys of the demo returns: legs, a stay, costs, contacts and hand-overs of people who do not exist."""

from datetime import date, time, timedelta
from decimal import Decimal

from cases.actions.handovers import prepare_handover, sign_handover
from cases.actions.journeys import correct_leg, record_coordination, record_cost, record_leg, record_stay
from cases.choices import ArrivalState
from cases.models import Repatriation, Returnee
from cases.zones import moment

PORT = "Pelabuhan Murhum, Baubau"


def tell_journey(group: Repatriation, by, on: date) -> None:
    """Two legs, one that was planned and not travelled, a stay, two contacts, a cost, and a prepared hand-over."""
    people = people_of(group)
    sea = {"mode": "SEA", "vessel": group.vessel, "from_place": "Nunukan", "to_place": PORT, "escort": "BP3MI Kaltara"}
    came = {"planned_on": on, "planned_at": at(on, 20), "arrived_on": on, "arrived_at": at(on, 21)}
    first = group.legs.get()  # of the ship that the officer logged
    correct_leg(leg=first, version=first.version, values={**sea, **came}, people=None, by=by)
    onward = {"mode": "FERRY", "vessel": "Kapal cepat contoh", "from_place": PORT, "to_place": "Wamengkoli"}
    dropped = {"is_not_travelled": True, "not_travelled_reason": "Ombak tinggi, menunggu pagi (contoh)"}
    record_leg(repatriation=group, values={**onward, "leaves_on": on, **dropped}, people=people[3:], by=by)
    bus = {"mode": "LAND", "from_place": PORT, "to_place": "Daerah asal", "leaves_on": on + timedelta(days=1)}
    record_leg(repatriation=group, values={**bus, "waits_for": "Mobil dinas"}, people=None, by=by)
    stay = {"kind": "MESS", "place": "Mess Pemda (contoh)", "provider": "Pemda", "from_on": on, "nights": 1}
    record_stay(repatriation=group, values=stay, people=None, by=by)
    meal = {"kind": "MEAL", "bearer": "DISTRICT", "people": 5, "planned": Decimal(250_000), "paid": Decimal(225_000)}
    record_cost(repatriation=group, values={**meal, "spent_on": on}, by=by)
    quay = {"agency": "KSOP", "channel": "WA", "on": on, "purpose": "Izin masuk dermaga bagi penjemput (contoh)"}
    record_coordination(repatriation=group, values={**quay, "answer": "Diizinkan", "answered_on": on}, by=by)
    police = {"agency": "POLDA", "agency_name": "Polres (contoh)", "channel": "PHONE", "on": on}
    record_coordination(repatriation=group, values={**police, "purpose": "Pengamanan saat turun kapal"}, by=by)
    giver = {"giver": by.full_name, "giver_position": by.position}
    prepare_handover(repatriation=group, values={"kind": "FAMILY", **giver}, people=people[:3], by=by)


def tell_handover(group: Repatriation, by, on: date) -> None:
    """Signed by the district that received them."""
    people = people_of(group)
    values = {
        "kind": "DISTRICT", "on": on, "at": at(on, 10), "place": PORT, "giver": by.full_name,
        "giver_position": by.position, "receiver": "Wa Contoh Dinas", "receiver_position": "Kepala Dinas (contoh)",
        "kinship": "OFFICIAL", "condition": "Sehat", "number": "BA.0001/CONTOH",
    }  # fmt: skip
    seen = [("La Contoh Desa", "Kepala Desa (contoh)")]
    row = prepare_handover(repatriation=group, values={"kind": "DISTRICT"}, people=people, by=by)
    sign_handover(handover=row, version=row.version, values=values, people=people, witnesses=seen, by=by)


def people_of(group: Repatriation) -> list[Returnee]:
    rows = Returnee.objects.filter(repatriation=group, arrival_state=ArrivalState.ARRIVED)
    return list(rows.select_related("worker").order_by("pk"))


def at(on: date, hour: int):
    return moment(on, time(hour), "WITA")
