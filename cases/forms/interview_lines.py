"""Small forms of the lists in an interview: statements, money, what is withheld, detentions, through whom."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases import interview_choices as choices
from cases import reference
from cases.choices import ListName
from cases.forms.casework import CHOOSE
from cases.forms.fields import RupiahField
from cases.forms.interviews import AS_BOOL, FROM_BOOL, YES_NO, pick
from cases.forms.journeys import short
from cases.models import Detention, MoneyLine, OfInterview, WithheldItem
from cases.queries import today
from cases.told_columns import span_columns
from core.forms import LongTextField, OnceForm, PhoneField, SourceDateField, VersionedFormMixin


def choose(label: str, codes) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=[*CHOOSE, *codes.choices])


def past(label: str) -> SourceDateField:
    return SourceDateField(label=label, required=False, allow_future=False)


class LineForm(OnceForm):
    """A row of a list. Subclasses name the columns that their inputs fill by the same name."""

    columns: tuple[str, ...] = ()
    keep = "baris-pendalaman"

    def clean(self) -> dict[str, object] | None:
        cleaned = super().clean()
        begins, ends = (self.cleaned_data.get(name) for name in ("from_on", "until_on"))
        if begins and ends and ends < begins:
            self.add_error("until_on", _("Tanggal akhir lebih awal daripada tanggal mulai."))
        return cleaned

    def values(self) -> dict[str, object]:
        return {name: self.cleaned_data[name] for name in self.columns}

    @classmethod
    def values_of(cls, row: OfInterview) -> dict[str, object]:
        return {name: getattr(row, name) for name in (*cls.columns, "version")}


class StatementForm(LineForm):
    topic = choose(gettext_lazy("Tentang"), choices.Topic)
    speaker = choose(gettext_lazy("Yang menyatakan"), choices.Speaker)
    speaker_name = short(gettext_lazy("Nama yang menyatakan"), 200)
    text = LongTextField(label=gettext_lazy("Pernyataan"), length=3000, rows=4)
    said_on = past(gettext_lazy("Tanggal"))
    channel = pick(gettext_lazy("Cara"), choices.InterviewChannel)
    note = short(gettext_lazy("Catatan"), 1000)
    columns = ("topic", "speaker", "speaker_name", "text", "said_on", "channel", "note")
    fieldsets = [("", ["topic", "speaker", "text"]), ("+", ["speaker_name", "said_on", "channel", "note"])]

    def values(self) -> dict[str, object]:
        return {**super().values(), "channel": self.cleaned_data["channel"] or choices.InterviewChannel.UNKNOWN}


class MoneyForm(LineForm):
    """An amount may be unknown; its writing stays beside it."""

    kind = choose(gettext_lazy("Jenis"), choices.MoneyKind)
    amount = RupiahField(label=gettext_lazy("Jumlah"), help_text=gettext_lazy("Misalnya 120 atau 3.000.000."))
    currency = forms.ChoiceField(label=gettext_lazy("Mata uang"), choices=choices.Currency.choices)
    period = pick(gettext_lazy("Hitungan"), choices.Period)
    party = short(gettext_lazy("Kepada atau dari siapa"), 200)
    purpose = short(gettext_lazy("Untuk apa"), 300)
    from_on = past(gettext_lazy("Sejak tanggal"))
    until_on = past(gettext_lazy("Sampai tanggal"))
    printed = short(gettext_lazy("Tertulis di sumber"), 200)
    note = short(gettext_lazy("Catatan"), 1000)
    columns = ("kind", "currency", "period", "party", "purpose", "from_on", "until_on", "printed", "note")
    fieldsets = [
        ("", ["kind", "amount", "currency", "period"]),
        ("+", ["party", "purpose", "from_on", "until_on", "printed", "note"]),
    ]

    def values(self) -> dict[str, object]:
        amount = self.cleaned_data["amount"]
        return {**super().values(), "amount": "" if amount is None else str(amount)}

    @classmethod
    def values_of(cls, row: MoneyLine) -> dict[str, object]:
        return {**super().values_of(row), "amount": Decimal(row.amount) if row.amount else None}


class WithheldForm(LineForm):
    kind = forms.ChoiceField(label=gettext_lazy("Dokumen atau barang"))
    held_by = forms.ChoiceField(label=gettext_lazy("Ditahan oleh"), choices=choices.Holder.choices)
    holder = short(gettext_lazy("Nama penahan"), 200)
    place = short(gettext_lazy("Tempat ditahan"), 200)
    description = short(gettext_lazy("Rincian"), 200)
    is_given_back = forms.ChoiceField(label=gettext_lazy("Sudah dikembalikan"), choices=YES_NO, required=False)
    given_back_on = past(gettext_lazy("Tanggal dikembalikan"))
    note = short(gettext_lazy("Catatan"), 1000)
    columns = ("kind", "held_by", "holder", "place", "description", "given_back_on", "note")
    fieldsets = [
        ("", ["kind", "held_by", "place"]),
        ("+", ["holder", "description", "is_given_back", "given_back_on", "note"]),
    ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        papers = reference.choices(ListName.DOCUMENT, today())
        self.fields["kind"].choices = [*CHOOSE, *choices.Belonging.choices, *papers]
        self.initial.setdefault("held_by", choices.Holder.UNKNOWN)

    def values(self) -> dict[str, object]:
        data = self.cleaned_data
        is_back = True if data["given_back_on"] else AS_BOOL[data["is_given_back"]]
        return {**super().values(), "is_given_back": is_back}

    @classmethod
    def values_of(cls, row: WithheldItem) -> dict[str, object]:
        return {**super().values_of(row), "is_given_back": FROM_BOOL[row.is_given_back]}


class DetentionForm(LineForm):
    kind = choose(gettext_lazy("Jenis tempat"), choices.DetentionKind)
    place = short(gettext_lazy("Nama tempat"), 200, help_text=gettext_lazy("Misalnya DTI Tawau."))
    length = short(gettext_lazy("Lamanya"), 100, help_text=gettext_lazy("Misalnya 4 bulan atau lebih dari 1 tahun."))
    from_on = past(gettext_lazy("Sejak tanggal"))
    until_on = past(gettext_lazy("Sampai tanggal"))
    reason = short(gettext_lazy("Sebab"), 300)
    note = short(gettext_lazy("Catatan"), 1000)
    columns = ("kind", "place", "from_on", "until_on", "reason", "note")
    fieldsets = [("", ["kind", "place", "length"]), ("+", ["from_on", "until_on", "reason", "note"])]

    def values(self) -> dict[str, object]:
        return {**super().values(), **span_columns("length", self.cleaned_data["length"])}

    @classmethod
    def values_of(cls, row: Detention) -> dict[str, object]:
        return {**super().values_of(row), "length": row.length_printed}


class RecruiterForm(LineForm):
    role = choose(gettext_lazy("Lewat siapa"), choices.RecruitRole)
    name = short(gettext_lazy("Nama"), 200)
    phone = PhoneField(label=gettext_lazy("Telepon"), required=False, max_length=30)
    place = short(gettext_lazy("Kota atau daerah"), 150)
    did = short(gettext_lazy("Apa yang dilakukannya"), 500)
    maybe_same = short(
        gettext_lazy("Mungkin orang yang sama dengan"),
        300,
        help_text=gettext_lazy("Dugaan saja, misalnya nama yang sama pada kasus lain. Tidak menggabungkan siapa pun."),
    )
    note = short(gettext_lazy("Catatan"), 1000)
    columns = ("role", "name", "phone", "place", "did", "maybe_same", "note")
    fieldsets = [("", ["role", "name", "phone"]), ("+", ["place", "did", "maybe_same", "note"])]


FORMS: dict[str, type[LineForm]] = {
    "pernyataan": StatementForm,
    "uang": MoneyForm,
    "ditahan": WithheldForm,
    "penahanan": DetentionForm,
    "perekrut": RecruiterForm,
}


def edit_form(kind: str) -> type[LineForm]:
    """The form of this list for a row that stands there already."""
    return type(f"Edit{FORMS[kind].__name__}", (VersionedFormMixin, FORMS[kind]), {"keep": "ubah-baris-pendalaman"})
