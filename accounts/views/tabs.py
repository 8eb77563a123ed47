"""The sections of the settings."""

from django.urls import reverse
from django.utils.translation import gettext as _

from core.views.tabs import tabs


def settings_tabs(active: str) -> list[dict[str, object]]:
    sections = [
        ("accounts:users", _("Pengguna")),
        ("accounts:acting", _("Plh. dan Plt.")),
        ("accounts:offices", _("Unit kerja")),
        ("reports:backups", _("Cadangan data")),
    ]
    return tabs(sections, active=active)


def crumbs(name: str, label: str) -> list[dict[str, str]]:
    return [{"label": label, "url": reverse(f"accounts:{name}")}]
