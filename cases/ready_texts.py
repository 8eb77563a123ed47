"""Texts to send to other agencies about a return. They name nobody: how many, on what, where and when."""

from dataclasses import dataclass
from urllib.parse import quote

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from cases import reference
from cases.choices import ListName
from cases.models import JourneyLeg, Repatriation
from cases.zones import clock_words
from core.templatetags.ui import tanggal

BLANK = "..."
# Written to other offices, hence in Indonesian whatever the language of the page is.
GREETING = "Yth. {kepada},\n\n"
FACTS = "{orang} orang ({sebab}) dengan {kapal}, tiba di {tempat} {waktu}"
END = "\n\nTerima kasih.\n{kantor}"
BODIES = {
    "DISNAKER_KAB": (
        _("Disnaker kabupaten/kota"),
        "Dinas Tenaga Kerja",
        "Kami memberitahukan kepulangan " + FACTS + ". Mohon bantuan penjemputan, pendampingan sampai daerah asal, dan"
        " pemberitahuan kepada keluarga. Daftar nama kami sampaikan dengan surat.",
    ),
    "KSOP": (
        _("KSOP dan Pelni"),
        "KSOP dan PT Pelni",
        "Kami akan menjemput " + FACTS + ". Mohon izin masuk ke dermaga bagi petugas kami, dan agar rombongan dapat"
        " turun lebih dahulu atau menunggu di tempat yang tenang.",
    ),
    "POLDA": (
        _("Polres"),
        "Kapolres",
        "Kami akan menjemput " + FACTS + ". Mohon bantuan pengamanan saat penjemputan dan pengantaran.",
    ),
}  # fmt: skip


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
    made = []
    for agency, (title, whom, body) in BODIES.items():
        text = GREETING.format(kepada=whom) + body.format(**facts) + END.format(kantor=settings.OFFICE_NAME)
        made.append(ReadyText(agency, title, text))
    return made


def asked_of(agency: str) -> str:
    """What the text to an agency asks for, without the facts of the return; nothing where there is no text."""
    _title, _whom, body = BODIES.get(agency, ("", "", ""))
    return body.partition(f"{FACTS}. ")[2]


def when_words(repatriation: Repatriation, legs: list[JourneyLeg]) -> str:
    """`pada 4 Jun 2024 pukul 21.00 WITA`: of the leg that comes to the place of arrival, else of the return."""
    leg = next((leg for leg in legs if is_to(leg, repatriation.place_of_arrival)), None)
    day, at, zone = repatriation.arrived_on or repatriation.expected_on, repatriation.arrival_at, "WITA"
    if leg is not None and (leg.arrived_on or leg.planned_on):
        day, zone = leg.arrived_on or leg.planned_on, leg.to_zone
        at = leg.arrived_at if leg.arrived_on else leg.planned_at
    if day is None:
        return f"pada {BLANK}"
    hours = clock_words(at, zone)
    return f"pada {tanggal(day)} pukul {hours}" if hours else f"pada {tanggal(day)}"


def is_to(leg: JourneyLeg, place: str) -> bool:
    return bool(place) and not leg.is_not_travelled and leg.to_place.casefold() == place.casefold()
