"""States of submissions, returns, cases and referrals, in the words of the glossary."""

from django.utils.translation import gettext_noop as _
from django.utils.translation import pgettext_lazy

from core.states import declare_states

declare_states(
    {
        "sub_waiting": ("waiting", _("Menunggu verifikasi")),
        "sub_returned": ("returned", _("Perlu diperbaiki")),
        "sub_verified": ("checked", _("Terverifikasi")),
        "ret_announced": ("draft", _("Diberitahukan")),
        "ret_enroute": ("moving", _("Dalam perjalanan")),
        "ret_arrived": ("good", _("Tiba")),
        "ret_sheltered": ("paused", _("Di penampungan")),
        "ret_handed": ("checked", _("Sudah diserahterimakan")),
        "ret_done": ("good", _("Selesai")),
        "ret_cancelled": ("cancelled", pgettext_lazy("state", "Batal")),
        "na_left": ("warning", _("Meninggalkan rombongan")),
        "na_postponed": ("paused", _("Ditunda ke rombongan berikutnya")),
        "na_ill": ("warning", _("Tertahan karena sakit")),
        "na_family": ("plain", _("Dijamin keluarga")),
        "na_own": ("plain", _("Pulang dengan biaya sendiri")),
        "na_not_found": ("warning", _("Tidak ditemukan")),
        "na_unknown": ("unknown", _("Belum diketahui")),
        "unlisted": ("warning", _("Di luar daftar")),
        "case_open": ("running", _("Dalam proses")),
        "case_done": ("good", _("Selesai")),
        "stage": ("moving", _("Tahap")),
        "suspected_recruiter": ("warning", _("Diduga perekrut")),
        "tppo_sign": ("bad", _("Ada indikasi TPPO")),
        "tppo_none": ("plain", _("Tidak ada indikasi")),
        "ref_sent": ("sent", _("Menunggu jawaban")),
        "ref_accepted": ("good", _("Diterima")),
        "ref_refused": ("refused", _("Ditolak")),
        "ref_revoked": ("cancelled", _("Dicabut")),
        "task_open": ("waiting", _("Terbuka")),
        "task_done": ("good", _("Selesai")),
        "task_dropped": ("cancelled", pgettext_lazy("state", "Batal")),
        "leg_planned": ("draft", _("Direncanakan")),
        "leg_travelled": ("good", _("Ditempuh")),
        "leg_not": ("cancelled", _("Tidak ditempuh")),
        "ho_prepared": ("draft", _("Disiapkan")),
        "ho_signed": ("checked", _("Ditandatangani")),
        "ho_cancelled": ("cancelled", pgettext_lazy("state", "Batal")),
        "list_reading": ("running", _("Sedang dibaca")),
        "list_read": ("good", _("Sudah dibaca")),
        "match_pending": ("waiting", _("Menunggu keputusan")),
    }
)
