"""The arrival of 17 October 2022 from the letter to the end: 23 of 316 announced, 18 come, 5 left the group.

KM Lambelu to Murhum; of those who came 13 are of Wakatobi, 3 of Kolaka, 1 of Buton, 1 of Buton Tengah. The figures are
those of the news; names and everything else about people are made up. It is recorded long after, so the day of arrival
is told first.
"""

import re

import pytest
from playwright.sync_api import expect

from cases.models import ArrivalTick, Handover, JourneyLeg, Repatriation, Returnee
from cases.queries import reconcile
from letters.models import PressRelease
from tests.core import foreign_files as made
from tests.e2e.desk import DESK, fill, printed, send, shot, sign_by_hand
from tests.e2e.test_case_files import as_input, watched
from tests.e2e.test_screens import ASTRAY
from tests.seeing import everything

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("stored_folder")]
WAKATOBI, KOLAKA, BUTON, TENGAH, MUNA = "Kab. Wakatobi", "Kab. Kolaka", "Kab. Buton", "Kab. Buton Tengah", "Kab. Muna"
MOTHER, CHILD = "Wa Coba Pasir", "La Coba Pasir"
NAMES = [
    (MOTHER, "P", 29, WAKATOBI), (CHILD, "L", 6, WAKATOBI), ("La Coba Layar", "L", 41, WAKATOBI),
    ("La Coba Jangkar", "L", 38, WAKATOBI), ("Wa Coba Kemudi", "P", 33, WAKATOBI),
    ("La Coba Dayung", "L", 52, WAKATOBI),
    ("La Coba Mercu", "L", 24, WAKATOBI), ("Wa Coba Teluk", "P", 27, WAKATOBI), ("La Coba Selat", "L", 45, WAKATOBI),
    ("La Coba Gugus", "L", 31, WAKATOBI), ("Wa Coba Lumbung", "P", 36, WAKATOBI), ("La Coba Tenun", "L", 22, WAKATOBI),
    ("La Coba Perahu", "L", 48, WAKATOBI), ("Andi Coba Sawah", "L", 35, KOLAKA), ("Andi Coba Bukit", "L", 28, KOLAKA),
    ("Sitti Coba Kebun", "P", 30, KOLAKA), ("La Coba Benteng", "L", 39, BUTON), ("Wa Coba Jambu", "P", 26, TENGAH),
    ("La Coba Durian", "L", 34, MUNA), ("La Coba Nangka", "L", 29, MUNA), ("Wa Coba Rambai", "P", 25, MUNA),
    ("La Coba Cempaka", "L", 43, MUNA), ("La Coba Sagu", "L", 37, MUNA),
]  # fmt: skip
CAME, LEFT = [row[0] for row in NAMES[:18]], [row[0] for row in NAMES[18:]]
OF_WAKATOBI, OF_KOLAKA = CAME[2:13], CAME[13:16]
LETTER = """BADAN PELINDUNGAN PEKERJA MIGRAN INDONESIA \\
BALAI PELAYANAN PELINDUNGAN PEKERJA MIGRAN INDONESIA \\
KALIMANTAN UTARA

Nomor: B.1021/COBA/PB.05.03/X/2022 \\
Sifat: Segera \\
Hal: Pemulangan 23 PMI deportasi asal Sulawesi Tenggara

Nunukan, 14 Oktober 2022

Kepada Yth. Kepala BP3MI Sulawesi Tenggara"""


def letter_file() -> dict[str, object]:
    import typst

    return as_input("surat-pemulangan.pdf", typst.compile(LETTER.encode()), made.PDF)


def numbers_are(page, arrived: int, absent: int, left: int) -> None:
    sentence = f"Dalam surat 23 orang. Tiba {arrived}, tidak datang {absent}, belum dicatat {left}. Di luar daftar 0."
    expect(page.get_by_text(sentence)).to_be_visible()


def next_step(page) -> str:
    return page.locator(".page-actions .btn-primary").inner_text().strip()


def announced(page, server) -> str:
    """The letter with its list, as the office records it. Returns the address of the return."""
    page.goto(f"{server.url}/pemulangan/")
    shot(page, "daftar")
    shot(page, "daftar-360", 360)
    page.get_by_role("link", name="Surat baru pemulangan").click()
    page.locator("#id_files").set_input_files(letter_file())
    expect(page.locator("#id_number")).to_have_value("B.1021/COBA/PB.05.03/X/2022", timeout=30_000)
    lines = [f"{at}. {name}, {sex}, {age}, {origin}" for at, (name, sex, age, origin) in enumerate(NAMES, start=1)]
    fill(
        page,
        sender="BP3MI Kalimantan Utara", channel="SRIKANDI", cause="DEPORTASI", names="\n".join(lines),
        vessel="KM Lambelu", from_place="Nunukan", to_place="Pelabuhan Murhum, Baubau", planned_on="17/10/2022",
        planned_time="14.00", group_total="316", country="MYS",
    )  # fmt: skip
    shot(page, "surat-baru")
    page.get_by_role("button", name="Catat semuanya").click()
    expect(page.get_by_text("Surat, pemulangan, dan ruas pertamanya dicatat.")).to_be_visible()
    numbers_are(page, 0, 0, 23)
    expect(page.get_by_text("316 orang")).to_be_visible()
    assert next_step(page) == "Penjemputan"
    return page.url.partition("#")[0]


def officers_are_named(page, there: str) -> None:
    """The day is over already when it is recorded; then who meets them."""
    page.goto(f"{there}ubah/")
    send(page, "Simpan", arrived_on="17/10/2022")
    expect(page.get_by_text("Data rombongan disimpan.")).to_be_visible()
    page.get_by_role("link", name="Penjemputan").first.click()
    page.locator("#petugas").get_by_role("link").click()
    send(page, "Simpan petugas", officers=["Joko Contoh", "Asri Contoh"])
    expect(page.locator("#petugas").get_by_text("Joko Contoh")).to_be_visible()


def ticked(page, there: str) -> None:
    """At the quay by thumb: one of those who left is ticked by mistake, and it is undone."""

    def do(name: str, what: str) -> None:
        page.locator(".quay-row", has_text=name).locator(f"[data-do={what}]").tap()

    page.goto(f"{there}penjemputan/")
    page.wait_for_selector("body[data-ready]")
    for name in CAME[:17]:
        do(name, "ARRIVED")
    do(LEFT[0], "ARRIVED")
    told = page.locator("[data-part=numbers]")
    expect(told).to_contain_text("18 tiba dari 23 dalam surat", timeout=30_000)
    do(LEFT[0], "EXPECTED")
    expect(told).to_contain_text("17 tiba dari 23 dalam surat", timeout=30_000)
    do(CAME[17], "ARRIVED")
    for name in LEFT:
        do(name, "NOT_ARRIVED")
        page.locator("[data-reason=LEFT]").tap()
    expect(page.locator("[data-part=pending]")).to_be_hidden(timeout=30_000)
    expect(told).to_contain_text("18 tiba dari 23 dalam surat", timeout=30_000)
    expect(page.locator(".quay-row", has_text=LEFT[0])).to_contain_text("Meninggalkan rombongan")
    shot(page, "penjemputan-360")
    assert page.evaluate(ASTRAY) == []


def journey(page, there: str) -> None:
    """Nunukan to Baubau as it went, a night, onward to Wangi-Wangi for those of Wakatobi; who was asked for what."""
    page.goto(there)
    numbers_are(page, 18, 5, 0)
    expect(page.locator("#orang .person-line", has_text="La Coba Sagu")).to_contain_text("37 tahun")
    expect(page.get_by_text("18 orang belum ada penerimanya")).to_be_visible()
    assert next_step(page) == "Siapkan serah terima"
    page.locator("#rute").get_by_role("link", name=re.compile("^Ubah")).first.click()
    send(page, "Simpan", left_on="15/10/2022", left_time="20.00", arrived_on="17/10/2022", arrived_time="15.10")
    page.locator("#singgah").get_by_role("link").first.click()
    send(page, "Simpan", kind="MESS", place="Mess Wakatobi, Baubau", from_on="17/10/2022", until_on="18/10/2022",
         nights="1", people=CAME[:13])  # fmt: skip
    page.locator("#rute").get_by_role("link", name="Tambah ruas").click()
    send(page, "Simpan", mode="SEA", vessel="KM Contoh Wangi", from_place="Pelabuhan Murhum, Baubau",
         to_place="Wangi-Wangi", left_on="18/10/2022", left_time="09.00", arrived_on="18/10/2022",
         arrived_time="16.00", people=CAME[:13])  # fmt: skip
    page.locator("#koordinasi").get_by_role("link", name="Teks siap kirim", exact=True).click()
    expect(page.locator("main textarea")).to_have_count(3)
    texts = "\n".join(page.locator("main textarea").evaluate_all("all => all.map(e => e.value)"))
    assert ("KM Lambelu" in texts, "Coba" in texts) == (True, False)
    shot(page, "teks-siap")
    page.get_by_role("link", name=re.compile("^Catat koordinasi.*Disnaker")).first.click()
    send(page, "Simpan", agency_name="Disnaker Wakatobi", on="14/10/2022", answer="Siap menjemput di Baubau",
         answered_on="15/10/2022")  # fmt: skip
    expect(page.locator("#koordinasi")).to_contain_text("Siap menjemput di Baubau")
    page.get_by_role("link", name="Tautkan keluarga").click()
    page.locator("#id_person").select_option(label=MOTHER)
    page.locator("#id_relation").select_option("PARENT")
    page.get_by_label(CHILD).check()
    page.get_by_role("button", name="Tautkan keluarga").click()
    expect(page.get_by_role("link", name="Serahkan sekeluarga")).to_be_visible()
    shot(page, "pemulangan")
    shot(page, "pemulangan-360", 360)
    page.set_viewport_size({"width": 360, "height": 740})
    assert page.evaluate(ASTRAY) == []
    page.set_viewport_size(DESK["viewport"])


def family_receives(page, there: str) -> None:
    """Printed in advance with blank lines, signed on paper, completed by the photo of the paper."""
    page.goto(there)
    page.get_by_role("link", name="Serahkan sekeluarga").click()
    assert [page.get_by_label(name).is_checked() for name in (MOTHER, CHILD, CAME[2])] == [True, True, False]
    send(page, "Simpan", kind="FAMILY")
    words = printed(page, "bast-kosong")
    assert [said for said in ("KONSEP", MOTHER, CHILD) if said not in words] == []
    page.get_by_role("link", name="Sudah ditandatangani").click()
    send(
        page, "Sudah ditandatangani",
        receiver="La Coba Suami", kinship="SPOUSE", place="Pelabuhan Murhum, Baubau", on="17/10/2022", hour="17.30",
        witnesses="Petugas Coba, Disnaker Wakatobi\nLa Coba Lurah, Kelurahan Coba", condition="Sehat",
        belongings="1 koper, 1 tas", number="BA.11/COBA/X/2022",
    )  # fmt: skip
    page.get_by_role("link", name="Tambah foto").click()
    page.get_by_label("Foto atau PDF yang sudah ditandatangani").set_input_files(
        as_input("bast-bertanda-tangan.jpg", made.jpeg(), made.JPG)
    )
    page.get_by_role("button", name="Simpan berkas").click()
    expect(page.locator("#berkas li")).to_have_count(1)
    words = printed(page, "bast-keluarga")
    assert "KONSEP" not in words
    for said in ("BA.11/COBA/X/2022", "Senin", "Oktober", "17.30 WITA", "La Coba Suami", MOTHER, CHILD, "6 tahun",
                 "Petugas Coba", "1 koper, 1 tas"):  # fmt: skip
        assert said in words, said
    shot(page, "bast-halaman")


def district_receives(page, there: str) -> None:
    """Eleven of Wakatobi, signed on the screen by both sides and a witness."""
    page.goto(f"{there}serah-terima/")
    send(
        page, "Simpan",
        people=OF_WAKATOBI, kind="DISTRICT", receiver="Asri Contoh", kinship="OFFICIAL",
        receiver_position="Disnaker Wakatobi", place="Mess Wakatobi, Baubau", on="18/10/2022", hour="08.00",
        witnesses="Petugas Coba, P4MI Baubau", giver="Ratih Contoh", giver_position="Pengantar Kerja",
    )  # fmt: skip
    page.get_by_role("link", name="Tanda tangan di layar").click()
    for who in ("Yang menyerahkan", "Yang menerima", "Saksi 1"):
        page.get_by_role("link", name=f"Tanda tangani {who}").click()
        sign_by_hand(page)
        page.get_by_role("button", name="Simpan tanda tangan").click()
    page.get_by_role("button", name="Selesai ditandatangani").click()
    expect(page.get_by_text("Isinya tidak diubah lagi.")).to_be_visible()
    page.locator(".crumbs a").last.click()
    words = printed(page, "bast-kabupaten")
    assert [name for name in OF_WAKATOBI if name not in words] == []
    assert ("KONSEP" in words, "Asri Contoh" in words, "11 (sebelas)" in words) == (False, True, True)


def others_are_received(page, there: str) -> None:
    more = [
        (OF_KOLAKA, "DISTRICT", "OFFICIAL", "Petugas Coba", "Disnaker Kolaka"),
        ([CAME[16]], "FAMILY", "PARENT", "La Coba Ayah", ""),
        ([CAME[17]], "FAMILY", "SPOUSE", "La Coba Kakanda", ""),
    ]
    for names, kind, kinship, receiver, position in more:
        page.goto(f"{there}serah-terima/")
        send(page, "Simpan", people=names, kind=kind, receiver=receiver, kinship=kinship, receiver_position=position,
             place="Pelabuhan Murhum, Baubau", on="18/10/2022", hour="10.00")  # fmt: skip
        page.get_by_role("link", name="Sudah ditandatangani").click()
        page.get_by_role("button", name="Sudah ditandatangani").click()
        expect(page.get_by_text("Serah terima sudah ditandatangani.")).to_be_visible()
    page.goto(there)
    expect(page.get_by_text("belum ada penerimanya")).to_have_count(0)
    assert next_step(page) == "Nyatakan selesai"


def ended(page, there: str) -> None:
    page.get_by_role("link", name="Nyatakan selesai").click()
    send(page, "Simpan", state="DONE")
    expect(page.get_by_text("Data rombongan disimpan.")).to_be_visible()
    assert page.locator(".page-actions .btn-primary").count() == 0
    page.get_by_role("link", name="Naskah", exact=True).click()
    report = page.locator("#laporan-teks").input_value()
    shot(page, "naskah")
    assert report.startswith("Izin melaporkan, pemulangan")
    for said in ("18 orang Pekerja Migran Indonesia yang dideportasi dari Malaysia", "Senin, 17 Oktober 2022",
                 "KM Lambelu", "Wakatobi 13 orang", "selesai, seluruhnya sudah diterima"):  # fmt: skip
        assert said in report, said
    assert "Coba" not in report.replace("COBA", "")


def told_to_the_press(context, page, server, sign_in, people, number: str) -> None:
    sign_in(context, people.pr, server)
    page.goto(f"{server.url}/siaran/baru/pemulangan/{number}/")
    site = page.locator("#id_site").input_value()
    assert ("(Humas/" in site, "Coba" in site, "18 Pekerja Migran" in site) == (True, False, True)
    page.get_by_role("button", name="Simpan konsep").click()
    expect(page.get_by_text("Bagian dalam kurung siku belum diisi.")).to_be_visible()
    page.get_by_role("link", name="Ubah", exact=True).click()
    for name in ("site", "caption", "whatsapp"):
        box = page.locator(f"#id_{name}")
        box.fill(re.sub(r"\[[^]]+\]", "Kata Contoh", box.input_value()))
    page.get_by_role("button", name="Simpan konsep").click()
    expect(page.get_by_text("Versi 2")).to_be_visible()
    expect(page.get_by_text("Bagian dalam kurung siku belum diisi.")).to_have_count(0)
    page.get_by_role("link", name="Ajukan kepada kepala").click()
    page.get_by_role("button", name="Ajukan kepada kepala").click()
    expect(page.get_by_text("Belum disetujui. Jangan dikirim ke luar.")).to_be_visible()
    address = page.url
    sign_in(context, people.head, server)
    page.goto(address)
    page.get_by_role("link", name="Setujui").click()
    page.get_by_role("button", name="Setujui").click()
    expect(page.get_by_text("Angka saat disetujui")).to_be_visible()
    shot(page, "siaran")
    with everything():
        assert PressRelease.objects.get().state == "APPROVED"


def test_the_arrival_of_17_october_2022(live_server, people, phone, new_context, sign_in):
    desk = new_context(**DESK)
    sign_in(desk, people.caseworker, live_server)
    page = desk.new_page()
    said = watched(page)
    there = announced(page, live_server)
    officers_are_named(page, there)
    sign_in(phone, people.caseworker_2, live_server)
    ticked(phone.new_page(), there)
    journey(page, there)
    family_receives(page, there)
    district_receives(page, there)
    others_are_received(page, there)
    ended(page, there)
    group = stands_in_its_places()
    told_to_the_press(desk, page, live_server, sign_in, people, group.number)
    assert said == []


def stands_in_its_places() -> Repatriation:
    with everything():
        group = Repatriation.objects.get()
        numbers = reconcile(group)
        assert (numbers.listed, numbers.arrived, numbers.not_arrived, numbers.by_reason) == (23, 18, 5, {"LEFT": 5})
        assert (f"{group.arrived_on}", group.group_count.low, group.state) == ("2022-10-17", 316, "DONE")
        came = Returnee.objects.filter(arrival_state="ARRIVED")
        origins = [came.filter(district__code=code).count() for code in ("74.07", "74.01", "74.04", "74.14")]
        assert origins == [13, 3, 1, 1]
        assert came.filter(arrived_on="2022-10-17").count() == 18
        assert ArrivalTick.objects.count() == 18 + 5 + 2
        stops = list(JourneyLeg.objects.order_by("pk").values_list("to_place", flat=True))
        assert stops == ["Pelabuhan Murhum, Baubau", "Wangi-Wangi"]
        assert Handover.objects.filter(state="SIGNED").count() == 5
    return group
