"""Forms of a hand-over: prepared, signed, cancelled; the photo of the signed paper."""

from django import forms
from django.db.models import Case, QuerySet, When
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases import reference
from cases.choices import HandoverKind, Kinship, ListName
from cases.families import Families
from cases.forms.casework import BIG, ReasonForm
from cases.forms.fields import ClockField, PeopleField
from cases.forms.journeys import CLOCK, short
from cases.forms.returns import UNKNOWN
from cases.models import Handover, Returnee
from cases.queries import mask, today
from cases.queries.families import families_in
from cases.receiving import POWER_WORDS, needs_power
from cases.zones import Zone, clock_of, moment
from core.forms import BaseForm, LongTextField, OnceForm, PhoneField, SourceDateField, VersionedFormMixin

MOST_WITNESSES = 5
POWER = [("", gettext_lazy("Belum diketahui")), ("yes", gettext_lazy("Ada")), ("no", gettext_lazy("Tidak ada"))]
COLUMNS = (
    "kind", "number", "place", "giver", "giver_position", "receiver", "receiver_position", "kinship",
    "receiver_phone", "receiver_address", "identity_shown", "identity_number", "condition", "belongings",
    "printed_time", "note",
)  # fmt: skip


class HandoverForm(OnceForm):
    """Everything but the people may stay open until the day itself: it is printed as a blank line."""

    people = PeopleField(
        label=gettext_lazy("Siapa yang diserahkan"),
        error_messages={"required": gettext_lazy("Pilih paling sedikit satu orang yang diserahterimakan.")},
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Diserahkan kepada"), choices=HandoverKind.choices, widget=forms.RadioSelect(attrs=BIG)
    )
    receiver = short(gettext_lazy("Nama penerima"), 200)
    kinship = forms.ChoiceField(label=gettext_lazy("Hubungan dengan orang itu"), choices=Kinship.choices)
    receiver_position = short(gettext_lazy("Jabatan atau unit penerima"), 200)
    receiver_phone = PhoneField(label=gettext_lazy("Telepon penerima"), required=False, max_length=30)
    receiver_address = short(gettext_lazy("Alamat penerima"), 300)
    identity_shown = forms.ChoiceField(label=gettext_lazy("Identitas yang ditunjukkan"), required=False)
    identity_number = short(gettext_lazy("Nomor identitas"), 40)
    has_power = forms.ChoiceField(
        label=gettext_lazy("Surat kuasa keluarga"),
        choices=POWER,
        required=False,
        help_text=gettext_lazy(
            "Ditanyakan bila penerima bukan suami/istri, anak, atau orang tua (Permen P2MI 32/2025 pasal 1 dan 13)."
        ),
    )
    place = short(gettext_lazy("Tempat"), 200)
    on = SourceDateField(label=gettext_lazy("Tanggal"), required=False)
    hour = ClockField(label=gettext_lazy("Jam"), **CLOCK)
    giver = short(gettext_lazy("Yang menyerahkan"), 200)
    giver_position = short(gettext_lazy("Jabatan yang menyerahkan"), 200)
    number = short(gettext_lazy("Nomor BAST"), 100, help_text=gettext_lazy("Tempel dari SRIKANDI bila sudah ada."))
    witnesses = LongTextField(
        label=gettext_lazy("Saksi"),
        length=1000,
        rows=3,
        required=False,
        help_text=gettext_lazy("Satu saksi satu baris: nama, jabatan. Misalnya dari Pemda atau desa."),
    )
    condition = LongTextField(label=gettext_lazy("Keadaan saat diserahkan"), length=1000, rows=2, required=False)
    belongings = LongTextField(label=gettext_lazy("Barang bawaan"), length=1000, rows=2, required=False)
    printed_time = short(gettext_lazy("Tanggal atau jam tertulis di sumber"), 100)
    note = LongTextField(label=gettext_lazy("Catatan"), length=2000, rows=2, required=False)
    fieldsets = [
        ("", ["people", "kind"]),
        (gettext_lazy("Penerima"), ["receiver", "kinship", "receiver_position", "receiver_phone", "has_power"]),
        (gettext_lazy("Tempat dan waktu"), ["place", "on", "hour", "witnesses"]),
        (
            "+",
            ["giver", "giver_position", "number", "receiver_address", "identity_shown", "identity_number", "condition",
             "belongings", "printed_time", "note"],
        ),
    ]  # fmt: skip
    submit_label = gettext_lazy("Simpan")
    keep = "serah-terima"

    def __init__(self, *args, people, **kwargs):
        """`people`: a queryset of returnees in sight with their worker."""
        super().__init__(*args, **kwargs)
        families = families_in(people)
        self.fields["people"].queryset = side_by_side(people, families)
        self.fields["people"].marks = family_marks(families)
        papers = reference.choices(ListName.DOCUMENT, today())
        self.fields["identity_shown"].choices = [*UNKNOWN, *papers]
        self.initial.setdefault("kinship", Kinship.UNKNOWN)

    def clean_witnesses(self) -> str:
        lines = [line for line in self.cleaned_data["witnesses"].splitlines() if line.strip()]
        if len(lines) > MOST_WITNESSES:
            raise forms.ValidationError(_("Paling banyak {n} saksi.").format(n=MOST_WITNESSES))
        return "\n".join(lines)

    def clean(self) -> dict[str, object] | None:
        cleaned = super().clean()
        if self.cleaned_data.get("hour") and not self.cleaned_data.get("on") and "on" not in self.errors:
            self.add_error("on", _("Isi juga tanggalnya, supaya jamnya dapat dipakai."))
        return cleaned

    def values(self) -> dict[str, object]:
        data = self.cleaned_data
        power = {"yes": True, "no": False}.get(data["has_power"])
        at = moment(data["on"], data["hour"], Zone.WITA)
        return {**{name: data[name] for name in COLUMNS}, "on": data["on"], "at": at, "has_power": power}

    def seen_by(self) -> list[tuple[str, str]]:
        """Name and office of each witness."""
        lines = self.cleaned_data["witnesses"].splitlines()
        pairs = (line.partition(",")[::2] for line in lines)
        return [(name.strip()[:200], office.strip()[:200]) for name, office in pairs]

    def warning(self) -> str:
        """Said, never blocking: somebody else receives and the power of attorney was not shown."""
        data = self.cleaned_data
        if data["has_power"] == "yes" or not needs_power(data["kind"], data["kinship"]):
            return ""
        return str(POWER_WORDS)


def side_by_side(people: QuerySet[Returnee], families: Families) -> QuerySet[Returnee]:
    """The same people, families together: one receiver often takes a whole family."""
    if not families.members:
        return people
    places = [When(pk=row.pk, then=place) for place, row in enumerate(families.ordered(people))]
    return people.order_by(Case(*places, default=len(places)))


def family_marks(families: Families) -> dict[int, str]:
    """`keluarga 1` beside each member of the first family."""
    return {
        row.pk: _("keluarga {n}").format(n=number)
        for number, family in enumerate(families.members, start=1)
        for row in family
    }


class EditHandoverForm(VersionedFormMixin, HandoverForm):
    """The identity number that is kept is shown masked; an empty input leaves it as it is."""

    keep = "ubah-serah-terima"

    def __init__(self, *args, handover: Handover, **kwargs):
        super().__init__(*args, **kwargs)
        if kept := handover.identity_number:
            words = _("Tersimpan {nik}. Isi hanya bila diganti.").format(nik=mask(kept))
            self.fields["identity_number"].help_text = words

    def values(self) -> dict[str, object]:
        values = super().values()
        return {name: value for name, value in values.items() if name != "identity_number" or value}


class SignHandoverForm(EditHandoverForm):
    """The hand-over took place: now the day is known."""

    submit_label = gettext_lazy("Sudah ditandatangani")
    keep = "tanda-tangan"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["on"].required = True
        self.fields["on"].allow_future = False
        self.fields["on"].error_messages["required"] = _("Isi tanggal serah terimanya.")


def handover_values(row: Handover) -> dict[str, object]:
    """The hand-over as the inputs of its form."""
    values = {name: getattr(row, name) for name in (*COLUMNS, "on", "version") if name != "identity_number"}
    witnesses = [", ".join(filter(None, [seen.name, seen.position])) for seen in row.witnesses.all()]
    return {
        **values,
        "hour": clock_of(row.at, row.zone),
        "has_power": {True: "yes", False: "no", None: ""}[row.has_power],
        "people": [person.returnee_id for person in row.people.all()],
        "witnesses": "\n".join(witnesses),
    }


class CancelHandoverForm(VersionedFormMixin, ReasonForm):
    submit_label = gettext_lazy("Batalkan serah terima")
    keep = "batal-serah-terima"


class SignedPaperForm(OnceForm):
    """The photo or scan of the signed paper."""

    paper = forms.FileField(
        label=gettext_lazy("Foto atau PDF yang sudah ditandatangani"),
        error_messages={"required": gettext_lazy("Pilih foto atau PDF-nya.")},
    )
    submit_label = gettext_lazy("Simpan berkas")
    keep = ""


class RemovePaperForm(BaseForm):
    """A wrong photo is taken away with a reason."""

    reason = forms.CharField(label=gettext_lazy("Alasan"), max_length=500)
    submit_label = gettext_lazy("Hapus berkas")
    keep = "hapus-foto-bast"
