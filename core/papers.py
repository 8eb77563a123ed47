"""Papers from templates/papers/: tagged PDF set by Typst, and DOCX. Values are handed over as data, never as source."""

import io
import json
from datetime import datetime
from pathlib import Path

import typst
from django.conf import settings
from django.http import HttpResponse
from docxtpl import DocxTemplate
from jinja2.sandbox import SandboxedEnvironment

FOLDER = Path(settings.BASE_DIR) / "templates" / "papers"
BLANK = "." * 40


def make_pdf(template: str, data: dict[str, object], *, made_at: datetime) -> bytes:
    """The paper `template` (a name in templates/papers/) over `data`; the same data give the same bytes.

    The fonts are those inside the engine (Libertinus Serif, open licence): the machine's own are not asked.
    """
    return typst.compile(
        FOLDER / f"{template}.typ",
        root=FOLDER,
        format="pdf",
        sys_inputs={"data": json.dumps({"office": letterhead(), **data}, ensure_ascii=False)},
        ignore_system_fonts=True,
        timestamp=int(made_at.timestamp()),
    )


def make_docx(template: str, data: dict[str, object]) -> bytes:
    """The paper as DOCX, to be worked on: the office's own DATA_DIR/papers/NAME.docx where there is one, else ours.

    A template names its values as `{{ number }}`; whatever else stands in it, such as the `${nomor_naskah}` that
    SRIKANDI fills in, stays as it is. `blank` is a line to write on.
    """
    own = Path(settings.DATA_DIR) / "papers" / f"{template}.docx"
    document = DocxTemplate(own if own.is_file() else FOLDER / f"{template}.docx")
    environment = SandboxedEnvironment(autoescape=True)
    document.render({"office": letterhead(), "blank": BLANK, **data}, jinja_env=environment)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


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
