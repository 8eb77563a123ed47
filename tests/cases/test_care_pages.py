"""Death, illness, papers and rights on the page of a case: forms, cards, who may, and what two officers do at once."""

import uuid
from datetime import date

import pytest

from cases.actions.restrictions import restrict_case
from cases.models import Benefit, Case, CasePaper, CaseReporter, Death, HospitalStay, Illness, SourcedValue
from tests.counting import queries_of
from tests.factories.casework import make_case, make_returnee, person
from tests.seeing import everything

DEATH = {
    "circumstance": "UNKNOWN", "placement": "UNKNOWN", "source_kind": "LETTER", "proof_state": "UNKNOWN",
    "duty_state": "NOT_ASKED",
}  # fmt: skip
FORMS = {
    "meninggal": {**DEATH, "place": "Rumah sakit Contoh"},
    "surat-perjalanan": {"kind": "DEATH", "state": "HAVE", "number": "SK-77"},
    "hak": {"kind": "BPJS", "state": "CLAIMED", "currency": "IDR", "kinship": "UNKNOWN", "payer": "Pembayar Contoh"},
    "sakit": {"fitness": "HELPED", "escort": "Perawat Contoh"},
    "perawatan": {"where": "ABROAD", "hospital": "Rumah sakit Contoh"},
    "pengadu": {"name": "Wa Contoh Ibu", "kinship": "PARENT", "agency": "POLDA", "number": "LP/7"},
}
MODELS = {
    "meninggal": Death, "surat-perjalanan": CasePaper, "hak": Benefit, "sakit": Illness, "perawatan": HospitalStay,
    "pengadu": CaseReporter,
}  # fmt: skip
SHOWN = {
    "meninggal": "Rumah sakit Contoh", "surat-perjalanan": "SK-77", "hak": "Pembayar Contoh", "sakit": "Perawat Contoh",
    "perawatan": "Rumah sakit Contoh", "pengadu": "LP/7",
}  # fmt: skip
ANCHORS = {"perawatan": "sakit"}


@pytest.fixture
def case(people, scope_of):
    """A death that the district of Buton Tengah was told of."""
    with scope_of(people.district_buton_tengah):
        return make_case(people.district_buton_tengah, category="MENINGGAL")


def at(case, *parts) -> str:
    return "/".join(["/kasus", case.number, *(str(part) for part in parts), ""])


def sent(card: str, **more) -> dict[str, object]:
    return {**FORMS[card], "form_id": str(uuid.uuid4()), **more}


@pytest.mark.parametrize("card", FORMS)
def test_it_is_noted_once_and_shown(card, case, people, client_for):
    client, body = client_for(people.caseworker), sent(card)
    assert client.get(at(case, card)).status_code == 200
    assert client.post(at(case, card), body).url == f"{at(case)}#{ANCHORS.get(card, card)}"
    client.post(at(case, card), body)
    with everything():
        assert MODELS[card].objects.filter(case=case).count() == 1
    assert SHOWN[card] in client.get(at(case)).content.decode()


@pytest.mark.parametrize("card", FORMS)
def test_who_may(card, case, people, client_for, client):
    assert client_for(people.district_buton_tengah_2).post(at(case, card), sent(card)).status_code == 302
    assert client_for(people.district_wakatobi).get(at(case, card)).status_code == 404
    assert client_for(people.report_admin).get(at(case, card)).status_code == 403
    assert client.get(at(case, card)).status_code == 302
    assert client_for(people.caseworker).put(at(case, card)).status_code == 405


@pytest.mark.parametrize(
    ("card", "wrong", "sentence", "kept"),
    [
        ("meninggal", {"on": "31/02/2021"}, "tidak ada di kalender", "31/02/2021"),
        ("meninggal", {"on": "5/2/2021", "buried_on": "4/2/2021"}, "Lebih awal daripada tanggal meninggal", "4/2/2021"),
        ("meninggal", {"on": "5/2/2031"}, "belum terjadi", "5/2/2031"),
        ("surat-perjalanan", {"on": "kemarin dulu"}, "Tanggal tidak terbaca", "SK-77"),
        ("hak", {"amount": "sekitar sejuta"}, "Jumlah uang tidak terbaca", "sekitar sejuta"),
        ("hak", {"claimed_on": "2/2/2024", "paid_on": "1/2/2024"}, "tidak mungkin lebih awal", "1/2/2024"),
        ("hak", {"state": "REFUSED", "paid_on": "1/2/2024"}, "Ada tanggal pembayaran", "1/2/2024"),
        ("sakit", {"traced_on": "31/6/2024"}, "tidak ada di kalender", "Perawat Contoh"),
        ("pengadu", {"name": "", "agency": ""}, "Isi nama, telepon, atau instansi", "LP/7"),
        ("perawatan", {"hospital": ""}, "Isi nama rumah sakit atau tempatnya", "ABROAD"),
        ("perawatan", {"from_on": "5/6/2024", "until_on": "4/6/2024"}, "Hari terakhir lebih awal", "4/6/2024"),
    ],
)
def test_bad_input_is_said_and_kept(card, wrong, sentence, kept, case, people, client_for):
    answer = client_for(people.caseworker).post(at(case, card), sent(card, **wrong))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert kept in page
    with everything():
        assert not MODELS[card].objects.filter(case=case).exists()


def values_of(client, url: str) -> dict[str, object]:
    """The form as it opens, as a browser would send it."""
    form = client.get(url).context["form"]
    told = {name: form.fields[name].widget.format_value(form[name].value()) for name in form.fields}
    told = {name: value[0] if isinstance(value, list) and len(value) == 1 else value for name, value in told.items()}
    return {name: value for name, value in told.items() if value not in (None, [])}


@pytest.mark.parametrize(
    ("card", "name"),
    [
        ("meninggal", "cause"), ("surat-perjalanan", "issuer"), ("hak", "recipient"), ("sakit", "bedside"),
        ("perawatan", "diagnosis"), ("pengadu", "name"),
    ],
)  # fmt: skip
def test_two_who_correct_see_both_values(card, name, case, people, client_for):
    client = client_for(people.caseworker)
    client.post(at(case, card), sent(card))
    with everything():
        pk = MODELS[card].objects.get(case=case).pk
    there = at(case, card) if card in {"meninggal", "sakit"} else at(case, card, pk)
    old = values_of(client, there)
    assert client.post(there, {**old, name: "Nilai satu"}).status_code == 302
    answer = client.post(there, {**old, name: "Nilai dua"})
    page = answer.content.decode()
    assert (answer.status_code, "Nilai satu" in page, "Nilai dua" in page) == (409, True, True)


def test_two_who_record_the_same_death_make_one(case, people, client_for):
    first, second = client_for(people.caseworker), client_for(people.district_buton_tengah)
    assert first.post(at(case, "meninggal"), sent("meninggal")).status_code == 302
    with everything():
        Death.objects.update(form_id=uuid.uuid4())
    # the second page was opened before the first was sent: it holds no version
    answer = second.post(at(case, "meninggal"), sent("meninggal", place="Tempat lain"))
    assert answer.status_code == 422
    assert "Tempat lain" in answer.content.decode()
    with everything():
        assert Death.objects.get(case=case).place == "Rumah sakit Contoh"


def test_a_closed_case_takes_nothing(case, people, client_for):
    closed = {"status": "SELESAI", "closed_at": "2026-11-20T00:00Z", "closing_reason": "TERPENUHI"}
    with everything():
        Case.objects.filter(pk=case.pk).update(**closed)
    for card in FORMS:
        assert client_for(people.caseworker).post(at(case, card), sent(card)).status_code == 403


def test_a_wrong_weekday_is_said_and_both_writings_stand(case, people, client_for):
    body = sent("meninggal", on="5/2/2021", printed_on="Kamis, 5 Februari 2021", source="Berita kantor")
    page = client_for(people.caseworker).post(at(case, "meninggal"), body, follow=True).content.decode()
    assert page.count("Tertulis Kamis, tetapi 5 Feb 2021 adalah hari Jumat.") == 2
    assert "“Kamis, 5 Februari 2021”" in page
    with everything():
        row = SourcedValue.objects.get(field="death_on")
        assert (row.printed, row.read_date, row.case_id) == ("Kamis, 5 Februari 2021", date(2021, 2, 5), case.pk)
        number = row.worker.number
    assert "Kamis" not in client_for(people.caseworker).get(f"/pekerja/{number}/").content.decode()


def test_papers_that_are_needed_stand_before_they_are_recorded(case, people, client_for):
    client = client_for(people.caseworker)
    page = client.get(at(case)).content.decode()
    for words in ("Sertifikat embalming", "Izin ekspor jenazah setempat", "Belum dicatat"):
        assert words in page
    assert "Surat keterangan layak dipulangkan" not in page
    link = f"{at(case, 'surat-perjalanan')}?jenis=EMBALMING"
    assert link in page
    assert client.get(link).context["form"]["kind"].value() == "EMBALMING"
    assert client.get(f"{at(case, 'surat-perjalanan')}?jenis=X").context["form"]["kind"].value() == "DEATH"


def test_the_duty_of_the_p3mi_is_said_with_its_article(case, people, client_for):
    client = client_for(people.caseworker)
    client.post(at(case, "meninggal"), sent("meninggal", on="5/11/2026", placement="P3MI", company="PT Contoh"))
    page = client.get(at(case)).content.decode()
    assert "PT Contoh wajib memulangkan jenazah ini. Dasar: PP 59/2021 pasal 21 ayat (3)." in page
    assert "Belum diminta" in page
    assert "(target kantor)" in page


def test_a_payment_says_how_long_the_heirs_waited(case, people, client_for):
    client = client_for(people.caseworker)
    client.post(at(case, "meninggal"), sent("meninggal", on="5/2/2021"))
    client.post(at(case, "hak"), sent("hak", paid_on="14/12/2021", amount="85.000.000", witness="Asisten III"))
    page = client.get(at(case)).content.decode()
    for words in ("Dibayar 10 bulan setelah meninggal.", "Rp85.000.000", "saksi Asisten III"):
        assert words in page
    with everything():
        assert Benefit.objects.get(case=case).state == "PAID"


def test_closing_says_which_rights_are_still_open(case, people, client_for):
    client = client_for(people.caseworker)
    assert "hak yang belum selesai" not in client.get(at(case, "tutup")).content.decode()
    client.post(at(case, "hak"), sent("hak"))
    assert "Masih ada 1 hak yang belum selesai." in client.get(at(case, "tutup")).content.decode()


def test_health_restricts_an_ordinary_case_and_says_so_before(people, client_for, scope_of):
    with scope_of(people.district_buton_tengah):
        case = make_case(people.district_buton_tengah, category="DEPORTASI")
    client = client_for(people.district_buton_tengah)
    assert "data spesifik" in client.get(at(case, "perawatan")).content.decode()
    page = client.post(at(case, "perawatan"), sent("perawatan"), follow=True).content.decode()
    assert "dibatasi karena memuat keterangan kesehatan" in page
    assert client_for(people.district_buton_tengah_2).get(at(case)).status_code == 404
    assert client_for(people.head).get(at(case)).status_code == 200


def test_cards_that_a_case_does_not_need_are_links(people, client_for, scope_of):
    with scope_of(people.district_buton_tengah):
        case = make_case(people.district_buton_tengah)
    page = client_for(people.district_buton_tengah).get(at(case)).content.decode()
    assert "Catat meninggal dunia" in page
    assert 'id="meninggal"' not in page
    assert 'id="hak"' not in page
    reader = client_for(people.report_admin).get(at(case)).content.decode()
    assert "Catat meninggal dunia" not in reader


def test_the_page_of_a_return_tells_it_in_short_to_who_sees_the_case(people, client_for, scope_of):
    with scope_of(people.caseworker):
        row = make_returnee(people.caseworker, who=person("La Contoh Wafat"))
        case = make_case(people.caseworker, worker=row.worker, returnee=row, category="MENINGGAL")
    client_for(people.caseworker).post(at(case, "meninggal"), sent("meninggal", on="5/2/2021"))
    there = f"/pemulangan/{row.repatriation.number}/orang/{row.pk}/"
    assert "5 Feb 2021 · Rumah sakit Contoh" in client_for(people.caseworker).get(there).content.decode()
    with scope_of(people.caseworker):
        restrict_case(case=case, user_ids=set(), on=date(2026, 11, 29), by=people.caseworker)
    page = client_for(people.district_buton_tengah).get(there)
    assert page.status_code == 200
    assert "Rumah sakit Contoh" not in page.content.decode()


def test_the_page_asks_the_same_number_of_queries_with_more_rows(case, people, client_for):
    client, counts = client_for(people.caseworker), []
    client.post(at(case, "meninggal"), sent("meninggal", printed_on="x", source="y"))
    for _round in range(3):
        for card in ("surat-perjalanan", "hak", "perawatan", "pengadu"):
            more = {"phone": "0812 3456 7890"} if card == "pengadu" else {}
            client.post(at(case, card), sent(card, **more))
        counts.append(queries_of(client, at(case)))
    assert counts[0] == counts[1] == counts[2]
