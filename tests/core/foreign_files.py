"""Pictures and PDFs made by code: good ones, ones that tell too much, and ones that act."""

import io
import struct
import zlib
from collections.abc import Callable

import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile
from pikepdf import Array, Dictionary, Name, Stream, String
from PIL import Image, PngImagePlugin

GPS, MAKE, ORIENTATION, DESCRIPTION = 0x8825, 0x010F, 0x0112, 0x010E
CANARY = "Kenarimerah"


def upload(name: str, content: bytes, declared: str = "") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type=declared or "application/octet-stream")


COLOURS = {"L": (128, 0), "RGB": ((200, 30, 30), (0, 0, 255)), "RGBA": ((200, 30, 30, 120), (0, 0, 255, 255))}


def picture(size=(60, 40), mode: str = "RGB") -> Image.Image:
    """Red, with a blue corner at the upper left."""
    ground, corner = COLOURS[mode]
    image = Image.new(mode, size, ground)
    image.paste(corner, (0, 0, 16, 16))
    return image


def jpeg(size=(60, 40), **told) -> bytes:
    out = io.BytesIO()
    picture(size).save(out, "JPEG", quality=95, **told)
    return out.getvalue()


def png(size=(60, 40), mode: str = "RGB", **told) -> bytes:
    out = io.BytesIO()
    picture(size, mode).save(out, "PNG", **told)
    return out.getvalue()


def telling_jpeg() -> bytes:
    """A photo that knows where, with what and of whom it was taken, lying on its side."""
    exif = Image.Exif()
    exif[MAKE], exif[DESCRIPTION], exif[ORIENTATION] = f"Kamera {CANARY}", f"Foto {CANARY}", 6
    exif.get_ifd(GPS).update({1: "S", 2: (3.0, 58.0, 12.0), 3: "E", 4: (122.0, 30.0, 0.0)})
    return jpeg(exif=exif, comment=f"catatan {CANARY}".encode(), icc_profile=f"profil {CANARY}".encode() * 20)


def telling_png() -> bytes:
    words = PngImagePlugin.PngInfo()
    words.add_text("Author", CANARY)
    words.add_itxt("Comment", f"di rumah {CANARY}", zip=True)
    return png(pnginfo=words, icc_profile=f"profil {CANARY}".encode() * 20)


def png_chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png_claiming(width: int, height: int, rows: bytes = b"\0") -> bytes:
    """A picture that says it is so large; a thousand million pixels fit into nothing."""
    head = png_chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + png_chunk(b"IDAT", zlib.compress(rows)) + png_chunk(b"IEND", b"")


def pdf(change: Callable[[pikepdf.Pdf], None] = lambda _made: None, pages: int = 1, **told) -> bytes:
    made = pikepdf.new()
    for _page in range(pages):
        made.add_blank_page(page_size=(200, 200))
    change(made)
    out = io.BytesIO()
    made.save(out, **told)
    return out.getvalue()


def script() -> Dictionary:
    return Dictionary(Type=Name.Action, S=Name.JavaScript, JS=String(f"app.alert('{CANARY}')"))


def launch() -> Dictionary:
    return Dictionary(S=Name.Launch, F=String("cmd.exe"), Win=Dictionary(F=String("cmd.exe")))


def first(made: pikepdf.Pdf) -> Dictionary:
    return made.pages[0].obj


def note(kind: Name, **more) -> Dictionary:
    return Dictionary(Type=Name.Annot, Subtype=kind, Rect=Array([0, 0, 10, 10]), **more)


def put(key: str, value: Callable[[], Dictionary]) -> Callable[[pikepdf.Pdf], None]:
    def change(made: pikepdf.Pdf) -> None:
        made.Root[key] = made.make_indirect(value())

    return change


def annotate(each: Callable[[], Dictionary]) -> Callable[[pikepdf.Pdf], None]:
    def change(made: pikepdf.Pdf) -> None:
        first(made)["/Annots"] = made.make_indirect(Array([made.make_indirect(each())]))

    return change


def with_file(made: pikepdf.Pdf) -> None:
    made.attachments["virus.exe"] = f"MZ {CANARY}".encode()


def chained(made: pikepdf.Pdf) -> None:
    """The script hides behind a harmless action."""
    following = Dictionary(S=Name.URI, URI=String("https://contoh.go.id"), Next=Array([made.make_indirect(script())]))
    made.Root["/OpenAction"] = made.make_indirect(following)


def deep(made: pikepdf.Pdf) -> None:
    inner = Dictionary(S=Name.JavaScript, JS=String(CANARY))
    for _level in range(20):
        inner = Dictionary(Kids=Array([inner]))
    made.Root["/Tree"] = inner


def in_stream(made: pikepdf.Pdf) -> None:
    script = Stream(made, f"app.alert('{CANARY}')".encode())
    made.Root["/OpenAction"] = made.make_indirect(Dictionary(S=Name.JavaScript, JS=made.make_indirect(script)))


def filled_form(made: pikepdf.Pdf) -> None:
    field = note(Name.Widget, FT=Name.Tx, T=String("a"), AA=Dictionary(K=script()), A=Dictionary(S=Name.SubmitForm))
    annotate(lambda: field)(made)
    form = Dictionary(Fields=Array([first(made)["/Annots"][0]]), XFA=String(CANARY), CO=Array([]))
    made.Root["/AcroForm"] = made.make_indirect(form)


def on_page(made: pikepdf.Pdf) -> None:
    first(made)["/AA"] = Dictionary(O=script())


ACTING: dict[str, Callable[[pikepdf.Pdf], None]] = {
    "script when opened": put("/OpenAction", script),
    "script by name": put("/Names", lambda: Dictionary(JavaScript=Dictionary(Names=Array([String("a"), script()])))),
    "script in a stream": in_stream,
    "script behind a link": chained,
    "script deep inside": deep,
    "script on a page": on_page,
    "script on a note": annotate(lambda: note(Name.Link, A=script())),
    "program when opened": put("/OpenAction", launch),
    "program on a note": annotate(lambda: note(Name.Link, A=launch())),
    "file within": with_file,
    "file on a note": annotate(lambda: note(Name.FileAttachment, FS=Dictionary(F=String("a.exe"), EF=Dictionary()))),
    "form that sends": filled_form,
    "form of another kind": put("/AcroForm", lambda: Dictionary(XFA=String(CANARY), Fields=Array([]))),
    "other document": annotate(lambda: note(Name.Link, A=Dictionary(S=Name.GoToR, F=String("//server/a.pdf")))),
    "document within": annotate(lambda: note(Name.Link, A=Dictionary(S=Name.GoToE, T=Dictionary()))),
    "film": annotate(lambda: note(Name.Screen, A=Dictionary(S=Name.Rendition, JS=String(CANARY)))),
    "rich media": annotate(lambda: note(Name.RichMedia, RichMediaContent=Dictionary(Assets=Dictionary()))),
    "collection": put("/Collection", lambda: Dictionary(View=Name.T)),
    "import of data": put("/OpenAction", lambda: Dictionary(S=Name.ImportData, F=String("a.fdf"))),
}
TRACES = (
    b"/JavaScript", b"/JS", b"/Launch", b"/EmbeddedFile", b"/SubmitForm", b"/XFA", b"/AA", b"/RichMedia", b"/GoToE",
    b"/GoToR", b"/ImportData", b"/Rendition", b"/Collection", b"/FileAttachment", CANARY.encode(),
)  # fmt: skip


def signed(change: Callable[[pikepdf.Pdf], None] = lambda _made: None) -> bytes:
    """As an electronic signature leaves it: the bytes that it holds for are named in it."""

    def sign(made: pikepdf.Pdf) -> None:
        signature = Dictionary(Type=Name.Sig, Filter=Name("/Adobe.PPKLite"), ByteRange=Array([0, 100, 200, 300]))
        signature["/Contents"] = String("00")
        field = note(Name.Widget, FT=Name.Sig, T=String("TTE"), V=made.make_indirect(signature))
        annotate(lambda: field)(made)
        made.Root["/AcroForm"] = Dictionary(SigFlags=3, Fields=Array([first(made)["/Annots"][0]]))
        change(made)

    return pdf(sign)


def unpacked(content: bytes) -> bytes:
    """Everything in the file in clear, whatever streams it was packed into."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as made:
        made.save(
            out,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            stream_decode_level=pikepdf.StreamDecodeLevel.all,
            compress_streams=False,
        )
    return out.getvalue()


def locked_pdf() -> bytes:
    return pdf(encryption=pikepdf.Encryption(user="rahasia", owner="rahasia"))


def locked_for_changes() -> bytes:
    return pdf(encryption=pikepdf.Encryption(user="", owner="rahasia"))


JPG, PNG, PDF = "image/jpeg", "image/png", "application/pdf"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<html><script>alert(1)</script></html>"
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"

# name -> (name of the file, its content, declared type, the code of the refusal)
REFUSED: dict[str, tuple[str, Callable[[], bytes], str, str]] = {
    "nothing": ("foto.jpg", lambda: b"", JPG, "EMPTY"),
    "too big": ("foto.jpg", lambda: jpeg() + b"\0" * (10 << 20), JPG, "TOO_BIG"),
    "drawing with a script": ("gambar.svg", lambda: SVG, "image/svg+xml", "KIND"),
    "drawing called a picture": ("gambar.png", lambda: SVG, PNG, "NOT_WHAT_IT_SAYS"),
    "web page": ("surat.html", lambda: HTML, "text/html", "KIND"),
    "web page called a PDF": ("surat.pdf", lambda: HTML, PDF, "NOT_WHAT_IT_SAYS"),
    "web page called a photo": ("foto.jpg", lambda: HTML, JPG, "NOT_WHAT_IT_SAYS"),
    "web page by its declared type": ("foto.jpg", jpeg, "text/html", "NOT_WHAT_IT_SAYS"),
    "photo declared a PDF": ("foto.jpg", jpeg, PDF, "NOT_WHAT_IT_SAYS"),
    "photo called a PDF": ("foto.pdf", jpeg, PDF, "NOT_WHAT_IT_SAYS"),
    "PDF called a photo": ("foto.jpg", pdf, JPG, "NOT_WHAT_IT_SAYS"),
    "PNG called JPG": ("foto.jpg", png, JPG, "NOT_WHAT_IT_SAYS"),
    "program": ("foto.exe", lambda: b"MZ" + b"\0" * 200, "application/x-msdownload", "KIND"),
    "program called a photo": ("foto.jpg", lambda: b"MZ" + b"\0" * 200, JPG, "NOT_WHAT_IT_SAYS"),
    "program with two endings": ("foto.jpg.exe", jpeg, JPG, "KIND"),
    "no ending": ("foto", jpeg, JPG, "KIND"),
    "ending behind a zero": ("foto.php\0.jpg", lambda: b"<?php echo 1;", JPG, "NOT_WHAT_IT_SAYS"),
    "archive": ("arsip.zip", lambda: b"PK\x03\x04" + b"\0" * 100, "application/zip", "KIND"),
    "archive called a photo": ("foto.png", lambda: b"PK\x03\x04" + b"\0" * 100, PNG, "NOT_WHAT_IT_SAYS"),
    "EICAR": ("foto.jpg", lambda: EICAR, JPG, "NOT_WHAT_IT_SAYS"),
    "animation": ("foto.gif", lambda: b"GIF89a" + b"\0" * 40, "image/gif", "KIND"),
    "phone's own kind": ("IMG_1.HEIC", lambda: b"\0\0\0\x18ftypheic" + b"\0" * 40, "image/heic", "KIND"),
    "text": ("catatan.txt", lambda: b"halo", "text/plain", "KIND"),
    "noise called a photo": ("foto.jpg", lambda: bytes(range(256)) * 8, JPG, "NOT_WHAT_IT_SAYS"),
    "a thousand million pixels": ("foto.png", lambda: png_claiming(40_000, 40_000), PNG, "TOO_MANY_PIXELS"),
    "41 million pixels": ("foto.png", lambda: png_claiming(8200, 5000), PNG, "TOO_MANY_PIXELS"),
    "no pixels": ("foto.png", lambda: png_claiming(0, 10), PNG, "BROKEN"),
    "fewer pixels than told": ("foto.png", lambda: png_claiming(500, 500), PNG, "BROKEN"),
    "cut photo": ("foto.jpg", lambda: jpeg((400, 300))[:900], JPG, "BROKEN"),
    "cut picture": ("foto.png", lambda: png((400, 300))[:-30], PNG, "BROKEN"),
    "mark of a photo alone": ("foto.jpg", lambda: b"\xff\xd8\xff\xe0", JPG, "BROKEN"),
    "mark of a PDF alone": ("surat.pdf", lambda: b"%PDF-1.7\n", PDF, "BROKEN"),
    "cut PDF": ("surat.pdf", lambda: pdf(pages=3)[:60], PDF, "BROKEN"),
    "PDF without pages": ("surat.pdf", lambda: pdf(pages=0), PDF, "BROKEN"),
    "PDF of too many pages": ("surat.pdf", lambda: pdf(pages=501), PDF, "TOO_MANY_PAGES"),
    "PDF under a password": ("surat.pdf", locked_pdf, PDF, "ENCRYPTED"),
    "PDF closed to changes": ("surat.pdf", locked_for_changes, PDF, "ENCRYPTED"),
    "signed PDF with a file in it": ("surat.pdf", lambda: signed(with_file), PDF, "SIGNED_AND_ACTS"),
    "signed PDF with a script": ("surat.pdf", lambda: signed(put("/OpenAction", script)), PDF, "SIGNED_AND_ACTS"),
}
