"""Reading a NIK: area of first registration, birth date (day + 40 for women), serial.

Only the number of digits is refused. Everything else warns: codes change when areas are split, birth dates are
corrected while the NIK stays, and a well-formed NIK still proves nothing about a person.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _
from lokal.nik import parse_nik

from regions.models import Area

_SEPARATORS = re.compile(r"[\s.\-–/]+")
_SUBDISTRICT_DIGITS = 6
_SEXES = ("L", "P")


@dataclass(frozen=True)
class NikReading:
    """What a NIK says. `problems` refuse it, `warnings` do not; both are whole sentences for the screen."""

    digits: str
    is_sixteen: bool
    problems: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    birth_date: date | None = None
    sex: str = ""
    area_code: str = ""


def read_nik(text: str, *, birth_date: date | None = None, sex: str = "", on: date | None = None) -> NikReading:
    """Read a NIK as typed, with spaces, dots or hyphens.

    `birth_date` and `sex` (L or P) are those of the record, to compare with; `on` is the day of reading,
    from which the century of birth is inferred. `area_code` is the smallest known area of the first six digits.
    """
    bare = _SEPARATORS.sub("", _without_invisible(text))
    digits = "".join(letter for letter in bare if letter.isascii() and letter.isdigit())
    if problem := _problem(bare, digits):
        return NikReading(digits, False, problems=(problem,))
    born, said_sex = _birth(digits, near=birth_date, on=on or timezone.localdate())
    area_code = _known_area_code(digits)
    warnings = (
        _area_warning(area_code),
        _birth_warning(born, birth_date),
        _sex_warning(said_sex, sex),
        _("Nomor urut pada NIK 0000. Data tetap tersimpan. Cocokkan dengan KTP bila ada.")
        if digits.endswith("0000")
        else "",
    )
    return NikReading(
        digits,
        True,
        warnings=tuple(warning for warning in warnings if warning),
        birth_date=born,
        sex=said_sex,
        area_code=area_code,
    )


def _without_invisible(text: str) -> str:
    """Full-width digits become plain ones; control and invisible letters go."""
    plain = unicodedata.normalize("NFKC", text)
    return "".join(letter for letter in plain if unicodedata.category(letter) not in ("Cc", "Cf") or letter in "\t\n")


def _problem(bare: str, digits: str) -> str:
    if len(digits) != 16:
        return _("NIK terdiri atas 16 angka; yang diisi {n} angka. Anda dapat menyimpan tanpa NIK.").format(
            n=len(digits)
        )
    if bare != digits:
        return _("NIK hanya berisi angka. Hapus huruf dan tanda lain. Anda dapat menyimpan tanpa NIK.")
    return ""


def _birth(digits: str, *, near: date | None, on: date) -> tuple[date | None, str]:
    """Birth date and sex; of two centuries the one of the record, else the latest that is not in the future."""
    info = parse_nik(digits, reference_date=on)
    if info.birth_date is None:
        return None, ""
    born = date.fromisoformat(info.birth_date)
    earlier = _century_earlier(born)
    if earlier and (born > on or near == earlier):
        born = earlier
    return born, info.gender or ""


def _century_earlier(born: date) -> date | None:
    try:
        return born.replace(year=born.year - 100) if born.year >= 2000 else None
    except ValueError:  # 29 February 2000; 1900 had none
        return None


def _known_area_code(digits: str) -> str:
    """The code of the sub-district, else of the district, else of the province; empty when none is known."""
    province, district = digits[:2], f"{digits[:2]}.{digits[2:4]}"
    codes = [province, district, f"{district}.{digits[4:6]}"]
    return max(Area.objects.filter(code__in=codes).values_list("code", flat=True), key=len, default="")


def _area_warning(area_code: str) -> str:
    if len(area_code.replace(".", "")) == _SUBDISTRICT_DIGITS:
        return ""
    return _("Kode wilayah pada NIK tidak dikenali. Data tetap tersimpan. Cocokkan dengan KTP bila ada.")


def _birth_warning(born: date | None, recorded: date | None) -> str:
    if born is None:
        return _("Tanggal lahir pada NIK tidak ada di kalender. Data tetap tersimpan. Cocokkan dengan KTP bila ada.")
    if recorded and recorded != born:
        return _("Tanggal lahir pada NIK berbeda dari isian. Data tetap tersimpan. Periksa keduanya.")
    return ""


def _sex_warning(said: str, recorded: str) -> str:
    if said and recorded in _SEXES and said != recorded:
        return _("Jenis kelamin pada NIK berbeda dari yang diisi. Periksa keduanya; data tetap tersimpan.")
    return ""
