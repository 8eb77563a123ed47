"""Forms of a death, of the papers of remains and of the sick, and of what heirs are owed."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases import reference
from cases.actions.deaths import Printed
from cases.choices import Kinship, ListName, SourceKind
from cases.choices_aftercare import (
    BENEFIT_OPEN,
    BenefitKind,
    BenefitState,
    Circumstance,
    Currency,
    DutyState,
    PaperKind,
    PaperState,
    Placement,
    ProofState,
)
from cases.elapsed import weekday_doubt
from cases.facts import Source
from cases.forms.fields import RupiahField
from cases.forms.journeys import short
from cases.forms.returns import UNKNOWN
from cases.models import Benefit, CasePaper, Death
from cases.queries import today
from core.forms import LongTextField, OnceForm, SourceDateField, VersionedFormMixin
from core.templatetags.ui import tanggal


def past_day(label: str, **more) -> SourceDateField:
    return SourceDateField(label=label, required=False, allow_future=False, **more)


def countries() -> list[tuple[str, str]]:
    return [*UNKNOWN, *reference.choices(ListName.COUNTRY, today())]


class DeathForm(OnceForm):
    """What is used, and beside it what one source prints of the day and the place."""

    on = past_day(gettext_lazy("Tanggal meninggal"))
    place = short(gettext_lazy("Tempat meninggal"), 300)
    country = forms.ChoiceField(label=gettext_lazy("Negara"), required=False)
    circumstance = forms.ChoiceField(label=gettext_lazy("Keadaan kematian"), choices=Circumstance.choices)
    cause = LongTextField(label=gettext_lazy("Sebab meninggal"), length=500, rows=2, required=False)
    cause_told_by = short(
        gettext_lazy("Sebab menurut dokumen"), 200, help_text=gettext_lazy("Misalnya dokumen pemulangan.")
    )
    printed_on = short(
        gettext_lazy("Tanggal tertulis di sumber"),
        200,
        help_text=gettext_lazy("Persis seperti tertulis, dengan harinya."),
    )
    printed_place = short(gettext_lazy("Tempat tertulis di sumber"), 300)
    source_kind = forms.ChoiceField(label=gettext_lazy("Jenis sumber"), choices=SourceKind.choices)
    source = short(gettext_lazy("Sumber"), 200)
    source_date = past_day(gettext_lazy("Tanggal sumber"))
    placement = forms.ChoiceField(label=gettext_lazy("Penempatan"), choices=Placement.choices)
    company = short(gettext_lazy("Perusahaan yang menempatkan"), 200)
    informed_on = past_day(gettext_lazy("Keluarga diberi tahu pada"))
    informed_by = short(gettext_lazy("Diberi tahu oleh"), 200)
    informed_whom = short(gettext_lazy("Siapa yang diberi tahu"), 200, help_text=gettext_lazy("Misalnya ibu."))
    burial_wish = LongTextField(
        label=gettext_lazy("Keinginan keluarga tentang pemakaman"), length=500, rows=2, required=False
    )
    burial_place = short(gettext_lazy("Dimakamkan di"), 300)
    buried_on = past_day(gettext_lazy("Dimakamkan pada"))
    companion = short(gettext_lazy("Pendamping peti"), 200)
    proof_state = forms.ChoiceField(
        label=gettext_lazy("Bukti identitas"),
        choices=ProofState.choices,
        help_text=gettext_lazy("Bila harus dicari, sistem membuat tugasnya."),
    )
    proof = short(gettext_lazy("Bukti yang ada"), 300)
    vessel = short(gettext_lazy("Nama kapal tempat bekerja"), 100)
    vessel_flag = forms.ChoiceField(label=gettext_lazy("Bendera kapal"), required=False)
    sea_area = short(gettext_lazy("Perairan"), 150)
    duty_state = forms.ChoiceField(
        label=gettext_lazy("Kewajiban P3MI memulangkan jenazah"),
        choices=DutyState.choices,
        help_text=gettext_lazy("Hanya bila ditempatkan P3MI (PP 59/2021 pasal 21 ayat 3)."),
    )
    duty_note = short(gettext_lazy("Hasil permintaan kepada P3MI"), 500)
    fieldsets = [
        ("", ["on", "place", "country", "circumstance", "cause", "cause_told_by", "placement", "company"]),
        (gettext_lazy("+Tertulis di sumber"), ["printed_on", "printed_place", "source_kind", "source", "source_date"]),
        (
            gettext_lazy("+Keluarga dan pemakaman"),
            ["informed_on", "informed_by", "informed_whom", "burial_wish", "companion", "burial_place", "buried_on"],
        ),
        (gettext_lazy("+Identitas, kapal, dan P3MI"),
         ["proof_state", "proof", "vessel", "vessel_flag", "sea_area", "duty_state", "duty_note"]),
    ]  # fmt: skip
    keep = "catat-meninggal"
    COLUMNS = (
        "on", "place", "country", "circumstance", "cause", "cause_told_by", "placement", "company", "informed_on",
        "informed_by", "informed_whom", "burial_wish", "burial_place", "buried_on", "companion", "proof_state", "proof",
        "vessel", "vessel_flag", "sea_area", "duty_state", "duty_note",
    )  # fmt: skip

    BEGINS = {
        "circumstance": Circumstance.UNKNOWN,
        "placement": Placement.UNKNOWN,
        "source_kind": SourceKind.LETTER,
        "proof_state": ProofState.UNKNOWN,
        "duty_state": DutyState.NOT_ASKED,
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("country", "vessel_flag"):
            self.fields[name].choices = countries()
        self.initial = {**self.BEGINS, **self.initial}

    def clean(self) -> dict[str, object] | None:
        cleaned = super().clean()
        died = self.cleaned_data.get("on")
        for name in ("buried_on", "informed_on"):
            day = self.cleaned_data.get(name)
            if died and day and day < died:
                sentence = _("Lebih awal daripada tanggal meninggal, {tgl}.").format(tgl=tanggal(died))
                self.add_error(name, sentence)
        return cleaned

    def values(self) -> dict[str, object]:
        return {name: self.cleaned_data[name] for name in self.COLUMNS}

    def told(self) -> Printed:
        data = self.cleaned_data
        source = Source(data["source_kind"], data["source"], data["source_date"])
        return Printed(data["printed_on"], data["printed_place"], source)

    def warning(self) -> str:
        """The weekday that the source prints is not the one of the day: said, never blocking."""
        return weekday_doubt(self.cleaned_data["printed_on"], self.cleaned_data["on"])


class EditDeathForm(VersionedFormMixin, DeathForm):
    """The writing of sources is empty each time: what is filled in is one more source."""

    keep = "ubah-meninggal"


def death_values(death: Death) -> dict[str, object]:
    return {name: getattr(death, name) for name in (*DeathForm.COLUMNS, "version")}


class PaperForm(OnceForm):
    kind = forms.ChoiceField(label=gettext_lazy("Surat"), choices=PaperKind.choices)
    state = forms.ChoiceField(label=gettext_lazy("Keadaan"), choices=PaperState.choices)
    number = short(gettext_lazy("Nomor"), 100)
    on = past_day(gettext_lazy("Tanggal surat"))
    issuer = short(gettext_lazy("Diterbitkan oleh"), 200)
    note = short(gettext_lazy("Keterangan"), 300)
    fieldsets = [("", ["kind", "state", "number", "on", "issuer", "note"])]
    keep = "surat-jenazah-sakit"
    COLUMNS = ("kind", "state", "number", "on", "issuer", "note")

    def values(self) -> dict[str, object]:
        return {name: self.cleaned_data[name] for name in self.COLUMNS}


class EditPaperForm(VersionedFormMixin, PaperForm):
    keep = "ubah-surat-jenazah-sakit"


def paper_values(paper: CasePaper) -> dict[str, object]:
    return {name: getattr(paper, name) for name in (*PaperForm.COLUMNS, "version")}


class BenefitForm(OnceForm):
    """What is known so far. A day of payment says that it was paid."""

    kind = forms.ChoiceField(label=gettext_lazy("Jenis hak"), choices=BenefitKind.choices)
    state = forms.ChoiceField(label=gettext_lazy("Keadaan"), choices=BenefitState.choices)
    payer = short(gettext_lazy("Pembayar"), 200)
    claimed_on = past_day(gettext_lazy("Diajukan pada"))
    amount = RupiahField(label=gettext_lazy("Jumlah"))
    currency = forms.ChoiceField(label=gettext_lazy("Mata uang"), choices=Currency.choices)
    paid_on = past_day(gettext_lazy("Dibayar pada"))
    place = short(gettext_lazy("Tempat penyerahan"), 200)
    handed_through = short(gettext_lazy("Diserahkan melalui"), 200)
    recipient = short(gettext_lazy("Penerima"), 200)
    kinship = forms.ChoiceField(label=gettext_lazy("Hubungan penerima"), choices=Kinship.choices)
    witness = short(gettext_lazy("Saksi"), 300)
    due_on = SourceDateField(
        label=gettext_lazy("Ditanyakan lagi pada"),
        required=False,
        help_text=gettext_lazy("Kosongkan untuk mengikuti tenggat kantor."),
    )
    note = LongTextField(label=gettext_lazy("Keterangan"), length=500, rows=2, required=False)
    fieldsets = [
        ("", ["kind", "state", "payer", "claimed_on"]),
        (gettext_lazy("Pembayaran"), ["amount", "currency", "paid_on", "recipient", "kinship"]),
        ("+", ["place", "handed_through", "witness", "due_on", "note"]),
    ]
    keep = "hak-ahli-waris"
    COLUMNS = (
        "kind", "state", "payer", "claimed_on", "amount", "currency", "paid_on", "place", "handed_through", "recipient",
        "kinship", "witness", "due_on", "note",
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("currency", Currency.IDR)
        self.initial.setdefault("kinship", Kinship.UNKNOWN)

    def clean(self) -> dict[str, object] | None:
        cleaned = super().clean()
        data = self.cleaned_data
        claimed, paid, state = data.get("claimed_on"), data.get("paid_on"), data.get("state")
        if claimed and paid and paid < claimed:
            self.add_error("paid_on", _("Pembayaran tidak mungkin lebih awal daripada pengajuannya."))
        if paid and state in BENEFIT_OPEN:
            data["state"] = BenefitState.PAID
        elif paid and state != BenefitState.PAID:
            self.add_error("state", _("Ada tanggal pembayaran. Pilih Sudah dibayar, atau hapus tanggalnya."))
        return cleaned

    def values(self) -> dict[str, object]:
        return {name: self.cleaned_data[name] for name in self.COLUMNS}


class EditBenefitForm(VersionedFormMixin, BenefitForm):
    keep = "ubah-hak-ahli-waris"


def benefit_values(benefit: Benefit) -> dict[str, object]:
    return {name: getattr(benefit, name) for name in (*BenefitForm.COLUMNS, "version")}
