"""The sections of the settings."""

from django.urls import reverse
from django.utils.translation import gettext as _


def settings_tabs(active: str) -> list[dict[str, object]]:
    sections = [("users", _("Pengguna")), ("acting", _("Plh. dan Plt.")), ("offices", _("Unit kerja"))]
    return [{"label": label, "url": reverse(f"accounts:{name}"), "active": name == active} for name, label in sections]


def crumbs(name: str, label: str) -> list[dict[str, str]]:
    return [{"label": label, "url": reverse(f"accounts:{name}")}]
