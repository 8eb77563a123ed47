"""Returns: the list, numbers that reconcile, checking, the letter's list, and one person's arrival."""

import pytest

from cases.actions.arrivals import correct_returnee, send_back_submission
from cases.actions.repatriations import correct_repatriation
from cases.models import Manifest, ManifestEntry, Repatriation, Returnee, SourcedValue
from core.scope import viewing_everything
from tests.factories.casework import make_group, make_returnee, person

LINES = """1. La Coba Karang, L, 30, Buton Tengah
2. Wa Coba Pasir; P; 28 th; Muna
3.\tLa Coba Batu\tL\t41\tWakatobi
4. Wa Coba Teluk
5. La Coba Tanjung, 19
6. Wa Coba Pagi, P
7. La Coba Siang, L, 52, Kota Baubau
8. Wa Coba Sore, P, 33
9. La Coba Malam, L, 8
10. Wa Coba Subuh, P, 61"""
LETTER = {"issuer": "BP3MI Kalimantan Utara", "letter_number": "B.12/CONTOH", "letter_date": "20/11/2026"}


def read(row):
    with viewing_everything(reason="test"):
        return type(row).objects.get(pk=row.pk)


def at(group, *parts) -> str:
    return "/".join(["/pemulangan", group.number, *(str(part) for part in parts), ""])


def test_list_asks_the_same_number_of_queries_for_one_and_three_rows(
    group, people, client_for, scope_of, django_assert_max_num_queries
):
    for user in (people.caseworker, people.district_buton_tengah):
        client = client_for(user)
        client.get("/pemulangan/")
        counts = []
        for _round in range(2):
            with django_assert_max_num_queries(60) as counted:
                page = client.get("/pemulangan/").content.decode()
            counts.append((len(counted), group.number in page))
            with scope_of(people.district_buton_tengah):
                make_group(people.district_buton_tengah)
                make_group(people.district_buton_tengah)
        assert counts[0] == counts[1]
        assert counts[0][1]


def test_list_pages_of_a_district_lead_on_and_back(people, client_for, scope_of):
    with scope_of(people.district_buton_tengah):
        for _number in range(27):
            make_group(people.district_buton_tengah)
    client = client_for(people.district_buton_tengah_2)
    first = client.get("/pemulangan/").context
    second = client.get(f"/pemulangan/{first['older_url']}").context
    back = client.get(f"/pemulangan/{second['newer_url']}").context
    assert (len(first["rows"]), len(second["rows"])) == (25, 2)
    assert [row["number"] for row in back["rows"]] == [row["number"] for row in first["rows"]]


def test_page_of_another_district_is_not_found(group, people, client_for):
    assert client_for(people.district_wakatobi).get(at(group)).status_code == 404


def test_mixed_group_shows_others_masked(group, people, client_for, scope_of):
    with scope_of(people.caseworker):
        make_returnee(people.caseworker, group=group, who=person("La Rahasia Wakatobi", district="74.07"))
    page = client_for(people.district_buton_tengah).get(at(group)).content.decode()
    assert "La Rahasia Wakatobi" not in page
    assert "L. R. W." in page


def test_letters_list_is_read_shown_and_only_then_written(group, people, client_for):
    client = client_for(people.caseworker)
    there = at(group, "daftar")
    shown = client.post(there, {**LETTER, "people_counted": "10", "people": LINES}).content.decode()
    with viewing_everything(reason="test"):
        assert not Manifest.objects.exists()
    assert "10 baris siap, 0 perlu diperiksa. Belum ada yang disimpan." in shown
    assert "Masukkan 10 orang" in shown
    saved = client.post(there, {**LETTER, "people_counted": "10", "people": LINES, "simpan": "1"})
    assert saved.status_code == 302
    with viewing_everything(reason="test"):
        entries = ManifestEntry.objects.order_by("position")
        rows = [(entry.name, entry.sex, entry.stated_age) for entry in entries]
    assert rows[:3] == [("La Coba Karang", "L", 30), ("Wa Coba Pasir", "P", 28), ("La Coba Batu", "L", 41)]
    assert len(rows) == 10


def test_list_with_more_names_than_the_letter_counts_is_refused(group, people, client_for):
    sent = {**LETTER, "people_counted": "9", "people": LINES, "simpan": "1"}
    answer = client_for(people.caseworker).post(at(group, "daftar"), sent)
    assert answer.status_code == 422
    assert "Surat menyebut 9 orang, tetapi 10 nama diisi. Periksa jumlahnya." in answer.content.decode()
    assert "Wa Coba Subuh" in answer.content.decode()


def test_person_is_matched_to_a_line_and_the_numbers_reconcile(group, returnee, people, client_for):
    client = client_for(people.caseworker)
    client.post(at(group, "daftar"), {**LETTER, "people_counted": "10", "people": LINES, "simpan": "1"})
    with viewing_everything(reason="test"):
        line = ManifestEntry.objects.get(position=1)
    match = at(group, "orang", returnee.pk, "baris")
    assert client.get(match).status_code == 200
    assert client.post(match, {"entry": line.pk}).status_code == 302
    page = client.get(at(group)).content.decode()
    assert "Dalam surat 10 orang. Tiba 1, tidak datang 0, belum dicatat 9. Di luar daftar 0." in page
    client.post(match, {"entry": "0", "unlisted_reason": "Menyusul"})
    page = client.get(at(group)).content.decode()
    assert "Dalam surat 10 orang. Tiba 0, tidak datang 0, belum dicatat 10. Di luar daftar 1." in page


def test_waiting_people_are_verified_all_at_once(group, returnee, people, client_for):
    client = client_for(people.caseworker)
    assert "1 orang menunggu verifikasi." in client.get(at(group)).content.decode()
    assert client.post(at(group, "verifikasi")).status_code == 302
    assert (read(returnee).submission_state, read(returnee).checked_by_id) == ("VERIFIED", people.caseworker.pk)


def test_waiting_people_are_sent_back_with_one_reason(group, returnee, people, client_for):
    client = client_for(people.caseworker)
    there = at(group, "kembalikan")
    refused = client.post(there, {"reason": "  "})
    assert refused.status_code == 422
    assert "Tulis alasan pengembalian" in refused.content.decode()
    assert client.post(there, {"reason": "Umur belum cocok"}).status_code == 302
    page = client_for(people.district_buton_tengah).get(at(group, "orang", returnee.pk)).content.decode()
    assert "Dikembalikan oleh Ratih Contoh: Umur belum cocok. Perbaiki lalu kirim lagi." in page


def test_corrected_submission_waits_again(group, returnee, people, client_for, scope_of):
    with scope_of(people.caseworker):
        send_back_submission(returnee=returnee, reason="Telepon keluarga", by=people.caseworker)
    client = client_for(people.district_buton_tengah)
    there = at(group, "orang", returnee.pk, "ubah")
    assert client.get(there).status_code == 200
    sent = {"cause": "DEPORTASI", "family_phone": "0812 3456 7890", "flags": ["HAMIL"], "version": 2}
    assert client.post(there, sent).status_code == 302
    row = read(returnee)
    assert (row.submission_state, row.family_phone) == ("WAITING", "0812 3456 7890")


def test_arrival_changed_meanwhile_shows_both_values(group, returnee, people, client_for, scope_of):
    with scope_of(people.caseworker):
        correct_returnee(
            returnee=returnee, version=1, changes={"note": "Catatan kantor"}, on=group.arrived_on, by=people.caseworker
        )
    sent = {"cause": "DEPORTASI", "note": "Catatan dinas", "version": 1}
    answer = client_for(people.district_buton_tengah).post(at(group, "orang", returnee.pk, "ubah"), sent)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Catatan kantor" in page
    assert "Catatan dinas" in page


def test_verified_person_is_changed_by_the_office_alone(group, returnee, people, client_for):
    client_for(people.caseworker).post(at(group, "orang", returnee.pk, "verifikasi"))
    district = client_for(people.district_buton_tengah)
    there = at(group, "orang", returnee.pk, "ubah")
    answer = district.post(there, {"cause": "DEPORTASI", "version": 2})
    assert answer.status_code == 403
    assert "Sudah diverifikasi oleh BP3MI" in answer.content.decode()
    assert "Diverifikasi oleh Ratih Contoh" in district.get(at(group, "orang", returnee.pk)).content.decode()


def test_absence_needs_a_reason_and_can_be_undone(group, returnee, people, client_for):
    client = client_for(people.district_buton_tengah)
    there = at(group, "orang", returnee.pk, "tidak-datang")
    refused = client.post(there, {"not_arrived_reason": ""})
    assert "Pilih alasan mengapa orang ini tidak datang." in refused.content.decode()
    assert client.post(there, {"not_arrived_reason": "LEFT"}).status_code == 302
    page = client.get(at(group, "orang", returnee.pk)).content.decode()
    assert "Meninggalkan rombongan" in page
    assert client.post(at(group, "orang", returnee.pk, "tiba")).status_code == 302
    assert (read(returnee).arrival_state, read(returnee).not_arrived_reason) == ("ARRIVED", "")


@pytest.mark.parametrize(
    ("path", "who", "status"),
    [
        ("verifikasi", "district_buton_tengah", 403),
        ("verifikasi", "district_wakatobi", 403),
        ("verifikasi", "caseworker_2", 302),
        ("tidak-datang", "district_wakatobi", 404),
        ("tidak-datang", "district_buton_tengah_2", 302),
        ("tidak-datang", "report_admin", 403),
        ("ubah", "district_wakatobi", 404),
    ],
)
def test_steps_of_a_person_by_role(path, who, status, group, returnee, people, client_for):
    sent = {"not_arrived_reason": "ILL", "cause": "DEPORTASI", "version": 1}
    answer = client_for(getattr(people, who)).post(at(group, "orang", returnee.pk, path), sent)
    assert answer.status_code == status


def test_steps_signed_out_and_by_a_wrong_method(group, returnee, people, client, client_for):
    there = at(group, "orang", returnee.pk, "verifikasi")
    assert client.post(there).status_code == 302
    assert client_for(people.caseworker).get(there).status_code == 405


def test_group_is_edited_and_a_stale_edit_shows_both(group, people, client_for, scope_of):
    client = client_for(people.caseworker)
    there = at(group, "ubah")
    assert client.get(there).status_code == 200
    values = {"cause": "DEPORTASI", "country": "MYS", "mode": "SEA", "state": "ARRIVED", "arrived_on": "20/11/2026"}
    with scope_of(people.caseworker_2):
        correct_repatriation(repatriation=group, version=1, changes={"vessel": "KM Joko"}, by=people.caseworker_2)
    stale = client.post(there, {**values, "vessel": "KM Ratih", "version": 1})
    assert stale.status_code == 409
    assert "KM Joko" in stale.content.decode()
    answer = client.post(there, {**values, "vessel": "KM Ratih", "version": 2})
    assert answer.status_code == 302
    assert read(group).vessel == "KM Ratih"


def test_group_logged_by_others_is_not_edited_by_a_district(people, client_for, scope_of):
    with scope_of(people.caseworker):
        group = make_group(people.caseworker)
        make_returnee(people.caseworker, group=group)
    client = client_for(people.district_buton_tengah)
    assert client.get(at(group)).status_code == 200
    assert client.get(at(group, "ubah")).status_code == 403


def test_impossible_printed_date_is_kept_beside_the_used_one(group, people, client_for):
    client = client_for(people.caseworker)
    there = at(group, "sumber")
    sent = {"field": "arrived_on", "printed": "31/11/2026", "source_kind": "LETTER", "source": "B.12/CONTOH"}
    assert client.get(there).status_code == 200
    assert client.post(there, sent).status_code == 302
    client.post(there, {**sent, "printed": "19/11/2026", "source_kind": "OFFICER"})
    page = client.get(at(group)).content.decode()
    assert "31/11/2026" in page
    assert "Tidak ada di kalender atau tidak terbaca" in page
    with viewing_everything(reason="test"):
        values = {row.printed: row for row in SourcedValue.objects.all()}
    use = at(group, "sumber", values["19/11/2026"].pk, "pakai")
    assert "Tulis mengapa nilai ini yang dipakai." in client.post(use, {"version": 1, "reason": ""}).content.decode()
    assert client.post(use, {"version": 1, "reason": "Menurut manifes kapal"}).status_code == 302
    assert str(read(group).arrived_on) == "2026-11-19"
    refused = client.post(at(group, "sumber", values["31/11/2026"].pk, "pakai"), {"version": 2, "reason": "Surat"})
    assert "Tulisan ini bukan tanggal." in refused.content.decode()


def test_fact_of_a_group_is_assigned_to_nobody(group, people, client_for):
    client = client_for(people.caseworker)
    sent = {"field": "origin", "text": "Muna dan Wakatobi", "source_kind": "PRESS"}
    assert client.post(at(group, "keterangan"), sent).status_code == 302
    assert "Muna dan Wakatobi" in client.get(at(group)).content.decode()
    with viewing_everything(reason="test"):
        assert (Repatriation.objects.count(), Returnee.objects.count()) == (1, 0)
