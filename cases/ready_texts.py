"""Texts to send to other agencies about a return. They name nobody: how many, on what, where and when."""

from dataclasses import dataclass
from urllib.parse import quote

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from cases import reference
from cases.choices import ListName
from cases.coming import arrival_of, leg_to_arrival
from cases.models import JourneyLeg, Repatriation
from cases.zones import clock_words
from core.templatetags.ui import tanggal

BLANK = "..."
# Written to other offices, hence in Indonesian whatever the language of the page is.
GREETING = "Yth. {kepada},\n\n"
FACTS = "{orang} orang ({sebab}) dengan {kapal}, tiba di {tempat} {waktu}"
END = "\n\nTerima kasih.\n{kantor}"
WILL_MEET = "Kami akan menjemput "


@dataclass(frozen=True)
class Asked:
    """Of one agency: its name on the page and in the greeting, what is told, and what is asked for."""

    title: object
    whom: str
    told: str
    request: str


AGENCIES = {
    "DISNAKER_KAB": Asked(
        _("Disnaker kabupaten/kota"),
        "Dinas Tenaga Kerja",
        "Kami memberitahukan kepulangan ",
        "Mohon bantuan penjemputan, pendampingan sampai daerah asal, dan pemberitahuan kepada keluarga."
        " Daftar nama kami sampaikan dengan surat.",
    ),
    "KSOP": Asked(
        _("KSOP dan Pelni"),
        "KSOP dan PT Pelni",
        WILL_MEET,
        "Mohon izin masuk ke dermaga bagi petugas kami, dan agar rombongan dapat turun lebih dahulu atau menunggu di"
        " tempat yang tenang.",
    ),
    "POLDA": Asked(
        _("Polres"),
        "Kapolres",
        WILL_MEET,
        "Mohon bantuan pengamanan saat penjemputan dan pengantaran.",
    ),
}


@dataclass(frozen=True)
class ReadyText:
    """One text, and the link that opens WhatsApp with it; whom it goes to is chosen there."""

    agency: str
    title: object
    text: str

    @property
    def link(self) -> str:
        return f"https://wa.me/?text={quote(self.text)}"


def ready_texts(repatriation: Repatriation, legs: list[JourneyLeg], people: int) -> list[ReadyText]:
    """A text for each agency; what is not known stands as dots, to be filled in by hand."""
    facts = {
        "orang": people or BLANK,
        "sebab": reference.label(ListName.RETURN_CAUSE, repatriation.cause),
        "kapal": repatriation.vessel or BLANK,
        "tempat": repatriation.place_of_arrival or BLANK,
        "waktu": when_words(repatriation, legs),
    }
    said, end = FACTS.format(**facts), END.format(kantor=settings.OFFICE_NAME)
    return [
        ReadyText(code, one.title, f"{GREETING.format(kepada=one.whom)}{one.told}{said}. {one.request}{end}")
        for code, one in AGENCIES.items()
    ]


def asked_of(agency: str) -> str:
    """What the text to an agency asks for, without the facts of the return; nothing where there is no text."""
    return AGENCIES[agency].request if agency in AGENCIES else ""


def when_words(repatriation: Repatriation, legs: list[JourneyLeg]) -> str:
    """`pada 4 Jun 2024 pukul 21.00 WITA`."""
    day, at, zone = arrival_of(repatriation, leg_to_arrival(repatriation, legs))
    if day is None:
        return f"pada {BLANK}"
    hours = clock_words(at, zone)
    return f"pada {tanggal(day)} pukul {hours}" if hours else f"pada {tanggal(day)}"
