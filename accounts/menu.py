"""The menu by rights. Entries whose pages do not exist yet are not listed."""

from dataclasses import dataclass
from functools import lru_cache

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from core.scope import Viewer


@dataclass(frozen=True)
class MenuEntry:
    label: str
    url: str
    icon: str
    active: bool


# (label, URL name, icon, right; an empty right means every account)
ENTRIES = [
    (gettext_noop("Beranda"), "home", "house", ""),
    (gettext_noop("Pemulangan"), "cases:returns", "box-arrow-in-down", "returns.view"),
    (gettext_noop("Kasus"), "cases:cases", "folder2-open", "cases.view"),
    (gettext_noop("Data PMI"), "cases:workers", "people", "workers.view"),
    (gettext_noop("Sisko P2MI"), "cases:sisko", "clipboard-check", "workers.view"),
    (gettext_noop("Surat"), "letters:letters", "envelope-paper", "letters.view"),
    (gettext_noop("Siaran pers"), "letters:releases", "megaphone", "releases.view"),
    (gettext_noop("Wilayah"), "regions:areas", "map", "areas.view"),
    (gettext_noop("Laporan"), "reports:monthly", "bar-chart", "reports.view"),
    (gettext_noop("Unduhan data"), "reports:downloads", "download", "reports.export"),
    (gettext_noop("Catatan akses"), "reports:access_log", "shield-check", "audit.view"),
    (gettext_noop("Daftar akun"), "accounts:as_of", "person-lines-fill", "accounts.review"),
    (gettext_noop("Perangkat hilang"), "accounts:lost_device", "phone", "devices.cut_off"),
    (gettext_noop("Pengaturan"), "accounts:users", "gear", "users.manage"),
    (gettext_noop("Panduan"), "help", "question-circle", ""),
]


@lru_cache(maxsize=256)
def allowed_entries(rights: frozenset[str]) -> list[tuple[str, str, str]]:
    """Label, address and icon of what these rights open."""
    return [(label, reverse(name), icon) for label, name, icon, right in ENTRIES if not right or right in rights]


def menu_for(viewer: Viewer, path: str) -> list[MenuEntry]:
    """Entries that the viewer may open; the active one is that of the longest matching path."""
    allowed = allowed_entries(viewer.rights)
    matching = [url for _label, url, _icon in allowed if path == url or url != "/" and path.startswith(url)]
    active = max(matching, key=len, default="")
    return [MenuEntry(_(label), url, icon, url == active) for label, url, icon in allowed]
