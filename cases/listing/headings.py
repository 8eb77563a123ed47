"""Which heading means which field, in the words of Indonesian and Malay offices."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from cases.listing.cells import Cell, text_of
from cases.listing.rows import heading_key

IGNORED = "ignore"
EXTRA = "extra"  # kept in the remark under its heading
FIELDS = (
    "name", "mixed", "age", "sex", "sex_m", "sex_f", "birth", "birth_place", "origin", "village", "subdistrict",
    "district", "province", "nik", "passport", "job", "remark", EXTRA, "number", IGNORED,
    "arrived", "vessel", "letter", "cause", "country",
)  # fmt: skip
LONGEST_HEADING = 60
EXACT = {
    **dict.fromkeys(("no", "nomor", "no urut", "nomor urut", "bil", "bilangan", "nr", "num", "nomer"), "number"),
    **dict.fromkeys(("l", "lk", "laki", "laki laki", "lelaki", "pria", "m", "male"), "sex_m"),
    **dict.fromkeys(("p", "pr", "perempuan", "wanita", "f", "w", "female"), "sex_f"),
    **dict.fromkeys(("l p", "jk", "j k", "lk pr", "kelamin", "jenis", "jns kelamin", "p l", "jantina", "sex"), "sex"),
    **dict.fromkeys(("ttl", "lahir", "dob", "t t l", "tmp tgl lahir"), "birth"),
    **dict.fromkeys(("ket", "kete", "keter", "catatan", "remark", "remarks", "notes"), "remark"),
    **dict.fromkeys(("desa", "kelurahan", "kampung", "desa kelurahan", "kel desa", "desa kel", "kelurahan desa"),
                    "village"),
    **dict.fromkeys(("kecamatan", "kec"), "subdistrict"),
    **dict.fromkeys(("kabupaten", "kab", "kota", "kab kota", "kabupaten kota"), "district"),
    **dict.fromkeys(("provinsi", "propinsi", "prov"), "province"),
}  # fmt: skip
RULES = tuple(
    (re.compile(pattern), field)
    for pattern, field in (
        (r"\b(?:tanda tangan|ttd|paraf|foto|photo|signature|tandatangan)\b", IGNORED),
        (r"\bnama\b.*\b(?:umur|usia|alamat|asal)\b|\bbiodata\b|\bidentitas\b.*\b(?:pmi|orang)\b", "mixed"),
        (r"\b(?:nama|name)\b.*\b(?:ayah|ibu|bapa|bapak|orang tua|majikan|keluarga|suami|istri|isteri|kapal|perusahaan"
         r"|agen|agensi|penjamin|waris|syarikat|pelabuhan|kakak|kerabat)\b", EXTRA),
        (r"\b(?:masa|berlaku|terbit|penerbit|expired?|tgl|tanggal|tarikh)\b.*\b(?:pasp?ort?|passport|splp|paspor)\b",
         EXTRA),
        (r"\b(?:nik|ktp|kad pengenalan|nomor induk kependudukan|no ic|ic no|mykad|no kp)\b", "nik"),
        (r"\b(?:paspor|pasport|passport|paspot|splp|dokumen perjalanan|no dok|nomor dokumen|dokumen)\b", "passport"),
        (r"\btempat\b.*\blahir\b.*\b(?:tgl|tanggal|tarikh)\b|\btempat\b.*\b(?:tgl|tanggal|tarikh)\b.*\blahir\b"
         r"|\bttl\b", "birth"),
        (r"\b(?:tempat|tmp|tpt)\b.*\blahir\b|\bplace of birth\b", "birth_place"),
        (r"\b(?:tgl|tanggal|tarikh|thn|tahun)\b.*\blahir\b|\bdate of birth\b|\bkelahiran\b|\btarikh lahir\b", "birth"),
        (r"\b(?:umur|usia|age)\b", "age"),
        (r"\bkelamin\b|\bjantina\b|\bgender\b|\bsex\b", "sex"),
        (r"\b(?:tempat|lokasi|alamat|majikan|lama|mulai|gaji|negeri|kota)\b.*\b(?:kerja|bekerja|pekerjaan|majikan)\b",
         EXTRA),
        (r"\b(?:pekerjaan|jabatan|kerja|bekerja|occupation|profesi|sektor|job)\b", "job"),
        (r"\b(?:alamat|asal|address|domisili|tempat tinggal|kampung halaman)\b", "origin"),
        (r"\b(?:desa|kelurahan|kampung|kecamatan|kabupaten)\b.*\b(?:kecamatan|kabupaten|kec|kab|kota|provinsi)\b",
         "origin"),
        (r"\b(?:desa|kelurahan|kampung)\b", "village"),
        (r"\bkecamatan\b", "subdistrict"),
        (r"\bkabupaten\b|\bkab kota\b", "district"),
        (r"\bprovinsi\b|\bpropinsi\b", "province"),
        (r"\b(?:nama|name|namma)\b", "name"),
        (r"\b(?:keterangan|catatan|remarks?|notes?)\b", "remark"),
        (r"\b(?:kasus|kesalahan|majikan|telepon|telpon|telp|hp|kewarganegaraan|warganegara|warga negara|agama|status"
         r"|pendidikan|lama|lokasi|negara|kapal|tanggal|tarikh|depot|dti|kondisi|kesehatan|penyakit|tujuan|alasan"
         r"|hubungan|daerah|negeri|wilayah|nomor|no)\b", EXTRA),
    )
)  # fmt: skip
NAME_WORD = re.compile(r"nam|biodata|identitas", re.IGNORECASE)
JUST_NAMES = frozenset({"nama", "name", "nama lengkap", "nama pmi", "nama wni", "nama orang"})  # nobody is called so
SURE = frozenset(FIELDS) - {EXTRA, IGNORED}


@lru_cache(maxsize=4096)
def field_of(heading: str) -> str:
    """The field that a heading names; empty when it is no heading known here."""
    key = heading_key(heading)
    if not key or len(heading) > LONGEST_HEADING or key.replace(" ", "").isdigit():
        return ""
    if heading.strip() == "#":
        return "number"
    if key in EXACT:
        return EXACT[key]
    return next((field for pattern, field in RULES if pattern.search(key)), "")


def fields_of(row: Sequence[Cell]) -> list[str]:
    return [field_of(text_of(cell)) if isinstance(cell, str) else "" for cell in row]


def may_be_header(texts: Sequence[str]) -> bool:
    """A quick look that spares most lines the careful one."""
    return bool(NAME_WORD.search(" ".join(texts)))


def is_header(row: Sequence[Cell]) -> bool:
    """A name beside at least one more known heading, or the very word Nama, and nothing that is surely a value."""
    filled = [cell for cell in row if text_of(cell)]
    if any(not isinstance(cell, str) or len(cell) > LONGEST_HEADING for cell in filled):
        return False
    found = [field for field in fields_of(row) if field]
    if not {"name", "mixed"}.intersection(found):
        return False
    texts = [text_of(cell) for cell in filled]
    if any(heading_key(text) in JUST_NAMES for text in texts) and not any(sign.isdigit() for sign in "".join(texts)):
        return True
    sure = {field for field in found if field in SURE}
    return len(sure) >= 2 and len(found) * 2 >= len(filled)


def is_second_header(top: Sequence[Cell], row: Sequence[Cell]) -> bool:
    """The lower line of a two-line heading: it parts what stands above, and brings no value of its own."""
    filled = [(at, text_of(cell)) for at, cell in enumerate(row) if text_of(cell)]
    if (
        not filled
        or [at for at, _text in filled] == [0]
        or any(not isinstance(row[at], str) or len(text) > 40 for at, text in filled)
    ):
        return False
    names = [at for at, field in enumerate(fields_of(top)) if field in ("name", "mixed")]
    if any(at in names and field_of(text) not in ("name",) for at, text in filled):
        return False
    known = [field_of(text) for _at, text in filled if field_of(text) in SURE]
    return bool(known) and len(known) * 2 >= len(filled) and not is_header(row)


def headings_of(top: Sequence[Cell], low: Sequence[Cell], above: Sequence[Cell]) -> list[tuple[str, str]]:
    """`(heading, field)` of each column, from a heading of one or two lines."""
    found: list[tuple[str, str]] = []
    group = ""
    for at in range(max(len(top), len(low))):
        upper, lower, over = (text_of(line[at]) if at < len(line) else "" for line in (top, low, above))
        group = upper or group
        heading, field = joined(upper, lower, group)
        if not heading and field_of(over) in SURE:  # merged with the line above: `No` over two lines
            heading, field = over, field_of(over)
        found.append((heading, field))
    return found


def joined(upper: str, lower: str, group: str) -> tuple[str, str]:
    if not lower:
        return upper, field_of(upper)
    both = f"{upper or group} {lower}".strip()
    field = field_of(lower)
    if field in ("", EXTRA, "remark", "number"):
        field = field_of(both) or field
    return both, field


def override(
    columns: list[tuple[str, str]], chosen: Mapping[int, str], remembered: Mapping[str, str]
) -> list[tuple[str, str]]:
    """What a person chose for a column stands before what was remembered, and that before what was recognised."""
    width = max([len(columns), *(index + 1 for index in chosen)])
    columns = [*columns, *[("", "")] * (width - len(columns))]
    return [
        (heading, chosen.get(at) or remembered.get(heading_key(heading) or f"#{at + 1}") or field)
        for at, (heading, field) in enumerate(columns)
    ]
