"""The door for files: what is refused, what is cleaned, how it lies on the disk, and how it comes out again."""

import hashlib
import io
import logging
import socket
import struct
import threading
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from PIL import Image

from core.actions import files as actions
from core.exceptions import DomainError, NoScopeError
from core.files import FileDamaged, FileRefused, check_upload, clean_name, content_of, file_kinds
from core.models import StoredFile
from core.scope import viewing_everything
from core.storage import random_place, stored_files
from tests.core import foreign_files as made
from tests.factories.casework import make_case
from tests.files import lying_in
from tests.seeing import everything

KIND = "CASE_ATTACHMENT"
OWNER = {"kind": KIND, "owner_kind": "case"}


def check(name: str, content: bytes, declared: str = ""):
    return check_upload(made.upload(name, content, declared), KIND)


# -- what comes in --------------------------------------------------------------------------------


@pytest.mark.parametrize("name", made.REFUSED)
def test_file_that_is_refused(name, caplog):
    file_name, content, declared, code = made.REFUSED[name]
    with (
        caplog.at_level(logging.WARNING, logger="core.limited"),
        pytest.raises(FileRefused) as refusal,
    ):
        check(file_name, content(), declared)
    assert refusal.value.code == code
    assert refusal.value.message.startswith(f"{clean_name(file_name)}: ")
    assert refusal.value.message.endswith(".")
    assert "ended with 1." not in caplog.text


@pytest.mark.parametrize(
    ("name", "content", "declared", "mime"),
    [
        ("foto.jpg", made.jpeg(), "image/jpeg", "image/jpeg"),
        ("FOTO.JPEG", made.jpeg(), "image/pjpeg", "image/jpeg"),
        ("kartu.png", made.png(mode="RGBA"), "image/png", "image/png"),
        ("surat.pdf", made.pdf(pages=3), "application/pdf", "application/pdf"),
        ("dari ponsel.jpg", made.jpeg(), "", "image/jpeg"),
    ],
)
def test_file_that_is_taken(name, content, declared, mime):
    found = check(name, content, declared)
    assert (found.mime, found.name) == (mime, clean_name(name))


def test_a_photo_comes_out_upright_and_tells_nothing():
    raw = made.telling_jpeg()
    assert raw.count(made.CANARY.encode()) >= 4
    content = check("foto.jpg", raw, "image/jpeg").content
    picture = Image.open(io.BytesIO(content))
    assert (picture.size, dict(picture.getexif())) == ((40, 60), {})
    assert set(picture.info) == {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert made.CANARY.encode() not in content
    assert b"Exif" not in content
    blue = picture.getpixel((35, 4))  # the corner that was at the upper left of the lying picture
    assert blue[2] > blue[0]


def test_a_picture_keeps_its_pixels_and_holes_and_nothing_else():
    content = check("kartu.png", made.telling_png(), "image/png").content
    picture = Image.open(io.BytesIO(content))
    assert (picture.size, picture.info) == ((60, 40), {})
    assert made.CANARY.encode() not in content
    see_through = Image.open(io.BytesIO(check("kartu.png", made.png(mode="RGBA"), "image/png").content))
    assert see_through.getpixel((50, 30)) == (200, 30, 30, 120)


def test_what_hangs_behind_a_photo_is_gone():
    hidden = b"PK\x03\x04" + made.CANARY.encode() + made.HTML
    assert hidden not in check("foto.jpg", made.jpeg() + hidden, "image/jpeg").content


@pytest.mark.parametrize("name", made.ACTING)
def test_a_pdf_that_acts_acts_no_more(name):
    raw = made.pdf(made.ACTING[name])
    assert [trace for trace in made.TRACES if trace in made.unpacked(raw)] != []
    content = check("surat.pdf", raw, "application/pdf").content
    assert [trace for trace in made.TRACES if trace in made.unpacked(content)] == []


def test_what_stands_before_and_behind_a_pdf_is_gone():
    raw = made.pdf() + b"\n" * 2000 + made.HTML
    content = check("surat.pdf", raw, "application/pdf").content
    assert content.startswith(b"%PDF-")
    assert made.HTML not in content


def test_a_signed_pdf_keeps_the_bytes_that_its_signature_holds_for():
    raw = made.signed()
    assert check("surat.pdf", raw, "application/pdf").content == raw


@pytest.mark.parametrize(
    ("given", "clean"),
    [
        ("foto.jpg", "foto.jpg"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\eko\\foto.JPG", "foto.jpg"),
        ("foto\r\nSet-Cookie: a=b.jpg", "foto Set-Cookie a=b.jpg"),
        ("\u202egpj.exe.jpg", "gpj.exe.jpg"),
        ("  ..  .png", "png"),
        ("", "berkas"),
        (f"{'a' * 300}.pdf", f"{'a' * 116}.pdf"),
        ('surat "rahasia" <1>.pdf', "surat rahasia 1.pdf"),
        ("surat\u00a0keterangan\u200b.pdf", "surat keterangan.pdf"),
    ],
)
def test_names_are_cleaned(given, clean):
    assert clean_name(given) == clean


# -- a scanner, where there is one ------------------------------------------------------------------


@contextmanager
def clamd(path, verdict: bytes):
    """A server that speaks as clamd does; answers what it was sent."""
    seen: list[bytes] = []
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(path))
        server.listen()

        def serve() -> None:
            line, _from = server.accept()
            with line, line.makefile("rb") as stream:
                assert stream.read(10) == b"zINSTREAM\0"
                while length := struct.unpack("!L", stream.read(4))[0]:
                    seen.append(stream.read(length))
                line.sendall(b"stream: " + verdict + b"\0")

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield seen
        thread.join(5)


def test_a_scanner_sees_the_cleaned_content(settings, tmp_path):
    settings.FILE_SCANNER = str(tmp_path / "clamd")
    with clamd(tmp_path / "clamd", b"OK") as seen:
        assert check("foto.jpg", made.jpeg()).content == b"".join(seen)


def test_what_the_scanner_finds_is_refused(settings, tmp_path):
    settings.FILE_SCANNER = str(tmp_path / "clamd")
    with clamd(tmp_path / "clamd", b"Eicar-Test FOUND"), pytest.raises(FileRefused) as refusal:
        check("foto.jpg", made.jpeg())
    assert refusal.value.code == "INFECTED"


def test_without_an_answer_of_the_scanner_nothing_is_taken(settings, tmp_path):
    settings.FILE_SCANNER = str(tmp_path / "nobody")
    with pytest.raises(FileRefused) as refusal:
        check("foto.jpg", made.jpeg())
    assert refusal.value.code == "SCANNER_AWAY"
    with clamd(tmp_path / "clamd", b"INSTREAM size limit exceeded. ERROR"):
        settings.FILE_SCANNER = str(tmp_path / "clamd")
        with pytest.raises(FileRefused):
            check("foto.jpg", made.jpeg())


# -- how it lies on the disk --------------------------------------------------------------------------


@pytest.fixture
def keep(people, scope_of, stored_folder):
    """`keep(name, content)`: the caseworker keeps a file with a case."""
    with scope_of(people.caseworker):
        case = make_case(people.caseworker)

    def kept(name: str = "foto.jpg", content: bytes | None = None, **told) -> StoredFile:
        with scope_of(people.caseworker):
            file = made.upload(name, made.jpeg() if content is None else content)
            return actions.keep_file(upload=file, owner_id=case.pk, by=people.caseworker, **{**OWNER, **told})

    return kept


def test_content_and_name_are_encrypted_and_come_back(keep, stored_folder):
    stored = keep("KTP Kenarimerah.pdf", made.pdf())
    raw = (stored_folder / stored.place).read_bytes()
    assert raw[:1] == b"\x01"
    assert b"%PDF" not in raw
    with everything():
        assert b"Kenarimerah" not in bytes(StoredFile.objects.values_list("file_name", flat=True).get(pk=stored.pk))
    content = content_of(stored)
    assert content.startswith(b"%PDF")
    assert (stored.size, stored.sha256) == (len(content), hashlib.sha256(content).hexdigest())
    assert stored.file_name == "KTP Kenarimerah.pdf"


def test_the_place_is_random_and_closed_to_others(keep, stored_folder):
    first, second = keep(), keep(content=made.jpeg((61, 40)))
    assert lying_in(stored_folder) == sorted([stored_folder / first.place, stored_folder / second.place])
    for path in lying_in(stored_folder):
        assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)
        assert "foto" not in str(path.relative_to(stored_folder))
    with pytest.raises(ValueError, match="no address"):
        stored_files().url(first.place)


def test_a_file_that_was_changed_on_the_disk_is_not_handed_out(keep, stored_folder):
    one, other = keep(), keep(content=made.jpeg((61, 40)))
    path = stored_folder / one.place
    whole = path.read_bytes()
    for harmed in (whole[:-1], whole + b"x", bytes([*whole[:40], whole[40] ^ 1, *whole[41:]]), b""):
        path.write_bytes(harmed)
        with pytest.raises(FileDamaged):
            content_of(one)
    path.write_bytes((stored_folder / other.place).read_bytes())  # the sealed content of another row
    with pytest.raises(FileDamaged):
        content_of(one)
    path.unlink()
    with pytest.raises(FileDamaged):
        content_of(one)


class Cut(ContentFile):
    """A content that breaks off in the middle, as when the disk is full."""

    def chunks(self, chunk_size=None):
        yield b"half"
        raise OSError(28, "No space left on device")


def test_a_write_that_breaks_off_leaves_nothing(stored_folder):
    with pytest.raises(OSError, match="No space"):
        stored_files().save(random_place(), Cut(b""))
    assert lying_in(stored_folder) == []


def test_a_full_disk_is_told_in_a_sentence_and_no_row_is_written(keep, stored_folder, settings):
    stored_folder.parent.mkdir(exist_ok=True)
    stored_folder.write_text("a file where the folder should be")
    with pytest.raises(DomainError, match="ruang penyimpanan bermasalah"):
        keep()
    with viewing_everything(reason="test"):
        assert StoredFile.objects.count() == 0


# -- how much -------------------------------------------------------------------------------------------


def test_the_same_file_of_the_same_form_is_kept_once(keep, stored_folder):
    form_id = "8e2f2a57-29a5-4b6b-8a5f-3d6f9a3a1f10"
    assert keep(form_id=form_id) == keep(form_id=form_id)
    assert len(lying_in(stored_folder)) == 1


@pytest.fixture
def tight(monkeypatch):
    """`tight(owner_files=1)`: the limits of the table, made smaller."""

    def set_limits(**limits) -> None:
        rules = file_kinds()[KIND]
        values = {**rules.__dict__, **limits}
        monkeypatch.setitem(file_kinds(), KIND, type(rules)(**values))

    return set_limits


@pytest.mark.parametrize(
    ("limits", "code"),
    [({"owner_files": 1}, "OWNER_FULL"), ({"owner_bytes": 1500}, "OWNER_FULL"), ({"user_day_bytes": 1500}, "DAY_FULL")],
)
def test_an_owner_and_a_day_hold_only_so_much(keep, tight, stored_folder, limits, code):
    tight(**limits)
    keep()
    with pytest.raises(FileRefused) as refusal:
        keep(content=made.jpeg((300, 300)))
    assert refusal.value.code == code
    assert len(lying_in(stored_folder)) == 1


def test_a_removed_file_makes_room_again_but_not_for_the_day(keep, tight, people, scope_of):
    tight(owner_files=1)
    stored = keep()
    with scope_of(people.caseworker):
        actions.remove_file(stored=stored, reason="Salah unggah", by=people.caseworker)
    keep(content=made.jpeg((61, 40)))
    tight(user_day_bytes=10)
    with pytest.raises(FileRefused):
        keep(content=made.jpeg((62, 40)))


def test_limits_stand_in_a_table():
    rules = file_kinds()[KIND]
    assert ([form.code for form in rules.formats], rules.bytes, rules.pixels) == (
        ["jpg", "png", "pdf"], 10 << 20, 40_000_000,
    )  # fmt: skip
    assert (rules.owner_files, rules.owner_bytes, rules.user_day_bytes) == (200, 200 << 20, 500 << 20)


# -- how it goes --------------------------------------------------------------------------------------


def test_files_are_guarded_rows(keep):
    keep()
    with pytest.raises(NoScopeError):
        StoredFile.objects.count()


def test_removing_needs_a_reason_and_is_kept_in_the_history(keep, people, scope_of):
    stored = keep()
    with scope_of(people.caseworker):
        with pytest.raises(DomainError, match="alasan"):
            actions.remove_file(stored=stored, reason="  ", by=people.caseworker)
        removed = actions.remove_file(stored=stored, reason="Salah orang", by=people.caseworker)
        again = actions.remove_file(stored=stored, reason="Lain", by=people.caseworker_2)
    assert (removed.removed_by, removed.removed_reason) == (people.caseworker, "Salah orang")
    assert (again.removed_by, again.removed_reason) == (people.caseworker, "Salah orang")
    with everything():
        labels = [(row.pgh_label, row.removed_reason) for row in removed.events.order_by("pgh_id")]
    assert labels == [("insert", ""), ("update", "Salah orang")]


@pytest.mark.django_db(transaction=True)
def test_the_content_of_removed_files_goes_after_thirty_days(keep, people, scope_of, stored_folder):
    stored, kept = keep(), keep(content=made.jpeg((61, 40)))
    with scope_of(people.caseworker):
        actions.remove_file(stored=stored, reason="Salah orang", by=people.caseworker)
    for days, number in ((29, 0), (31, 1), (31, 0)):
        with everything():
            assert actions.purge_removed(timezone.now() + timedelta(days=days)) == number
    with everything():
        assert StoredFile.objects.get(pk=stored.pk).purged_at is not None
    assert lying_in(stored_folder) == [stored_folder / kept.place]


def test_nobody_is_removed_without_a_name(keep):
    stored = keep()
    with (
        viewing_everything(reason="test"),
        pytest.raises(IntegrityError, match="file_removed_whole"),
        transaction.atomic(),
    ):
        StoredFile.objects.filter(pk=stored.pk).update(removed_at=timezone.now())


def test_two_uploads_at_once_do_not_pass_the_limit_together(keep):
    """Room is counted under a lock of the owner and of the user."""
    with connection.cursor() as cursor:
        keep()
        cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()")
        assert cursor.fetchone()[0] >= 2
