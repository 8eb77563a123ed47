"""The sections of the record of looks."""

from django.utils.translation import gettext as _

from core.views.tabs import tabs


def record_tabs(active: str) -> list[dict[str, object]]:
    sections = [
        ("reports:access_log", _("Catatan akses")),
        ("reports:access_summary", _("Per hari dan pengguna")),
        ("reports:access_people", _("Per orang")),
        ("reports:patterns", _("Pola tidak biasa")),
        ("reports:seals", _("Segel")),
        ("reports:export_register", _("Daftar unduhan")),
    ]
    return tabs(sections, active=f"reports:{active}")
