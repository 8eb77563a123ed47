"""Returns: the list, numbers that reconcile, checking, the letter's list, and one person's arrival."""

import re

import pytest

from cases.actions.arrivals import correct_returnee, mark_arrival, send_back_submission
from cases.actions.repatriations import correct_repatriation
from cases.models import Manifest, ManifestEntry, Repatriation, Returnee, SourcedValue
from core.scope import viewing_everything
from tests.counting import queries_of
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


def test_list_asks_the_same_number_of_queries_for_one_and_three_rows(group, people, client_for, scope_of):
    for user in (people.caseworker, people.district_buton_tengah):
        client = client_for(user)
        counts = []
        for _round in range(2):
            counts.append(queries_of(client, "/pemulangan/"))
            with scope_of(people.district_buton_tengah):
                make_group(people.district_buton_tengah)
                make_group(people.district_buton_tengah)
        assert counts[0] == counts[1]
        assert group.number in client.get("/pemulangan/").content.decode()


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


def boxes(client, group) -> dict[str, str]:
    """The boxed figures of the page by their label."""
    page = client.get(at(group)).content.decode()
    return {label: number for number, label in re.findall(r'figure-box"><b>([^<]*)</b><span>([^<]*)</span>', page)}


def test_without_a_letters_list_only_what_can_be_counted_is_boxed(group, returnee, people, client_for, scope_of):
    client = client_for(people.caseworker)
    assert boxes(client, group) == {"Tiba": "1"}
    assert "Belum ada daftar surat. Tiba 1 orang." in client.get(at(group)).content.decode()
    with scope_of(people.caseworker):
        mark_arrival(returnee=returnee, state="NOT_ARRIVED", reason="ILL", by=people.caseworker)
    assert boxes(client, group) == {"Tiba": "0", "Tidak datang": "1"}
    client.post(at(group, "daftar"), {**LETTER, "people_counted": "10", "people": LINES, "simpan": "1"})
    assert list(boxes(client, group)) == ["Dalam surat", "Tiba", "Tidak datang", "Belum dicatat", "Di luar daftar"]


def hidden(client, url: str, name: str = "dilihat") -> str:
    """What the page carries in a hidden input."""
    found = re.findall(rf'name="{name}" value="([^"]*)"', client.get(url).content.decode())
    assert found, f"{url} carries no {name}"
    return found[0]


def changed(client, url: str, **more) -> dict[str, object]:
    """The edit form as it opens, as a browser would send it, with changes."""
    form = client.get(url).context["form"]
    told = {name: form[name].value() for name in form.fields}
    told = {name: form.fields[name].widget.format_value(value) for name, value in told.items() if name != "sex"}
    told = {name: value for name, value in told.items() if value is not None and name != "name_unknown"}
    return {**told, **({"sex": form["sex"].value()} if "sex" in form.fields else {}), **more}


def test_waiting_people_are_verified_all_at_once(group, returnee, people, client_for):
    client = client_for(people.caseworker)
    assert "1 orang menunggu verifikasi." in client.get(at(group)).content.decode()
    assert client.post(at(group, "verifikasi"), {"dilihat": hidden(client, at(group))}).status_code == 302
    assert (read(returnee).submission_state, read(returnee).checked_by_id) == ("VERIFIED", people.caseworker.pk)


def test_waiting_people_are_sent_back_with_one_reason(group, returnee, people, client_for):
    client = client_for(people.caseworker)
    there = at(group, "kembalikan")
    refused = client.post(there, {"reason": "  ", "seen": hidden(client, there, "seen")})
    assert refused.status_code == 422
    assert "Tulis alasan pengembalian" in refused.content.decode()
    seen = hidden(client, there, "seen")
    assert client.post(there, {"reason": "Umur belum cocok", "seen": seen}).status_code == 302
    page = client_for(people.district_buton_tengah).get(at(group, "orang", returnee.pk)).content.decode()
    assert "Dikembalikan oleh Ratih Contoh: Umur belum cocok. Perbaiki lalu kirim lagi." in page


def test_corrected_submission_waits_again(group, returnee, people, client_for, scope_of):
    with scope_of(people.caseworker):
        send_back_submission(returnee=returnee, reason="Telepon keluarga", by=people.caseworker)
    client = client_for(people.district_buton_tengah)
    there = at(group, "orang", returnee.pk, "ubah")
    assert "Dikembalikan oleh Ratih Contoh: Telepon keluarga." in client.get(there).content.decode()
    sent = changed(client, there, family_phone="0812 3456 7890", flags=["LANSIA"])
    assert client.post(there, sent).status_code == 302
    row = read(returnee)
    assert (row.submission_state, row.family_phone) == ("WAITING", "0812 3456 7890")


def test_arrival_changed_meanwhile_shows_both_values(group, returnee, people, client_for, scope_of):
    with scope_of(people.caseworker):
        correct_returnee(
            returnee=returnee, version=1, changes={"note": "Catatan kantor"}, on=group.arrived_on, by=people.caseworker
        )
    client, there = client_for(people.district_buton_tengah), at(group, "orang", returnee.pk, "ubah")
    answer = client.post(there, changed(client, there, note="Catatan dinas", version=2))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Catatan kantor" in page
    assert "Catatan dinas" in page


def test_verified_person_is_changed_by_the_office_alone(group, returnee, people, client_for):
    office, person = client_for(people.caseworker), at(group, "orang", returnee.pk)
    office.post(f"{person}verifikasi/", {"dilihat": hidden(office, person)})
    district = client_for(people.district_buton_tengah)
    there = at(group, "orang", returnee.pk, "ubah")
    answer = district.post(there, {"cause": "DEPORTASI", "version": 2})
    assert answer.status_code == 403
    assert "Sudah diverifikasi oleh BP3MI" in answer.content.decode()
    assert "Diverifikasi oleh Ratih Contoh" in district.get(at(group, "orang", returnee.pk)).content.decode()


def test_sent_back_is_put_right_where_it_is_mended(group, returnee, people, client_for, scope_of):
    """Age and village were wrong: the form of the submission has them, and sends it again."""
    with scope_of(people.caseworker):
        send_back_submission(returnee=returnee, reason="Umur dan desa belum cocok", by=people.caseworker)
    client, there = client_for(people.district_buton_tengah), at(group, "orang", returnee.pk, "ubah")
    assert card_lines(client, "dikembalikan") == [returnee.worker.name]
    sent = changed(client, there, age="17", place="Wakatobi", area_code="74.07", note="Sudah ditanya")
    assert client.post(there, sent).status_code == 302
    with viewing_everything(reason="test"):
        row = Returnee.objects.select_related("worker", "district").get(pk=returnee.pk)
    assert (row.submission_state, row.sent_back_reason, row.note) == ("WAITING", "", "Sudah ditanya")
    assert (row.worker.stated_age, row.age_group, row.district.code) == (17, "CHILD", "74.07")
    assert card_lines(client, "dikembalikan") == []


def card_lines(client, code: str) -> list[str]:
    return [line.title for card in client.get("/").context["busy"] if card.code == code for line in card.lines]


def test_correcting_the_person_sends_the_submission_again(group, returnee, people, client_for, scope_of):
    with scope_of(people.caseworker):
        send_back_submission(returnee=returnee, reason="Umur belum cocok", by=people.caseworker)
    client, there = client_for(people.district_buton_tengah), f"/pekerja/{returnee.worker.number}/ubah/"
    answer = client.post(there, changed(client, there, age="41"), follow=True)
    assert "kirimannya menunggu verifikasi lagi" in answer.content.decode()
    assert (read(returnee).submission_state, read(returnee).sent_back_reason) == ("WAITING", "")


def test_district_changes_no_person_whom_the_office_verified(group, returnee, people, client_for):
    office, person = client_for(people.caseworker), at(group, "orang", returnee.pk)
    office.post(f"{person}verifikasi/", {"dilihat": hidden(office, person)})
    client, there = client_for(people.district_buton_tengah), f"/pekerja/{returnee.worker.number}/"
    page = client.get(there).content.decode()
    assert f"{there}ubah/" not in page
    answer = client.post(f"{there}ubah/", changed(office, f"{there}ubah/", age="17", sex="P"))
    assert answer.status_code == 403
    assert "Data orang ini sudah diverifikasi oleh BP3MI." in answer.content.decode()
    client.post(f"{there}sumber/", {"field": "sex", "printed": "Perempuan", "source_kind": "PAPER"})
    with viewing_everything(reason="test"):
        value = SourcedValue.objects.get()
    assert client.post(f"{there}sumber/{value.pk}/pakai/", {"version": 1, "reason": "KTP"}).status_code == 403
    assert f"{there}sumber/{value.pk}/pakai/" in office.get(there).content.decode()


def test_second_return_of_a_verified_person_is_mended_without_the_person(group, returnee, people, client_for, scope_of):
    office, person = client_for(people.caseworker), at(group, "orang", returnee.pk)
    office.post(f"{person}verifikasi/", {"dilihat": hidden(office, person)})
    officer = people.district_buton_tengah
    with scope_of(officer):
        second = make_returnee(officer, same_as=returnee.worker.number)
    client = client_for(officer)
    there = at(second.repatriation, "orang", second.pk, "ubah")
    page = client.get(there)
    assert "age" not in page.context["form"].fields
    assert "Data orang ini sudah diverifikasi oleh BP3MI." in page.content.decode()
    sent = changed(client, there, note="Dijemput paman", name="Orang Lain", age="12")
    assert client.post(there, sent).status_code == 302
    assert read(second).note == "Dijemput paman"
    assert (read(returnee.worker).name, read(returnee.worker).version) == (returnee.worker.name, 1)


# --- what is verified is what was looked at ---------------------------------------------------------------------------


def test_submission_changed_after_the_look_is_not_verified(group, returnee, people, client_for):
    office, district = client_for(people.caseworker), client_for(people.district_buton_tengah)
    person = at(group, "orang", returnee.pk)
    seen = hidden(office, person)
    there = f"/pekerja/{returnee.worker.number}/ubah/"
    assert district.post(there, changed(district, there, sex="P")).status_code == 302
    answer = office.post(f"{person}verifikasi/", {"dilihat": seen}, follow=True)
    assert "mengubah data" in answer.content.decode()
    assert "setelah Anda membuka halaman ini. Periksa lagi." in answer.content.decode()
    assert read(returnee).submission_state == "WAITING"
    assert office.post(f"{person}verifikasi/", {"dilihat": hidden(office, person)}).status_code == 302
    assert read(returnee).submission_state == "VERIFIED"


def test_page_without_what_was_looked_at_verifies_nothing(group, returnee, people, client_for):
    office = client_for(people.caseworker)
    answer = office.post(at(group, "orang", returnee.pk, "verifikasi"), {"dilihat": "x:y,"}, follow=True)
    assert "Halaman ini sudah lama terbuka." in answer.content.decode()
    assert read(returnee).submission_state == "WAITING"


def test_all_at_once_leaves_who_came_or_changed_after_the_look(group, returnee, people, client_for, scope_of):
    officer, office = people.district_buton_tengah, client_for(people.caseworker)
    with scope_of(officer):
        changes = make_returnee(officer, group=group)
    seen = hidden(office, at(group))
    with scope_of(officer):
        correct_returnee(returnee=changes, version=1, changes={"note": "Baru"}, on=group.arrived_on, by=officer)
        late = make_returnee(officer, group=group)
    answer = office.post(at(group, "verifikasi"), {"dilihat": seen}, follow=True).content.decode()
    assert "1 orang diverifikasi." in answer
    assert "2 orang bertambah atau berubah setelah halaman ini dibuka." in answer
    states = [read(row).submission_state for row in (returnee, changes, late)]
    assert states == ["VERIFIED", "WAITING", "WAITING"]


@pytest.mark.parametrize("path", ["kembalikan", "orang/{pk}/kembalikan"])
def test_nothing_is_sent_back_that_changed_after_the_look(group, returnee, people, client_for, scope_of, path):
    office, officer = client_for(people.caseworker), people.district_buton_tengah
    there = at(group, path.format(pk=returnee.pk))
    seen = hidden(office, there, "seen")
    with scope_of(officer):
        correct_returnee(returnee=returnee, version=1, changes={"note": "Baru"}, on=group.arrived_on, by=officer)
    answer = office.post(there, {"reason": "Umur belum cocok", "seen": seen})
    assert answer.status_code == 422
    assert "setelah Anda membuka halaman ini. Periksa lagi." in answer.content.decode()
    assert read(returnee).submission_state == "WAITING"


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
    assert "Tanggal ini tidak ada di kalender." in page
    with viewing_everything(reason="test"):
        values = {row.printed: row for row in SourcedValue.objects.all()}
    use = at(group, "sumber", values["19/11/2026"].pk, "pakai")
    assert "Tulis mengapa nilai ini yang dipakai." in client.post(use, {"version": 1, "reason": ""}).content.decode()
    assert client.post(use, {"version": 1, "reason": "Menurut manifes kapal"}).status_code == 302
    assert str(read(group).arrived_on) == "2026-11-19"
    refused = client.post(at(group, "sumber", values["31/11/2026"].pk, "pakai"), {"version": 2, "reason": "Surat"})
    assert "Tanggal ini tidak ada di kalender." in refused.content.decode()


def test_fact_of_a_group_is_assigned_to_nobody(group, people, client_for):
    client = client_for(people.caseworker)
    sent = {"field": "origin", "text": "Muna dan Wakatobi", "source_kind": "PRESS"}
    assert client.post(at(group, "keterangan"), sent).status_code == 302
    assert "Muna dan Wakatobi" in client.get(at(group)).content.decode()
    with viewing_everything(reason="test"):
        assert (Repatriation.objects.count(), Returnee.objects.count()) == (1, 0)


def test_sending_back_several_is_all_or_nothing(group, returnee, people, client_for, scope_of):
    """One of two changed meanwhile: the page says that nothing was saved, and nothing was."""
    officer = people.district_buton_tengah
    with scope_of(officer):
        other = make_returnee(officer, group=group)
    client = client_for(people.caseworker)
    there = at(group, "kembalikan")
    seen = hidden(client, there, "seen").replace(f"{other.pk}:{other.stamp}", f"{other.pk}:{other.stamp + 7}")
    assert client.post(there, {"reason": "Umur belum cocok", "seen": seen}).status_code in {409, 422}
    assert {read(row).submission_state for row in (returnee, other)} == {"WAITING"}


def test_stamps_of_absurd_length_are_left_out(group, returnee, people, client_for):
    client = client_for(people.caseworker)
    told = f"{'9' * 5000}:1,{returnee.pk}:{'9' * 5000}"
    assert client.post(at(group, "verifikasi"), {"dilihat": told}).status_code == 302
    assert read(returnee).submission_state == "WAITING"
