"""Words for the codes of the record of looks."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

LOOK_WORDS = {
    "VIEW": gettext_noop("Membuka"),
    "LIST": gettext_noop("Melihat daftar"),
    "SEARCH": gettext_noop("Mencari"),
    "REVEAL": gettext_noop("Menampilkan nilai"),
    "EXPORT": gettext_noop("Meminta berkas"),
    "DOWNLOAD": gettext_noop("Mengunduh"),
    "PRINT": gettext_noop("Mencetak"),
    "SIGN_IN": gettext_noop("Masuk"),
}
KIND_WORDS = {
    "case": gettext_noop("Kasus"),
    "worker": gettext_noop("Data PMI"),
    "returnee": gettext_noop("Anggota rombongan"),
    "repatriation": gettext_noop("Pemulangan"),
    "manifest": gettext_noop("Daftar nama sesuai surat"),
    "export": gettext_noop("Unduhan"),
    "file": gettext_noop("Berkas"),
    "account": gettext_noop("Akun"),
    "search": gettext_noop("Pencarian"),
}


def look_word(code: str) -> str:
    return _(LOOK_WORDS[code]) if code in LOOK_WORDS else code


def kind_word(code: str) -> str:
    return _(KIND_WORDS[code]) if code in KIND_WORDS else code
