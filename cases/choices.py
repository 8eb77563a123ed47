"""Stored codes with rules attached. Lists without rules are reference data (data/reference.csv)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Sex(TextChoices):
    MALE = "L", _("Laki-laki")
    FEMALE = "P", _("Perempuan")
    UNKNOWN = "U", _("Belum diketahui")


class AgeGroup(TextChoices):
    """Adult or child on the day of arrival; a child is under 18 (UU 35/2014 art. 1)."""

    ADULT = "ADULT", _("Dewasa")
    CHILD = "CHILD", _("Anak")
    UNKNOWN = "UNKNOWN", _("Belum diketahui")


class PlaceState(TextChoices):
    RECOGNISED = "RECOGNISED", _("Dikenali")
    OPEN = "OPEN", _("Tempat belum dikenali")
    UNKNOWN = "UNKNOWN", _("Belum diketahui")


class ArrivalState(TextChoices):
    EXPECTED = "EXPECTED", _("Belum dicatat")
    ARRIVED = "ARRIVED", _("Tiba")
    NOT_ARRIVED = "NOT_ARRIVED", _("Tidak datang")


class NotArrivedReason(TextChoices):
    LEFT = "LEFT", _("Meninggalkan rombongan")
    POSTPONED = "POSTPONED", _("Ditunda ke rombongan berikutnya")
    ILL = "ILL", _("Tertahan karena sakit")
    FAMILY = "FAMILY", _("Dijamin keluarga")
    OWN_COST = "OWN_COST", _("Pulang dengan biaya sendiri")
    NOT_FOUND = "NOT_FOUND", _("Tidak ditemukan")
    UNKNOWN = "UNKNOWN", _("Belum diketahui")


class SubmissionState(TextChoices):
    WAITING = "WAITING", _("Menunggu verifikasi")
    RETURNED = "RETURNED", _("Perlu diperbaiki")
    VERIFIED = "VERIFIED", _("Terverifikasi")


class RepatriationState(TextChoices):
    ANNOUNCED = "ANNOUNCED", _("Diberitahukan")
    EN_ROUTE = "EN_ROUTE", _("Dalam perjalanan")
    ARRIVED = "ARRIVED", _("Tiba di provinsi")
    SHELTERED = "SHELTERED", _("Di penampungan")
    HANDED_OVER = "HANDED_OVER", _("Sudah diserahterimakan")
    DONE = "DONE", _("Selesai")
    CANCELLED = "CANCELLED", pgettext_lazy("state", "Batal")


class ImportState(TextChoices):
    """Of a letter's list that was uploaded or pasted."""

    READING = "READING", _("Sedang dibaca")
    READY = "READY", _("Menunggu diperiksa")
    APPLYING = "APPLYING", _("Sedang dimasukkan")
    APPLIED = "APPLIED", _("Sudah dimasukkan")
    DROPPED = "DROPPED", _("Dibuang")
    EXPIRED = "EXPIRED", _("Kedaluwarsa")


class SiskoKind(TextChoices):
    """What is noted about Sisko P2MI."""

    CHECK = "CHECK", _("Diperiksa")
    ENTRY = "ENTRY", _("Dimasukkan")


class SiskoResult(TextChoices):
    FOUND = "FOUND", _("Ditemukan")
    NOT_FOUND = "NOT_FOUND", _("Tidak ditemukan")


class TransportMode(TextChoices):
    SEA = "SEA", _("Kapal laut")
    AIR = "AIR", _("Pesawat")
    FERRY = "FERRY", _("Feri penyeberangan")
    LAND = "LAND", _("Darat")
    OTHER = "OTHER", _("Lainnya")


class LegState(TextChoices):
    PLANNED = "PLANNED", _("Direncanakan")
    TRAVELLED = "TRAVELLED", _("Ditempuh")
    NOT_TRAVELLED = "NOT", _("Tidak ditempuh")


class StayKind(TextChoices):
    SHELTER = "SHELTER", _("Shelter atau penampungan")
    MESS = "MESS", _("Mess pemerintah daerah")
    HOSPITAL = "HOSPITAL", _("Rumah sakit")
    HOME = "HOME", _("Rumah keluarga atau warga")
    MISSION = "MISSION", _("Shelter perwakilan RI")
    SAFE_HOUSE = "SAFE", _("Rumah ramah")
    HOTEL = "HOTEL", _("Penginapan")
    OFFICE = "OFFICE", _("Kantor atau pos")
    OTHER = "OTHER", _("Lainnya")


class CostKind(TextChoices):
    TICKET = "TICKET", _("Tiket")
    LOCAL = "LOCAL", _("Angkutan setempat")
    MEAL = "MEAL", _("Makan")
    LODGING = "LODGING", _("Penginapan")
    HEALTH = "HEALTH", _("Kesehatan")
    REMAINS = "REMAINS", _("Jenazah")
    OTHER = "OTHER", _("Lainnya")


class Bearer(TextChoices):
    OFFICE = "OFFICE", _("Kantor ini")
    SENDER = "SENDER", _("Unit pengirim")
    MINISTRY = "MINISTRY", _("Kementerian")
    MISSION = "MISSION", _("Perwakilan RI")
    DISTRICT = "DISTRICT", _("Pemerintah daerah")
    SOCIAL = "SOCIAL", _("Kementerian/Dinas Sosial")
    COMPANY = "COMPANY", _("Perusahaan atau P3MI")
    FAMILY = "FAMILY", _("Orang itu atau keluarganya")
    OTHER = "OTHER", _("Lainnya")
    UNKNOWN = "UNKNOWN", _("Belum diketahui")


class ContactChannel(TextChoices):
    PHONE = "PHONE", _("Telepon")
    WHATSAPP = "WA", _("WhatsApp")
    LETTER = "LETTER", _("Surat")
    EMAIL = "EMAIL", _("Surel")
    MEETING = "MEETING", _("Bertemu langsung")
    OTHER = "OTHER", _("Lainnya")
    UNKNOWN = "UNKNOWN", _("Belum diketahui")


class HandoverKind(TextChoices):
    """The steps of Permen P2MI 32/2025 art. 13: to another unit, to the district, to family, to the social ministry."""

    UNIT = "UNIT", _("Kepada unit lain")
    DISTRICT = "DISTRICT", _("Kepada pemerintah daerah")
    FAMILY = "FAMILY", _("Kepada keluarga atau yang mewakili")
    SOCIAL = "SOCIAL", _("Kepada kementerian/dinas sosial")


class HandoverState(TextChoices):
    PREPARED = "PREPARED", _("Disiapkan")
    SIGNED = "SIGNED", _("Ditandatangani")
    CANCELLED = "CANCELLED", pgettext_lazy("state", "Batal")


class SignerRole(TextChoices):
    GIVER = "GIVER", _("Yang menyerahkan")
    RECEIVER = "RECEIVER", _("Yang menerima")
    WITNESS = "WITNESS", _("Saksi")


class Kinship(TextChoices):
    """Who receives. Spouse, child and parent need no power of attorney (Permen P2MI 32/2025 art. 1 and 13)."""

    SPOUSE = "SPOUSE", _("Suami/istri")
    CHILD = "CHILD", _("Anak")
    PARENT = "PARENT", _("Orang tua")
    SIBLING = "SIBLING", _("Saudara kandung")
    RELATIVE = "RELATIVE", _("Kerabat lain")
    PROXY = "PROXY", _("Wakil keluarga")
    OFFICIAL = "OFFICIAL", _("Pejabat")
    UNKNOWN = "UNKNOWN", _("Belum diketahui")


class PublishedStatus(TextChoices):
    """The two states that the ministry publishes; the inner stages are in data/stages.csv."""

    PROCESS = "PROSES", _("Dalam proses")
    DONE = "SELESAI", _("Selesai")


class NameKind(TextChoices):
    AS_HEARD = "AS_HEARD", _("Nama seperti terdengar")
    OFFICIAL = "OFFICIAL", _("Nama resmi")
    ALIAS = "ALIAS", _("Nama lain")
    ON_PAPER = "ON_PAPER", _("Nama di dokumen")
    INITIALS = "INITIALS", _("Inisial")


class AddressKind(TextChoices):
    PAPERS = "PAPERS", _("Alamat di KTP/dokumen")
    ORIGIN = "ORIGIN", _("Daerah asal")
    RESIDENCE = "RESIDENCE", _("Tempat tinggal")
    DESTINATION = "DESTINATION", _("Tujuan pulang")


class FamilyRelation(TextChoices):
    PARENT = "PARENT", _("Orang tua")
    CHILD = "CHILD", _("Anak")
    SPOUSE = "SPOUSE", _("Suami/istri")
    SIBLING = "SIBLING", _("Saudara kandung")
    OTHER = "OTHER", _("Kerabat lain")


class SourceKind(TextChoices):
    LETTER = "LETTER", _("Surat")
    PAPER = "PAPER", _("Dokumen orang")
    INTERVIEW = "INTERVIEW", _("Keterangan orang")
    OFFICER = "OFFICER", _("Catatan petugas")
    PRESS = "PRESS", _("Berita")
    LEGACY = "LEGACY", _("Data lama")


class GrantReason(TextChoices):
    SHARED = "SHARED", _("Dibagikan")
    TEAM = "TEAM", _("Tim akses terbatas")
    PICK_UP = "PICK_UP", _("Petugas penjemputan")
    WORK = "WORK", _("Ditugaskan")


class GrantKind(TextChoices):
    WORKER = "WORKER", "WORKER"
    CASE = "CASE", "CASE"
    REPATRIATION = "REPATRIATION", "REPATRIATION"


class MatchDecision(TextChoices):
    PENDING = "PENDING", _("Putuskan nanti")
    SAME = "SAME", _("Orang yang sama")
    OTHER = "OTHER", _("Orang lain")


class LetterRole(TextChoices):
    """What a letter is to a return or a case."""

    NOTICE = "NOTICE", _("Pemberitahuan atau pengantar")
    REQUEST = "REQUEST", _("Permohonan")
    REPLY = "REPLY", _("Balasan")
    ASSIGNMENT = "ASSIGNMENT", _("Surat tugas")
    RECORD = "RECORD", _("Berita acara")
    OTHER = "OTHER", _("Lainnya")


class TaskState(TextChoices):
    OPEN = "OPEN", _("Terbuka")
    DONE = "DONE", _("Selesai")
    DROPPED = "DROPPED", pgettext_lazy("state", "Batal")


class ReferralState(TextChoices):
    SENT = "SENT", _("Menunggu jawaban")
    ACCEPTED = "ACCEPTED", _("Diterima")
    REFUSED = "REFUSED", _("Ditolak")
    REVOKED = "REVOKED", _("Dicabut")


class ListName(TextChoices):
    """Reference lists of data/reference.csv."""

    CASE_CATEGORY = "CASE_CATEGORY", _("Kategori")
    CHANNEL = "CHANNEL", _("Cara pengaduan")
    STAGE = "STAGE", _("Tahap")
    CLOSING_REASON = "CLOSING_REASON", _("Alasan penutupan")
    WORKER_STATUS = "WORKER_STATUS", _("Status")
    RETURN_CAUSE = "RETURN_CAUSE", _("Sebab kepulangan")
    DEPORTATION_REASON = "DEPORTATION_REASON", _("Alasan deportasi")
    VULNERABILITY = "VULNERABILITY", _("Kerentanan")
    DOCUMENT = "DOCUMENT", _("Dokumen")
    COUNTRY = "COUNTRY", _("Negara")
    AGENCY = "AGENCY", _("Instansi")
