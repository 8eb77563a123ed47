"""Forms of what follows a return: one short form for each kind of step."""

from django import forms
from django.utils.translation import gettext_lazy

from cases.choices_aftercare import FollowUpKind, OfferAnswer
from cases.forms.deaths import countries
from cases.forms.journeys import short
from cases.models import FollowUp
from cases.queries import today
from core.forms import LongTextField, OnceForm, SourceDateField, VersionedFormMixin

WHAT = gettext_lazy("Tulis isinya dengan singkat.")


class FollowUpForm(OnceForm):
    on = SourceDateField(label=gettext_lazy("Tanggal"), allow_future=False)
    who = short(gettext_lazy("Petugas"), 200)
    COLUMNS: tuple[str, ...] = ("on", "who")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("on", today())
        if "country" in self.fields:
            self.fields["country"].choices = countries()

    def values(self) -> dict[str, object]:
        return {name: self.cleaned_data[name] for name in self.COLUMNS}


class VisitForm(FollowUpForm):
    with_whom = short(gettext_lazy("Bertemu siapa"), 200)
    told = LongTextField(
        label=gettext_lazy("Apa yang ditemukan"), length=2000, rows=3, error_messages={"required": WHAT}
    )
    fieldsets = [("", ["on", "who", "with_whom", "told"])]
    keep = "kunjungan"
    COLUMNS = ("on", "who", "with_whom", "told")


class AdviceForm(FollowUpForm):
    with_whom = forms.CharField(
        label=gettext_lazy("Camat, lurah, atau kepala desa siapa"),
        max_length=200,
        error_messages={"required": gettext_lazy("Isi kepada siapa anjuran itu disampaikan.")},
    )
    told = LongTextField(label=gettext_lazy("Anjurannya"), length=2000, rows=3, error_messages={"required": WHAT})
    fieldsets = [("", ["on", "who", "with_whom", "told"])]
    keep = "anjuran"
    COLUMNS = ("on", "who", "with_whom", "told")


class OfferForm(FollowUpForm):
    told = LongTextField(
        label=gettext_lazy("Pemberdayaan yang ditawarkan"), length=2000, rows=2, error_messages={"required": WHAT}
    )
    answer = forms.ChoiceField(label=gettext_lazy("Jawaban"), choices=OfferAnswer.choices)
    fieldsets = [("", ["on", "who", "told", "answer"])]
    keep = "tawaran"
    COLUMNS = ("on", "who", "told", "answer")


class WishForm(FollowUpForm):
    country = forms.ChoiceField(label=gettext_lazy("Negara tujuan"), required=False)
    through = short(gettext_lazy("Pekerjaan dan lewat siapa"), 300)
    told = LongTextField(label=gettext_lazy("Keterangan"), length=2000, rows=2, required=False)
    fieldsets = [("", ["on", "country", "through", "told", "who"])]
    keep = "ingin-berangkat-lagi"
    COLUMNS = ("on", "who", "country", "through", "told")


class EditVisitForm(VersionedFormMixin, VisitForm):
    keep = "ubah-kunjungan"


class EditAdviceForm(VersionedFormMixin, AdviceForm):
    keep = "ubah-anjuran"


class EditOfferForm(VersionedFormMixin, OfferForm):
    keep = "ubah-tawaran"


class EditWishForm(VersionedFormMixin, WishForm):
    keep = "ubah-ingin-berangkat-lagi"


# kind to its empty form and the form of a correction
FORMS = {
    FollowUpKind.VISIT: (VisitForm, EditVisitForm),
    FollowUpKind.ADVICE: (AdviceForm, EditAdviceForm),
    FollowUpKind.OFFER: (OfferForm, EditOfferForm),
    FollowUpKind.WISH: (WishForm, EditWishForm),
}


def follow_up_values(row: FollowUp) -> dict[str, object]:
    names = FORMS[FollowUpKind(row.kind)][0].COLUMNS
    return {name: getattr(row, name) for name in (*names, "version")}
