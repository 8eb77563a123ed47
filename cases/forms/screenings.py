"""The guided form of a screening for trafficking, and the confirmation that opens a restricted file."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.forms.casework import RestrictForm
from cases.forms.interviews import AS_BOOL
from cases.screening import NO, UNKNOWN, YES, Edition, proposals
from core.forms import LongTextField, OnceForm

ANSWERS = [(YES, gettext_lazy("Ya")), (NO, gettext_lazy("Tidak")), (UNKNOWN, gettext_lazy("Belum tahu"))]
SHORT = {"class": "choices-big choices-three"}
TOLD = [("yes", gettext_lazy("Ya")), ("no", gettext_lazy("Tidak")), ("", gettext_lazy("Belum tahu"))]


class ScreeningForm(OnceForm):
    """One question for each line of the dated table, in its order; an answer that is not given is unknown."""

    was_child = forms.ChoiceField(
        label=gettext_lazy("Apakah orang itu berumur di bawah 18 tahun saat kejadian?"),
        choices=TOLD,
        required=False,
        widget=forms.RadioSelect(attrs=SHORT),
        help_text=gettext_lazy("Bagi anak, unsur cara tidak perlu dibuktikan."),
    )
    has_agreed = forms.ChoiceField(
        label=gettext_lazy("Apakah orang itu setuju berangkat atau bekerja?"),
        choices=TOLD,
        required=False,
        widget=forms.RadioSelect(attrs=SHORT),
        help_text=gettext_lazy("Dicatat saja. Persetujuan tidak mengubah hasil."),
    )
    note = LongTextField(label=gettext_lazy("Catatan"), length=3000, rows=3, required=False)
    submit_label = gettext_lazy("Simpan dan lihat hasil")
    keep = "skrining-tppo"

    def __init__(self, *args, asked: Edition, is_child_now: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.asked, self.is_child_now = asked, is_child_now
        for question in asked.questions:
            self.fields[f"q_{question.code}"] = forms.ChoiceField(
                label=question.words,
                help_text=question.example_words,
                choices=ANSWERS,
                required=False,
                initial=UNKNOWN,
                widget=forms.RadioSelect(attrs=SHORT),
            )
        self.fieldsets = [
            ("", ["was_child"]),
            *((self.legend(row), [f"q_{question.code}" for question in asked.of(row.code)]) for row in asked.elements),
            ("", ["has_agreed", "note"]),
        ]

    def legend(self, element) -> str:
        about = {
            "PROCESS": _("apa yang dilakukan terhadap orang itu"),
            "MEANS": _("bagaimana itu dilakukan"),
            "PURPOSE": _("untuk apa, atau apa akibatnya"),
        }
        return f"{element.words}: {about[element.code]}" if element.code in about else element.words

    def clean_was_child(self) -> str:
        told = self.cleaned_data["was_child"]
        if told == "no" and self.is_child_now:
            raise forms.ValidationError(_("Menurut datanya, orang ini sekarang masih di bawah 18 tahun."))
        return told

    def values(self) -> dict[str, object]:
        data = self.cleaned_data
        return {
            "answers": {row.code: data[f"q_{row.code}"] or UNKNOWN for row in self.asked.questions},
            "was_child": AS_BOOL[data["was_child"]],
            "has_agreed": AS_BOOL[data["has_agreed"]],
            "note": data["note"],
            "form_id": data["form_id"],
        }


class OpenTraffickingCaseForm(RestrictForm):
    """The team of the restricted file, and the agencies to which a referral is proposed."""

    agencies = forms.MultipleChoiceField(
        label=gettext_lazy("Usulan rujukan"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Menjadi tugas Anda dalam kasus itu. Tidak ada yang terkirim dengan sendirinya."),
    )
    submit_label = gettext_lazy("Buka kasus terbatas")
    keep = "buka-kasus-tppo"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        found = [(row.agency, f"{row.name}: {row.purpose_words}") for row in proposals()]
        self.fields["agencies"].choices = found
