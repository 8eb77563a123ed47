"""A return as values of the office's texts. None of them names anybody."""

from datetime import date, datetime

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from cases import reference
from cases.choices import HandoverKind, ListName
from cases.coming import arrival_of
from cases.queries.wide_texts import GroupTold
from cases.zones import clock_words
from letters.papering import long_day

UNKNOWN = "..."
FEW = 5  # counts below it single people out together with their place (domain: statistics are public from 5 on)
DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
PREVENTED = "DICEGAH"
# Follows "sekian Pekerja Migran Indonesia". What a court or a doctor decides is nobody's business here.
CAUSES = {
    "DEPORTASI": "yang dideportasi", "TERKENDALA": "terkendala", "SAKIT": "yang sakit",
    "JENAZAH": "yang meninggal dunia", "HABIS_KONTRAK": "yang habis kontrak", "CUTI": "yang cuti",
    "PHK": "yang kehilangan pekerjaan", "KORBAN_TPPO": "terkendala",
    "KONFLIK_BENCANA": "yang terdampak keadaan darurat", PREVENTED: "yang dicegah berangkat",
}  # fmt: skip
RECEIVERS = {
    HandoverKind.FAMILY.value: "keluarga",
    HandoverKind.DISTRICT.value: "pemerintah daerah",
    HandoverKind.SOCIAL.value: "kementerian/dinas sosial",
}
NAMES = {
    "nomor": _("nomor pemulangan"),
    "kantor": _("nama kantor"),
    "kantor_singkat": _("nama singkat kantor"),
    "kota": _("kota kantor"),
    "hari_bulan": _("tanggal/bulan, misalnya 17/10"),
    "jumlah": _("orang yang tiba; sebelum tiba: orang dalam surat"),
    "sudah_tiba": _("berisi bila sudah ada yang tiba"),
    "jumlah_surat": _("orang dalam surat"),
    "tidak_tiba": _("orang yang tidak tiba"),
    "belum_dicatat": _("orang dalam surat yang belum dicatat"),
    "laki": _("laki-laki"),
    "perempuan": _("perempuan"),
    "anak": _("anak"),
    "sebutan": _("Pekerja Migran Indonesia, atau Calon bila dicegah berangkat"),
    "sebab": _("sebab kepulangan sebagai kata dalam kalimat"),
    "negara": _("negara"),
    "unit": _("unit pengirim"),
    "surat": _("nomor dan tanggal surat unit pengirim"),
    "kapal": _("kapal atau penerbangan"),
    "tempat": _("pelabuhan atau bandara"),
    "waktu": _("hari, tanggal, dan jam tiba"),
    "perjalanan": _("ruas perjalanan"),
    "singgah": _("tempat singgah"),
    "daerah": _("daerah asal dengan jumlahnya"),
    "daerah_umum": _("daerah asal tanpa jumlah; yang kurang dari 5 orang digabung"),
    "penerimaan": _("berapa orang diterima siapa"),
    "belum_diterima": _("orang yang belum ada penerimanya"),
    "langkah": _("langkah berikutnya"),
}


def values_of(told: GroupTold) -> dict[str, str]:
    """Every name of NAMES; an empty text is nothing, dots are something to fill in by hand."""
    with translation.override("id"):
        return {**office_values(told), **count_values(told), **journey_values(told)}


def office_values(told: GroupTold) -> dict[str, str]:
    day = told.repatriation.arrived_on or told.repatriation.expected_on
    return {
        "nomor": told.repatriation.number,
        "kantor": settings.OFFICE_NAME,
        "kantor_singkat": settings.OFFICE_SHORT_NAME,
        "kota": settings.OFFICE_CITY,
        "hari_bulan": f"{day.day}/{day.month}" if day else UNKNOWN,
    }


def count_values(told: GroupTold) -> dict[str, str]:
    numbers, cause = told.numbers, told.repatriation.cause
    is_prevented = cause == PREVENTED
    came = numbers.total_arrived
    return {
        "jumlah": word(came or numbers.listed) or UNKNOWN,
        "sudah_tiba": word(came),
        "jumlah_surat": word(numbers.listed),
        "tidak_tiba": word(numbers.not_arrived),
        "belum_dicatat": word(numbers.open if came else 0),
        "laki": word(told.men),
        "perempuan": word(told.women),
        "anak": word(told.children),
        "sebutan": "Calon Pekerja Migran Indonesia" if is_prevented else "Pekerja Migran Indonesia",
        "sebab": CAUSES.get(cause, ""),
        "daerah": ", ".join(f"{name} {n} orang" for name, n in told.districts) or UNKNOWN,
        "daerah_umum": common_places(told.districts),
        "penerimaan": ", ".join(f"{n} orang oleh {RECEIVERS[kind]}" for kind, n in told.received.items()),
        "belum_diterima": word(told.without_receiver),
        "langkah": next_step(told),
    }


def journey_values(told: GroupTold) -> dict[str, str]:
    row = told.repatriation
    return {
        "negara": reference.label(ListName.COUNTRY, row.country) if row.country else "",
        "unit": (told.letter.issuer if told.letter else "") or row.sending_office or UNKNOWN,
        "surat": letter_words(told),
        "kapal": row.vessel or UNKNOWN,
        "tempat": row.place_of_arrival or UNKNOWN,
        "waktu": when_words(told),
        "perjalanan": "; ".join(told.stations),
        "singgah": "; ".join(told.stays),
    }


def word(number: int) -> str:
    return str(number) if number else ""


def common_places(districts: list[tuple[str, int]]) -> str:
    """`Buton Tengah, Wakatobi, dan kabupaten/kota lain`: places of few are not named."""
    many = [name for name, n in districts if n >= FEW]
    if len(many) < len(districts):
        many.append("kabupaten/kota lain" if many else "beberapa kabupaten/kota")
    return listed(many) or UNKNOWN


def listed(parts: list[str]) -> str:
    """`satu`, `satu dan dua`, `satu, dua, dan tiga`."""
    if len(parts) < 3:
        return " dan ".join(parts)
    return f"{', '.join(parts[:-1])}, dan {parts[-1]}"


def letter_words(told: GroupTold) -> str:
    if told.letter is None or not told.letter.letter_number:
        return ""
    day = f" tanggal {long_day(told.letter.letter_date)}" if told.letter.letter_date else ""
    return f"nomor {told.letter.letter_number}{day}"


def when_words(told: GroupTold) -> str:
    """`Senin, 17 Oktober 2022 pukul 21.00 WITA`: of the leg to the place of arrival, else of the return."""
    return moment_words(*arrival_of(told.repatriation, told.leg_to_arrival))


def moment_words(day: date | None, at: datetime | None, zone: str) -> str:
    if day is None:
        return UNKNOWN
    hours = clock_words(at, zone)
    words = f"{DAYS[day.weekday()]}, {long_day(day)}"
    return f"{words} pukul {hours}" if hours else words


def next_step(told: GroupTold) -> str:
    if not told.numbers.total_arrived:
        return "penjemputan"
    if told.without_receiver:
        return f"serah terima {told.without_receiver} orang yang belum ada penerimanya"
    if told.numbers.open:
        return f"memastikan {told.numbers.open} orang dalam surat yang belum dicatat"
    return "selesai, seluruhnya sudah diterima"
