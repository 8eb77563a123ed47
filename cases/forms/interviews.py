"""The form of an interview: what is asked most stands first, the rest behind "Lengkapi nanti"."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases import interview_choices as choices
from cases import reference
from cases.choices import ListName
from cases.facts import Place
from cases.forms.journeys import short
from cases.forms.returns import UNKNOWN
from cases.models import Interview
from cases.queries import today
from cases.told_columns import moment_columns, read_moment, span_columns
from core.forms import LongTextField, OnceForm, SourceDateField, VersionedFormMixin

YES_NO = [("", gettext_lazy("Belum diketahui")), ("yes", gettext_lazy("Ya")), ("no", gettext_lazy("Tidak"))]
AS_BOOL = {"yes": True, "no": False, "": None}
FROM_BOOL = {True: "yes", False: "no", None: ""}
PLAIN = (
    "speaker", "speaker_name", "channel", "on", "place", "interviewer", "story", "country", "work_place", "employer",
    "sector", "occupation", "legal_status", "left_how", "left_note", "mistreatment", "route", "route_note",
    "depart_reason", "prior_trips", "arrest_how", "arrested_by", "arrest_place", "arrest_note", "wishes", "wishes_note",
)  # fmt: skip
MOMENTS = ("departed", "arrested")
MOST_TRIPS = 200
FRAME = {"speaker", "channel", "on", "place", "interviewer", "speaker_name"}


def pick(label: str, codes, **more) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=codes.choices, required=False, **more)


def several(label: str, codes) -> forms.MultipleChoiceField:
    widget = forms.CheckboxSelectMultiple
    return forms.MultipleChoiceField(label=label, choices=codes.choices, required=False, widget=widget)


class InterviewForm(OnceForm):
    """Every fact may stay open. One fact at least is told."""

    speaker = forms.ChoiceField(label=gettext_lazy("Yang diwawancarai"), choices=choices.Speaker.choices)
    on = SourceDateField(label=gettext_lazy("Tanggal wawancara"), required=False, allow_future=False)
    channel = forms.ChoiceField(label=gettext_lazy("Cara"), choices=choices.InterviewChannel.choices)
    place = short(gettext_lazy("Tempat wawancara"), 200, help_text=gettext_lazy("Misalnya help desk bandara."))
    origin = short(
        gettext_lazy("Daerah asal menurut yang diwawancarai"),
        300,
        help_text=gettext_lazy("Tulis desa, lalu kabupaten. Pilih dari daftar bila muncul."),
    )
    area_code = forms.CharField(max_length=13, required=False, widget=forms.HiddenInput)
    occupation = short(
        gettext_lazy("Pekerjaan"), 200, help_text=gettext_lazy("Yang dijalani, atau yang dijanjikan bila dicegah.")
    )
    work_duration = short(
        gettext_lazy("Lama bekerja"),
        100,
        help_text=gettext_lazy("Misalnya 4 bulan, lebih dari 3 tahun, sekitar 2 tahun."),
    )
    legal_status = pick(gettext_lazy("Status keberangkatan"), choices.LegalStatus)
    departed = short(
        gettext_lazy("Berangkat"), 100, help_text=gettext_lazy("Tanggal atau tahunnya: 12/05/2019, akhir 2023, 2010.")
    )
    arrest_how = pick(gettext_lazy("Cara ditangkap atau dicegah"), choices.ArrestHow)
    arrested_by = pick(gettext_lazy("Ditangkap oleh"), choices.ArrestBy)
    arrested = short(gettext_lazy("Ditangkap pada"), 100, help_text=gettext_lazy("Tanggal atau tahunnya."))
    story = LongTextField(label=gettext_lazy("Kronologi"), length=10000, rows=8, required=False)
    has_left = forms.ChoiceField(label=gettext_lazy("Sampai di negara tujuan"), choices=YES_NO, required=False)
    country = forms.ChoiceField(label=gettext_lazy("Negara"), required=False)
    work_place = short(gettext_lazy("Negara bagian atau kota tempat bekerja"), 200)
    employer = short(gettext_lazy("Majikan atau perusahaan"), 200)
    sector = pick(gettext_lazy("Bidang pekerjaan"), choices.Sector)
    left_how = pick(gettext_lazy("Cara berhenti bekerja"), choices.LeftHow)
    left_note = short(gettext_lazy("Keterangan berhenti bekerja"), 500)
    mistreatment = several(gettext_lazy("Perlakuan yang dialami"), choices.Mistreatment)
    route = pick(gettext_lazy("Jalur berangkat"), choices.Route)
    route_note = short(gettext_lazy("Tempat yang dilalui"), 500)
    depart_reason = pick(gettext_lazy("Alasan berangkat"), choices.DepartReason)
    prior_trips = forms.IntegerField(
        label=gettext_lazy("Berapa kali berangkat sebelumnya"),
        required=False,
        min_value=0,
        max_value=MOST_TRIPS,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "input-short", "autocomplete": "off"}),
    )
    arrest_place = short(gettext_lazy("Tempat ditangkap atau dicegah"), 200)
    arrest_note = LongTextField(label=gettext_lazy("Keadaan saat itu"), length=1000, rows=2, required=False)
    wishes = several(gettext_lazy("Keinginan"), choices.Wish)
    wishes_note = LongTextField(label=gettext_lazy("Keterangan keinginan"), length=1000, rows=2, required=False)
    interviewer = short(gettext_lazy("Pewawancara"), 200)
    speaker_name = short(gettext_lazy("Nama yang diwawancarai, bila bukan orang itu sendiri"), 200)
    fieldsets = [
        ("", ["speaker", "on", "channel", "place"]),
        (
            gettext_lazy("Yang ditanyakan lebih dahulu"),
            ["origin", "occupation", "work_duration", "legal_status", "departed", "arrest_how", "arrested_by",
             "arrested", "story"],
        ),
        (
            gettext_lazy("+Lengkapi nanti: pekerjaan"),
            ["has_left", "country", "work_place", "employer", "sector", "left_how", "left_note", "mistreatment"],
        ),
        (gettext_lazy("+Lengkapi nanti: keberangkatan"), ["route", "route_note", "depart_reason", "prior_trips"]),
        (gettext_lazy("+Lengkapi nanti: penangkapan"), ["arrest_place", "arrest_note"]),
        (gettext_lazy("+Lengkapi nanti: keinginan"), ["wishes", "wishes_note"]),
        (gettext_lazy("+Lengkapi nanti: siapa berbicara"), ["interviewer", "speaker_name"]),
    ]  # fmt: skip
    keep = "pendalaman"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["country"].choices = [*UNKNOWN, *reference.choices(ListName.COUNTRY, today())]
        if "origin" in self.fields:
            self.fields["origin"].widget.attrs.update({"autocomplete": "off", "data-area-search": "id_area_code"})

    def clean(self) -> dict[str, object] | None:
        cleaned = super().clean()
        for name in MOMENTS:
            self.refuse_future(name)
        if not self.errors and not self.tells_something():
            self.add_error(None, _("Isi paling sedikit satu keterangan, misalnya pekerjaan atau kronologi."))
        return cleaned

    def refuse_future(self, name: str) -> None:
        day, year = read_moment(self.cleaned_data.get(name) or "", today())
        if (day and day > today()) or (year and year > today().year):
            self.add_error(name, _("Tahun {n} belum terjadi. Periksa tahunnya.").format(n=year))

    def tells_something(self) -> bool:
        data = self.cleaned_data
        told = [
            value for name, value in data.items() if name not in FRAME | {"form_id", "area_code", "version", "reason"}
        ]
        return any(value not in ("", None, []) for value in told)

    def values(self) -> dict[str, object]:
        """The columns of the interview."""
        data = self.cleaned_data
        values = {name: data[name] for name in PLAIN}
        values["has_left"] = AS_BOOL[data["has_left"]]
        values |= span_columns("work", data["work_duration"])
        for name in MOMENTS:
            values |= moment_columns(name, data[name], today())
        return values

    def told_place(self) -> Place:
        return Place(self.cleaned_data["origin"], self.cleaned_data["area_code"])


class EditInterviewForm(VersionedFormMixin, InterviewForm):
    """A correction. What was told before stays by its source, beside who corrected it and why."""

    origin = None
    area_code = None
    reason = short(gettext_lazy("Mengapa diubah"), 300)
    keep = "ubah-pendalaman"


def interview_values(row: Interview) -> dict[str, object]:
    """The interview as the inputs of its form."""
    return {
        **{name: getattr(row, name) for name in (*PLAIN, "version")},
        "has_left": FROM_BOOL[row.has_left],
        "work_duration": row.work_printed,
        **{name: getattr(row, f"{name}_printed") for name in MOMENTS},
    }
