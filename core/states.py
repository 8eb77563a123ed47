"""How a state looks: a colour, an icon and a word, always the three together.

Apps declare their own states in ``<app>/states.py``; they are found by that name. Keys are those of the
glossary without ``st.`` (``sub_waiting``). Words are Indonesian msgids, translated when shown; one that
reads otherwise on a button has a context (``pgettext_lazy("state", "Batal")``).
"""

from dataclasses import dataclass
from functools import lru_cache

from django.utils.functional import Promise
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

# look -> (tone of the chip, icon). Six tones; the icon and the word keep them apart in grey.
LOOKS = {
    "plain": ("plain", "circle"),
    "draft": ("plain", "pencil"),
    "waiting": ("wait", "hourglass-split"),
    "paused": ("wait", "pause-circle"),
    "running": ("info", "arrow-repeat"),
    "moving": ("info", "arrow-right-circle"),
    "sent": ("info", "send"),
    "good": ("good", "check-circle-fill"),
    "checked": ("good", "patch-check"),
    "locked": ("good", "lock-fill"),
    "warning": ("wait", "exclamation-triangle-fill"),
    "bad": ("bad", "exclamation-octagon-fill"),
    "refused": ("bad", "x-circle-fill"),
    "returned": ("bad", "arrow-return-left"),
    "overdue": ("bad", "alarm-fill"),
    "cancelled": ("plain", "slash-circle"),
    "restricted": ("guard", "shield-lock-fill"),
    "masked": ("guard", "eye-slash-fill"),
    "unknown": ("plain", "question-circle"),
}


@dataclass(frozen=True)
class State:
    look: str
    word: str | Promise

    def label(self) -> str:
        """The word in the language of the page."""
        return str(self.word) if isinstance(self.word, Promise) else gettext(self.word)


_STATES: dict[str, State] = {}


def declare_states(states: dict[str, tuple[str, str | Promise]]) -> None:
    """Add ``{key: (look, word)}``; a key declared twice with other words is a mistake."""
    for key, (look, word) in states.items():
        state = State(look, word)
        if look not in LOOKS or _STATES.setdefault(key, state) != state:
            raise ValueError(f"state {key} is declared twice or has an unknown look {look}")


@lru_cache(maxsize=1)
def all_states() -> dict[str, State]:
    autodiscover_modules("states")
    return _STATES


declare_states(
    {
        "unknown": ("unknown", _("Belum diketahui")),
        "masked": ("masked", _("Disamarkan")),
        "restricted": ("restricted", _("Akses terbatas")),
        "unconfirmed": ("unknown", _("Belum dikonfirmasi")),
        "overdue": ("overdue", _("Lewat tenggat")),
        "paused": ("paused", _("Dijeda")),
        "place_open": ("warning", _("Tempat belum dikenali")),
        "legacy": ("unknown", _("Data lama, belum diperiksa")),
        "hold_disposal": ("locked", _("Tunda pemusnahan")),
        "local": ("paused", _("Tersimpan di ponsel")),
        "sent": ("good", _("Terkirim")),
        "job_wait": ("waiting", _("Menunggu giliran")),
        "job_run": ("running", _("Sedang disiapkan")),
        "job_ready": ("good", _("Siap diunduh")),
        "job_failed": ("bad", _("Gagal")),
    }
)
