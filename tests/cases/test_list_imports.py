"""A letter's list by file or paste: read, looked through, taken over at once, or not at all."""

import re
from datetime import timedelta

import pytest
from django.contrib.messages.storage.fallback import FallbackStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from cases.actions.arrivals import record_absence
from cases.actions.list_imports import (
    LetterHead,
    apply_list_import,
    choose_list_rows,
    drop_list_import,
    forget_old_lists,
    read_list_import,
    start_list_import,
)
from cases.choices import ImportState
from cases.listing.kept import row_of
from cases.listing.source import grids_of
from cases.models import ColumnMemory, ListImport, ListImportRow, Manifest, ManifestEntry, Returnee
from cases.queries.wide import reconcile
from cases.views.list_imports import take_rows
from core.exceptions import DomainError
from core.models import AccessRecord, Job
from core.scope import viewing_everything
from regions.recognition import recognise_place, recognise_places
from tests.cases.dirty_lists import DIRTY, letterhead
from tests.core import sheet_files
from tests.counting import queries_of
from tests.factories.casework import make_group, make_returnee, person

LIST = """No;Nama;L/P;Umur;Alamat;NIK
1;La Coba Karang;L;30;Desa Lakudo, Buton Tengah;7414010101960001
2;Wa Coba Pasir;P;28;Raha, Muna;
3;La Coba Batu;L;tua;Negeri Antah;123
4;2 orang belum diketahui namanya;;;;"""
HEAD = {"issuer": "BP3MI Kalimantan Utara", "letter_number": "B.12/CONTOH", "letter_date": "20/11/2026"}


def read_now(row: ListImport, by) -> ListImport:
    """What the worker does with the job of this list."""
    read_list_import(row=row, reading=row.reading, progress=lambda *_told: None, by=by)
    Job.objects.filter(pk=row.job_id).update(state="READY", progress=100)
    return ListImport.objects.get(pk=row.pk)


def waiting_list(group, by, text: str | bytes = LIST, **head) -> ListImport:
    row = start_list_import(
        repatriation=group, head=LetterHead(**{"issuer": "BP3MI Kaltara", **head}), file_name="daftar.xlsx",
        grids=grids_of(text), by=by,
    )  # fmt: skip
    return read_now(row, by)


def taken_over(group, by, text: str | bytes = LIST, people_counted: int | None = None) -> Manifest:
    return apply_list_import(row=waiting_list(group, by, text), people_counted=people_counted, by=by)


def entries(manifest: Manifest) -> list[ManifestEntry]:
    return list(manifest.entries.order_by("position"))


def at(group, *parts) -> str:
    return "/".join(["/pemulangan", group.number, "impor", *(str(part) for part in parts), ""])


def latest() -> ListImport:
    with viewing_everything(reason="test"):
        return ListImport.objects.latest("pk")


def count(model) -> int:
    with viewing_everything(reason="test"):
        return model.objects.count()


@pytest.fixture
def office(people, scope_of):
    """The provincial case worker, looking."""
    with scope_of(people.caseworker):
        yield people.caseworker


# -- read and staged ---------------------------------------------------------------------------


def test_rows_wait_with_village_trouble_and_people(group, office):
    row = waiting_list(group, office)
    lines = list(row.rows.order_by("position"))
    assert [(line.people, line.is_troubled, line.is_chosen) for line in lines] == [
        (1, False, True), (1, False, True), (1, True, True), (2, False, True),
    ]  # fmt: skip
    assert [line.district.name if line.district else "" for line in lines] == ["Buton Tengah", "Muna", "", ""]
    codes = [problem.code for problem in row_of(lines[2].payload).problems]
    assert codes == ["AGE_UNREAD", "NIK_DIGITS", "PLACE_OPEN"]
    assert (row.state, count(Manifest)) == (ImportState.READY, 0)


def test_many_places_are_recognised_as_one_by_one(reference):
    texts = ["Desa Lakudo, Buton Tengah", "Raha, Muna", "Negeri Antah", "Kab. Buton", "Wakatobi", "Kec. Gu",
             "Lakapera Gu",
             "Desa Entah, Kab. Muna", "Makassar", "Kota Baubau", "Talaga Satu", "Kabupaten Kolaka", ""]  # fmt: skip
    many = recognise_places(texts, province="74")
    for text in filter(None, texts):
        one = recognise_place(text, province="74")
        assert (many[text].area, many[text].state) == (one.area, one.state), text
    assert "" not in many


def test_people_who_are_known_stand_beside_the_row(group, office):
    known = make_returnee(office, who=person("La Coba Karang", age=30, nik="7414010101960001")).worker
    sister = make_returnee(office, who=person("Wa Coba Pasir", sex="P", age=28, district="74.03")).worker
    lines = list(waiting_list(group, office).rows.order_by("position"))
    assert (lines[0].alike_ids, lines[0].alike_reasons) == ([known.pk], ["NIK"])
    assert lines[1].alike_ids == [sister.pk]
    assert "NAME" in lines[1].alike_reasons[0]
    assert [line.alike_ids for line in lines[2:]] == [[], []]


def test_what_waits_is_sealed(group, office):
    row = waiting_list(group, office)
    stored = ListImport.objects.filter(pk=row.pk).values_list("content", "found", "file_name").get()
    payloads = ListImportRow.objects.filter(list_import=row).values_list("payload", flat=True)
    assert not any(b"Coba" in bytes(value) or b"daftar" in bytes(value) for value in [*stored, *payloads])


def test_the_same_list_waits_once(group, office):
    first = waiting_list(group, office)
    again = start_list_import(
        repatriation=group, head=LetterHead("BP3MI Kaltara", "B.13"), file_name="", grids=grids_of(LIST), by=office
    )
    assert (again.pk, ListImport.objects.get().letter_number) == (first.pk, "B.13")


def test_an_older_reading_writes_nothing(group, office):
    row = waiting_list(group, office)
    ListImport.objects.filter(pk=row.pk).update(reading=2, state=ImportState.READING)
    assert read_list_import(row=row, reading=1, progress=lambda *_told: None, by=office) == 0
    assert ListImport.objects.get().state == ImportState.READING


# -- taken over ----------------------------------------------------------------------------------


def test_all_chosen_rows_stand_at_once_with_every_fact(group, office):
    row = waiting_list(group, office, letterhead())
    manifest = apply_list_import(row=row, people_counted=2, by=office)
    first, second = entries(manifest)
    assert (first.name, first.sex, first.stated_age, first.passport_number, first.remark) == (
        "LA ODE CONTOH", "L", 34, "XD123456", "Overstay",
    )  # fmt: skip
    assert (first.district.name, first.village.name, second.district.name) == ("Buton Tengah", "Lakudo", "Muna")
    assert {row.district.name for row in group.districts.all()} >= {"Buton Tengah", "Muna"}
    kept = ListImport.objects.get()
    assert (kept.state, kept.manifest, kept.content, kept.found, kept.rows.count()) == ("APPLIED", manifest, "", "", 0)


def test_people_by_number_are_counted_and_ticked_off_one_by_one(group, office):
    manifest = taken_over(group, office)
    lines = entries(manifest)
    assert [line.name for line in lines] == ["La Coba Karang", "Wa Coba Pasir", "La Coba Batu", "", ""]
    assert (reconcile(group).listed, reconcile(group).open) == (5, 5)
    record_absence(entry=lines[3], reason="UNKNOWN", on=timezone.localdate(), by=office)
    numbers = reconcile(group)
    assert (numbers.listed, numbers.not_arrived, numbers.open) == (5, 1, 4)


def test_what_could_not_be_read_is_kept_as_printed(group, office):
    entry = entries(taken_over(group, office))[2]
    assert (entry.stated_age, entry.printed_age, entry.nik, entry.printed_origin) == (
        None,
        "tua",
        "123",
        "Negeri Antah",
    )


def test_rows_without_a_tick_are_left_out(group, office):
    row = waiting_list(group, office)
    choose_list_rows(row=row, shown=[1, 2, 3], chosen=[2], by=office)
    lines = entries(apply_list_import(row=row, people_counted=None, by=office))
    assert [line.name for line in lines] == ["Wa Coba Pasir", "", ""]


def test_done_twice_it_stands_once(group, office):
    row = waiting_list(group, office)
    first = apply_list_import(row=row, people_counted=None, by=office)
    assert apply_list_import(row=row, people_counted=None, by=office) == first
    again = start_list_import(
        repatriation=group, head=LetterHead("Lain"), file_name="", grids=grids_of(LIST), by=office
    )
    assert (again.pk, again.manifest, Manifest.objects.count(), ManifestEntry.objects.count()) == (row.pk, first, 1, 5)


def test_a_list_that_a_colleague_took_over_is_the_same(group, people, scope_of):
    with scope_of(people.caseworker):
        mine = waiting_list(group, people.caseworker)
    with scope_of(people.caseworker_2):
        theirs = waiting_list(group, people.caseworker_2)
        apply_list_import(row=theirs, people_counted=None, by=people.caseworker_2)
    with scope_of(people.caseworker), pytest.raises(DomainError, match="Daftar yang sama baru saja dimasukkan"):
        apply_list_import(row=mine, people_counted=None, by=people.caseworker)
    assert count(Manifest) == 1


@pytest.mark.parametrize(("counted", "chosen", "sentence"), [
    (4, [1, 2, 3, 4], "Surat menyebut 4 orang, tetapi 5 orang dipilih."), (None, [], "Belum ada baris yang dipilih."),
])  # fmt: skip
def test_numbers_that_cannot_be_are_refused(group, office, counted, chosen, sentence):
    row = waiting_list(group, office)
    choose_list_rows(row=row, shown=[1, 2, 3, 4], chosen=chosen, by=office)
    with pytest.raises(DomainError, match=sentence):
        apply_list_import(row=row, people_counted=counted, by=office)
    assert (Manifest.objects.count(), ListImport.objects.get().state) == (0, "READY")


def test_a_second_letter_takes_the_people_along(group, office):
    first = entries(taken_over(group, office, "Nama;Umur\nLa Coba Karang;30\nWa Coba Pasir;28\nLa Coba Gua;40"))
    came = [make_returnee(office, group=group, who=person(line.name, age=line.stated_age)) for line in first[:2]]
    record_absence(entry=first[2], reason="LEFT", on=timezone.localdate(), by=office)
    second = taken_over(group, office, "Nama;Umur\nLA COBA KARANG;31\nWa Coba Teluk;20\nLa Coba Gua;40")
    lines = entries(second)
    stand = {row.worker.told_name or "-": (row.manifest_entry_id, row.is_unlisted) for row in Returnee.objects.all()}
    assert stand["La Coba Karang"] == (lines[0].pk, False)
    assert stand["Wa Coba Pasir"] == (first[1].pk, True)
    assert stand["La Coba Gua"] == (lines[2].pk, False)
    numbers = reconcile(group)
    assert (numbers.listed, numbers.arrived, numbers.not_arrived, numbers.open, numbers.unlisted) == (3, 1, 1, 1, 1)
    assert Manifest.objects.get(pk=first[0].manifest_id).replaced_by == second
    assert len(came) == 2


# -- forgotten ------------------------------------------------------------------------------------


def test_a_dropped_list_is_forgotten_at_once(group, office):
    row = waiting_list(group, office)
    kept = drop_list_import(row=row, by=office)
    assert (kept.state, kept.content, ListImportRow.objects.count()) == ("DROPPED", "", 0)
    with pytest.raises(DomainError, match="sudah dimasukkan atau dibuang"):
        choose_list_rows(row=row, shown=[1], chosen=[], by=office)


@pytest.mark.parametrize("step", ["ke-0", "semua", "terapkan"])
def test_a_list_that_a_colleague_dropped_meanwhile_is_said(group, office, rf, step):
    row = waiting_list(group, office)
    opened = ListImport.objects.select_related("repatriation", "job").get(pk=row.pk)
    drop_list_import(row=row, by=office)
    request = rf.post("/", {"langkah": step, "tampil": [1], "pilih": [1]})
    request.user, request.session = office, {}
    request._messages = FallbackStorage(request)
    answer = take_rows(request, opened, 0)
    assert (answer.status_code, answer.url) == (302, f"{at(group)}{row.pk}/")
    assert [str(said) for said in request._messages] == [
        "Daftar ini sudah dimasukkan atau dibuang. Muat ulang halaman.",
    ]


def test_a_list_that_waited_too_long_is_forgotten(group, office):
    row = waiting_list(group, office)
    later = timezone.now() + timedelta(days=8)
    assert (forget_old_lists(now=timezone.now(), by=None), forget_old_lists(now=later, by=None)) == (0, 1)
    kept = ListImport.objects.get(pk=row.pk)
    assert (kept.state, kept.content, kept.file_name, ListImportRow.objects.count()) == ("EXPIRED", "", "", 0)


# -- pages -----------------------------------------------------------------------------------------


def post_list(client, group, text=LIST, **more):
    return client.post(at(group), {**HEAD, "text": text, **more})


def test_pasted_read_shown_and_only_then_written(group, people, client_for, scope_of):
    client = client_for(people.caseworker)
    answer = post_list(client, group)
    row = latest()
    assert (answer.status_code, answer.url) == (302, at(group, row.pk))
    assert "Daftar sedang dibaca (0%)" in client.get(answer.url).content.decode()
    with scope_of(people.caseworker):
        read_now(row, people.caseworker)
    page = client.get(answer.url).content.decode()
    assert "5 orang terbaca pada 4 baris. 1 baris perlu diperiksa. Belum ada yang disimpan." in page
    assert "Masukkan 5 orang" in page
    assert "Kolom D: &quot;tua&quot; tidak terbaca sebagai umur" in page
    assert "7414010101960001" not in page
    assert "Kab. Buton Tengah" in page
    assert count(Manifest) == 0
    ticks = {"tampil": [1, 2, 3, 4], "pilih": [1, 2, 4]}
    done = client.post(answer.url, {**ticks, "langkah": "terapkan", "people_counted": "4"}, follow=True)
    assert "Daftar nama dimasukkan." in done.content.decode()
    with viewing_everything(reason="test"):
        assert [line.name for line in ManifestEntry.objects.order_by("position")] == [
            "La Coba Karang", "Wa Coba Pasir", "", "",
        ]  # fmt: skip
    again = post_list(client, group)
    assert again.url == answer.url
    assert "Daftar ini sudah dimasukkan sebelumnya." in client.get(again.url).content.decode()
    assert client.post(answer.url, {**ticks, "langkah": "terapkan"}).status_code == 302
    assert count(Manifest) == 1


def test_a_file_is_read_as_a_paste_is(group, people, client_for):
    file = SimpleUploadedFile("daftar.xlsx", letterhead())
    answer = client_for(people.caseworker).post(at(group), {**HEAD, "file": file})
    assert (answer.status_code, latest().file_name) == (302, "daftar.xlsx")


@pytest.mark.parametrize(("content", "sentence"), [
    (b"", "tidak ada isinya"), (b"%PDF-1.7 x", "ini bukan lembar XLSX, XLS, atau CSV"),
    (sheet_files.ole(b"x", "EncryptedPackage"), "dikunci dengan kata sandi"),
    (sheet_files.with_part("xl/vbaProject.bin", b"x"), "di dalamnya ada makro"),
    (b"\0\1\2\3" * 50, "isinya bukan teks"),
])  # fmt: skip
def test_a_bad_file_is_refused_beside_the_field(group, people, client_for, content, sentence):
    file = SimpleUploadedFile("daftar.xlsx", content)
    answer = client_for(people.caseworker).post(at(group), {**HEAD, "file": file})
    page = answer.content.decode()
    assert (answer.status_code, count(ListImport)) == (422, 0)
    assert sentence in page
    assert "B.12/CONTOH" in page


def test_nothing_and_both_are_refused_and_the_paste_stays(group, people, client_for):
    client = client_for(people.caseworker)
    assert "Tempel daftar nama, atau pilih berkasnya." in client.post(at(group), HEAD).content.decode()
    file = SimpleUploadedFile("daftar.csv", b"Nama;Umur\nLa X;3")
    both = client.post(at(group), {**HEAD, "text": LIST, "file": file}).content.decode()
    assert "Pilih satu: tempel daftarnya, atau pilih berkasnya." in both
    assert "La Coba Karang" in both


PLACES = [(), ("{pk}",), ("{pk}", "kemajuan"), ("{pk}", "kolom"), ("{pk}", "baris", 1)]


@pytest.mark.parametrize("parts", PLACES, ids=str)
def test_who_may_open_the_pages(group, people, client_for, scope_of, parts):
    with scope_of(people.caseworker):
        pk = waiting_list(group, people.caseworker).pk
    url = at(group, *(str(part).format(pk=pk) for part in parts))
    assert client_for(people.caseworker_2).get(url).status_code == 200
    assert client_for(people.district_wakatobi).get(url).status_code == 403
    assert client_for(people.helpdesk).get(url).status_code == 404
    assert client_for(people.placement).get(url).status_code == 403
    assert Client().get(url).status_code == 302
    assert client_for(people.caseworker).put(url).status_code == 405
    assert client_for(people.caseworker).get(at(group, pk + 1000)).status_code == 404


def test_a_list_of_another_return_is_not_found(group, people, client_for, scope_of):
    with scope_of(people.caseworker):
        row, other = waiting_list(group, people.caseworker), make_group(people.caseworker)
    assert client_for(people.caseworker).get(at(other, row.pk)).status_code == 404


def test_columns_are_corrected_and_remembered_for_the_sender(group, people, client_for, scope_of):
    client = client_for(people.caseworker)
    with scope_of(people.caseworker):
        row = waiting_list(group, people.caseworker, "Nama;Kode;Kampung\nLa Coba;B1234567;Muna\nWa Coba;B7654321;Buton")
    url = at(group, row.pk, "kolom")
    assert "Kolom B: Kode" in client.get(url).content.decode()
    sent = {"kolom_0_0": "name", "kolom_0_1": "passport", "kolom_0_2": "village"}
    assert client.post(url, {**sent, "kolom_0_1": "salah"}).status_code == 422
    assert client.post(url, sent).status_code == 302
    with scope_of(people.caseworker):
        row = read_now(ListImport.objects.get(), people.caseworker)
        assert [row_of(line.payload).passport for line in row.rows.all()] == ["B1234567", "B7654321"]
        assert [(m.heading_key, m.field) for m in ColumnMemory.objects.all()] == [("kode", "passport")]
        other = waiting_list(group, people.caseworker, "Nama;Kode\nLa Lain;C1234567")
        assert row_of(other.rows.get().payload).passport == "C1234567"
        foreign = waiting_list(group, people.caseworker, "Nama;Kode\nLa Beda;C1234567", issuer="KJRI")
        assert row_of(foreign.rows.get().payload).passport == ""


def test_a_row_is_corrected(group, people, client_for, scope_of):
    client = client_for(people.caseworker)
    with scope_of(people.caseworker):
        row = waiting_list(group, people.caseworker)
    url = at(group, row.pk, "baris", 3)
    page = client.get(url).content.decode()
    assert "Tertulis di daftar: tua." in page
    assert "La Coba Batu" in page
    sent = {"name": "La Coba Batu", "sex": "L", "age": "45", "place": "Raha, Muna", "remark": "sakit"}
    assert client.post(url, {**sent, "nik": "12"}).status_code == 422
    assert client.post(url, sent).status_code == 302
    with scope_of(people.caseworker):
        line = row.rows.get(position=3)
        told = row_of(line.payload)
    assert (told.age, told.age_printed, told.nik, line.district.name) == (45, "tua", "123", "Muna")
    assert [problem.code for problem in told.problems] == ["NIK_DIGITS"]


def test_ticks_are_kept_when_the_page_is_turned(group, people, client_for, scope_of):
    text = "Nama;Umur\n" + "\n".join(
        f"La Coba {chr(65 + n // 26)}{chr(65 + n % 26)}a;{20 + n % 50}" for n in range(130)
    )
    client = client_for(people.caseworker)
    with scope_of(people.caseworker):
        row = waiting_list(group, people.caseworker, text)
    first = client.get(at(group, row.pk))
    assert len(first.context["rows"]) == 100
    shown = [line["position"] for line in first.context["rows"]]
    turned = client.post(at(group, row.pk), {"tampil": shown, "pilih": shown[1:], "langkah": "ke-100"}, follow=True)
    assert [line["position"] for line in turned.context["rows"]] == list(range(101, 131))
    assert "Masukkan 129 orang" in turned.content.decode()
    back = client.post(at(group, row.pk), {"langkah": "ke-0"}, follow=True)
    assert [line["is_chosen"] for line in back.context["rows"]][:2] == [False, True]
    client.post(at(group, row.pk), {"langkah": "kosong"})
    assert "Masukkan yang dicentang" in client.get(at(group, row.pk)).content.decode()


def test_likeness_is_masked_where_the_person_is_out_of_sight_and_the_look_is_recorded(
    group, people, client_for, scope_of
):
    with scope_of(people.caseworker):
        known = make_returnee(people.caseworker, who=person("La Coba Karang", age=30, nik="7414010101960001")).worker
        row = waiting_list(group, people.caseworker)
    page = client_for(people.caseworker).get(at(group, row.pk)).content.decode()
    assert f"/pekerja/{known.number}/" in page
    assert "NIK sama" in page
    with viewing_everything(reason="test"):
        look = AccessRecord.objects.filter(object_kind="listimport", look="LIST").latest("at")
        assert (look.object_ids, look.worker_ids) == ([row.pk], [known.pk])


def test_the_difference_to_the_list_before_is_shown(group, people, client_for, scope_of):
    with scope_of(people.caseworker):
        taken_over(group, people.caseworker, "Nama;Umur\nLa Coba Karang;30\nWa Coba Pasir;28")
        row = waiting_list(group, people.caseworker, "Nama;Umur\nLa Coba Karang;31\nWa Coba Teluk;20")
    client = client_for(people.caseworker)
    sentence = "1 nama baru, 1 nama tidak disebut lagi, 1 keterangan berubah."
    page = client.get(at(group, row.pk)).content.decode()
    assert sentence in page
    told = {"tampil": [1, 2], "pilih": [1, 2], "langkah": "terapkan"}
    replaces = re.search(r'value="(ganti-[^"]+)"', page)[1]
    done = client.post(at(group, row.pk), {**told, "relation": replaces}, follow=True)
    assert sentence in done.content.decode()
    assert "Diganti daftar yang lebih baru" in client.get(f"/pemulangan/{group.number}/").content.decode()


def test_the_preview_asks_the_same_number_of_queries_for_one_and_three_rows(group, people, client_for, scope_of):
    client, counts = client_for(people.caseworker), []
    for many in (1, 3):
        text = "Nama;Umur;Alamat\n" + "\n".join(f"La Coba {'ABC'[n]}ana;3{n};Raha, Muna" for n in range(many))
        with scope_of(people.caseworker):
            row = waiting_list(group, people.caseworker, text)
        counts.append(queries_of(client, at(group, row.pk)))
    assert counts[0] == counts[1]


def test_a_list_is_thrown_away(group, people, client_for, scope_of):
    with scope_of(people.caseworker):
        row = waiting_list(group, people.caseworker)
    client = client_for(people.caseworker)
    assert client.get(at(group, row.pk, "buang")).status_code == 405
    assert client.post(at(group, row.pk, "buang")).status_code == 302
    assert "isinya sudah dilupakan" in client.get(at(group, row.pk)).content.decode()
    late = client.post(at(group, row.pk), {"langkah": "terapkan"}, follow=True).content.decode()
    assert "Daftar ini sudah dimasukkan atau dibuang." in late
    assert count(Manifest) == 0


@pytest.mark.parametrize("dirty", DIRTY[::4], ids=lambda dirty: dirty.name)
def test_each_kind_of_list_goes_all_the_way(group, office, dirty):
    manifest = taken_over(group, office, dirty.make())
    assert len(entries(manifest)) == sum(row.get("people", 1) for row in dirty.rows)
