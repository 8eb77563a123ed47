"""A PDF without anything that acts: no scripts, no starting of programs, no forms that send, no files within.

Run as `python -m core.readers.pdf OPTIONS < FILE`. The answer is the file as it came when nothing had to go and it
carries a signature (an electronic signature holds for these bytes alone), else the file written anew without what
acts. A signed file from which something would have to go is refused, for the signature would break.
"""

import io
from collections.abc import Mapping

import pikepdf

from core.readers.confinement import Refused, answer
from core.readers.sniff import must_be

# What acts by the name of its key, wherever it stands.
KEYS = {
    "/AA", "/JS", "/JavaScript", "/XFA", "/EmbeddedFiles", "/EF", "/AF", "/Collection", "/RichMediaContent", "/3DD",
}  # fmt: skip
# What acts by its kind: actions, and notes on the page that hold something.
ACTIONS = {
    "/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE", "/Rendition", "/Movie", "/Sound",
    "/RichMediaExecute", "/GoTo3DView",
}  # fmt: skip
NOTES = {"/FileAttachment", "/RichMedia", "/Movie", "/Sound", "/Screen", "/3D"}
ACTION_KEYS = ("/A", "/OpenAction", "/Next", "/PA")
DEEPEST = 60
END_WITHIN = 1024  # a reader looks so far from the end for the mark of the end


class Walk:
    """Goes through everything in the file once and takes away what acts; `removed` counts it."""

    def __init__(self, pdf: pikepdf.Pdf, most: int):
        self.pdf, self.left = pdf, most
        self.removed = 0
        self.is_signed = False

    def run(self) -> None:
        self.visit(self.pdf.trailer, 0)
        for item in self.pdf.objects:
            self.visit(item, 0)

    def visit(self, item: pikepdf.Object, depth: int) -> None:
        """Direct objects only; indirect ones are visited by `run`."""
        self.left -= 1
        if self.left < 0:
            raise Refused("TOO_MANY_OBJECTS")
        if depth > DEEPEST:
            raise Refused("BROKEN")
        if isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
            self.clean(item)
            children = [child for _key, child in item.items()]
        elif isinstance(item, pikepdf.Array):
            self.clean_array(item)
            children = list(item)
        else:
            return
        for child in children:
            if isinstance(child, pikepdf.Object) and not child.is_indirect:
                self.visit(child, depth + 1)

    def clean(self, item) -> None:
        if "/ByteRange" in item:
            self.is_signed = True
        for key in list(item.keys()):
            if key in KEYS or (key in ACTION_KEYS and acts(item[key])):
                del item[key]
                self.removed += 1

    def clean_array(self, item) -> None:
        for at in reversed(range(len(item))):
            if acts(item[at]) or is_note(item[at]):
                del item[at]
                self.removed += 1


def kind_of(item: object, key: str) -> str:
    return str(item.get(key, "")) if isinstance(item, pikepdf.Dictionary) else ""


def acts(item: object) -> bool:
    """Whether an action does more than turn to a page or name a web address."""
    return kind_of(item, "/S") in ACTIONS and kind_of(item, "/Type") in {"", "/Action"}


def is_note(item: object) -> bool:
    return kind_of(item, "/Subtype") in NOTES


def clean(data: bytes, options: Mapping) -> bytes:
    must_be(options["mime"], data)
    try:
        with pikepdf.open(io.BytesIO(data), attempt_recovery=True) as pdf:
            return cleaned(pdf, data, options)
    except pikepdf.PasswordError as error:
        raise Refused("ENCRYPTED") from error
    except (pikepdf.PdfError, RuntimeError, ValueError, TypeError, KeyError, RecursionError, AttributeError) as error:
        raise Refused("BROKEN") from error


def cleaned(pdf: pikepdf.Pdf, data: bytes, options: Mapping) -> bytes:
    if pdf.is_encrypted:
        raise Refused("ENCRYPTED")
    if not 0 < len(pdf.pages) <= options["pages"]:
        raise Refused("TOO_MANY_PAGES" if len(pdf.pages) else "BROKEN", limit=options["pages"])
    walk = Walk(pdf, options["objects"])
    walk.run()
    if walk.is_signed and walk.removed:
        raise Refused("SIGNED_AND_ACTS")
    if walk.is_signed and is_bare(data):
        return data
    return saved(pdf, options)


def is_bare(data: bytes) -> bool:
    """Nothing stands before the first mark or far behind the last one."""
    return data.startswith(b"%PDF-") and b"%%EOF" in data[-END_WITHIN:]


def saved(pdf: pikepdf.Pdf, options: Mapping) -> bytes:
    """Written anew, then looked through once more: what comes out is what was checked."""
    out = io.BytesIO()
    pdf.save(out, deterministic_id=True)  # the same file sent twice is the same
    with pikepdf.open(io.BytesIO(out.getvalue())) as again:
        walk = Walk(again, options["objects"])
        walk.run()
        if walk.removed:
            raise Refused("CANNOT_CLEAN")
    return out.getvalue()


if __name__ == "__main__":
    answer(clean)
