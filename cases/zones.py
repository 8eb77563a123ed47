"""Times belong to a place. The zones in which people of this office travel, by the code that is stored."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.db.models import TextChoices
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class Zone(TextChoices):
    WITA = "WITA", _("WITA")
    WIB = "WIB", _("WIB")
    WIT = "WIT", _("WIT")
    MALAYSIA = "MYT", _("Malaysia (Sabah, Sarawak, Semenanjung)")
    SINGAPORE = "SGT", _("Singapura")
    BRUNEI = "BNT", _("Brunei")
    SAUDI = "SAST", _("Arab Saudi, Kuwait, Qatar, Bahrain")
    GULF = "GST", _("Uni Emirat Arab, Oman")
    HONG_KONG = "HKT", _("Hong Kong, Taiwan")
    JAPAN = "JST", _("Jepang, Korea")


AREAS = {
    Zone.WITA: "Asia/Makassar",
    Zone.WIB: "Asia/Jakarta",
    Zone.WIT: "Asia/Jayapura",
    Zone.MALAYSIA: "Asia/Kuching",
    Zone.SINGAPORE: "Asia/Singapore",
    Zone.BRUNEI: "Asia/Brunei",
    Zone.SAUDI: "Asia/Riyadh",
    Zone.GULF: "Asia/Dubai",
    Zone.HONG_KONG: "Asia/Hong_Kong",
    Zone.JAPAN: "Asia/Tokyo",
}


def moment(day: date | None, hour: time | None, zone: str) -> datetime | None:
    """The moment of a clock's time at a place; nothing while day or hour is unknown."""
    if day is None or hour is None:
        return None
    return datetime.combine(day, hour, ZoneInfo(AREAS[Zone(zone)]))


def clock_of(at: datetime | None, zone: str) -> time | None:
    """What the clock there shows."""
    return at.astimezone(ZoneInfo(AREAS[Zone(zone)])).time().replace(tzinfo=None) if at else None


def clock_words(at: datetime | None, zone: str) -> str:
    """`11.30 WITA`, or nothing."""
    hours = clock_of(at, zone)
    if hours is None:
        return ""
    mark = ":" if (get_language() or "").startswith("en") else "."
    return f"{hours.hour:02}{mark}{hours.minute:02} {short_name(zone)}"


def short_name(zone: str) -> str:
    """WITA, WIB, or the place for zones abroad."""
    return zone if zone in {Zone.WITA, Zone.WIB, Zone.WIT} else str(Zone(zone).label).split(",")[0].split(" (")[0]
