"""Papers from templates/papers/: tagged PDF set by Typst, and DOCX. Values are handed over as data, never as source."""

import base64
import io
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

import typst
from django.conf import settings
from django.http import HttpResponse
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage
from jinja2.sandbox import SandboxedEnvironment

FOLDER = Path(settings.BASE_DIR) / "templates" / "papers"
BLANK = "." * 40


@dataclass(frozen=True)
class Sheet:
    """The paper that is printed on, in millimetres. `has_letterhead` is off for paper with a printed head."""

    width: int = 210
    height: int = 297
    top: int = 18
    bottom: int = 22
    left: int = 20
    right: int = 20
    has_letterhead: bool = True


@dataclass(frozen=True)
class Picture:
    """A picture of a paper: its content (PNG or JPEG), its pixels, and how wide the DOCX shows it in millimetres."""

    content: bytes
    mime: str
    pixels: tuple[int, int]
    width: int = 80

    def as_svg(self) -> str:
        """As Typst takes it among the data, so that no picture lies on the disk."""
        wide, high = self.pixels
        code = base64.b64encode(self.content).decode()
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{high}" viewBox="0 0 {wide} {high}">'
            f'<image width="{wide}" height="{high}" href="data:{self.mime};base64,{code}"/></svg>'
        )


Pictures = Mapping[str, Picture]


def make_pdf(
    template: str,
    data: dict[str, object],
    *,
    made_at: datetime,
    sheet: Sheet | None = None,
    pictures: Pictures | None = None,
) -> bytes:
    """The paper `template` (a name in templates/papers/) over `data`; the same data give the same bytes.

    The fonts are those inside the engine (Libertinus Serif, open licence): the machine's own are not asked.
    """
    drawn = {name: picture.as_svg() for name, picture in (pictures or {}).items()}
    told = {"office": letterhead(), "sheet": asdict(sheet or Sheet()), "pictures": drawn, **data}
    return typst.compile(
        FOLDER / f"{template}.typ",
        root=FOLDER,
        format="pdf",
        sys_inputs={"data": json.dumps(told, ensure_ascii=False)},
        ignore_system_fonts=True,
        timestamp=int(made_at.timestamp()),
    )


def make_docx(
    template: str,
    data: dict[str, object],
    *,
    sheet: Sheet | None = None,
    pictures: Pictures | None = None,
    own_name: str = "",
) -> bytes:
    """The paper as DOCX, to be worked on: the office's own DATA_DIR/papers/NAME.docx where there is one, else ours.

    A template names its values as `{{ number }}`; whatever else stands in it, such as the `${nomor_naskah}` that
    SRIKANDI fills in, stays as it is. `blank` is a line to write on; `pictures` are shown by their name. `sheet` is
    that of our template: the office's own keeps its size and margins. `own_name` is a form that goes before NAME.
    """
    folder = Path(settings.DATA_DIR) / "papers"
    own = next((path for name in (own_name, template) if name and (path := folder / f"{name}.docx").is_file()), None)
    document = DocxTemplate(own or FOLDER / f"{template}.docx")
    shown = {
        name: InlineImage(document, io.BytesIO(picture.content), width=Mm(picture.width))
        for name, picture in (pictures or {}).items()
    }
    told = {"office": letterhead(), "blank": BLANK, "sheet": asdict(sheet or Sheet()), "pictures": shown, **data}
    environment = SandboxedEnvironment(autoescape=True)
    document.render(told, jinja_env=environment)
    if sheet is not None and own is None:
        set_sheet(document.docx, sheet)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def set_sheet(document, sheet: Sheet) -> None:
    for section in document.sections:
        section.page_width, section.page_height = Mm(sheet.width), Mm(sheet.height)
        section.top_margin, section.bottom_margin = Mm(sheet.top), Mm(sheet.bottom)
        section.left_margin, section.right_margin = Mm(sheet.left), Mm(sheet.right)


def as_download(content: bytes, name: str, mime: str = "application/pdf") -> HttpResponse:
    """A paper to be saved. `name` is of our own making: numbers and plain letters."""
    response = HttpResponse(content, content_type=mime)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def letterhead() -> dict[str, str]:
    return {
        "ministry": settings.OFFICE_LETTERHEAD,
        "name": settings.OFFICE_NAME,
        "address": settings.OFFICE_ADDRESS,
        "phone": settings.OFFICE_PHONE,
        "email": settings.OFFICE_EMAIL,
    }
