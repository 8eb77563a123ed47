"""Forms of a journey: a leg, a stay, a cost, and what another agency was asked."""

from datetime import date, datetime, time

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases import reference
from cases.choices import Bearer, ContactChannel, CostKind, ListName, StayKind, TransportMode
from cases.forms.casework import CHOOSE
from cases.forms.fields import ClockField, FromUntilMixin, PeopleField, RupiahField
from cases.forms.returns import UNKNOWN
from cases.models import Coordination, Cost, JourneyLeg, Repatriation, Returnee, Stay
from cases.queries import today
from cases.sums import AMOUNTS
from cases.zones import Zone, clock_of, moment
from core.fields import impossible_part
from core.forms import BaseForm, LongTextField, OnceForm, SourceDate, SourceDateField, VersionedFormMixin

WHOLE_GROUP = gettext_lazy("Kosongkan bila seluruh rombongan.")
CLOCK = {"max_length": 20, "required": False, "widget": forms.TextInput(attrs={"class": "input-short"})}


def short(label: str, length: int, **more) -> forms.CharField:
    return forms.CharField(label=label, max_length=length, required=False, **more)


class OfPeople(OnceForm):
    """A row that concerns the whole group, or those who are ticked."""

    people = PeopleField(label=gettext_lazy("Siapa saja"), required=False, help_text=WHOLE_GROUP)

    def __init__(self, *args, people, **kwargs):
        """`people`: a queryset of returnees in sight with their worker."""
        super().__init__(*args, **kwargs)
        self.fields["people"].queryset = people

    def chosen(self) -> list[Returnee] | None:
        """Who was ticked; None for everybody."""
        return list(self.cleaned_data["people"]) or None


class LegForm(OfPeople):
    """Planned and actual times, each by the clock of its own place. A day that no calendar has is kept as printed."""

    mode = forms.ChoiceField(label=gettext_lazy("Moda"), choices=TransportMode.choices)
    vessel = short(gettext_lazy("Kapal, penerbangan, atau kendaraan"), 100)
    from_place = short(gettext_lazy("Dari"), 150)
    to_place = short(gettext_lazy("Ke"), 150)
    leaves_on = SourceDateField(label=gettext_lazy("Rencana berangkat"), required=False)
    leaves_time = ClockField(label=gettext_lazy("Jam rencana berangkat"), **CLOCK)
    planned_on = SourceDateField(label=gettext_lazy("Rencana tiba"), required=False)
    planned_time = ClockField(label=gettext_lazy("Jam rencana tiba"), **CLOCK)
    left_on = SourceDateField(label=gettext_lazy("Berangkat"), required=False, allow_future=False, keeps_printed=True)
    left_time = ClockField(label=gettext_lazy("Jam berangkat"), **CLOCK)
    arrived_on = SourceDateField(label=gettext_lazy("Tiba"), required=False, allow_future=False, keeps_printed=True)
    arrived_time = ClockField(label=gettext_lazy("Jam tiba"), **CLOCK)
    from_zone = forms.ChoiceField(label=gettext_lazy("Zona waktu tempat berangkat"), choices=Zone.choices)
    to_zone = forms.ChoiceField(label=gettext_lazy("Zona waktu tempat tiba"), choices=Zone.choices)
    printed_departure = short(gettext_lazy("Waktu berangkat tertulis di sumber"), 100)
    printed_time = short(gettext_lazy("Waktu tiba tertulis di sumber"), 100)
    escort = short(gettext_lazy("Pendamping"), 200)
    waits_for = short(
        gettext_lazy("Menunggu"), 200, help_text=gettext_lazy("Misalnya izin berlayar atau surat layak terbang.")
    )
    cleared_on = SourceDateField(label=gettext_lazy("Sudah diberikan pada"), required=False, allow_future=False)
    is_not_travelled = forms.BooleanField(label=gettext_lazy("Ruas ini tidak ditempuh"), required=False)
    not_travelled_reason = short(gettext_lazy("Mengapa tidak ditempuh"), 200)
    fieldsets = [
        ("", ["mode", "vessel", "from_place", "to_place"]),
        (gettext_lazy("Rencana"), ["leaves_on", "leaves_time", "planned_on", "planned_time"]),
        (gettext_lazy("Kenyataan"), ["left_on", "left_time", "arrived_on", "arrived_time"]),
        (
            "+",
            ["from_zone", "to_zone", "escort", "people", "waits_for", "cleared_on", "is_not_travelled",
             "not_travelled_reason", "printed_departure", "printed_time"],
        ),
    ]  # fmt: skip
    keep = "ruas-perjalanan"
    ENDS = (
        ("leaves", "from_zone", "leaves_at"),
        ("planned", "to_zone", "planned_at"),
        ("left", "from_zone", "left_at"),
        ("arrived", "to_zone", "arrived_at"),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("from_zone", "to_zone"):
            self.initial.setdefault(name, Zone.WITA)

    def clean(self) -> dict[str, object] | None:
        cleaned = super().clean()
        for name, _zone, _column in self.ENDS:
            if self.cleaned_data.get(f"{name}_time") and not day_of(self.cleaned_data.get(f"{name}_on")):
                self.add_error(f"{name}_on", _("Isi juga tanggalnya, supaya jamnya dapat dipakai."))
        self.refuse_backwards("leaves", "planned", _("Rencana tiba lebih awal daripada rencana berangkat."))
        self.refuse_backwards("left", "arrived", _("Tanggal tiba lebih awal daripada tanggal berangkat."))
        if self.cleaned_data.get("not_travelled_reason") and not self.cleaned_data.get("is_not_travelled"):
            self.cleaned_data["is_not_travelled"] = True
        return cleaned

    def refuse_backwards(self, first: str, second: str, sentence: str) -> None:
        """Whole days only: hours may contradict each other by a slip in the source, which the route then shows."""
        begins, ends = (day_of(self.cleaned_data.get(f"{name}_on")) for name in (first, second))
        if begins and ends and ends < begins:
            self.add_error(f"{second}_on", sentence)

    def values(self) -> dict[str, object]:
        data = self.cleaned_data
        plain = ("mode", "vessel", "from_place", "to_place", "from_zone", "to_zone", "escort", "waits_for",
                 "cleared_on", "is_not_travelled", "not_travelled_reason")  # fmt: skip
        values = {name: data[name] for name in plain}
        for name, zone, column in self.ENDS:
            day = day_of(data[f"{name}_on"])
            values |= {f"{name}_on": day, column: moment(day, data[f"{name}_time"], data[zone])}
        values["printed_departure"] = writing_of(data["left_on"]) or data["printed_departure"]
        values["printed_time"] = writing_of(data["arrived_on"]) or data["printed_time"]
        return values


def day_of(told: SourceDate | date | None) -> date | None:
    return told.value if isinstance(told, SourceDate) else told


def writing_of(told: SourceDate | None) -> str:
    return impossible_part(told.printed)[:100] if told else ""


def leg_values(leg: JourneyLeg) -> dict[str, object]:
    """The leg as the inputs of its form."""
    values = {name: getattr(leg, name) for name in LegForm.base_fields if hasattr(leg, name)}
    for name, zone, column in LegForm.ENDS:
        values[f"{name}_time"] = clock_of(getattr(leg, column), getattr(leg, zone))
    travellers = [] if leg.is_for_all else list(leg.travellers.values_list("returnee_id", flat=True))
    return {**values, "people": travellers, "version": leg.version}


class EditLegForm(VersionedFormMixin, LegForm):
    keep = "ubah-ruas"


class RemoveLegForm(BaseForm):
    submit_label = gettext_lazy("Hapus ruas")
    keep = "hapus-ruas"


class RemoveStayForm(BaseForm):
    submit_label = gettext_lazy("Hapus tempat singgah")
    keep = "hapus-singgah"


class RemoveCostForm(BaseForm):
    submit_label = gettext_lazy("Hapus biaya")
    keep = "hapus-biaya"


class RemoveCoordinationForm(BaseForm):
    submit_label = gettext_lazy("Hapus koordinasi")
    keep = "hapus-koordinasi"


class StayForm(FromUntilMixin, OfPeople):
    kind = forms.ChoiceField(label=gettext_lazy("Jenis tempat"), choices=StayKind.choices)
    place = forms.CharField(
        label=gettext_lazy("Tempat"),
        max_length=200,
        error_messages={"required": gettext_lazy("Isi nama tempatnya, seperti pada sumber.")},
    )
    provider = short(gettext_lazy("Disediakan oleh"), 200)
    from_on = SourceDateField(label=gettext_lazy("Sejak"), required=False)
    until_on = SourceDateField(label=gettext_lazy("Sampai"), required=False)
    nights = forms.IntegerField(
        label=gettext_lazy("Malam"),
        required=False,
        min_value=0,
        max_value=3000,
        help_text=gettext_lazy("Bila tanggalnya tidak diketahui."),
    )
    country = forms.ChoiceField(label=gettext_lazy("Negara"), required=False)
    printed = short(gettext_lazy("Tertulis di sumber"), 200)
    fieldsets = [
        ("", ["kind", "place", "provider", "from_on", "until_on", "nights"]),
        ("+", ["country", "printed", "people"]),
    ]
    keep = "tempat-singgah"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["country"].choices = [*UNKNOWN, *reference.choices(ListName.COUNTRY, today())]

    def values(self) -> dict[str, object]:
        names = ("kind", "place", "provider", "from_on", "until_on", "nights", "country", "printed")
        return {name: self.cleaned_data[name] for name in names}


class EditStayForm(VersionedFormMixin, StayForm):
    keep = "ubah-singgah"


def stay_values(stay: Stay) -> dict[str, object]:
    values = {name: getattr(stay, name) for name in (*StayForm.base_fields, "version") if hasattr(stay, name)}
    return {**values, "people": [] if stay.is_for_all else list(stay.guests.values_list("returnee_id", flat=True))}


class CostForm(OnceForm):
    """At least one amount; which of them tells how far the cost is."""

    kind = forms.ChoiceField(label=gettext_lazy("Jenis biaya"), choices=CostKind.choices)
    bearer = forms.ChoiceField(label=gettext_lazy("Ditanggung"), choices=Bearer.choices)
    people = forms.IntegerField(label=gettext_lazy("Untuk berapa orang"), required=False, min_value=1, max_value=5000)
    planned = RupiahField(label=gettext_lazy("Rencana (rupiah)"))
    asked = RupiahField(label=gettext_lazy("Diminta"))
    granted = RupiahField(label=gettext_lazy("Disetujui"))
    paid = RupiahField(label=gettext_lazy("Dibayar"))
    spent_on = SourceDateField(label=gettext_lazy("Tanggal"), required=False)
    of = forms.ChoiceField(label=gettext_lazy("Untuk ruas atau tempat singgah"), required=False)
    note = short(gettext_lazy("Keterangan"), 200)
    fieldsets = [
        ("", ["kind", "bearer", "people", "of"]),
        (gettext_lazy("Jumlah"), ["planned", "asked", "granted", "paid", "spent_on", "note"]),
    ]
    keep = "biaya-pemulangan"

    def __init__(self, *args, repatriation: Repatriation, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("bearer", Bearer.OFFICE)
        legs = [(f"leg-{leg.pk}", leg_label(leg)) for leg in repatriation.legs.all()]
        stays = [(f"stay-{stay.pk}", str(stay)) for stay in repatriation.stays.all()]
        self.fields["of"].choices = [("", _("Seluruh pemulangan")), *legs, *stays]

    def clean(self) -> dict[str, object] | None:
        cleaned = super().clean()
        told = [self.cleaned_data.get(name) for name in AMOUNTS]
        if all(amount is None for amount in told) and not any(name in self.errors for name in AMOUNTS):
            self.add_error("planned", _("Isi paling sedikit satu jumlah."))
        return cleaned

    def values(self) -> dict[str, object]:
        data = self.cleaned_data
        kind, _dash, key = data["of"].partition("-")
        names = ("kind", "bearer", "people", "spent_on", "note", *AMOUNTS)
        of = {"leg_id": None, "stay_id": None, **({f"{kind}_id": int(key)} if key else {})}
        return {**{name: data[name] for name in names}, **of}


class EditCostForm(VersionedFormMixin, CostForm):
    keep = "ubah-biaya"


def cost_values(cost: Cost) -> dict[str, object]:
    values = {name: getattr(cost, name) for name in (*CostForm.base_fields, "version") if hasattr(cost, name)}
    of = f"leg-{cost.leg_id}" if cost.leg_id else f"stay-{cost.stay_id}" if cost.stay_id else ""
    return {**values, "of": of}


def leg_label(leg: JourneyLeg) -> str:
    """`Kapal laut, KM Contoh: Nunukan - Baubau`."""
    what = ", ".join(filter(None, [str(leg.get_mode_display()), leg.vessel]))
    way = " – ".join(filter(None, [leg.from_place, leg.to_place]))
    return f"{what}: {way}" if way else what


class CoordinationForm(OnceForm):
    """One contact with one agency: who, how, when, for what, and the answer when it is there."""

    agency = forms.ChoiceField(label=gettext_lazy("Instansi"))
    agency_name = short(gettext_lazy("Nama instansi"), 200)
    purpose = LongTextField(
        label=gettext_lazy("Keperluan"),
        length=500,
        rows=2,
        error_messages={"required": gettext_lazy("Tulis apa yang diminta atau diberitahukan.")},
    )
    channel = forms.ChoiceField(label=gettext_lazy("Cara"), choices=ContactChannel.choices)
    on = SourceDateField(label=gettext_lazy("Tanggal"), required=False, allow_future=False)
    hour = ClockField(label=gettext_lazy("Jam"), **CLOCK)
    contact = short(gettext_lazy("Nama atau jabatan yang dihubungi"), 200)
    answer = LongTextField(label=gettext_lazy("Jawaban"), length=500, rows=2, required=False)
    answered_on = SourceDateField(label=gettext_lazy("Dijawab"), required=False, allow_future=False)
    fieldsets = [
        ("", ["agency", "agency_name", "purpose", "channel", "on"]),
        (gettext_lazy("Jawaban"), ["answer", "answered_on"]),
        ("+", ["hour", "contact"]),
    ]
    keep = "koordinasi"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["agency"].choices = [*CHOOSE, *reference.choices(ListName.AGENCY, today())]
        self.initial.setdefault("on", today())
        self.initial.setdefault("channel", ContactChannel.WHATSAPP)

    def clean(self) -> dict[str, object] | None:
        cleaned = super().clean()
        if self.cleaned_data.get("hour") and not self.cleaned_data.get("on") and "on" not in self.errors:
            self.add_error("on", _("Isi juga tanggalnya, supaya jamnya dapat dipakai."))
        asked, answered = self.cleaned_data.get("on"), self.cleaned_data.get("answered_on")
        if asked and answered and answered < asked:
            self.add_error("answered_on", _("Jawaban tidak mungkin lebih awal daripada permintaannya."))
        return cleaned

    def values(self) -> dict[str, object]:
        data = self.cleaned_data
        names = ("agency", "agency_name", "purpose", "channel", "on", "contact", "answer", "answered_on")
        at: datetime | None = moment(data["on"], data["hour"], Zone.WITA)
        return {**{name: data[name] for name in names}, "at": at}


class EditCoordinationForm(VersionedFormMixin, CoordinationForm):
    keep = "ubah-koordinasi"


def coordination_values(row: Coordination) -> dict[str, object]:
    values = {name: getattr(row, name) for name in (*CoordinationForm.base_fields, "version") if hasattr(row, name)}
    hour: time | None = clock_of(row.at, Zone.WITA)
    return {**values, "hour": hour}
