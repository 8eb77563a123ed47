"""Stored codes of interviews: what the person worked as, how they were stopped, what was withheld, who speaks."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Speaker(TextChoices):
    """Whose words they are."""

    PERSON = "PERSON", _("Orang itu sendiri")
    FATHER = "FATHER", _("Ayah")
    MOTHER = "MOTHER", _("Ibu")
    SPOUSE = "SPOUSE", _("Suami/istri")
    CHILD = "CHILD", pgettext_lazy("speaker", "Anaknya")
    SIBLING = "SIBLING", _("Saudara kandung")
    RELATIVE = "RELATIVE", _("Kerabat lain")
    RECRUITER = "RECRUITER", _("Diduga perekrut atau sponsor")
    EMPLOYER = "EMPLOYER", _("Majikan atau perusahaan")
    COMPANION = "COMPANION", _("Teman serombongan")
    OFFICIAL = "OFFICIAL", _("Pejabat atau petugas")
    OTHER = "OTHER", _("Lainnya")
    UNKNOWN = "UNKNOWN", _("Belum diketahui")


class InterviewChannel(TextChoices):
    FACE = "FACE", _("Tatap muka")
    PHONE = "PHONE", _("Telepon")
    VIDEO = "VIDEO", _("Panggilan video")
    MEETING = "MEETING", _("Dalam pertemuan atau mediasi")
    WRITTEN = "WRITTEN", _("Tertulis (pesan atau formulir)")
    OTHER = "OTHER", _("Lainnya")
    UNKNOWN = "UNKNOWN", _("Belum diketahui")


class Sector(TextChoices):
    UNKNOWN = "", _("Belum diketahui")
    PLANTATION = "PLANTATION", _("Perkebunan")
    CONSTRUCTION = "CONSTRUCTION", _("Bangunan atau konstruksi")
    FISHING = "FISHING", _("Kapal ikan atau awak kapal")
    DOMESTIC = "DOMESTIC", _("Rumah tangga")
    FACTORY = "FACTORY", _("Pabrik")
    TRADE = "TRADE", _("Toko, rumah makan, atau jasa")
    FOREST = "FOREST", _("Kayu atau kehutanan")
    HEALTH = "HEALTH", _("Perawat atau pengasuh")
    OTHER = "OTHER", _("Lainnya")


class LegalStatus(TextChoices):
    UNKNOWN = "", _("Belum diketahui")
    PROCEDURAL = "PROCEDURAL", _("Resmi (prosedural)")
    NONPROCEDURAL = "NONPROCEDURAL", _("Nonprosedural")
    NO_PAPERS = "NO_PAPERS", _("Tanpa dokumen")
    INCOMPLETE = "INCOMPLETE", _("Dokumen tidak lengkap")
    VISIT = "VISIT", _("Visa kunjungan atau wisata")
    EXPIRED = "EXPIRED", _("Izin habis masa berlakunya")


class Route(TextChoices):
    UNKNOWN = "", _("Belum diketahui")
    OFFICIAL = "OFFICIAL", _("Jalur resmi")
    NUNUKAN_TAWAU = "NUNUKAN", _("Nunukan-Tawau")
    BOAT = "BOAT", _("Laut tradisional")
    BATAM = "BATAM", _("Batam atau Kepulauan Riau")
    LAND = "LAND", _("Lintas batas darat")
    AIR = "AIR", _("Pesawat")
    UNOFFICIAL = "UNOFFICIAL", _("Jalur tidak resmi lain")


class DepartReason(TextChoices):
    UNKNOWN = "", _("Belum diketahui")
    NO_WORK = "NO_WORK", _("Tidak ada pekerjaan di daerah asal")
    WAGE = "WAGE", _("Upah lebih baik")
    DEBT = "DEBT", _("Utang")
    FAMILY = "FAMILY", _("Ikut atau membantu keluarga")
    INVITED = "INVITED", _("Diajak")
    OTHER = "OTHER", _("Lainnya")


class LeftHow(TextChoices):
    UNKNOWN = "", _("Belum diketahui")
    STOPPED = "STOPPED", _("Ditangkap atau dirazia")
    ENDED = "ENDED", _("Kontrak selesai")
    DISMISSED = "DISMISSED", _("Diberhentikan")
    LEFT = "LEFT", _("Meninggalkan majikan")
    ILL = "ILL", _("Sakit atau kecelakaan")
    HELPED = "HELPED", _("Dibantu perwakilan RI atau pihak lain")
    OTHER = "OTHER", _("Lainnya")


class ArrestHow(TextChoices):
    UNKNOWN = "", _("Belum diketahui")
    RAID = "RAID", _("Razia")
    BORDER = "BORDER", _("Dicegah atau dihentikan di perbatasan")
    CHECK = "CHECK", _("Pemeriksaan di jalan atau tempat umum")
    SURRENDER = "SURRENDER", _("Menyerahkan diri")
    REPORTED = "REPORTED", _("Dilaporkan orang lain")
    CRIME = "CRIME", _("Perkara pidana")
    OTHER = "OTHER", _("Lainnya")


class ArrestBy(TextChoices):
    UNKNOWN = "", _("Belum diketahui")
    POLICE = "POLICE", _("Polisi negara tujuan")
    IMMIGRATION = "IMMIGRATION", _("Imigrasi negara tujuan")
    MARITIME = "MARITIME", _("Penjaga laut")
    HOME_IMMIGRATION = "ID_IMMIGRATION", _("Imigrasi Indonesia")
    HOME_POLICE = "ID_POLICE", _("Polisi atau TNI Indonesia")
    OTHER = "OTHER", _("Lainnya")


class Mistreatment(TextChoices):
    NO_PAY = "NO_PAY", _("Upah tidak dibayar")
    LESS_PAY = "LESS_PAY", _("Upah kurang dari yang dijanjikan")
    PASSED_ON = "PASSED_ON", _("Dipindahkan dari majikan ke majikan")
    THREAT = "THREAT", _("Diancam")
    VIOLENCE = "VIOLENCE", _("Dipukul atau disakiti")
    SEXUAL = "SEXUAL", _("Pelecehan seksual")
    CONFINED = "CONFINED", _("Dikurung atau tidak boleh keluar")
    PAPERS = "PAPERS", _("Dokumen ditahan")
    OVERWORK = "OVERWORK", _("Bekerja melebihi batas")
    OTHER_WORK = "OTHER_WORK", _("Pekerjaan berbeda dari yang dijanjikan")
    OTHER = "OTHER", _("Lainnya")


class Wish(TextChoices):
    GO_HOME = "GO_HOME", _("Pulang ke rumah")
    WORK_AGAIN = "WORK_AGAIN", _("Bekerja lagi di luar negeri")
    WORK_HERE = "WORK_HERE", _("Bekerja di daerah asal")
    CLAIM_PAY = "CLAIM_PAY", _("Menagih upah atau hak")
    PAPERS_BACK = "PAPERS_BACK", _("Mendapat kembali dokumen atau barang")
    TRAINING = "TRAINING", _("Pelatihan atau modal usaha")
    REPORT = "REPORT", _("Melapor kepada polisi")
    SCHOOL = "SCHOOL", _("Sekolah")
    TREATMENT = "TREATMENT", _("Berobat")
    OTHER = "OTHER", _("Lainnya")


class DetentionKind(TextChoices):
    DEPOT = "DTI", _("Depot tahanan imigrasi (DTI)")
    PRISON = "PRISON", _("Penjara")
    POLICE = "POLICE", _("Tahanan polisi")
    SAFE_HOUSE = "SAFE", _("Rumah ramah")
    MISSION = "MISSION", _("Shelter perwakilan RI")
    OTHER = "OTHER", _("Lainnya")
    UNKNOWN = "UNKNOWN", _("Belum diketahui")


class MoneyKind(TextChoices):
    PROMISED = "PROMISED", _("Upah yang dijanjikan")
    PAID = "PAID", _("Upah yang dibayar")
    UNPAID = "UNPAID", _("Upah yang belum dibayar")
    DEDUCTED = "DEDUCTED", _("Potongan upah")
    FEE = "FEE", _("Dibayar kepada pihak lain")
    ADVANCE = "ADVANCE", _("Diterima dari pihak lain")
    DEBT = "DEBT", _("Utang")


class Currency(TextChoices):
    MYR = "MYR", _("Ringgit Malaysia (RM)")
    IDR = "IDR", _("Rupiah (Rp)")
    SAR = "SAR", _("Riyal Saudi")
    SGD = "SGD", _("Dolar Singapura")
    TWD = "TWD", _("Dolar Taiwan")
    HKD = "HKD", _("Dolar Hong Kong")
    BND = "BND", _("Dolar Brunei")
    AED = "AED", _("Dirham UEA")
    USD = "USD", _("Dolar Amerika Serikat")
    OTHER = "OTHER", _("Mata uang lain")


class Period(TextChoices):
    UNKNOWN = "", _("Belum diketahui")
    HOUR = "HOUR", _("per jam")
    DAY = "DAY", _("per hari")
    WEEK = "WEEK", _("per minggu")
    MONTH = "MONTH", _("per bulan")
    YEAR = "YEAR", _("per tahun")
    PIECE = "PIECE", _("borongan")
    ONCE = "ONCE", _("sekali")


class Belonging(TextChoices):
    """What may be withheld beside papers; papers are the reference list DOCUMENT."""

    PHONE = "PONSEL", _("Ponsel")
    MONEY = "UANG", _("Uang")
    JEWELLERY = "PERHIASAN", _("Perhiasan")
    GOODS = "BARANG", _("Pakaian atau barang lain")


class Holder(TextChoices):
    EMPLOYER = "EMPLOYER", _("Majikan")
    AGENT = "AGENT", _("Agen atau sponsor")
    POLICE = "POLICE", _("Polisi")
    IMMIGRATION = "IMMIGRATION", _("Imigrasi")
    MISSION = "MISSION", _("Perwakilan RI")
    OTHER = "OTHER", _("Lainnya")
    UNKNOWN = "UNKNOWN", _("Belum diketahui")


class RecruitRole(TextChoices):
    """Through whom somebody left."""

    PARENTS = "PARENTS", _("Dibawa orang tua")
    SIBLING = "SIBLING", _("Diajak saudara kandung")
    RELATIVE = "RELATIVE", _("Diajak kerabat")
    FRIEND = "FRIEND", _("Diajak teman atau tetangga")
    SPONSOR = "SPONSOR", _("Sponsor")
    AGENT = "AGENT", _("Agen")
    COMPANY = "COMPANY", _("P3MI atau perusahaan")
    ADVERT = "ADVERT", _("Iklan atau media sosial")
    ALONE = "ALONE", _("Berangkat sendiri")
    OTHER = "OTHER", _("Lainnya")
    UNKNOWN = "UNKNOWN", _("Belum diketahui")


class Topic(TextChoices):
    """What a statement is about, so that two that contradict each other stand side by side."""

    RECRUIT = "RECRUIT", _("Ajakan dan perekrutan")
    DEPART = "DEPART", _("Keberangkatan")
    WORK = "WORK", _("Pekerjaan dan perlakuan")
    PAY = "PAY", _("Upah, biaya, dan utang")
    ARREST = "ARREST", _("Penangkapan dan penahanan")
    FAMILY = "FAMILY", _("Keluarga")
    WISH = "WISH", _("Permintaan")
    OTHER = "OTHER", _("Lainnya")


class ScreeningResult(TextChoices):
    INDICATED = "INDICATED", _("Ada indikasi TPPO")
    NONE = "NONE", _("Belum ada indikasi TPPO")
    OPEN = "OPEN", _("Belum cukup keterangan")
