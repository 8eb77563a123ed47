"""One text that tells several things of a person: `La Ode X (34 th), Desa Y, Kec. Z`, `1. La X, L, 34 thn, Muna`."""

import re
from collections.abc import Iterable
from datetime import date

from cases.listing.cells import (
    AGE_WORDS,
    is_initials,
    is_nameless,
    sex_of,
    take_age,
    take_birth,
    take_nik,
    take_passport,
    take_sex,
)
from cases.listing.headings import field_of
from cases.listing.rows import MOST_TEXT, ListedRow

CHAT = re.compile(
    r"^\s*\[?\d{1,2}[/.]\d{1,2}(?:[/.]\d{2,4})?,?\s+\d{1,2}[.:]\d{2}(?:[.:]\d{2})?\s*\]?\s*-?\s*[^:]{1,40}:\s*"
)
DECORATION = re.compile("[*_~`\u2022\u25cf\u25aa\u25ba\u2713\u2714\u2705\U0001f300-\U0001faff\u2600-\u26ff\ufe0f]+")
KEYCAP = re.compile("([0-9])\ufe0f?\u20e3")  # the number of a line as a picture
NUMBERED = re.compile(r"^\s*\(?(\d{1,4})\s*(?:[.):\]]+|\s-)\s*(?=\D|$)")
SPACE_NUMBERED = re.compile(r"^\s*(\d{1,4})\s+(?=[^\W\d_])")
BULLET = re.compile(r"^\s*(?:[-–—•●▪►+>]|[a-z][.)](?=\s))\s*")
NUMBER_WORDS = {"satu": 1, "dua": 2, "tiga": 3, "empat": 4, "lima": 5, "enam": 6, "tujuh": 7, "delapan": 8,
                "sembilan": 9, "sepuluh": 10, "sebelas": 11}  # fmt: skip
HOW_MANY = rf"(\d{{1,3}}|{'|'.join(NUMBER_WORDS)})"
WHO = r"(?:orang|org|orng|pmi|jiwa|wni|tki|people|persons?|penumpang)"
UNNAMED = r"\b(?:belum|blm|tidak|tdk|tanpa|unknown|lainnya|lagi|nn|identitas|unidentified|tiada)\b"
COUNTED = re.compile(
    rf"^\W*{HOW_MANY}\s*(?:\([^)]*\)\s*)?{WHO}\b(?=.*{UNNAMED})|^\W*{HOW_MANY}\s+(?:unknown|nn|tanpa nama)\b"
    rf"|^\W*(?:nn|tanpa nama|unknown|(?:belum|tidak)\s+diketahui)\W+{HOW_MANY}\s*{WHO}?\W*$",
    re.IGNORECASE,
)
MAY_COUNT = re.compile(rf"{UNNAMED}|{WHO}|diketahui", re.IGNORECASE)
NIK = re.compile(r"(?:\b(?:nik|no\.?\s*ktp)\s*[:.=]?\s*)?(?<!\d)(\d{16})(?!\d)", re.IGNORECASE)
PAPER = re.compile(
    r"\b(?:no\.?\s*)?(?:paspor|passport|pasport|splp)(?:\s*/\s*splp)?\s*(?:no\.?|nomor)?\s*[:.=]?\s*"
    r"([A-Z]{0,3}\s?\d{5,9})\b|\b([A-Z]{1,2}\s?\d{6,8})\b",
    re.IGNORECASE,
)
DAY = r"\d{1,2}\s*[-/.]\s*\d{1,2}\s*[-/.]\s*\d{2,4}|\d{1,2}\s*[-\s]\s*[A-Za-z]{3,9}\.?\s*[-\s]\s*\d{4}"
BORN = re.compile(rf"\b(?:(?:tgl\.?|tanggal)?\s*lahir|ttl)?\s*[:.=]?\s*(?<!\d)({DAY})(?!\d)", re.IGNORECASE)
ABOUT = r"(?:±|\+/-|~|sekitar|kira-kira|kurang lebih|kl\.?)"
UNIT = r"(?:-?\s?an\s*)?(?:th|thn|tahun|tahu|bln|bulan|bl|hari|hr|minggu|mgg|years?|yo|y)\b\.?"
AGED = re.compile(
    rf"\(?\s*(?:\b(?:umur|usia|age)\s*[:.=]?\s*)?((?:{ABOUT}\s*)?\b\d{{1,3}}\s*{UNIT})\s*\)?"
    rf"|\b(?:umur|usia|age)\s*[:.=]?\s*((?:{ABOUT}\s*)?\d{{1,3}})\b|\(\s*((?:{ABOUT}\s*)?\d{{1,3}})\s*\)",
    re.IGNORECASE,
)
BARE_AGE = re.compile(rf"(?:{ABOUT}\s*)?\d{{1,3}}")
KEPT_IN_NAME = re.compile(r"\(\s*((?:alias|als|alm|almh|bin|binti|bt|panggilan)\b[^)]*)\)", re.IGNORECASE)
BREAKS = re.compile(r"[,;|\t()\[\]]+|\s[-–—]+\s|\s*/\s*(?!\w?\s*o\b)")
ADDRESS = (
    r"(?:desa|ds\.|kel\.|kelurahan|kec\.|kec|kecamatan|kab\.|kab|kabupaten|dusun|dsn\.?|lingkungan"
    r"|alamat|asal|dari|d/a|jl\.|jln\.)"
)
HOME = re.compile(rf"\s+(?={ADDRESS}(?:\s|:|[A-Z]))", re.IGNORECASE)
HOME_FIRST = re.compile(rf"^{ADDRESS}(?:\s|:|$)", re.IGNORECASE)
HOME_LABEL = re.compile(r"^(?:alamat|asal(?:\s+dari)?|dari|d/a)\s*[:.=]?\s*", re.IGNORECASE)
REMARK = re.compile(
    r"^(?:sakit|hamil|cacat|lumpuh|anak\s+(?:dari|no|nomor|ke)|bayi\s+(?:dari|no)|ibu\s+(?:dari|no)|istri|isteri|suami"
    r"|keluarga|ket\b|keterangan|bersama|kondisi|kasus|meninggal|stroke|tbc|depresi|odgj|hp\b|telp|no\.?\s*hp)",
    re.IGNORECASE,
)
DIGIT = re.compile(r"\d")
PHONE = re.compile(r"\+?\d[\d\s-]{7,15}")
LABEL = re.compile(
    r"(?:(?<=^)|(?<=[,;|\n])|(?<=\s))"
    r"(nama(?:\s+lengkap)?|umur|usia|alamat|asal|jk|j/k|jenis\s+kelamin|kelamin|nik|no\.?\s*ktp|no\.?\s*paspor|paspor"
    r"|splp|pekerjaan|ket|keterangan|ttl|tempat/tgl\s*lahir|tgl\.?\s*lahir|tanggal\s+lahir|hp|no\.?\s*hp|telp)\s*[:=]\s*",
    re.IGNORECASE,
)


def cleaned(text: str) -> str:
    """Without what a messenger puts around it."""
    bare = KEYCAP.sub(r"\1. ", CHAT.sub("", text) if ":" in text else text)
    return " ".join(DECORATION.sub(" ", bare).split())


def may_count(texts: Iterable[str]) -> bool:
    """A quick look that spares most lines the careful one."""
    return bool(MAY_COUNT.search("\n".join(texts)))


def counted(text: str) -> int:
    """How many people a line tells by number alone; 0 for a line that does not."""
    if not MAY_COUNT.search(text):
        return 0
    found = COUNTED.search(NUMBERED.sub("", text, count=1))
    if not found:
        return 0
    word = next(group for group in found.groups() if group).casefold()
    return NUMBER_WORDS.get(word) or int(word)


def has_digit(text: str) -> bool:
    return bool(DIGIT.search(text)) if text.isascii() else any(sign.isdigit() for sign in text)


def has_label(text: str) -> bool:
    return bool(LABEL.match(text))


def take_text(row: ListedRow, text: str, letter: str, on: date, *, has_name: bool = False) -> None:
    """Everything that the text tells. With `has_name` its first piece is no name any more."""
    labels = list(LABEL.finditer(text))
    if len(labels) > 1 or (labels and labels[0].start() == 0):
        take_labelled(row, text, labels, letter, on)
        return
    is_named = has_name or bool(row.name)
    pieces = split(take_marked(row, KEPT_IN_NAME.sub(r" \1 ", text), letter, on), begins_with_name=not is_named)
    if pieces and not is_named:
        take_name(row, pieces.pop(0), letter)
    for piece in pieces:
        take_piece(row, piece, letter, on)


def take_marked(row: ListedRow, text: str, letter: str, on: date) -> str:
    """Take what shows by its form what it is, and answer the rest with breaks where it stood."""
    for pattern, take in ((NIK, take_nik), (PAPER, take_passport)):
        found = pattern.search(text)
        if found:
            take(row, next(group for group in found.groups() if group), letter)
            text = f"{text[: found.start()]},{text[found.end() :]}"
    for pattern, take_on in ((BORN, take_birth), (AGED, take_age)):
        found = pattern.search(text)
        if found:
            take_on(row, next(group for group in found.groups() if group), letter, on)
            text = f"{text[: found.start()]},{text[found.end() :]}"
    return text


def split(text: str, *, begins_with_name: bool) -> list[str]:
    """The pieces between the breaks; the name that comes first ends where an address begins."""
    pieces: list[str] = []
    for piece in BREAKS.split(text):
        bare = " ".join((piece or "").split()).lstrip(" .:-–=").rstrip(" :-–=")
        if not bare:
            continue
        if begins_with_name and not pieces and not HOME_FIRST.match(bare):
            pieces += [part.strip(" :-") for part in HOME.split(bare, maxsplit=1)]
        else:
            pieces.append(bare)
    return pieces


def take_name(row: ListedRow, text: str, letter: str) -> None:
    """A name as printed; one that says that it is not known is none."""
    text = " ".join(text.split()).strip(" ,;:-")
    if text.endswith(".") and not is_initials(text):
        text = text.rstrip(".")
    if not text or is_nameless(text):
        if text:
            row.complain("NAMELESS", letter, text)
        return
    if not text[0].isalpha() and not any(sign.isalpha() for sign in text):
        row.complain("NAME_UNREAD", letter, text)
        return
    if has_digit(text):
        row.complain("NAME_DIGITS", letter, text)
    if len(text) > 200:
        row.complain("NAME_LONG", letter)
    row.name = text[:200]
    row.is_initials = is_initials(row.name)
    if row.is_initials:
        row.complain("INITIALS", letter, row.name)


def take_piece(row: ListedRow, piece: str, letter: str, on: date) -> None:
    piece = piece.rstrip(" .")
    bare = piece.casefold()
    if sex_of(bare) and row.sex == "U":
        take_sex(row, bare, letter)
    elif not row.age_printed and (bare in AGE_WORDS or BARE_AGE.fullmatch(bare)):
        take_age(row, bare, letter, on)
    elif REMARK.match(piece) or PHONE.fullmatch(piece):
        add(row, "remark", re.sub(r"^(?:ket|keterangan)\s*[:.=]\s*", "", piece, flags=re.IGNORECASE))
    else:
        add(row, "origin", HOME_LABEL.sub("", piece))


def take_labelled(row: ListedRow, text: str, labels: list[re.Match], letter: str, on: date) -> None:
    """`Nama: La X, Umur: 34, Alamat: Muna`."""
    for label, following in zip(labels, [*labels[1:], None], strict=True):
        value = text[label.end() : following.start() if following else None].strip(" ,;|-")
        take_field(row, field_of(label[1]), label[1], value, letter, on)


def take_field(row: ListedRow, field: str, label: str, value: str, letter: str, on: date) -> None:
    if not value:
        return
    if field == "name":
        take_text(row, value, letter, on) if re.search(r"[\d(]", value) else take_name(row, value, letter)
    elif field == "age":
        take_age(row, value, letter, on)
    elif field == "birth":
        take_birth(row, value, letter, on)
    elif field in ("sex", "nik", "passport"):
        {"sex": take_sex, "nik": take_nik, "passport": take_passport}[field](row, value, letter)
    elif field in ("origin", "job", "remark"):
        add(row, field, value)
    else:
        add(row, "remark", f"{label}: {value}")


def add(row: ListedRow, field: str, text: str, *, between: str = ", ") -> None:
    """Behind what stands there already; a text that is told twice stands once."""
    text = " ".join(text.split())
    there = getattr(row, field)
    if not text or there and text.casefold() in [part.casefold() for part in there.split(between)]:
        return
    most = 500 if field == "remark" else MOST_TEXT
    setattr(row, field, (f"{there}{between}{text}" if there else text)[:most])
