"""States of reports, in the words of the glossary."""

from django.utils.translation import gettext_noop as _

from core.states import declare_states

declare_states(
    {
        "rep_draft": ("draft", _("Konsep")),
        "rep_review": ("waiting", _("Diperiksa")),
        "rep_approved": ("checked", _("Disetujui")),
        "rep_final": ("locked", _("Final (dikunci)")),
        "rep_restated": ("warning", _("Perbaikan angka")),
        "rep_sent": ("good", _("Sudah dikirim")),
        "backup_ok": ("good", _("Utuh")),
        "server_bad": ("bad", _("Perlu tindakan")),
        "pattern_new": ("warning", _("Baru")),
        "pattern_seen": ("moving", _("Sudah dilihat")),
        "pattern_explained": ("checked", _("Sudah dijelaskan")),
        "record_whole": ("checked", _("Utuh")),
        "record_broken": ("bad", _("Tidak utuh")),
        "record_unchecked": ("unknown", _("Belum diperiksa")),
        "seal_late": ("overdue", _("Segel terlambat")),
        "seal_on_time": ("good", _("Segel berjalan")),
        "outside": ("plain", _("Luar provinsi")),
    }
)
