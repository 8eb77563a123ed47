"""One short page that makes of a letter everything that a return begins with."""

from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from cases import reference
from cases.choices import ListName, TransportMode
from cases.facts import GroupFacts
from cases.forms.casework import CHOOSE
from cases.forms.fields import ClockField, CountField
from cases.forms.returns import UNKNOWN
from cases.listing import Grid
from cases.listing.source import grids_of
from cases.queries import today
from cases.zones import Zone, moment
from core.fields import impossible_part
from core.forms import LongTextField, SourceDateField
from core.scope import Viewer
from core.sheets import SheetRefused
from letters import reference as letter_lists
from letters.choices import OPEN_TO_OFFICE, Classification
from letters.choices import ListName as LetterList
from letters.facts import LetterFacts
from letters.forms.letters import DETAILS, LetterForm, NewLetterForm
from letters.queries import who_may_be_given

NARROW = forms.TextInput(attrs={"class": "input-short"})


@dataclass(frozen=True)
class Given:
    """Whom the head gives the letter to, and what is to be done."""

    to: User
    instruction: str


class FromLetterForm(NewLetterForm):
    """What stands on the letter, the names that come with it, and the journey that it announces.

    A secret letter is not recorded here: what the page makes of it is seen by more people than the letter.
    """

    cause = forms.ChoiceField(label=gettext_lazy("Sebab kepulangan"))
    names = LongTextField(
        label=gettext_lazy("Tempel daftar nama"),
        length=200_000,
        rows=6,
        required=False,
        help_text=gettext_lazy("Salin dari surat, surel, atau WhatsApp. Kosongkan bila belum ada nama."),
    )
    mode = forms.ChoiceField(label=gettext_lazy("Moda"), choices=TransportMode.choices)
    vessel = forms.CharField(label=gettext_lazy("Kapal atau penerbangan"), max_length=100, required=False)
    from_place = forms.CharField(label=gettext_lazy("Dari"), max_length=150, required=False)
    to_place = forms.CharField(label=gettext_lazy("Tiba di pelabuhan atau bandara"), max_length=150, required=False)
    planned_on = SourceDateField(label=gettext_lazy("Rencana tiba"), required=False, keeps_printed=True)
    planned_time = ClockField(label=gettext_lazy("Jam rencana tiba"), max_length=20, required=False, widget=NARROW)
    to_zone = forms.ChoiceField(label=gettext_lazy("Zona waktu tempat tiba"), choices=Zone.choices)
    country = forms.ChoiceField(label=gettext_lazy("Negara"), required=False)
    group_total = CountField(
        label=gettext_lazy("Bagian dari rombongan"),
        required=False,
        help_text=gettext_lazy("Jumlah orang dalam rombongan besar: 81, sekitar 80, 70-80, atau lebih dari 50."),
    )
    to = forms.ModelChoiceField(label=gettext_lazy("Diberikan kepada"), queryset=None, required=False)
    instruction = forms.ChoiceField(label=gettext_lazy("Isi disposisi"), required=False)
    submit_label = gettext_lazy("Catat semuanya")
    keep = "surat-pemulangan"

    def __init__(self, *args, viewer: Viewer, **kwargs):
        super().__init__(*args, **kwargs)
        on = today()
        self.fields["sender"].label = _("Dari instansi")
        self.fields["sender"].help_text = _("Juga unit pengirim rombongan.")
        self.fields["number"].help_text = _("Kosongkan bila tanpa surat.")
        self.fields["cause"].choices = [*CHOOSE, *reference.choices(ListName.RETURN_CAUSE, on)]
        self.fields["country"].choices = [*UNKNOWN, *reference.choices(ListName.COUNTRY, on)]
        offered = [(code, label) for code, label in Classification.choices if code in OPEN_TO_OFFICE]
        self.fields["classification"].choices = offered
        self.fields["classification"].help_text = _("Surat rahasia dicatat pada halaman Surat.")
        self.fields["names"].widget.attrs["data-no-keep"] = ""  # pasted again rather than kept as a draft
        self.initial = {"mode": TransportMode.SEA, "to_zone": Zone.WITA, **self.initial}
        self.may_give = viewer.may("letters.dispose")
        self.grids: list[Grid] = []
        if self.may_give:
            self.fields["to"].queryset = who_may_be_given(on).exclude(pk=viewer.user_id)
            self.fields["to"].empty_label = _("Nanti saja")
            self.fields["instruction"].choices = letter_lists.choices(LetterList.INSTRUCTION, on)
        else:
            del self.fields["to"], self.fields["instruction"]

    @property
    def fieldsets(self):
        return [
            (gettext_lazy("Surat"), ["number", "letter_date", "sender", "subject", "channel"]),
            (gettext_lazy("Rombongan"), ["cause", "names"]),
            (
                gettext_lazy("Perjalanan"),
                ["mode", "vessel", "from_place", "to_place", "planned_on", "planned_time", "to_zone"],
            ),
            (gettext_lazy("Disposisi"), ["to"]),
            ("+", ["people_counted", "group_total", "country", "instruction", "moved_on", "kind", "classification",
                   self.own_side, *(name for name in DETAILS if name != "people_counted")]),
        ]  # fmt: skip

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or self.cleaned_data
        planned = cleaned.get("planned_on")
        if cleaned.get("planned_time") and not (planned and planned.value) and "planned_on" not in self.errors:
            self.add_error("planned_on", _("Isi juga tanggalnya, supaya jamnya dapat dipakai."))
        if names := str(cleaned.get("names") or "").strip():
            try:
                self.grids = grids_of(names)
            except SheetRefused as refusal:
                self.add_error("names", refusal.message)
        return cleaned

    def told(self) -> dict[str, object]:
        """The columns of the letter."""
        return {
            name: value for name, value in super().told().items() if name in (*LetterForm.base_fields, "printed_date")
        }

    def facts(self) -> LetterFacts:
        return LetterFacts(direction=self.direction, **self.told())

    def group(self) -> GroupFacts:
        data, planned = self.cleaned_data, self.cleaned_data["planned_on"]
        return GroupFacts(
            **{name: data[name] for name in ("cause", "country", "mode", "vessel")},
            sending_office=data["sender"],
            place_of_arrival=data["to_place"],
            expected_on=planned.value if planned else None,
            printed_plan=impossible_part(planned.printed) if planned else "",
            group_total=data["group_total"],
            client_id=data["form_id"],
        )

    def leg(self) -> dict[str, object]:
        """What the first leg has beside what the group tells of it."""
        data, planned = self.cleaned_data, self.cleaned_data["planned_on"]
        day, zone = planned.value if planned else None, data["to_zone"]
        return {
            "from_place": data["from_place"],
            "to_zone": zone,
            "planned_at": moment(day, data["planned_time"], zone),
        }

    def given(self) -> Given | None:
        to = self.cleaned_data.get("to")
        first = self.fields["instruction"].choices[0][0] if self.may_give else ""
        return Given(to, self.cleaned_data.get("instruction") or first) if to else None
