"""A line of a letter's list in words: what it prints beside name, sex, age and origin."""

from django.utils.translation import gettext as _

from cases.ages import years_words
from cases.models import ManifestEntry
from cases.queries import mask
from core.templatetags.ui import tanggal


def entry_details(entry: ManifestEntry) -> list[str]:
    """As printed; numbers are hidden but for their end. Nothing that the line's first words say already."""
    facts = [
        (_("Umur tertulis"), printed_age(entry)),
        (_("Lahir"), birth_words(entry)),
        ("NIK", mask(entry.nik)),
        (_("Paspor/SPLP"), mask(entry.passport_number)),
        (_("Pekerjaan"), entry.job),
        (_("Keterangan"), entry.remark),
    ]
    return [f"{label}: {text}" for label, text in facts if text]


def printed_age(entry: ManifestEntry) -> str:
    """The writing, where it is more than the years."""
    plain = {str(entry.stated_age), "" if entry.stated_age is None else years_words(entry.stated_age)}
    return "" if entry.printed_age in plain else entry.printed_age


def birth_words(entry: ManifestEntry) -> str:
    """The writing; beside it the day that was read, where the writing is not that day alone."""
    day = tanggal(entry.birth_date) if entry.birth_date else ""
    written = entry.printed_birth
    if not written or not day:
        return written or day
    is_day_alone = not any(sign.isalpha() for sign in written)
    return day if is_day_alone else f"{written} ({day})"
