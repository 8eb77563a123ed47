"""The one door for files: what comes in is checked, cleaned and encrypted; what goes out is permitted and recorded.

In: `check_upload` (here) and `keep_file` (core/actions/files.py). Out: `serve_file`. Which kinds there are, and how
much of each, stands in data/file_kinds.csv. Why it stands so: docs/decisions/0013-files.md.
"""

import csv
import hashlib
import io
import os
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.http import FileResponse
from django.utils.translation import gettext as _

from core.actions.access import record_look
from core.exceptions import DomainError
from core.keys import CannotDecrypt, key_ring
from core.limited import MB, Allowance, ReaderRefused, run_reader
from core.models import AccessRecord, StoredFile
from core.models.files import CONTENT_COLUMN
from core.scanning import verdict_on
from core.storage import stored_files
from core.templatetags.ui import angka

LONGEST_NAME = 120
PIECE = 64 * 1024
NO_CLAIM = {"", "application/octet-stream"}  # what some phones say when they do not know
HELD_SIGNS = set('\\/:*?"<>|')
# What a browser may do with a file that is opened all the same: nothing.
SANDBOX = "sandbox; default-src 'none'"


@dataclass(frozen=True)
class Format:
    """How one format of file is told and cleaned. `declared` are the types by which browsers send it."""

    code: str
    mime: str
    extensions: tuple[str, ...]
    declared: frozenset[str]
    reader: str
    allowance: Allowance


PICTURE = Allowance(memory=1024 * MB)
FORMATS = {
    "jpg": Format(
        "jpg", "image/jpeg", ("jpg", "jpeg"), frozenset({"image/jpeg", "image/jpg", "image/pjpeg"}), "image", PICTURE
    ),
    "png": Format("png", "image/png", ("png",), frozenset({"image/png", "image/x-png"}), "image", PICTURE),
    "pdf": Format(
        "pdf", "application/pdf", ("pdf",), frozenset({"application/pdf", "application/x-pdf"}), "pdf", Allowance()
    ),
}
MOST_PAGES, MOST_OBJECTS = 500, 300_000


@dataclass(frozen=True)
class FileKind:
    """What may be handed in: which formats, how large, and how many for one owner and from one user a day."""

    kind: str
    formats: tuple[Format, ...]
    bytes: int
    pixels: int
    owner_files: int
    owner_bytes: int
    user_day_bytes: int

    @property
    def extensions(self) -> list[str]:
        return [name for form in self.formats for name in form.extensions]

    @property
    def mimes(self) -> list[str]:
        return [form.mime for form in self.formats]


@cache
def file_kinds() -> dict[str, FileKind]:
    with (Path(__file__).parent / "data" / "file_kinds.csv").open(encoding="utf-8", newline="") as handle:
        return {row["kind"]: read_kind(row) for row in csv.DictReader(handle)}


def read_kind(row: dict[str, str]) -> FileKind:
    return FileKind(
        kind=row["kind"],
        formats=tuple(FORMATS[code] for code in row["formats"].split()),
        bytes=int(row["megabytes"]) * MB,
        pixels=int(row["megapixels"]) * 1_000_000,
        owner_files=int(row["owner_files"]),
        owner_bytes=int(row["owner_megabytes"]) * MB,
        user_day_bytes=int(row["user_day_megabytes"]) * MB,
    )


class FileRefused(DomainError):
    """The file is not taken; `code` for programs, `message` for people."""

    def __init__(self, code: str, message: str):
        super().__init__(message)
        self.code = code


@dataclass(frozen=True)
class CheckedFile:
    """A file that may be kept: its content is the cleaned one."""

    kind: FileKind
    name: str
    mime: str
    content: bytes

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


# -- in -------------------------------------------------------------------------------------------


def check_upload(upload, kind: str) -> CheckedFile:
    """The cleaned file. Name, content and declared type must agree; raises FileRefused with a sentence."""
    rules = file_kinds()[kind]
    name = clean_name(upload.name or "")
    form = format_of(name, (getattr(upload, "content_type", "") or "").split(";")[0].strip().lower(), rules)
    data = upload.read(rules.bytes + 1)
    if not data:
        raise refused("EMPTY", name)
    if len(data) > rules.bytes:
        raise refused("TOO_BIG", name, limit=rules.bytes // MB)
    content = cleaned(data, name, form, rules)
    verdict = verdict_on(content)
    if verdict != "OK":
        raise refused("INFECTED" if verdict == "FOUND" else "SCANNER_AWAY", name)
    return CheckedFile(rules, name, form.mime, content)


def clean_name(given: str) -> str:
    """The name without folders, without signs that cannot be seen or that a disk holds, and not too long."""
    name = re.split(r"[\\/]", unicodedata.normalize("NFC", given))[-1]
    seen = "".join(" " if sign in HELD_SIGNS or unicodedata.category(sign)[0] == "C" else sign for sign in name)
    stem, ending = os.path.splitext(" ".join(seen.split()).strip(" ."))
    return f"{stem[: LONGEST_NAME - len(ending[:10])].strip(' .') or 'berkas'}{ending[:10].lower()}"


def format_of(name: str, declared: str, rules: FileKind) -> Format:
    """The format by the end of the name, if the sender calls it the same."""
    ending = os.path.splitext(name)[1].lstrip(".").lower()
    form = next((form for form in rules.formats if ending in form.extensions), None)
    if form is None:
        raise refused("KIND", name, ending=ending or "-", allowed=", ".join(rules.extensions).upper())
    if declared not in form.declared | NO_CLAIM:
        raise refused("NOT_WHAT_IT_SAYS", name)
    return form


def cleaned(data: bytes, name: str, form: Format, rules: FileKind) -> bytes:
    options = {"mime": form.mime, "pixels": rules.pixels, "pages": MOST_PAGES, "objects": MOST_OBJECTS}
    try:
        content = run_reader(form.reader, data, options, form.allowance)
    except ReaderRefused as refusal:
        raise refused(refusal.code, name, **refusal.facts) from None
    if len(content) > 2 * rules.bytes:
        raise refused("TOO_HEAVY", name)
    return content


def refused(code: str, name: str, **facts) -> FileRefused:
    return FileRefused(code, f"{name}: {reason_of(code, facts)}")


def reason_of(code: str, facts: dict) -> str:
    """What is wrong and what to do about it, in whole sentences."""
    limit = facts.get("limit", 0)
    millions = angka(limit // 1_000_000)
    reasons = {
        "EMPTY": _("Berkas ini kosong. Pilih berkas lain."),
        "TOO_BIG": _(
            "Ukurannya lebih dari {n} MB. Kecilkan dahulu, misalnya foto dengan resolusi lebih rendah."
        ).format(n=angka(limit)),
        "KIND": _("Jenis berkas {jenis} tidak diterima. Yang diterima: {boleh}.").format(
            jenis=facts.get("ending", ""), boleh=facts.get("allowed", "")
        ),
        "NOT_WHAT_IT_SAYS": _("Isinya bukan jenis yang disebut namanya. Simpan ulang dengan jenis yang benar."),
        "BROKEN": _("Isinya rusak atau terpotong. Ambil foto atau pindai sekali lagi."),
        "TOO_HEAVY": _("Isinya terlalu besar atau terlalu rumit untuk diperiksa dengan aman."),
        "TOO_MANY_PIXELS": _("Gambarnya lebih dari {n} juta titik. Kecilkan dahulu.").format(n=millions),
        "ENCRYPTED": _("PDF ini dikunci dengan kata sandi. Buka kuncinya dahulu."),
        "TOO_MANY_PAGES": _("PDF ini lebih dari {n} halaman. Bagi menjadi beberapa berkas.").format(n=angka(limit)),
        "TOO_MANY_OBJECTS": _("PDF ini terlalu rumit untuk diperiksa dengan aman. Cetak ke PDF, lalu unggah hasilnya."),
        "SIGNED_AND_ACTS": _("PDF bertanda tangan ini memuat perintah atau lampiran. Minta PDF tanpa lampiran."),
        "CANNOT_CLEAN": _("PDF ini memuat perintah yang tidak dapat dihapus. Cetak ke PDF, lalu unggah hasilnya."),
        "INFECTED": _("Pemeriksa virus menolak berkas ini. Laporkan kepada Administrator Sistem."),
        "SCANNER_AWAY": _(
            "Pemeriksaan virus sedang tidak berjalan. Coba lagi nanti, atau hubungi Administrator Sistem."
        ),
    }
    return reasons[code]


# -- out ------------------------------------------------------------------------------------------


class FileDamaged(Exception):
    """What lies on the disk is not what was kept."""


def content_of(stored: StoredFile) -> bytes:
    """The content, if it is whole and the very one that was kept. Raises FileDamaged."""
    try:
        with stored_files().open(stored.place) as handle:
            content = key_ring().decrypt(CONTENT_COLUMN, str(stored.key), handle.read())
    except (OSError, CannotDecrypt) as error:
        raise FileDamaged(f"The file {stored.key} cannot be read: {type(error).__name__}.") from error
    if len(content) != stored.size or hashlib.sha256(content).hexdigest() != stored.sha256:
        raise FileDamaged(f"The file {stored.key} is not the one that was kept.")
    return content


def serve_file(stored: StoredFile, *, worker_ids: Iterable[int] = (), purpose: str = "") -> FileResponse:
    """The answer that hands the file out. The caller fetched the owner with the viewer's eyes; the look is recorded.

    Everything is read and recorded before the answer begins: a streamed answer leaves after the transaction's end.
    """
    content = io.BytesIO(content_of(stored))
    record_look(
        look=AccessRecord.Look.DOWNLOAD,
        object_kind="file",
        object_ids=[stored.pk],
        worker_ids=worker_ids,
        field_class="FILE",
        purpose=purpose,
    )
    response = FileResponse(content, as_attachment=True, filename=stored.file_name, content_type=stored.mime)
    response.block_size = PIECE
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = SANDBOX
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "no-store"
    return response
