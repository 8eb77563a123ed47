"""How long from one day to another, in words; and what a printed weekday says of a day. Nothing reads the clock."""

import re
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.templatetags.ui import tanggal

MOST_MONTHS = 36  # beyond that people count in years
SPELT = {
    "senin": 0, "selasa": 1, "rabu": 2, "kamis": 3, "jumat": 4, "jum'at": 4, "sabtu": 5, "minggu": 6, "ahad": 6,
    "monday": 0, "tuesday": 1, "wednesday": 2, "thursday": 3, "friday": 4, "saturday": 5, "sunday": 6,
}  # fmt: skip
WEEKDAY = re.compile(rf"\b({'|'.join(SPELT)})\b", re.IGNORECASE)


def full_months(first: date, last: date) -> int:
    """Whole months from the one day to the other."""
    return (last.year - first.year) * 12 + last.month - first.month - (last.day < first.day)


def span_words(first: date, last: date) -> str:
    """`12 hari`, `10 bulan`, `4 tahun`."""
    months = full_months(first, last)
    if months < 1:
        days = (last - first).days
        return ngettext("%(n)s hari", "%(n)s hari", days) % {"n": days}
    if months <= MOST_MONTHS:
        return ngettext("%(n)s bulan", "%(n)s bulan", months) % {"n": months}
    return _("{n} tahun").format(n=months // 12)


def weekday_doubt(printed: str, day: date | None) -> str:
    """Where the weekday that a source prints is not the one of the day: a sentence; else nothing."""
    found = WEEKDAY.search(printed)
    if found is None or day is None or SPELT[found[1].casefold()] == day.weekday():
        return ""
    sentence = _("Tertulis {hari}, tetapi {tgl} adalah hari {benar}.")
    return sentence.format(hari=found[1], tgl=tanggal(day), benar=weekday_name(day))


def weekday_name(day: date) -> str:
    names = (_("Senin"), _("Selasa"), _("Rabu"), _("Kamis"), _("Jumat"), _("Sabtu"), _("Minggu"))
    return names[day.weekday()]
