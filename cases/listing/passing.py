"""Lines of a list that are no person: letterhead, totals, signatures, headings of parts, and greetings."""

import re
from collections.abc import Sequence

from cases.choices import Sex
from cases.listing.cells import Cell, sex_of, text_of

TOTAL = re.compile(
    r"^\W*(?:jumlah|jml|total|grand total|sub ?total|keseluruhan|rekap(?:itulasi)?|jumlah besar)\b", re.I
)
PART = re.compile(r"\b(?:sub|laki|perempuan|wanita|pria|lelaki|anak|dewasa|l|p|lk|pr)\b", re.I)
CLOSING = re.compile(
    r"^\W*(?:mengetahui|hormat (?:kami|saya)|demikian|a\.?n\.?\s|an\.\s|u\.b\.|kepala\b"
    r"|plt\.?\s|plh\.?\s|ketua\b|konsul\b"
    r"|yang (?:menyerahkan|menerima|membuat|melaporkan)|pihak (?:pertama|kedua)|petugas\b|tembusan|nip\b|dibuat oleh"
    r"|disiapkan oleh|disediakan oleh|ditetapkan|tanda ?tangan|ttd\b|diserahkan|diterima oleh|pegawai\b|saksi\b"
    r"|menyetujui|disahkan|koordinator\b|pelaksana fungsi|catatan\s*:|keterangan\s*:|terima kasih|wassalam|salam\b)",
    re.I,
)
PLACE_AND_DAY = re.compile(
    r"^[A-Z][A-Za-z .]{2,30},\s*(?:\d{1,2}\s+[A-Za-z]{3,9}\s+\d{4}|\.{2,}|_{2,}|…|\d{1,2}[-/]\d{1,2}[-/]\d{2,4})"
)
LETTERHEAD = re.compile(
    r"^\W*(?:kementerian|badan\b|balai\b|kedutaan|konsulat|republik|pemerintah|lampiran"
    r"|nomor\s*:|no(?:mor)? surat|tanggal\s*:"
    r"|perihal|hal\s*:|kepada\b|yth\b|jalan\b|jl\.|telepon|telp|fax|e-?mail|website|halaman|page\b|daftar\b|senarai|data\b"
    r"|manifest|rekap|nama kapal|kapal\b|tgl\.?\s|sifat\s*:|up\b|u\.p\.|tujuan\s*:|jabatan imigresen|depot)",
    re.I,
)
GREETING = re.compile(
    r"^\W*(?:assal|selamat|i[jz]in\b|mohon|berikut|bersama ini|dengan hormat|yth|kepada|dear|siap|baik\b"
    r"|info|update|daftar\b"
    r"|data\b|tabe|terlampir|untuk\b|kami\b|pmi (?:deportasi|asal)|deporta\w*|rombongan|<media|https?:)",
    re.I,
)
AREA = re.compile(
    r"^\W*(?:[A-Z0-9]{1,3}[.)]\s*)?((?:kab\.?|kabupaten|kota|kec\.?|kecamatan|provinsi|prov\.?)\s+[\w .'-]{3,40})$",
    re.I,
)
OUTLINE = re.compile(r"^\W*[A-Z0-9]{1,4}[.)]\s*")
SEX_PART = re.compile(
    r"^(?:kelompok\s+|daftar\s+)?(laki[- ]?laki|lelaki|pria|perempuan|wanita)(?:\s+dewasa)?"
    r"\W*(?:\d+\s*(?:orang|org))?\W*$",
    re.I,
)


def filled(row: Sequence[Cell]) -> list[str]:
    return [text for cell in row if (text := text_of(cell))]


def is_total(texts: list[str]) -> bool:
    return any(TOTAL.match(text) for text in texts[:2])


def total_told(texts: list[str]) -> int | None:
    """The one number of a line of totals over all."""
    line = " ".join(texts)
    if PART.search(TOTAL.sub("", line, count=1)) or "sub" in line.casefold():
        return None
    numbers = {int(found) for found in re.findall(r"(?<![\d.,])\d{1,5}(?![\d.,]\d)", line)}
    return numbers.pop() if len(numbers) == 1 else None


def is_closing(texts: list[str]) -> bool:
    return len(texts) <= 4 and any(CLOSING.match(text) or PLACE_AND_DAY.match(text) for text in texts)


def is_letterhead(texts: list[str]) -> bool:
    return len(texts) <= 2 and bool(LETTERHEAD.match(texts[0]))


def is_column_numbers(texts: Sequence[str]) -> bool:
    """The line `1 2 3 4` (also `(1) (2) (3)`) under a heading."""
    bare = []
    for text in texts:
        bare.append(text.strip("()[] ."))
        if not bare[-1].isdigit():
            return False
    return (
        len(bare) >= 3
        and all(text.isdigit() for text in bare)
        and [int(text) for text in bare] == list(range(int(bare[0]), int(bare[0]) + len(bare)))
    )


def part_of(texts: list[str]) -> tuple[str, str]:
    """`("sex", L)` or `("area", "Kabupaten Muna")` for the heading of a part; two empty texts for anything else."""
    if len(texts) > 2 or not texts:
        return "", ""
    line = " ".join(texts)
    bare = OUTLINE.sub("", line)
    if found := SEX_PART.match(bare):
        return "sex", sex_of(found[1].replace("-", " ").split()[0]) or Sex.UNKNOWN
    found = AREA.match(line)
    return ("area", found[1].strip()) if found else ("", "")
