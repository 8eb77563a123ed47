"""What follows a return: steps, the clock of the offer, and the how-manieth return it is."""

import uuid
from datetime import date, timedelta

import pytest

from cases.actions.follow_ups import record_follow_up
from cases.elapsed import span_words
from cases.models import FollowUp
from cases.queries.aftercare import repeats_of
from cases.views.follow_up_cards import repeat_words
from core.scope import viewing_everything
from tests.counting import queries_of
from tests.factories.casework import make_group, make_returnee, person
from tests.seeing import everything

TODAY = date(2026, 11, 29)
FORMS = {
    "VISIT": {"on": "25/11/2026", "who": "Petugas Contoh", "with_whom": "Keluarga", "told": "Sudah bekerja di kebun"},
    "ADVICE": {"on": "25/11/2026", "with_whom": "Camat Lakudo", "told": "Cegah keberangkatan nonprosedural"},
    "OFFER": {"on": "25/11/2026", "told": "Pelatihan abon ikan", "answer": "TAKEN"},
    "WISH": {"on": "25/11/2026", "country": "MYS", "through": "Perkebunan, diajak adik"},
}
SHOWN = {
    "VISIT": "Sudah bekerja di kebun", "ADVICE": "Camat Lakudo", "OFFER": "Pelatihan abon ikan",
    "WISH": "Perkebunan, diajak adik",
}  # fmt: skip


def at(row, *parts) -> str:
    return "/".join(["/pemulangan", row.repatriation.number, "orang", str(row.pk), *(str(part) for part in parts), ""])


def sent(kind: str, **more) -> dict[str, object]:
    return {**FORMS[kind], "form_id": str(uuid.uuid4()), **more}


@pytest.mark.parametrize("kind", FORMS)
def test_a_step_is_noted_once_and_shown(kind, returnee, people, client_for):
    client, body, there = client_for(people.empowerment), sent(kind), at(returnee, "tindak-lanjut", kind)
    assert client.get(there).status_code == 200
    for _click in range(2):
        assert client.post(there, body).url == f"{at(returnee)}#tindak-lanjut"
    with everything():
        assert FollowUp.objects.get().kind == kind
    assert SHOWN[kind] in client.get(at(returnee)).content.decode()


@pytest.mark.parametrize("kind", FORMS)
def test_who_may(kind, returnee, people, client_for, client):
    there = at(returnee, "tindak-lanjut", kind)
    assert client_for(people.district_buton_tengah_2).post(there, sent(kind)).status_code == 302
    assert client_for(people.district_wakatobi).get(there).status_code == 404
    assert client_for(people.report_admin).get(there).status_code == 403
    assert client.get(there).status_code == 302
    assert client_for(people.caseworker).put(there).status_code == 405
    assert client_for(people.caseworker).get(at(returnee, "tindak-lanjut", "APA")).status_code == 404


@pytest.mark.parametrize(
    ("kind", "wrong", "sentence", "kept"),
    [
        ("VISIT", {"told": ""}, "Tulis isinya dengan singkat", "Keluarga"),
        ("VISIT", {"on": "25/11/2031"}, "belum terjadi", "Sudah bekerja di kebun"),
        ("ADVICE", {"with_whom": ""}, "Isi kepada siapa anjuran itu disampaikan", "Cegah keberangkatan"),
        ("OFFER", {"answer": "APA"}, "tidak tersedia lagi", "Pelatihan abon ikan"),
        ("WISH", {"on": ""}, "Isi &quot;Tanggal&quot;", "Perkebunan, diajak adik"),
    ],
)
def test_bad_input_is_said_and_kept(kind, wrong, sentence, kept, returnee, people, client_for):
    answer = client_for(people.caseworker).post(at(returnee, "tindak-lanjut", kind), sent(kind, **wrong))
    page = answer.content.decode()
    assert (answer.status_code, sentence in page, kept in page) == (422, True, True)


def test_the_answer_to_an_offer_is_written_later_and_two_who_do_see_both(returnee, people, client_for):
    client = client_for(people.empowerment)
    client.post(at(returnee, "tindak-lanjut", "OFFER"), sent("OFFER", answer="OPEN"))
    with everything():
        step = FollowUp.objects.get()
    there, old = at(returnee, "tindak-lanjut", step.pk), sent("OFFER", version=1, answer="OPEN")
    assert client.get(there).status_code == 200
    assert client.post(there, {**old, "answer": "TAKEN"}).status_code == 302
    answer = client.post(there, {**old, "answer": "DECLINED"})
    assert answer.status_code == 409
    assert "Tidak berminat" in answer.content.decode()
    assert client_for(people.caseworker).get(at(returnee, "tindak-lanjut", step.pk + 99)).status_code == 404


def test_what_is_found_of_somebody_with_a_restricted_file_stands_in_it(people, client_for, scope_of):
    with scope_of(people.caseworker):
        row = make_returnee(people.caseworker, who=person("La Contoh Sakit"), flags=("SAKIT_KRONIS",))
    client = client_for(people.caseworker)
    for kind in ("VISIT", "OFFER"):
        client.post(at(row, "tindak-lanjut", kind), sent(kind))
    with everything():
        assert {step.kind: step.case_id is not None for step in FollowUp.objects.all()} == {
            "VISIT": True,
            "OFFER": False,
        }
    page = client_for(people.district_buton_tengah).get(at(row)).content.decode()
    assert SHOWN["VISIT"] not in page
    assert SHOWN["OFFER"] in page


def test_the_clock_of_the_offer_stops_with_an_offer(people, client_for, scope_of):
    with scope_of(people.caseworker):
        row = make_returnee(people.caseworker, on=date(2025, 12, 10))
    client = client_for(people.empowerment)
    words = "Belum ada tawaran pemberdayaan. Batasnya 10 Des 2026 (Permen P2MI 33/2025 pasal 16 ayat (6))."
    assert words in client.get(at(row)).content.decode()
    client.post(at(row, "tindak-lanjut", "OFFER"), sent("OFFER"))
    assert "Belum ada tawaran pemberdayaan" not in client.get(at(row)).content.decode()


@pytest.mark.parametrize("facts", [{"cause": "JENAZAH"}, {"cause": "DICEGAH"}, {"age": 9}])
def test_no_offer_is_made_to_the_dead_the_prevented_and_children(facts, people, client_for, scope_of):
    with scope_of(people.caseworker):
        age = facts.pop("age", 30)
        group = make_group(people.caseworker, on=date(2025, 12, 10), **facts)
        row = make_returnee(people.caseworker, group=group, on=date(2025, 12, 10), who=person(age=age))
    assert "tawaran pemberdayaan." not in client_for(people.caseworker).get(at(row)).content.decode()


# --- the how-manieth return -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2024, 1, 31), date(2024, 2, 12), "12 hari"),
        (date(2025, 9, 29), date(2026, 11, 29), "14 bulan"),
        (date(2021, 2, 5), date(2021, 12, 14), "10 bulan"),
        (date(2020, 1, 1), date(2024, 6, 1), "4 tahun"),
    ],
)
def test_a_span_in_words(first, last, words):
    assert span_words(first, last) == words


@pytest.fixture
def third(people, scope_of):
    """Somebody who came back three times."""
    with scope_of(people.caseworker):
        first = make_returnee(people.caseworker, on=date(2024, 3, 1), who=person("La Contoh Berulang"))
        number = first.worker.number
        make_returnee(people.caseworker, on=date(2025, 9, 20), who=person("La Contoh Berulang"), same_as=number)
        return make_returnee(people.caseworker, on=date(2026, 11, 20), who=person("La Contoh"), same_as=number)


def test_a_third_return_is_said_on_person_return_and_list(third, people, client_for):
    words = "Pemulangan ketiga, 14 bulan setelah yang terakhir"
    client = client_for(people.caseworker)
    for url in (at(third), f"/pekerja/{third.worker.number}/", f"/pemulangan/{third.repatriation.number}/"):
        assert words in client.get(url).content.decode()
    assert (
        "Pemulangan kedua, 18 bulan setelah yang terakhir"
        in client.get(f"/pekerja/{third.worker.number}/").content.decode()
    )


def test_who_did_not_come_does_not_count(third, people):
    with viewing_everything(reason="test"):
        second = third.worker.returns.order_by("arrived_on")[1]
        second.arrival_state, second.not_arrived_reason = "NOT_ARRIVED", "LEFT"
        second.save()
        found = repeats_of([third.worker_id])
        assert repeat_words(found[third.pk]) == "Pemulangan kedua, 32 bulan setelah yang terakhir"


def test_a_list_asks_the_same_number_of_queries_with_more_people(people, client_for, scope_of):
    client, counts = client_for(people.caseworker), []
    with scope_of(people.caseworker):
        group = make_group(people.caseworker)
    for round_number in range(2):
        with scope_of(people.caseworker):
            for _person in range(1 + round_number * 2):
                before = make_returnee(people.caseworker, on=date(2025, 9, 20))
                make_returnee(people.caseworker, group=group, same_as=before.worker.number)
        counts.append(queries_of(client, f"/pemulangan/{group.number}/"))
    assert counts[0] == counts[1]


def test_a_page_of_one_asks_the_same_number_of_queries_with_more_steps(returnee, people, client_for, scope_of):
    client, counts = client_for(people.caseworker), []
    for _round in range(2):
        with scope_of(people.caseworker):
            for _step in range(2):
                told = {"on": TODAY - timedelta(days=1), "told": "x"}
                record_follow_up(returnee=returnee, kind="VISIT", values=told, by=people.caseworker)
        counts.append(queries_of(client, at(returnee)))
    assert counts[0] == counts[1]
