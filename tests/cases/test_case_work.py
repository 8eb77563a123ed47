"""The seven questions for each step of a case, asked of a table."""

import uuid
from dataclasses import dataclass, field

import pytest

from cases.actions.cases import assign_case, close_case
from cases.models import Case, CaseNote, CaseTask, Referral
from core.scope import viewing_everything
from tests.factories.casework import DAY


@dataclass(frozen=True)
class Step:
    """`may` and `may_not` name people of the cast; `bad` is refused with `says` and keeps `typed`."""

    path: str
    good: dict[str, object]
    may: str = "caseworker"
    may_not: str = "report_admin"
    bad: dict[str, object] = field(default_factory=dict)
    says: str = ""
    typed: str = ""


LONG = "x" * 5001
STEPS = [
    Step("catatan", {"text": "Keluarga sudah dihubungi."}, bad={"text": LONG},
         says="Tulisan terlalu panjang", typed=LONG),
    Step("tugas", {"title": "Minta salinan", "assignee": "SELF", "due_on": "24/12/2026"},
         bad={"title": "Minta salinan", "assignee": "SELF", "due_on": "31/04/2027"},
         says="Tanggal 31/04/2027 tidak ada di kalender", typed="Minta salinan"),
    Step("tugaskan", {"to": "SELF"}, may_not="placement", bad={"to": "0"}, says="tidak tersedia lagi"),
    Step("rujuk", {"agency": "DINSOS", "agency_name": "Dinsos", "purpose": "Penampungan"}, may_not="placement",
         bad={"agency": "DINSOS", "agency_name": "Dinsos Kota", "purpose": ""}, says="Tujuan rujukan",
         typed="Dinsos Kota"),
    Step("tahap", {"to_stage": "VERIFIKASI", "reason": ""}, may_not="placement",
         bad={"to_stage": "MEDIASI", "reason": "Para pihak siap"}, says="Tahap berikutnya", typed="Para pihak siap"),
    Step("tutup", {"reason": "TERPENUHI", "note": ""}, may_not="placement",
         bad={"reason": "", "note": "Sudah dibayar"}, says="Alasan penutupan", typed="Sudah dibayar"),
    Step("batasi", {"team": []}, may_not="placement", bad={"team": ["0"]}, says="tidak tersedia lagi"),
]  # fmt: skip


def values(step_values: dict[str, object], user) -> dict[str, object]:
    told = {name: user.pk if value == "SELF" else value for name, value in step_values.items()}
    return {**told, "form_id": str(uuid.uuid4())}


def address(case: Case, step: Step) -> str:
    return f"/kasus/{case.number}/{step.path}/"


@pytest.fixture(params=STEPS, ids=[step.path for step in STEPS])
def step(request) -> Step:
    return request.param


def test_step_is_done_and_goes_back_to_the_case(step, case, people, client_for):
    user = getattr(people, step.may)
    client = client_for(user)
    assert client.get(address(case, step)).status_code == 200
    answer = client.post(address(case, step), values(step.good, user))
    assert (answer.status_code, answer.url) == (302, f"/kasus/{case.number}/")


def test_step_may_be_done_by_a_colleague(step, case, people, client_for):
    answer = client_for(people.caseworker_2).post(address(case, step), values(step.good, people.caseworker_2))
    assert answer.status_code == 302


def test_step_of_another_district_is_not_found_or_not_allowed(step, case, people, client_for):
    answer = client_for(people.district_wakatobi).post(address(case, step), values(step.good, people.district_wakatobi))
    assert answer.status_code == (404 if step.path in ("catatan", "tugas") else 403)


def test_step_without_the_right_is_forbidden(step, case, people, client_for):
    user = getattr(people, step.may_not)
    assert client_for(user).post(address(case, step), values(step.good, user)).status_code == 403


def test_step_signed_out_asks_to_sign_in(step, case, client):
    answer = client.post(address(case, step), {})
    assert answer.status_code == 302
    assert answer.url.startswith("/masuk/") or "masuk" in answer.url


def test_step_with_a_wrong_method_is_refused(step, case, people, client_for):
    assert client_for(people.caseworker).delete(address(case, step)).status_code == 405


def test_step_with_bad_input_says_why_and_keeps_what_was_typed(step, case, people, client_for):
    answer = client_for(people.caseworker).post(address(case, step), values(step.bad, people.caseworker))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert step.says in page
    assert step.typed in page


@pytest.mark.parametrize("step", [step for step in STEPS if step.path != "batasi"], ids=lambda step: step.path)
def test_step_in_a_closed_case_is_forbidden(step, case, people, client_for, scope_of):
    with scope_of(people.caseworker):
        close_case(case=case, reason="TERPENUHI", note="", on=DAY, by=people.caseworker)
    answer = client_for(people.caseworker).post(address(case, step), values(step.good, people.caseworker))
    assert answer.status_code == 403
    assert "Buka kembali lebih dahulu" in answer.content.decode()


@pytest.mark.parametrize(("path", "model"), [("catatan", CaseNote), ("tugas", CaseTask), ("rujuk", Referral)])
def test_form_sent_twice_adds_once(path, model, case, people, client_for):
    step = next(row for row in STEPS if row.path == path)
    sent = values(step.good, people.caseworker)
    client = client_for(people.caseworker)
    for _time in range(2):
        assert client.post(address(case, step), sent).status_code == 302
    with viewing_everything(reason="test"):
        assert model.objects.filter(case=case).count() == 1


def test_note_by_htmx_answers_the_card(case, people, client_for):
    sent = {"text": "Ditelepon pagi ini.", "form_id": str(uuid.uuid4())}
    answer = client_for(people.caseworker).post(f"/kasus/{case.number}/catatan/", sent, headers={"HX-Request": "true"})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert page.lstrip().startswith("<section")
    assert "Ditelepon pagi ini." in page


def test_move_that_needs_a_reason_says_so(case, people, client_for):
    client = client_for(people.caseworker)
    there = f"/kasus/{case.number}/tahap/"
    client.post(there, {"to_stage": "VERIFIKASI", "reason": ""})
    answer = client.post(there, {"to_stage": "LENGKAPI", "reason": ""})
    assert answer.status_code == 422
    assert "Tulis alasan untuk perpindahan tahap ini." in answer.content.decode()


def test_closing_waits_for_open_tasks_and_shows_the_article_after(case, people, client_for, scope_of):
    client = client_for(people.caseworker)
    client.post(
        f"/kasus/{case.number}/tugas/",
        {"title": "Minta surat", "assignee": people.caseworker.pk, "form_id": str(uuid.uuid4())},
    )
    refused = client.post(f"/kasus/{case.number}/tutup/", {"reason": "TERPENUHI", "note": ""})
    assert "Kasus belum dapat ditutup: masih ada 1 tugas terbuka." in refused.content.decode()
    with scope_of(people.caseworker):
        task = CaseTask.objects.get(case=case)
    assert client.post(f"/kasus/{case.number}/tugas/{task.pk}/", {"state": "DONE"}).status_code == 302
    client.post(f"/kasus/{case.number}/tutup/", {"reason": "TERPENUHI", "note": "Selesai."})
    assert "Perban BP2MI 6/2024 ps. 28" in client.get(f"/kasus/{case.number}/").content.decode()


def test_closed_case_is_opened_again_with_a_reason(case, people, client_for, scope_of):
    with scope_of(people.caseworker):
        close_case(case=case, reason="TERPENUHI", note="", on=DAY, by=people.caseworker)
    client = client_for(people.caseworker)
    there = f"/kasus/{case.number}/buka-kembali/"
    assert "Tulis alasan kasus dibuka kembali." in client.post(there, {"reason": " "}).content.decode()
    assert client.post(there, {"reason": "Masalah muncul lagi"}).status_code == 302


def test_restricted_case_is_gone_for_who_is_not_in_the_team(case, people, client_for):
    client = client_for(people.caseworker)
    client.post(f"/kasus/{case.number}/batasi/", {"team": [people.head.pk]})
    seen = {
        name: client_for(getattr(people, name)).get(f"/kasus/{case.number}/").status_code
        for name in ("caseworker", "head", "caseworker_2", "district_buton_tengah")
    }
    assert seen == {"caseworker": 200, "head": 200, "caseworker_2": 404, "district_buton_tengah": 404}
    assert client.post(f"/kasus/{case.number}/batasi/cabut/").status_code == 302
    assert client_for(people.caseworker_2).get(f"/kasus/{case.number}/").status_code == 200


def test_referral_answered_meanwhile_shows_both_answers(case, people, client_for, scope_of):
    client = client_for(people.caseworker)
    client.post(
        f"/kasus/{case.number}/rujuk/",
        {"agency": "DINSOS", "agency_name": "", "purpose": "Penampungan", "form_id": str(uuid.uuid4())},
    )
    with scope_of(people.caseworker):
        referral = Referral.objects.get(case=case)
    there = f"/kasus/{case.number}/rujuk/{referral.pk}/"
    client.post(there, {"state": "ACCEPTED", "answer": "Siap menerima", "version": 1})
    stale = client.post(there, {"state": "REFUSED", "answer": "Penuh", "version": 1})
    page = stale.content.decode()
    assert stale.status_code == 409
    assert "Siap menerima" in page
    assert "Penuh" in page


def test_district_sees_the_steps_that_it_may_take(case, people, client_for, scope_of):
    with scope_of(people.caseworker):
        assign_case(case=case, to=people.caseworker, by=people.caseworker)
    page = client_for(people.district_buton_tengah).get(f"/kasus/{case.number}/").content.decode()
    assert f"/kasus/{case.number}/tugas/" in page
    assert f"/kasus/{case.number}/tutup/" not in page
    assert "Riwayat perubahan" not in page
