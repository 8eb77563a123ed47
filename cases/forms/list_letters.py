"""Which letter a list belongs to, and how it stands to the lists before it."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.models import Manifest
from cases.standing_lists import Stand, stand_of, ways
from core.forms import BaseForm, SourceDateField
from core.templatetags.ui import tanggal
from letters.choices import OPEN_TO_OFFICE
from letters.models import Letter

DETAILS = ["issuer", "letter_number", "letter_date", "subject"]


class LetterHeadForm(BaseForm):
    """What is told of the letter that a list belongs to. `letters` are those of the return that may be chosen.

    Of a chosen letter number, date and sender are taken over where nothing else is typed; never its subject, which may
    name somebody, and nothing of a secret one: the list is seen by more people than the letter.
    """

    letter = forms.ChoiceField(label=gettext_lazy("Surat"), required=False)
    issuer = forms.CharField(label=gettext_lazy("Penerbit surat"), max_length=200)
    letter_number = forms.CharField(label=gettext_lazy("Nomor surat"), max_length=100, required=False)
    letter_date = SourceDateField(label=gettext_lazy("Tanggal surat"), required=False)
    subject = forms.CharField(label=gettext_lazy("Perihal"), max_length=300, required=False)
    people_counted = forms.IntegerField(
        label=gettext_lazy("Jumlah orang dalam surat"), required=False, min_value=0, max_value=100000
    )

    def __init__(self, *args, letters: Sequence[Letter] = (), **kwargs):
        super().__init__(*args, **kwargs)
        self.letters = {row.agenda_number: row for row in letters}
        if not letters:
            del self.fields["letter"]
            return
        self.fields["letter"].choices = [
            *((number, letter_words(row)) for number, row in self.letters.items()),
            ("", _("Surat lain, atau tanpa surat")),
        ]
        self.initial.setdefault("letter", next(iter(self.letters)))
        self.initial.pop("issuer", None)
        self.fields["issuer"].required = False

    @property
    def letter_fieldsets(self) -> list[tuple[str, list[str]]]:
        title = gettext_lazy("Surat")
        if not self.letters:
            return [(title, [*DETAILS, "people_counted"])]
        return [(title, ["letter", "people_counted"]), ("+" + _("Tulis sendiri data suratnya"), DETAILS)]

    def chosen_letter(self) -> Letter | None:
        return self.letters.get(self.cleaned_data.get("letter") or "")

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or self.cleaned_data
        letter = self.chosen_letter()
        if self.letters and not cleaned.get("issuer") and "issuer" not in self.errors:
            if letter is None:
                self.add_error("issuer", _('Isi "Penerbit surat", atau pilih suratnya.'))
            elif letter.classification not in OPEN_TO_OFFICE:
                sentence = _("Surat ini rahasia dan tidak disalin ke daftar. Tulis penerbit yang boleh dilihat.")
                self.add_error("issuer", sentence)
        return cleaned

    def told_head(self) -> dict[str, object]:
        """The columns of the list: what is typed, else what the chosen letter says."""
        letter = self.chosen_letter()
        told = {name: self.cleaned_data[name] for name in (*DETAILS, "people_counted")}
        of_letter = outside_of(letter) if letter else {}
        return {"letter": letter, **{name: value or of_letter.get(name, value) for name, value in told.items()}}


def letter_words(letter: Letter) -> str:
    """`B.77/COBA · KJRI Contoh · 3 Jun 2024`."""
    day = tanggal(letter.letter_date) if letter.letter_date else ""
    return " · ".join(filter(None, [letter.number or letter.agenda_number, letter.issuer or letter.sender, day]))


def outside_of(letter: Letter) -> dict[str, object]:
    """What a list may repeat of its letter."""
    if letter.classification not in OPEN_TO_OFFICE:
        return {}
    return {
        "issuer": letter.issuer or letter.sender or letter.recipient,
        "letter_number": letter.number,
        "letter_date": letter.letter_date,
        "people_counted": letter.people_counted,
    }


class StandForm(BaseForm):
    """How the list stands to those before it; asked once it was read, and only where there are such lists.

    The choices name the lists that were looked at: when others stand by now, the choice is asked again.
    """

    relation = forms.ChoiceField(
        label=gettext_lazy("Daftar ini"),
        widget=forms.RadioSelect(attrs={"class": "choices-big choices-long"}),
        help_text=gettext_lazy("Yang sudah dicatat tiba atau tidak datang tidak hilang, apa pun pilihannya."),
    )

    may_ask_again = False  # a page that shows the list once more before it is written

    def __init__(self, *args, standing: Sequence[Manifest] = (), **kwargs):
        super().__init__(*args, **kwargs)
        if not standing:
            del self.fields["relation"]
            return
        self.fields["relation"].choices = ways(standing)
        self.fields["relation"].required = not self.may_ask_again
        self.fields["relation"].error_messages["invalid_choice"] = _(
            "Daftar lain baru saja dimasukkan atau diganti. Periksa lagi bedanya, lalu pilih kembali."
        )

    def propose(self, value: str) -> None:
        """What is chosen as long as nobody chose."""
        if "relation" not in self.fields:
            return
        self.initial["relation"] = value
        if self.is_bound and not self.data.get("relation"):
            self.data = self.data.copy()
            self.data["relation"] = value

    def stand(self) -> Stand | None:
        """How it stands; None where that was not said yet."""
        if "relation" not in self.fields:
            return Stand()
        chosen = self.cleaned_data.get("relation")
        return stand_of(chosen) if chosen else None
