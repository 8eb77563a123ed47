"""Press releases about returns (letters/release_sources.py): counts and places of many, never a name."""

import re

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cases import reference
from cases.choices import ListName
from cases.queries.wide_texts import GroupTold, group_told, private_words_in, returns_told
from cases.texts.telling import FEW, values_of
from core.scope import Viewer
from core.templatetags.ui import tanggal
from letters.queries import today
from letters.queries.templates import template_in_use
from letters.release_sources import ReleaseSource, Subject, Told
from letters.wording import worded

SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
A_FEW = re.compile(
    r"\bseorang\b|\b(?:[1-4]|satu|dua|tiga|empat)\s+(?:orang|c?pmi|pekerja|calon|anak|perempuan|laki-laki|bayi|ibu"
    r"|lansia|warga)\b",
    re.IGNORECASE,
)


class ReturnReleases(ReleaseSource):
    code = "pemulangan"
    title = gettext_lazy("Pemulangan")
    writings = ("SIARAN_SITUS", "SIARAN_CAPTION", "SIARAN_WA")
    figure_labels = {
        "listed": gettext_lazy("Orang dalam surat"),
        "arrived": gettext_lazy("Tiba"),
        "not_arrived": gettext_lazy("Tidak tiba"),
        "origin": gettext_lazy("Daerah asal"),
        "vessel": gettext_lazy("Kapal atau penerbangan"),
        "place": gettext_lazy("Pelabuhan atau bandara"),
        "when": gettext_lazy("Waktu tiba"),
    }

    def recent(self, text: str = "") -> list[Subject]:
        return [
            Subject(
                key=line.number,
                label=line.number,
                note=", ".join(
                    filter(
                        None,
                        [
                            reference.label(ListName.RETURN_CAUSE, line.cause),
                            line.vessel,
                            tanggal(line.day) if line.day else "",
                        ],
                    )
                ),
            )
            for line in returns_told(text)
        ]

    def told(self, key: str, viewer: Viewer) -> Told | None:
        found = group_told(key)
        if found is None or found.repatriation.number != key:
            return None
        url = reverse("cases:return_detail", args=[key]) if viewer.may("returns.view") else ""
        label = f"Pemulangan {found.repatriation.number}"
        return Told(label, values_of(found), figures_of(found), url)

    def findings(self, key: str, text: str, viewer: Viewer) -> list[str]:
        found = group_told(key)
        if found is None:
            return []
        values = values_of(found)
        harmless = "\n".join(worded(template_in_use(code, today()).body, values) for code in self.writings)
        return [*about_names(key, text, harmless), *about_few(found, text)]


def figures_of(told: GroupTold) -> dict[str, str]:
    """Counts as the page shows them; places of few people are put together."""
    values, numbers = values_of(told), told.numbers
    return {
        "listed": str(numbers.listed),
        "arrived": str(numbers.total_arrived),
        "not_arrived": str(numbers.not_arrived),
        "origin": values["daerah_umum"],
        "vessel": values["kapal"],
        "place": values["tempat"],
        "when": values["waktu"],
    }


def about_names(key: str, text: str, harmless: str) -> list[str]:
    found, sentences = private_words_in(key, text, harmless), []
    if found.words:
        sentence = _(
            "Naskah ini memuat kata yang sama dengan nama, inisial, atau desa orang dalam rombongan: {kata}. Hapus "
            "bila menunjuk orang itu."
        )
        sentences.append(sentence.format(kata=", ".join(found.words)))
    if found.hidden:
        sentence = ngettext(
            "Naskah ini memuat %(n)s kata yang sama dengan nama, inisial, atau desa orang dalam rombongan. Periksa "
            "semua nama orang dan desa dalam naskah.",
            "Naskah ini memuat %(n)s kata yang sama dengan nama, inisial, atau desa orang dalam rombongan. Periksa "
            "semua nama orang dan desa dalam naskah.",
            found.hidden,
        )
        sentences.append(sentence % {"n": found.hidden})
    return sentences


def about_few(told: GroupTold, text: str) -> list[str]:
    """Figures below five that stand with a place of the return in one sentence, or as the whole group."""
    came = told.numbers.total_arrived or told.numbers.listed
    sentences = []
    if 0 < came < FEW:
        sentence = _(
            "Rombongan ini kurang dari {n} orang, sehingga orang yang mengenal mereka dapat menebak siapa yang "
            "dimaksud. Pertimbangkan apakah siaran ini perlu."
        )
        sentences.append(sentence.format(n=FEW))
    places = [name.casefold() for name, _count in told.districts]
    for part in SENTENCE.split(text):
        if A_FEW.search(part) and any(place in part.casefold() for place in places):
            sentence = _('Angka di bawah {n} bersama nama daerah dapat menunjuk orang tertentu: "{kalimat}"')
            sentences.append(sentence.format(n=FEW, kalimat=part.strip()[:200]))
    return list(dict.fromkeys(sentences))
