"""Forms of letters: one that is new, one that is corrected, and its scans."""

from django import forms
from django.utils.translation import gettext_lazy

from core.fields import FilesField, impossible_part
from core.files import file_kinds
from core.forms import BaseForm, LongTextField, OnceForm, SourceDate, SourceDateField, VersionedFormMixin
from letters import reference
from letters.choices import Classification, Direction, ListName, Urgency
from letters.facts import LetterFacts
from letters.files import LETTER_SCAN
from letters.forms.fields import HourField, LetterField, RupiahField
from letters.models import Letter
from letters.queries import today

WORDS = {
    Direction.IN.value: {"moved_on": gettext_lazy("Tanggal diterima"), "moved_at": gettext_lazy("Pukul diterima")},
    Direction.OUT.value: {"moved_on": gettext_lazy("Tanggal dikirim"), "moved_at": gettext_lazy("Pukul dikirim")},
}
HEADINGS = {Direction.IN.value: gettext_lazy("Penerimaan"), Direction.OUT.value: gettext_lazy("Pengiriman")}
DETAILS = ["issuer", "copies", "urgency", "people_counted", "costs_asked", "moved_at", "answers_to", "note"]


class LetterForm(BaseForm):
    """What stands on the letter. Required are the subject, the day, and who is at the other end."""

    keep = "surat"

    number = forms.CharField(
        label=gettext_lazy("Nomor surat"),
        max_length=100,
        required=False,
        help_text=gettext_lazy("Seperti tertulis, ditempel dari SRIKANDI. Kosongkan bila tidak ada."),
    )
    letter_date = SourceDateField(label=gettext_lazy("Tanggal surat"), required=False, keeps_printed=True)
    sender = forms.CharField(
        label=gettext_lazy("Dari"),
        max_length=200,
        help_text=gettext_lazy("Nama instansi atau unit. Nama orang ditulis pada perihal."),
    )
    recipient = forms.CharField(
        label=gettext_lazy("Kepada"), max_length=200, help_text=gettext_lazy("Nama instansi atau unit.")
    )
    subject = forms.CharField(label=gettext_lazy("Perihal"), max_length=500)
    moved_on = SourceDateField(label=gettext_lazy("Tanggal diterima"), allow_future=False)
    channel = forms.ChoiceField(label=gettext_lazy("Cara"))
    kind = forms.ChoiceField(label=gettext_lazy("Jenis"))
    classification = forms.ChoiceField(
        label=gettext_lazy("Sifat"),
        choices=Classification.choices,
        help_text=gettext_lazy("Surat rahasia dibuka oleh kepala, pencatatnya, dan yang menerima disposisi."),
    )
    issuer = forms.CharField(label=gettext_lazy("Penerbit bila bukan pengirim"), max_length=200, required=False)
    copies = forms.CharField(label=gettext_lazy("Tembusan"), max_length=500, required=False)
    urgency = forms.ChoiceField(label=gettext_lazy("Urgensi"), choices=Urgency.choices)
    people_counted = forms.IntegerField(
        label=gettext_lazy("Jumlah orang dalam surat"), required=False, min_value=0, max_value=100_000
    )
    costs_asked = RupiahField(label=gettext_lazy("Biaya yang diminta (rupiah)"), required=False)
    moved_at = HourField(label=gettext_lazy("Pukul diterima"), required=False)
    answers_to = LetterField(
        label=gettext_lazy("Menjawab surat"),
        max_length=100,
        required=False,
        help_text=gettext_lazy("Nomor agenda atau nomor surat yang dijawab."),
    )
    note = LongTextField(label=gettext_lazy("Catatan"), length=2000, required=False)

    def __init__(self, *args, direction: str = Direction.IN, **kwargs):
        self.direction = direction
        super().__init__(*args, **kwargs)
        self.fields["channel"].choices = [("", gettext_lazy("Pilih")), *self.listed(ListName.CHANNEL, "channel")]
        self.fields["kind"].choices = self.listed(ListName.KIND, "kind")
        for name, label in WORDS[direction].items():
            self.fields[name].label = label
        self.fields[self.own_side].required = False

    @property
    def own_side(self) -> str:
        """Our side of the letter need not be said."""
        return "recipient" if self.direction == Direction.IN else "sender"

    @property
    def other_side(self) -> str:
        return "sender" if self.direction == Direction.IN else "recipient"

    def listed(self, list_name: str, name: str) -> list[tuple[str, str]]:
        """What the list offers today, and what the letter has."""
        offered = reference.choices(list_name, today())
        held = self.initial.get(name)
        more = [(held, reference.label(list_name, held))] if held and held not in dict(offered) else []
        return [*offered, *more]

    @property
    def fieldsets(self):
        first = ["number", "letter_date", self.other_side, "subject"]
        return [
            ("", first),
            (HEADINGS[self.direction], ["moved_on", "channel", "kind", "classification"]),
            ("+", [self.own_side, *DETAILS]),
        ]

    def told(self) -> dict[str, object]:
        """The columns of the letter."""
        data = {name: value for name, value in self.cleaned_data.items() if name not in ("version", "form_id")}
        date = data["letter_date"] or SourceDate("", None)
        return {**data, "letter_date": date.value, "printed_date": impossible_part(date.printed)[:60]}


class NewLetterForm(OnceForm, LetterForm):
    submit_label = gettext_lazy("Catat surat")
    keep = "surat-baru"
    form_tag = False  # the page brings its own form, with the scan

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        start = {"moved_on": today(), "kind": "SURAT", "classification": "BIASA", "urgency": "BIASA"}
        self.initial = {**start, **self.initial}

    def facts(self) -> LetterFacts:
        return LetterFacts(direction=self.direction, **self.told())


class EditLetterForm(VersionedFormMixin, LetterForm):
    keep = "ubah-surat"


def letter_values(row: Letter) -> dict[str, object]:
    """The row as the inputs of its form."""
    values = {name: getattr(row, name) for name in (*LetterForm.base_fields, "version")}
    return {
        **values,
        "letter_date": SourceDate(row.printed_date, row.letter_date) if row.printed_date else row.letter_date,
    }


class ScansField(FilesField):
    """Scans and photos of a letter."""

    def __init__(self, **kwargs) -> None:
        super().__init__(label=gettext_lazy("Pindaian surat"), required=False, **kwargs)
        rules = file_kinds()[LETTER_SCAN]
        endings = [f".{name}" for name in rules.extensions]
        self.widget.attrs["accept"] = ",".join([*rules.mimes, *endings])


class ScansForm(OnceForm):
    """`is_needed`: the page is there for nothing else."""

    files = ScansField()
    submit_label = gettext_lazy("Simpan berkas")

    def __init__(self, *args, is_needed: bool = True, **kwargs):
        self.is_needed = is_needed
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or self.cleaned_data
        if self.is_needed and not cleaned.get("files"):
            self.add_error("files", gettext_lazy("Pilih sedikitnya satu berkas."))
        return cleaned


class RemoveScanForm(BaseForm):
    keep = "hapus-pindaian"
    reason = forms.CharField(label=gettext_lazy("Alasan"), max_length=500)
    submit_label = gettext_lazy("Hapus berkas")
