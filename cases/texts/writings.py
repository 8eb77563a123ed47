"""The texts and papers of one return, as the office words them (letters/writings.py)."""

from pathlib import Path
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from cases.choices import LetterRole
from cases.texts.telling import NAMES
from letters.writings import Writing

FOLDER = Path(__file__).resolve().parent.parent / "data" / "writings"


class OfReturn(Writing):
    """A text about a return; its values name nobody."""

    folder = FOLDER
    names = NAMES


class LeadershipReport(OfReturn):
    code = "LAPORAN_WA"
    title = _("Laporan singkat kepada pimpinan")


class SiteRelease(OfReturn):
    code = "SIARAN_SITUS"
    title = _("Siaran pers untuk situs")


class CaptionRelease(OfReturn):
    code = "SIARAN_CAPTION"
    title = _("Siaran pers untuk media sosial")


class WhatsAppRelease(OfReturn):
    code = "SIARAN_WA"
    title = _("Siaran pers untuk WhatsApp")


class ReturnWriting(OfReturn):
    """A paper that goes out under number and signature. `kind` and `role` are those of the letter it becomes."""

    heading: ClassVar[str] = ""
    subject: ClassVar[str] = ""
    kind: ClassVar[str] = "SURAT"
    role: ClassVar[str] = LetterRole.OTHER
    names_people: ClassVar[bool] = False
    takes_pictures: ClassVar[bool] = False
    recipient: ClassVar[str] = ""
    is_of_head: ClassVar[bool] = True


class Reply(ReturnWriting):
    code = "BALASAN"
    title = _("Balasan kepada unit pengirim")
    layout = "SURAT"
    subject = "Balasan fasilitasi kepulangan"
    kind, role = "BALASAN", LetterRole.REPLY
    recipient = "unit"


class RequestToDistrict(ReturnWriting):
    code = "PERMINTAAN"
    title = _("Permintaan kepada kabupaten/kota")
    layout = "SURAT"
    subject = "Permohonan penjemputan dan pendampingan"
    kind, role = "PERMOHONAN", LetterRole.REQUEST
    names_people = True


class ReturnReport(ReturnWriting):
    code = "NOTA_DINAS"
    title = _("Laporan pemulangan (nota dinas)")
    layout = "NOTA_DINAS"
    heading = "Nota Dinas"
    subject = "Laporan pemulangan"
    kind, role = "NOTA_DINAS", LetterRole.OTHER
    is_of_head = False
    names_people = True


class Assignment(ReturnWriting):
    code = "SURAT_TUGAS"
    title = _("Surat tugas")
    layout = "SURAT_TUGAS"
    heading = "Surat Tugas"
    subject = "Penjemputan dan pendampingan kepulangan"
    kind, role = "SURAT_TUGAS", LetterRole.ASSIGNMENT


class TravelReport(ReturnWriting):
    code = "PERJALANAN"
    title = _("Laporan perjalanan dinas")
    layout = "LAPORAN"
    heading = "Laporan Perjalanan Dinas"
    subject = "Laporan perjalanan dinas"
    takes_pictures = True
    is_of_head = False


class HandoverMinutes(Writing):
    code = "BAST"
    title = _("Berita acara serah terima (BAST)")
    folder = FOLDER
    layout = "BAST"
    has_wording = False


class RefusalPaper(Writing):
    code = "PENOLAKAN"
    title = _("Pernyataan penolakan rehabilitasi")
    folder = FOLDER
    layout = "PENOLAKAN"
    has_wording = False


PAPERS: dict[str, type[ReturnWriting]] = {
    writing.code: writing for writing in (Reply, RequestToDistrict, ReturnReport, TravelReport, Assignment)
}
