"""Forms of a pick-up: one tick, a count, somebody unlisted, and who is named."""

import re
from datetime import datetime
from uuid import UUID, uuid4, uuid5

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.choices import ArrivalState, NotArrivedReason
from cases.facts import ArrivalFacts, TickFacts
from cases.forms.arrivals import RecordPersonForm
from cases.forms.casework import StaffManyField
from cases.forms.returns import NotArrivedForm
from cases.queries import today, who_may_work
from core.forms import BaseForm, OnceForm

STATE = r"EXPECTED|ARRIVED|NOT_ARRIVED\.[A-Z_]{1,10}"
TICK = re.compile(rf"\A([ob][0-9]{{1,18}})\|({STATE})\|({STATE})\Z")  # a field looks for its pattern anywhere


class TickForm(forms.Form):
    """`o12|ARRIVED|EXPECTED`: whom, what is said of them, and how the page showed them.

    The page has one identifier; that of a tick follows from it, so that a second click is the same tick. A phone
    gives each tick its own.
    """

    tanda = forms.RegexField(TICK)
    client_id = forms.UUIDField()

    def clean(self) -> dict:
        cleaned = super().clean() or self.cleaned_data
        if "tanda" in cleaned and TICK.fullmatch(cleaned["tanda"])[2].partition(".")[2] not in {
            "", *NotArrivedReason.values
        }:  # fmt: skip
            self.add_error("tanda", _("Alasan ini tidak ada dalam pilihan."))
        return cleaned

    def facts(self, *, of_page: bool, captured_at: datetime | None = None) -> TickFacts:
        text, client_id = self.cleaned_data["tanda"], self.cleaned_data["client_id"]
        key, wanted, seen = TICK.fullmatch(text).groups()
        state, _dot, reason = wanted.partition(".")
        return TickFacts(
            key=key,
            state=state,
            reason=reason,
            seen=seen,
            client_id=uuid5(client_id, text) if of_page else client_id,
            captured_at=captured_at,
        )


class AbsentForm(NotArrivedForm):
    """Why somebody did not come, on a page of its own where the browser runs no script."""

    client_id = forms.UUIDField(widget=forms.HiddenInput)
    seen = forms.RegexField(rf"\A(?:{STATE})\Z", widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("client_id", uuid4())
        self.fields["not_arrived_reason"].required = True
        self.fields["not_arrived_reason"].error_messages["required"] = _("Pilih alasan mengapa orang ini tidak datang.")

    def facts(self, key: str) -> TickFacts:
        data = self.cleaned_data
        reason = data["not_arrived_reason"]
        client_id: UUID = data["client_id"]
        return TickFacts(key, ArrivalState.NOT_ARRIVED, data["seen"], client_id, reason)


class CountForm(OnceForm):
    """People without names: how many, and what became of them."""

    people = forms.IntegerField(label=gettext_lazy("Berapa orang"), min_value=1, max_value=10000)
    state = forms.ChoiceField(
        label=gettext_lazy("Mereka"),
        choices=[
            (ArrivalState.ARRIVED, ArrivalState.ARRIVED.label),
            (ArrivalState.NOT_ARRIVED, ArrivalState.NOT_ARRIVED.label),
        ],
        initial=ArrivalState.ARRIVED,
        widget=forms.RadioSelect(attrs={"class": "choices-big"}),
    )
    reason = forms.ChoiceField(
        label=gettext_lazy("Mengapa tidak datang"),
        choices=[("", gettext_lazy("Belum dipilih")), *NotArrivedReason.choices],
        required=False,
    )
    submit_label = gettext_lazy("Simpan hitungan")
    keep = "hitungan-jemput"


class UnlistedForm(RecordPersonForm):
    """Somebody who stands on no line: eight inputs, the rest is known of the group or comes later."""

    NAMES = ("name", "sex", "age", "village", "paper_held", "family_phone", "unlisted_reason", "is_counted")
    HIDDEN = ("village_code", "client_id", "match", "match_seen")

    is_counted = forms.BooleanField(required=False)
    keep = "orang-jemput"

    def __init__(self, *args, nameless: int = 0, **kwargs):
        super().__init__(*args, **kwargs)
        for name in set(self.fields) - {*self.NAMES, *self.HIDDEN}:
            del self.fields[name]
        if nameless:
            label = _("Termasuk {n} orang tanpa nama dalam surat").format(n=nameless)
            self.fields["is_counted"].label = label
        else:
            del self.fields["is_counted"]

    def arrival(self, captured_at: datetime | None = None) -> ArrivalFacts:
        data = self.cleaned_data
        return ArrivalFacts(
            paper_held=data["paper_held"],
            family_phone=str(data["family_phone"]),
            client_id=data["client_id"],
            captured_at=captured_at,
            same_as=self.same_as,
            unlisted_reason=data["unlisted_reason"],
        )


class OfficersForm(BaseForm):
    """Who meets the group; of any district, help desk or P4MI, with the right to record arrivals."""

    officers = StaffManyField(
        label=gettext_lazy("Petugas penjemputan"),
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    seen = forms.RegexField(r"\A[0-9]{1,9}(,[0-9]{1,9}){0,500}\Z", required=False, widget=forms.HiddenInput)
    submit_label = gettext_lazy("Simpan petugas")
    keep = "petugas-jemput"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["seen"] = ",".join(str(pk) for pk in self.initial.get("officers", ()))
        self.fields["officers"].queryset = who_may_work(today(), right="returns.record", anywhere=True)

    def user_ids(self) -> set[int]:
        return {user.pk for user in self.cleaned_data["officers"]}

    def seen_ids(self) -> set[int]:
        """Who was named when the form was opened."""
        return {int(key) for key in self.cleaned_data["seen"].split(",") if key}
