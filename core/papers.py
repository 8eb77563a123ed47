"""Papers as tagged PDF, set by Typst from templates/papers/. Values are handed over as data, never as source."""

import json
from datetime import datetime
from pathlib import Path

import typst
from django.conf import settings

FOLDER = Path(settings.BASE_DIR) / "templates" / "papers"


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


def letterhead() -> dict[str, str]:
    return {
        "ministry": settings.OFFICE_LETTERHEAD,
        "name": settings.OFFICE_NAME,
        "address": settings.OFFICE_ADDRESS,
        "phone": settings.OFFICE_PHONE,
        "email": settings.OFFICE_EMAIL,
    }
