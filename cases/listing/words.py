"""The sentences of the preview."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from cases.listing.rows import Problem, Skipped

NOTES = frozenset({"INITIALS", "COUNT", "AGE_WORD", "JOINED", "NAMELESS", "BIRTH_SERIAL", "BIRTH_DAMAGED"})
PROBLEMS = {
    "NAME_MISSING": gettext_noop("Nama tidak ada pada baris ini."),
    "NAME_UNREAD": gettext_noop('"{value}" tidak terbaca sebagai nama.'),
    "NAME_DIGITS": gettext_noop('Nama "{value}" memuat angka.'),
    "NAME_LONG": gettext_noop("Nama lebih panjang dari 200 huruf dan dipotong."),
    "NAMELESS": gettext_noop("Orang ini tanpa nama; dihitung satu orang."),
    "INITIALS": gettext_noop('"{value}" dibaca sebagai inisial.'),
    "COUNT": gettext_noop("Baris ini menyebut {value} orang tanpa nama; semuanya ikut dihitung."),
    "COUNT_LARGE": gettext_noop("Baris ini menyebut {value} orang. Paling banyak 500 orang dihitung dari satu baris."),
    "AGE_UNREAD": gettext_noop('"{value}" tidak terbaca sebagai umur; disimpan seperti tertulis.'),
    "AGE_WORD": gettext_noop('Umur hanya ditulis "{value}".'),
    "AGE_IMPOSSIBLE": gettext_noop("Umur {value} lebih dari 120 tahun; disimpan seperti tertulis, tidak dipakai."),
    "AGE_DIFFERS": gettext_noop("Umur {value} tidak cocok dengan tanggal lahirnya."),
    "BIRTH_IMPOSSIBLE": gettext_noop('Tanggal "{value}" tidak mungkin; disimpan seperti tertulis, tidak dipakai.'),
    "BIRTH_UNREAD": gettext_noop('"{value}" tidak terbaca sebagai tanggal lahir; disimpan seperti tertulis.'),
    "BIRTH_SERIAL": gettext_noop("Angka tanggal dari lembar kerja dibaca sebagai {value}."),
    "ARRIVED_UNREAD": gettext_noop('"{value}" tidak terbaca sebagai tanggal tiba; disimpan seperti tertulis.'),
    "SEX_UNREAD": gettext_noop('"{value}" tidak terbaca sebagai jenis kelamin.'),
    "SEX_BOTH": gettext_noop("Kedua jenis kelamin ditandai."),
    "NIK_DAMAGED": gettext_noop("NIK rusak karena disimpan sebagai angka: {value}. Minta NIK yang benar."),
    "NIK_DIGITS": gettext_noop('NIK "{value}" tidak terdiri dari 16 angka; disimpan seperti tertulis.'),
    "PASSPORT_UNREAD": gettext_noop('"{value}" tidak terbaca sebagai nomor paspor/SPLP; disimpan seperti tertulis.'),
    "JOINED": gettext_noop('Baris sambungan "{value}" digabungkan ke orang ini.'),
    "TWICE": gettext_noop("Nama dan umur yang sama juga ada pada baris {value}."),
    "NIK_TWICE": gettext_noop("NIK yang sama juga ada pada baris {value}."),
    "PLACE_OPEN": gettext_noop('Tempat "{value}" belum dikenali.'),
}
SKIPPED = {
    "HEADING": gettext_noop("judul kolom"),
    "LETTERHEAD": gettext_noop("kepala surat"),
    "TOTAL": gettext_noop("baris jumlah"),
    "CLOSING": gettext_noop("bagian tanda tangan"),
    "PART": gettext_noop("judul bagian"),
    "TEXT": gettext_noop("bukan baris orang"),
}


def problem_words(problem: Problem) -> str:
    """`Kolom C: ...` as a whole sentence."""
    sentence = _(PROBLEMS[problem.code]).format(value=problem.value)
    return _("Kolom {kolom}: {kalimat}").format(kolom=problem.column, kalimat=sentence) if problem.column else sentence


def is_note(problem: Problem) -> bool:
    """Said for information; nothing is to be done."""
    return problem.code in NOTES


def skipped_words(skipped: Skipped) -> str:
    return _(SKIPPED[skipped.why])
