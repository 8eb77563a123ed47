"""Words for the codes of the record of looks."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from reports.action_words import ACTION_WORDS, TOUCHED_WORDS

LOOK_WORDS = {
    "VIEW": gettext_noop("Membuka"),
    "LIST": gettext_noop("Melihat daftar"),
    "SEARCH": gettext_noop("Mencari"),
    "REVEAL": gettext_noop("Menampilkan nilai"),
    "REQUEST": gettext_noop("Meminta berkas"),
    "EXPORT": gettext_noop("Berkas disiapkan"),
    "DOWNLOAD": gettext_noop("Mengunduh"),
    "PRINT": gettext_noop("Mencetak"),
    "DISCLOSE": gettext_noop("Memberitahukan ke instansi"),
    "CHANGE": gettext_noop("Mengubah"),
    "JOB": gettext_noop("Pekerjaan latar belakang"),
    "DENIED": gettext_noop("Ditolak"),
    "FAILED": gettext_noop("Gagal karena gangguan"),
    "SIGN_IN": gettext_noop("Masuk"),
    "SIGN_OUT": gettext_noop("Keluar"),
    "FACTOR": gettext_noop("Faktor kedua"),
    "RESTORE": gettext_noop("Pemulihan data"),
}
KIND_WORDS = {
    "case": gettext_noop("Kasus"),
    "worker": gettext_noop("Data PMI"),
    "returnee": gettext_noop("Anggota rombongan"),
    "repatriation": gettext_noop("Pemulangan"),
    "letter": gettext_noop("Surat"),
    "manifest": gettext_noop("Daftar nama sesuai surat"),
    "listimport": gettext_noop("Daftar surat yang menunggu"),
    "export": gettext_noop("Unduhan"),
    "file": gettext_noop("Berkas"),
    "account": gettext_noop("Akun"),
    "search": gettext_noop("Pencarian"),
    "record": gettext_noop("Catatan akses"),
    "double": gettext_noop("Orang yang mungkin sama"),
    "family": gettext_noop("Keluarga"),
    "job": gettext_noop("Pekerjaan latar belakang"),
    "office": gettext_noop("Unit kerja"),
    "backup": gettext_noop("Cadangan"),
}


def look_word(code: str) -> str:
    return _(LOOK_WORDS[code]) if code in LOOK_WORDS else code


def kind_word(code: str) -> str:
    words = KIND_WORDS.get(code) or TOUCHED_WORDS.get(code)
    return _(words) if words else code


OUTCOME_WORDS = {
    "403": gettext_noop("tidak berwenang"),
    "404": gettext_noop("tidak ditemukan atau di luar wilayahnya"),
    "500": gettext_noop("gangguan sistem"),
    "FAILED": gettext_noop("nama atau sandi tidak cocok"),
    "LOCKED": gettext_noop("terkunci sementara"),
    "ENDED": gettext_noop("sesi berakhir sendiri"),
}
FIELD_WORDS = {
    "FULL": gettext_noop("seluruh data, NIK dan paspor disamarkan"),
    "LINE": gettext_noop("baris daftar: nama, umur, daerah asal"),
    "NIK": gettext_noop("NIK"),
    "KK": gettext_noop("nomor KK"),
    "PASSPORT": gettext_noop("nomor paspor/SPLP"),
    "SOURCE": gettext_noop("nomor menurut satu sumber"),
    "FILE": gettext_noop("isi berkas"),
    "NUMBER": gettext_noop("nomor"),
    "REFERRAL": gettext_noop("rujukan"),
    "INTERVIEW": gettext_noop("pendalaman: pekerjaan, upah, penahanan, pernyataan"),
    "SCREENING": gettext_noop("skrining indikasi TPPO"),
    "CALENDAR": gettext_noop("kalender kedatangan, tanpa nama, lewat alamat langganan"),
    "MONTH_REPORT": gettext_noop("laporan bulanan"),
}


def outcome_word(code: str) -> str:
    """What came of it, where it is worth a word."""
    return _(OUTCOME_WORDS[code]) if code in OUTCOME_WORDS else ""


def field_word(code: str) -> str:
    """Which data was seen, or what an action did."""
    words = FIELD_WORDS.get(code) or ACTION_WORDS.get(code)
    return _(words) if words else code
