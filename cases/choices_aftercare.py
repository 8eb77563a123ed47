"""Stored codes of death, illness, rights of heirs, and what follows a return."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Placement(TextChoices):
    """How somebody left and who placed them. OFFICIAL: by the rules, through whom is not told."""

    P3MI = "P3MI", _("Ditempatkan P3MI")
    MANNING = "MANNING", _("Perusahaan awak kapal")
    GOVERNMENT = "GOVERNMENT", _("Ditempatkan pemerintah")
    OWN = "OWN", _("Untuk perusahaan sendiri")
    INDEPENDENT = "INDEPENDENT", _("Perseorangan")
    OFFICIAL = "OFFICIAL", _("Prosedural, lewat siapa belum diketahui")
    UNOFFICIAL = "UNOFFICIAL", _("Nonprosedural")
    UNKNOWN = "UNKNOWN", _("Belum diketahui")


PROCEDURAL = frozenset(Placement.values) - {Placement.UNOFFICIAL, Placement.UNKNOWN}


class Circumstance(TextChoices):
    """How somebody died. NOT_IN_DETAIL is what a source says; UNKNOWN that nobody asked yet."""

    UNKNOWN = "UNKNOWN", _("Belum diketahui")
    NOT_IN_DETAIL = "NO_DETAIL", _("Tidak diketahui secara rinci")
    ILLNESS = "ILLNESS", _("Sakit")
    WORK = "WORK", _("Kecelakaan kerja")
    ACCIDENT = "ACCIDENT", _("Kecelakaan lain")
    VIOLENCE = "VIOLENCE", _("Kekerasan")
    OTHER = "OTHER", _("Lainnya")


class ProofState(TextChoices):
    """Papers that prove who the dead person was."""

    UNKNOWN = "UNKNOWN", _("Belum diketahui")
    FOUND = "FOUND", _("Ada")
    MISSING = "MISSING", _("Belum ada, harus dicari")


class DutyState(TextChoices):
    """What came of the duty of a P3MI to bring the remains home (PP 59/2021 art. 21 (3))."""

    NOT_ASKED = "NOT_ASKED", _("Belum diminta")
    ASKED = "ASKED", _("Sudah diminta, menunggu jawaban")
    MET = "MET", _("Dipenuhi P3MI")
    REFUSED = "REFUSED", _("Ditolak P3MI")
    OTHER = "OTHER", _("Dibiayai pihak lain")


DUTY_OPEN = (DutyState.NOT_ASKED, DutyState.ASKED)


class PaperKind(TextChoices):
    """Papers of remains and of the sick (export of remains; Permen P2MI 32/2025 art. 13 b)."""

    DEATH = "DEATH", _("Surat keterangan kematian")
    MEDICAL_CAUSE = "MEDICAL", _("Keterangan medis sebab kematian")
    EMBALMING = "EMBALMING", _("Sertifikat embalming")
    SEALING = "SEALING", _("Sertifikat penyegelan peti")
    EXPORT = "EXPORT", _("Izin ekspor jenazah setempat")
    PASSPORT = "PASSPORT", _("Paspor atau SPLP")
    FITNESS = "FITNESS", _("Surat keterangan layak dipulangkan")
    MEDICAL_RECORD = "RECORD", _("Ringkasan medis rumah sakit")
    OTHER = "OTHER", _("Surat lain")


PAPERS_OF_REMAINS = (
    PaperKind.DEATH, PaperKind.MEDICAL_CAUSE, PaperKind.EMBALMING, PaperKind.SEALING, PaperKind.EXPORT,
    PaperKind.PASSPORT,
)  # fmt: skip
PAPERS_OF_SICK = (PaperKind.FITNESS, PaperKind.MEDICAL_RECORD)


class PaperState(TextChoices):
    NEEDED = "NEEDED", _("Diperlukan")
    ASKED = "ASKED", _("Sudah diminta")
    HAVE = "HAVE", _("Sudah ada")
    NOT_NEEDED = "NO_NEED", _("Tidak diperlukan")


class BenefitKind(TextChoices):
    UNKNOWN = "UNKNOWN", _("Hak ahli waris, belum ditelusuri")
    BPJS = "BPJS", _("Jaminan sosial (BPJS Ketenagakerjaan)")
    INSURANCE = "INSURANCE", _("Asuransi")
    GRANT = "GRANT", _("Santunan")
    WAGES = "WAGES", _("Gaji atau hak kerja yang belum dibayar")
    OTHER = "OTHER", _("Hak lain")


class BenefitState(TextChoices):
    OPEN = "OPEN", _("Perlu ditelusuri")
    CLAIMED = "CLAIMED", _("Sudah diajukan")
    PAID = "PAID", _("Sudah dibayar")
    REFUSED = "REFUSED", _("Ditolak")
    NONE = "NONE", _("Tidak ada hak")


BENEFIT_OPEN = (BenefitState.OPEN, BenefitState.CLAIMED)


class Currency(TextChoices):
    """Currencies in which rights are paid; names are codes everywhere."""

    IDR = "IDR", "IDR (Rp)"
    MYR = "MYR", "MYR (RM)"
    USD = "USD", "USD"
    SGD = "SGD", "SGD"
    BND = "BND", "BND"
    HKD = "HKD", "HKD"
    TWD = "TWD", "TWD"
    KRW = "KRW", "KRW"
    JPY = "JPY", "JPY"
    SAR = "SAR", "SAR"
    AED = "AED", "AED"
    EUR = "EUR", "EUR"


class TreatedWhere(TextChoices):
    ABROAD = "ABROAD", _("Rumah sakit di luar negeri")
    HERE = "HERE", _("Rumah sakit di Indonesia")
    HOME = "HOME", _("Di rumah atau rawat jalan")


class Fitness(TextChoices):
    """How the sick travel, as told."""

    UNKNOWN = "UNKNOWN", _("Belum diketahui")
    WALKS = "WALKS", _("Dapat berjalan sendiri")
    HELPED = "HELPED", _("Perlu dibantu atau kursi roda")
    LYING = "LYING", _("Berbaring")
    SEVERE = "SEVERE", _("Sakit berat, perlu perawat")


class FollowUpKind(TextChoices):
    VISIT = "VISIT", _("Kunjungan")
    ADVICE = "ADVICE", _("Anjuran kepada camat atau desa")
    OFFER = "OFFER", _("Tawaran pemberdayaan")
    WISH = "WISH", _("Keinginan berangkat lagi")


class OfferAnswer(TextChoices):
    OPEN = "OPEN", _("Belum dijawab")
    TAKEN = "TAKEN", _("Diterima")
    DECLINED = "DECLINED", _("Tidak berminat")
