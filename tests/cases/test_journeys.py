"""Legs, stays, costs and contacts of a return: what the actions keep, and the screens for them."""

import uuid
from datetime import date, time
from decimal import Decimal

import pytest

from cases.actions import journeys as actions
from cases.models import Coordination, Cost, JourneyLeg, Stay
from cases.zones import Zone, moment
from core.exceptions import DomainError, StaleEdit
from core.scope import viewing_everything
from tests.counting import queries_of
from tests.factories.casework import make_group, make_returnee, person
from tests.seeing import everything

LEG = {"mode": "SEA", "vessel": "KM Contoh", "from_place": "Nunukan", "to_place": "Baubau"}


@pytest.fixture
def group(group):
    """A return of which no leg is told yet; whoever logs a ship tells its leg."""
    with everything():
        JourneyLeg.objects.filter(repatriation=group).delete()
    return group


def at(group, *parts) -> str:
    return "/".join(["/pemulangan", group.number, *(str(part) for part in parts), ""])


def made(by, group, *places: str, people=None, **values) -> JourneyLeg:
    told = {**LEG, **dict(zip(("from_place", "to_place"), places, strict=False)), **values}
    return actions.record_leg(repatriation=group, values=told, people=people, by=by)


def legs_of(group) -> list[str]:
    with everything():
        return [str(leg) for leg in JourneyLeg.objects.filter(repatriation=group)]


# --- actions ----------------------------------------------------------------------------------------------------------


def test_legs_stand_in_the_order_they_were_told_and_can_change_places(group, people, scope_of):
    by = people.caseworker
    with scope_of(by):
        made(by, group, "Nunukan", "Parepare")
        second = made(by, group, "Bajoe", "Kolaka")
        actions.move_leg(leg=second, is_up=True, by=by)
        assert legs_of(group) == ["Bajoe - Kolaka", "Nunukan - Parepare"]
        actions.move_leg(leg=second, is_up=True, by=by)
        actions.move_leg(leg=second, is_up=False, by=by)
    assert legs_of(group) == ["Nunukan - Parepare", "Bajoe - Kolaka"]


def test_the_same_form_adds_one_leg(group, people, scope_of):
    by, form_id = people.caseworker, uuid.uuid4()
    with scope_of(by):
        for _time in range(2):
            actions.record_leg(repatriation=group, values=LEG, people=None, by=by, form_id=form_id)
    assert len(legs_of(group)) == 1


def test_a_leg_of_some_keeps_who_is_out_of_sight(group, returnee, people, scope_of):
    with scope_of(people.caseworker):
        other = make_returnee(people.caseworker, group=group, who=person("La Coba Jauh", district="74.07"))
        leg = made(people.caseworker, group, people=[returnee, other])
    with scope_of(people.district_buton_tengah):
        actions.correct_leg(leg=leg, version=1, values=LEG, people=None, by=people.district_buton_tengah)
    with everything():
        assert [row.returnee_id for row in leg.travellers.all()] == [other.pk]
    with scope_of(people.district_buton_tengah), pytest.raises(DomainError, match="di luar wilayah kerja Anda"):
        actions.remove_leg(leg=leg, by=people.district_buton_tengah)


def test_a_leg_that_carries_a_cost_is_not_removed(group, people, scope_of):
    by = people.caseworker
    with scope_of(by):
        leg = made(by, group)
        values = {"kind": "TICKET", "bearer": "OFFICE", "paid": Decimal("350000"), "leg": leg}
        cost = actions.record_cost(repatriation=group, values=values, by=by)
        with pytest.raises(DomainError, match="Ada biaya pada ruas ini"):
            actions.remove_leg(leg=leg, by=by)
        actions.correct_cost(cost=cost, version=1, values={"leg": None}, by=by)
        actions.remove_leg(leg=leg, by=by)
    assert legs_of(group) == []


def test_an_old_page_does_not_overwrite(group, people, scope_of):
    by = people.caseworker
    with scope_of(by):
        leg = made(by, group)
        actions.correct_leg(leg=leg, version=1, values={"vessel": "KM Satu"}, people=None, by=by)
        with pytest.raises(StaleEdit):
            actions.correct_leg(leg=leg, version=1, values={"vessel": "KM Dua"}, people=None, by=by)


# --- screens ----------------------------------------------------------------------------------------------------------

FORMS = {
    "ruas": {"mode": "SEA", "from_zone": "WITA", "to_zone": "WITA", "from_place": "Nunukan", "to_place": "Baubau"},
    "singgah": {"kind": "MESS", "place": "Mess Pemda"},
    "biaya": {"kind": "MEAL", "bearer": "OFFICE", "paid": "350.000"},
    "koordinasi": {"agency": "KSOP", "purpose": "Izin masuk dermaga", "channel": "WA"},
}
MODELS = {"ruas": JourneyLeg, "singgah": Stay, "biaya": Cost, "koordinasi": Coordination}
CARDS = {"ruas": "rute"}


def sent(card: str, **more) -> dict[str, object]:
    return {**FORMS[card], "form_id": str(uuid.uuid4()), **more}


@pytest.mark.parametrize("card", FORMS)
def test_one_more_is_added_once(card, group, people, client_for):
    client, body = client_for(people.caseworker), sent(card)
    assert client.get(at(group, card)).status_code == 200
    for _time in range(2):
        answer = client.post(at(group, card), body)
        assert (answer.status_code, answer.url) == (302, f"{at(group)}#{CARDS.get(card, card)}")
    with everything():
        assert MODELS[card].objects.filter(repatriation=group).count() == 1
    page = client.get(at(group)).content.decode()
    assert {"ruas": "Nunukan", "singgah": "Mess Pemda", "biaya": "Rp350.000", "koordinasi": "Izin masuk dermaga"}[
        card
    ] in page


@pytest.mark.parametrize("card", FORMS)
def test_who_may(card, group, people, client_for):
    """The author and the office; another officer of the district only notes whom they asked."""
    assert client_for(people.district_buton_tengah).post(at(group, card), sent(card)).status_code == 302
    other = client_for(people.district_buton_tengah_2)
    assert other.post(at(group, card), sent(card)).status_code == (302 if card == "koordinasi" else 403)
    assert client_for(people.district_wakatobi).get(at(group, card)).status_code == 404
    assert client_for(people.placement).get(at(group, card)).status_code == 403
    assert client_for(people.caseworker).put(at(group, card)).status_code == 405


def test_a_visitor_is_sent_to_sign_in(group, client):
    assert client.get(at(group, "ruas")).status_code == 302


@pytest.mark.parametrize(
    ("card", "wrong", "sentence", "kept"),
    [
        ("ruas", {"left_time": "14.00"}, "Isi juga tanggalnya", "14.00"),
        ("ruas", {"left_on": "05/06/2024", "arrived_on": "04/06/2024"}, "Tanggal tiba lebih awal", "05/06/2024"),
        ("ruas", {"arrived_on": "04/06/2024", "arrived_time": "jam lima"}, "Jam tidak terbaca", "jam lima"),
        ("singgah", {"from_on": "05/06/2024", "until_on": "04/06/2024"}, "Hari terakhir lebih awal", "Mess Pemda"),
        ("singgah", {"place": ""}, "Isi nama tempatnya", "MESS"),
        ("biaya", {"paid": "sekitar sejuta"}, "Jumlah uang tidak terbaca", "sekitar sejuta"),
        ("biaya", {"paid": ""}, "Isi paling sedikit satu jumlah", "MEAL"),
        ("koordinasi", {"purpose": ""}, "Tulis apa yang diminta atau diberitahukan", "KSOP"),
        (
            "koordinasi",
            {"on": "05/06/2024", "answered_on": "04/06/2024"},
            "Jawaban tidak mungkin lebih awal",
            "Izin masuk dermaga",
        ),
    ],
)
def test_bad_input_is_said_and_kept(card, wrong, sentence, kept, group, people, client_for):
    answer = client_for(people.caseworker).post(at(group, card), sent(card, **wrong))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert kept in page


def test_a_leg_is_kept_with_its_clocks_and_its_writing(group, returnee, people, client_for):
    body = sent(
        "ruas", from_zone="MYT", left_on="04/06/2024", left_time="9", arrived_on="31/6/2024",
        printed_departure="Selasa", people=[returnee.pk], waits_for="Izin berlayar",
    )  # fmt: skip
    assert client_for(people.caseworker).post(at(group, "ruas"), body).status_code == 302
    with everything():
        leg = JourneyLeg.objects.get(repatriation=group)
        assert leg.left_at == moment(date(2024, 6, 4), time(9), Zone.MALAYSIA)
        assert (leg.arrived_on, leg.printed_time, leg.printed_departure) == (None, "31/6/2024", "Selasa")
        assert [row.returnee_id for row in leg.travellers.all()] == [returnee.pk]
    page = client_for(people.caseworker).get(at(group)).content.decode()
    for words in ("09.00 Malaysia", "“31/6/2024”", "La Coba Karang", "Menunggu: Izin berlayar"):
        assert words in page


def values_of(client, url: str, **more) -> dict[str, object]:
    """The form as it opens, as a browser would send it, with changes."""
    form = client.get(url).context["form"]
    told = {name: form[name].value() for name in form.fields}
    told = {name: form.fields[name].widget.format_value(value) for name, value in told.items() if name != "people"}
    told = {name: value[0] if isinstance(value, list) and len(value) == 1 else value for name, value in told.items()}
    told = {name: value for name, value in told.items() if value not in (None, [], "False")}
    return {**told, "people": form["people"].value() or [] if "people" in form.fields else [], **more}


def test_each_is_corrected_and_two_who_correct_see_both(group, people, client_for):
    client = client_for(people.caseworker)
    for card, change in (
        ("ruas", ("escort", "Petugas satu", "Petugas dua")),
        ("singgah", ("provider", "Pemda satu", "Pemda dua")),
        ("biaya", ("note", "Nota satu", "Nota dua")),
        ("koordinasi", ("answer", "Siap satu", "Siap dua")),
    ):
        client.post(at(group, card), sent(card))
        with everything():
            pk = MODELS[card].objects.get(repatriation=group).pk
        there, (name, first, second) = at(group, card, pk), change
        old = values_of(client, there)
        if card == "biaya":
            old["people"] = ""
        assert client.post(there, {**old, name: first}).status_code == 302
        answer = client.post(there, {**old, name: second})
        page = answer.content.decode()
        assert (card, answer.status_code) == (card, 409)
        assert first in page
        assert second in page


def test_a_leg_is_moved_and_removed(group, people, client_for, scope_of):
    with scope_of(people.caseworker):
        made(people.caseworker, group, "Nunukan", "Parepare")
        second = made(people.caseworker, group, "Bajoe", "Kolaka")
    client = client_for(people.caseworker)
    assert client.get(at(group, "ruas", second.pk, "pindah")).status_code == 405
    assert client.post(at(group, "ruas", second.pk, "pindah"), {"arah": "naik"}).status_code == 302
    assert legs_of(group) == ["Bajoe - Kolaka", "Nunukan - Parepare"]
    there = at(group, "ruas", second.pk, "hapus")
    assert "Hapus hanya bila ruas ini salah tulis" in client.get(there).content.decode()
    assert client_for(people.district_buton_tengah_2).post(there).status_code == 403
    assert client.post(there).status_code == 302
    assert legs_of(group) == ["Nunukan - Parepare"]


def test_a_contact_is_changed_by_who_noted_it_and_by_the_office(group, people, client_for):
    client_for(people.district_buton_tengah_2).post(at(group, "koordinasi"), sent("koordinasi"))
    with everything():
        pk = Coordination.objects.get().pk
    there = at(group, "koordinasi", pk)
    assert client_for(people.district_buton_tengah_2).get(there).status_code == 200
    assert client_for(people.caseworker).get(there).status_code == 200
    assert client_for(people.helpdesk).get(there).status_code in {403, 404}


def test_the_picture_of_the_route(group, returnee, people, client_for, scope_of):
    by = people.caseworker
    with scope_of(by):
        other = make_returnee(by, group=group, who=person("La Coba Jauh", district="74.07"))
        made(
            by,
            group,
            "Nunukan",
            "Baubau",
            arrived_on=date(2025, 10, 4),
            arrived_at=moment(date(2025, 10, 4), time(11, 30), "WITA"),
        )
        made(
            by,
            group,
            "Baubau",
            "Raha",
            people=[returnee],
            left_on=date(2025, 10, 4),
            left_at=moment(date(2025, 10, 4), time(2), "WITA"),
        )
        made(by, group, "Baubau", "Wanci", people=[other], is_not_travelled=True, not_travelled_reason="Ombak tinggi")
    page = client_for(by).get(at(group)).content.decode()
    assert "Mungkin yang dimaksud 14.00?" in page
    assert "<s>Kapal laut, KM Contoh</s>" in page
    assert "Ombak tinggi" in page
    mine = client_for(people.district_buton_tengah_2).get(at(group)).content.decode()
    assert "La Coba Jauh" not in mine
    assert "sebagian rombongan" in mine


def test_costs_are_summed_by_bearer(group, people, client_for):
    client = client_for(people.caseworker)
    for body in (
        {"paid": "350.000"},
        {"paid": "150000,50", "planned": "Rp 200.000"},
        {"bearer": "SENDER", "asked": "1.000.000", "paid": "", "granted": "750.000"},
    ):
        assert client.post(at(group, "biaya"), sent("biaya", **body)).status_code == 302
    page = client.get(at(group)).content.decode()
    for words in ("Rp500.000,50", "Rp200.000", "Rp1.000.000", "Rp750.000", "Rincian: 3 baris"):
        assert words in page


def test_ready_texts_name_nobody(group, returnee, people, client_for, scope_of):
    with scope_of(people.caseworker):
        group.place_of_arrival = "Pelabuhan Murhum"
        group.save()
        made(
            people.caseworker,
            group,
            "Nunukan",
            "Pelabuhan Murhum",
            planned_on=date(2024, 6, 4),
            planned_at=moment(date(2024, 6, 4), time(21), "WITA"),
        )
    page = client_for(people.district_buton_tengah_2).get(at(group, "koordinasi", "teks")).content.decode()
    assert "La Coba" not in page
    assert "1 orang" in page
    assert "tiba di Pelabuhan Murhum pada 4 Jun 2024 pukul 21.00 WITA" in page
    assert "https://wa.me/?text=Yth." in page


def test_the_page_asks_the_same_number_of_queries_for_a_long_journey(group, returnee, people, client_for, scope_of):
    client, counts = client_for(people.caseworker), []
    for _round in range(2):
        counts.append(queries_of(client, at(group)))
        with scope_of(people.caseworker):
            for _number in range(3):
                leg = made(people.caseworker, group, people=[returnee])
                values = {"kind": "MESS", "place": "Mess"}
                actions.record_stay(repatriation=group, values=values, people=[returnee], by=people.caseworker)
                cost = {"kind": "MEAL", "paid": 1, "leg": leg}
                actions.record_cost(repatriation=group, values=cost, by=people.caseworker)
                contact = {"agency": "KSOP", "purpose": "x"}
                actions.record_coordination(repatriation=group, values=contact, by=people.caseworker)
    assert counts[1] - counts[0] <= 2  # the prefetches of travellers and guests, which nothing asks for before


def test_a_group_of_its_own_keeps_its_rows(people, scope_of):
    """What hangs on one return is not found under the address of another."""
    with scope_of(people.caseworker):
        first, second = make_group(people.caseworker), make_group(people.caseworker)
        leg = made(people.caseworker, first)
    with viewing_everything(reason="test"):
        assert not second.legs.filter(pk=leg.pk).exists()
