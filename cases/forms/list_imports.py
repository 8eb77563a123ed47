"""Forms of a letter's list: what it comes from, what its columns are, one row of it, and taking it over."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.actions.list_imports import LetterHead, RowFacts
from cases.choices import Sex
from cases.facts import Place
from cases.forms.list_letters import LetterHeadForm, StandForm
from cases.forms.people import as_age
from cases.listing import Column, Grid
from cases.listing.cells import PASSPORT
from cases.listing.source import grids_of
from cases.numbers import normal_nik
from cases.places import settle_place
from cases.villages import village_named
from core.forms import AgeOrBirthDateField, BaseForm, LongTextField, PersonNameField
from core.sheets import SheetRefused

ACCEPTED = ".xlsx,.xls,.csv,.txt,.tsv"
COLUMN_CHOICES = [
    ("extra", gettext_lazy("Simpan di keterangan")),
    ("ignore", gettext_lazy("Tidak dibaca")),
    ("name", gettext_lazy("Nama")),
    ("mixed", gettext_lazy("Nama, umur, dan alamat dalam satu sel")),
    ("age", gettext_lazy("Umur")),
    ("birth", gettext_lazy("Tanggal lahir, atau tempat dan tanggal lahir")),
    ("birth_place", gettext_lazy("Tempat lahir")),
    ("sex", gettext_lazy("Jenis kelamin (L/P)")),
    ("sex_m", gettext_lazy("Centang laki-laki")),
    ("sex_f", gettext_lazy("Centang perempuan")),
    ("origin", gettext_lazy("Alamat atau daerah asal")),
    ("village", gettext_lazy("Desa atau kelurahan")),
    ("subdistrict", gettext_lazy("Kecamatan")),
    ("district", gettext_lazy("Kabupaten atau kota")),
    ("province", gettext_lazy("Provinsi")),
    ("nik", "NIK"),
    ("passport", gettext_lazy("Nomor paspor/SPLP")),
    ("job", gettext_lazy("Pekerjaan")),
    ("remark", gettext_lazy("Keterangan")),
    ("number", gettext_lazy("Nomor urut")),
]
OLD_COLUMN_CHOICES = [
    ("arrived", gettext_lazy("Tanggal tiba")),
    ("vessel", gettext_lazy("Kapal atau penerbangan")),
    ("letter", gettext_lazy("Nomor surat")),
    ("cause", gettext_lazy("Sebab kepulangan")),
    ("country", gettext_lazy("Negara")),
]


class ListSourceForm(LetterHeadForm):
    """The letter, and its list as a file or as a pasted text. A file or a text that cannot be read says why."""

    text = LongTextField(
        label=gettext_lazy("Tempel daftar nama"),
        length=1_000_000,
        rows=10,
        required=False,
        help_text=gettext_lazy("Dari lembar kerja, surel, atau WhatsApp: salin semuanya, juga judul kolomnya."),
    )
    file = forms.FileField(
        label=gettext_lazy("Berkas daftar"),
        required=False,
        allow_empty_file=True,
        help_text=gettext_lazy(
            "XLSX, XLS, atau CSV, paling besar 10 MB. Kepala surat, baris jumlah, dan tanda tangan boleh ikut."
        ),
    )
    keep = "impor-daftar"
    form_tag = False

    @property
    def fieldsets(self):
        return [(gettext_lazy("Daftar nama sesuai surat"), ["file", "text"]), *self.letter_fieldsets]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.grids: list[Grid] = []
        self.fields["file"].widget.attrs["accept"] = ACCEPTED
        self.fields["text"].widget.attrs["data-no-keep"] = ""  # pasted again rather than kept as a draft

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or self.cleaned_data
        file, text = cleaned.get("file"), str(cleaned.get("text") or "").strip()
        if file and text:
            self.add_error("text", _("Pilih satu: tempel daftarnya, atau pilih berkasnya."))
        elif not file and not text:
            self.add_error("text", _("Tempel daftar nama, atau pilih berkasnya."))
        elif not self.errors:
            self.read(file or text, "file" if file else "text")
        return cleaned

    def read(self, source, name: str) -> None:
        try:
            self.grids = grids_of(source)
        except SheetRefused as refusal:
            self.add_error(name, refusal.message)

    def head(self) -> LetterHead:
        return LetterHead(**self.told_head())

    def file_name(self) -> str:
        file = self.cleaned_data["file"]
        return file.name if file else ""


class ListColumnsForm(BaseForm):
    """What each column holds. The choice is remembered for lists of this sender."""

    keep = "kolom-daftar"

    submit_label = gettext_lazy("Baca ulang daftar")

    def __init__(self, *args, columns: Sequence[Column], names: Sequence[str] = (), choices=COLUMN_CHOICES, **kwargs):
        super().__init__(*args, **kwargs)
        self.columns = columns
        for column in columns:
            field = forms.ChoiceField(label=column_label(column, names), choices=choices)
            field.help_text = _("Contoh isi: {isi}").format(isi=column.sample) if column.sample else ""
            field.initial = column.field or "extra"
            self.fields[field_name(column)] = field

    def chosen(self) -> dict[int, dict[int, str]]:
        found: dict[int, dict[int, str]] = {}
        for column in self.columns:
            found.setdefault(column.sheet, {})[column.index] = self.cleaned_data[field_name(column)]
        return found

    def keys(self) -> dict[str, str]:
        """What differs from how the column was understood, by the key of its heading."""
        told = {column: self.cleaned_data[field_name(column)] for column in self.columns}
        return {column.key: name for column, name in told.items() if name != (column.field or "extra")}


def field_name(column: Column) -> str:
    return f"kolom_{column.sheet}_{column.index}"


def column_label(column: Column, names: Sequence[str]) -> str:
    """`Kolom C: Alamat`, with the sheet where there are several."""
    label = _("Kolom {huruf}").format(huruf=column.letter)
    if column.heading:
        label = f"{label}: {column.heading}"
    return f"{names[column.sheet]}, {label}" if len(names) > 1 else label


class ListRowForm(BaseForm):
    """One row, as an officer reads it. Numbers that stay as they are need not be typed again."""

    keep = "baris-daftar"

    name = PersonNameField(label=gettext_lazy("Nama"), required=False)
    sex = forms.ChoiceField(
        label=gettext_lazy("Jenis kelamin"),
        choices=Sex.choices,
        widget=forms.RadioSelect(attrs={"class": "choices-inline"}),
    )
    age = AgeOrBirthDateField(label=gettext_lazy("Umur atau tanggal lahir"), required=False)
    place = forms.CharField(label=gettext_lazy("Desa atau daerah asal"), max_length=300, required=False)
    area_code = forms.CharField(max_length=13, required=False, widget=forms.HiddenInput)
    nik = forms.CharField(label="NIK", max_length=40, required=False)
    passport = forms.CharField(label=gettext_lazy("Nomor paspor/SPLP"), max_length=40, required=False)
    remark = forms.CharField(label=gettext_lazy("Keterangan"), max_length=500, required=False)
    submit_label = gettext_lazy("Simpan baris")

    def __init__(self, *args, hints: dict[str, str] | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["place"].widget.attrs.update({"autocomplete": "off", "data-area-search": "id_area_code"})
        for name, text in (hints or {}).items():
            self.fields[name].help_text = text

    def clean_nik(self) -> str:
        text = self.cleaned_data["nik"]
        if text and not normal_nik(text):
            raise forms.ValidationError(_("NIK terdiri dari 16 angka. Kosongkan bila tidak berubah."))
        return normal_nik(text)

    def clean_passport(self) -> str:
        text = "".join(self.cleaned_data["passport"].split()).upper()
        if text and not PASSPORT.fullmatch(text.replace("-", "").replace(".", "")):
            raise forms.ValidationError(_("Tulisan ini tidak terbaca sebagai nomor paspor/SPLP."))
        return text

    def facts(self) -> RowFacts:
        data, age = self.cleaned_data, as_age(self.cleaned_data["age"])
        code = data["area_code"] if village_named(data["place"], data["area_code"]) else ""
        return RowFacts(
            name=data["name"],
            sex=data["sex"],
            age=age.years,
            birth_date=age.birth_date,
            origin=data["place"],
            place=settle_place(Place(data["place"], code)),
            nik=data["nik"],
            passport=data["passport"],
            remark=data["remark"],
        )


class ApplyListForm(StandForm):
    people_counted = forms.IntegerField(
        label=gettext_lazy("Jumlah orang dalam surat"),
        required=False,
        min_value=0,
        max_value=100000,
        help_text=gettext_lazy("Kosongkan bila surat tidak menyebutnya."),
    )
    form_tag = False
