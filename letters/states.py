"""States of letters and dispositions, in the words of the glossary."""

from django.utils.translation import gettext_noop as _
from django.utils.translation import pgettext_lazy

from core.states import declare_states

declare_states(
    {
        "letter_waiting": ("waiting", _("Menunggu disposisi")),
        "letter_given": ("running", _("Sedang dikerjakan")),
        "letter_done": ("good", _("Selesai")),
        "letter_limited": ("restricted", _("Terbatas")),
        "letter_secret": ("restricted", _("Rahasia")),
        "letter_top_secret": ("restricted", _("Sangat Rahasia")),
        "letter_urgent": ("warning", _("Segera")),
        "letter_very_urgent": ("bad", _("Sangat segera")),
        "release_draft": ("draft", _("Konsep")),
        "release_submitted": ("waiting", _("Menunggu persetujuan")),
        "release_sent_back": ("returned", _("Dikembalikan")),
        "release_approved": ("good", _("Disetujui")),
        "disposition_open": ("waiting", _("Terbuka")),
        "disposition_done": ("good", _("Selesai")),
        "disposition_dropped": ("cancelled", pgettext_lazy("state", "Batal")),
    }
)
