"""Forms of papers of a return, signatures of the screen, and refusals of rehabilitation."""

import base64
import binascii

from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.choices import Kinship
from cases.forms.casework import ReasonForm
from cases.forms.journeys import short
from cases.models import RehabilitationRefusal, ReturnPaper
from cases.models.papers import BODY
from cases.queries import mask, today
from cases.texts.writings import PAPERS
from core.forms import BaseForm, LongTextField, OnceForm, SourceDateField, VersionedFormMixin
from letters.numbers import is_numbered_here

PAPER_COLUMNS = (
    "recipient", "sender", "subject", "body", "copies", "signer", "signer_position", "signer_number", "has_people",
    "district",
)  # fmt: skip
PNG = "data:image/png;base64,"
MOST_DRAWN = 2_000_000  # characters of a drawing as it is sent


class PaperForm(OnceForm):
    """The wording comes filled in. `pictures` are offered by a report that shows photos."""

    recipient = LongTextField(
        label=gettext_lazy("Kepada"),
        length=300,
        rows=2,
        required=False,
        help_text=gettext_lazy("Jabatan atau instansi, misalnya Kepala Dinas Tenaga Kerja Kab. Contoh."),
    )
    sender = short(gettext_lazy("Dari"), 200)
    subject = forms.CharField(label=gettext_lazy("Hal"), max_length=300)
    body = LongTextField(label=gettext_lazy("Isi"), length=BODY, rows=18)
    has_people = forms.BooleanField(label=gettext_lazy("Lampirkan daftar nama"), required=False)
    district = forms.ModelChoiceField(
        label=gettext_lazy("Hanya orang dari"),
        queryset=None,
        required=False,
        empty_label=gettext_lazy("Semua kabupaten/kota"),
    )
    pictures = forms.MultipleChoiceField(
        label=gettext_lazy("Foto yang ditampilkan"), required=False, widget=forms.CheckboxSelectMultiple
    )
    signer = short(gettext_lazy("Penanda tangan"), 200)
    signer_position = short(gettext_lazy("Jabatan penanda tangan"), 200)
    signer_number = short(gettext_lazy("NIP"), 30)
    copies = LongTextField(
        label=gettext_lazy("Tembusan"),
        length=1000,
        rows=2,
        required=False,
        help_text=gettext_lazy("Satu penerima satu baris."),
    )
    fieldsets = [
        ("", ["recipient", "sender", "subject", "body", "has_people", "district", "pictures"]),
        (gettext_lazy("Tanda tangan"), ["signer", "signer_position", "signer_number"]),
        ("+", ["copies"]),
    ]
    submit_label = gettext_lazy("Simpan konsep")
    keep = "naskah-pemulangan"

    def __init__(self, *args, code: str, districts, photos, **kwargs):
        super().__init__(*args, **kwargs)
        writing = PAPERS[code]
        self.fields["district"].queryset = districts
        self.fields["pictures"].choices = photos
        absent = {
            "recipient": writing.layout in ("LAPORAN", "SURAT_TUGAS"),
            "sender": writing.layout != "NOTA_DINAS",
            "has_people": not writing.names_people,
            "district": not writing.names_people,
            "pictures": not (writing.takes_pictures and photos),
        }
        for name, is_absent in absent.items():
            if is_absent:
                del self.fields[name]

    def values(self) -> dict[str, object]:
        names = [*PAPER_COLUMNS, "pictures"]
        return {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}


class EditPaperForm(VersionedFormMixin, PaperForm):
    keep = "ubah-naskah-pemulangan"


def paper_values(row: ReturnPaper) -> dict[str, object]:
    return {name: getattr(row, name) for name in (*PAPER_COLUMNS, "pictures", "version")}


class PaperPhotoForm(OnceForm):
    photo = forms.FileField(label=gettext_lazy("Foto"), error_messages={"required": gettext_lazy("Pilih fotonya.")})
    submit_label = gettext_lazy("Simpan foto")
    keep = ""


class IssuePaperForm(VersionedFormMixin, OnceForm):
    """The number is pasted from SRIKANDI, unless the office numbers its letters itself."""

    number = forms.CharField(
        label=gettext_lazy("Nomor surat"), max_length=100, help_text=gettext_lazy("Tempel dari SRIKANDI.")
    )
    on = SourceDateField(label=gettext_lazy("Tanggal surat"))
    sent_on = SourceDateField(label=gettext_lazy("Tanggal dikirim"), allow_future=False)
    submit_label = gettext_lazy("Catat sebagai surat keluar")
    keep = "terbitkan-naskah"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial = {"on": today(), "sent_on": today(), **self.initial}
        if is_numbered_here():
            del self.fields["number"]


# -- signatures ------------------------------------------------------------------------------------------------------


class DrawnField(forms.CharField):
    """A drawing as a browser's canvas gives it. Cleans to an upload, or None."""

    widget = forms.HiddenInput

    def clean(self, value: object):
        text = super().clean(value)
        if not text:
            return None
        if not text.startswith(PNG) or len(text) > MOST_DRAWN:
            raise forms.ValidationError(_("Gambar tanda tangan tidak terbaca. Gambar ulang, atau pilih fotonya."))
        try:
            content = base64.b64decode(text[len(PNG) :], validate=True)
        except binascii.Error as error:
            message = _("Gambar tanda tangan tidak terbaca. Gambar ulang, atau pilih fotonya.")
            raise forms.ValidationError(message) from error
        return SimpleUploadedFile("tanda-tangan.png", content, "image/png")


class SignatureForm(OnceForm):
    """Drawn with finger, pen or mouse; or a photo of a signature on paper, which needs neither."""

    name = forms.CharField(label=gettext_lazy("Nama yang menandatangani"), max_length=200)
    drawing = DrawnField(required=False, max_length=MOST_DRAWN + 1)
    photo = forms.FileField(
        label=gettext_lazy("Foto tanda tangan di kertas"),
        required=False,
    )
    keep = ""
    form_tag = False

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("drawing") and not cleaned.get("photo") and not self.errors:
            self.add_error("photo", _("Gambar tanda tangan di layar, atau pilih foto tanda tangan di kertas."))
        return cleaned

    def upload(self):
        return self.cleaned_data["drawing"] or self.cleaned_data["photo"]


class RemoveSignatureForm(ReasonForm):
    submit_label = gettext_lazy("Hapus tanda tangan")
    keep = "hapus-tanda-tangan"


class FinishSigningForm(VersionedFormMixin, BaseForm):
    submit_label = gettext_lazy("Selesai ditandatangani")
    keep = "selesai-tanda-tangan"


# -- refusals --------------------------------------------------------------------------------------------------------

REFUSAL_COLUMNS = (
    "number", "is_by_family", "speaker", "kinship", "speaker_identity", "speaker_address", "incapacity", "offered",
    "reason", "on", "place", "officer", "witnesses",
)  # fmt: skip


class RefusalForm(OnceForm):
    offered = LongTextField(
        label=gettext_lazy("Rehabilitasi yang ditawarkan"),
        length=500,
        rows=2,
        help_text=gettext_lazy("Misalnya rehabilitasi kesehatan atau sosial di tempat tertentu."),
    )
    reason = LongTextField(label=gettext_lazy("Alasan menolak"), length=1000, rows=2, required=False)
    is_by_family = forms.BooleanField(
        label=gettext_lazy("Dinyatakan oleh keluarga"),
        required=False,
        help_text=gettext_lazy("Bila orang itu tidak dapat menyatakan sendiri (Permen P2MI 32/2025 pasal 39)."),
    )
    incapacity = short(gettext_lazy("Mengapa tidak dapat menyatakan sendiri"), 500)
    speaker = short(gettext_lazy("Nama keluarga yang menyatakan"), 200)
    kinship = forms.ChoiceField(label=gettext_lazy("Hubungan"), choices=Kinship.choices)
    speaker_identity = short(gettext_lazy("Nomor identitas keluarga"), 40)
    speaker_address = short(gettext_lazy("Alamat keluarga"), 300)
    on = SourceDateField(label=gettext_lazy("Tanggal"), required=False)
    place = short(gettext_lazy("Tempat"), 200)
    officer = short(gettext_lazy("Petugas yang menerima"), 200)
    witnesses = LongTextField(
        label=gettext_lazy("Saksi"),
        length=600,
        rows=2,
        required=False,
        help_text=gettext_lazy("Satu saksi satu baris."),
    )
    number = short(gettext_lazy("Nomor"), 100, help_text=gettext_lazy("Tempel dari SRIKANDI bila sudah ada."))
    fieldsets = [
        ("", ["offered", "reason", "on", "place"]),
        (
            gettext_lazy("Yang menyatakan"),
            ["is_by_family", "incapacity", "speaker", "kinship", "speaker_identity", "speaker_address"],
        ),
        ("+", ["officer", "witnesses", "number"]),
    ]
    submit_label = gettext_lazy("Simpan")
    keep = "penolakan-rehabilitasi"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("kinship", Kinship.UNKNOWN)

    def values(self) -> dict[str, object]:
        return {name: self.cleaned_data[name] for name in REFUSAL_COLUMNS}


class EditRefusalForm(VersionedFormMixin, RefusalForm):
    """The identity number that is kept is shown masked; an empty input leaves it as it is."""

    keep = "ubah-penolakan-rehabilitasi"

    def __init__(self, *args, refusal: RehabilitationRefusal, **kwargs):
        super().__init__(*args, **kwargs)
        if kept := refusal.speaker_identity:
            words = _("Tersimpan {nik}. Isi hanya bila diganti.").format(nik=mask(kept))
            self.fields["speaker_identity"].help_text = words

    def values(self) -> dict[str, object]:
        values = super().values()
        return {name: value for name, value in values.items() if name != "speaker_identity" or value}


def refusal_values(row: RehabilitationRefusal) -> dict[str, object]:
    names = [name for name in (*REFUSAL_COLUMNS, "version") if name != "speaker_identity"]
    return {name: getattr(row, name) for name in names}


class SignRefusalForm(VersionedFormMixin, OnceForm):
    paper = forms.FileField(
        label=gettext_lazy("Foto atau PDF yang sudah ditandatangani"),
        error_messages={"required": gettext_lazy("Pilih foto atau PDF-nya.")},
    )
    submit_label = gettext_lazy("Simpan berkas")
    keep = ""


class CancelRefusalForm(VersionedFormMixin, ReasonForm):
    submit_label = gettext_lazy("Batalkan pernyataan")
    keep = "batal-penolakan"
