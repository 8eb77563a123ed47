"""The keyboard grid: lines of plain cells, each checked as the card of one person is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID, uuid5

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases import reference
from cases.choices import ListName
from cases.facts import ArrivalFacts, PersonFacts
from cases.forms.arrivals import FIRST_FLAGS, PAPERS, RecordPersonForm
from cases.grid_cells import code_of, codes_of, sex_code
from cases.queries import today
from core.fields import has_control_characters
from core.forms import OnceForm

FIRST_LINES, MORE_LINES, MOST_LINES = 12, 12, 120
MOST_SIGNS = 500
# cell -> (label, field of the person's card)
CELLS = {
    "name": (gettext_lazy("Nama"), "name"),
    "sex": (gettext_lazy("L/P"), "sex"),
    "age": (gettext_lazy("Umur atau tgl lahir"), "age"),
    "village": (gettext_lazy("Desa, kabupaten asal"), "village"),
    "paper": (gettext_lazy("Dokumen"), "paper_held"),
    "phone": (gettext_lazy("Telepon keluarga"), "family_phone"),
    "flags": (gettext_lazy("Keadaan"), "flags"),
    "note": (gettext_lazy("Catatan"), "note"),
}
CELL_OF = {card_field: cell for cell, (_label, card_field) in CELLS.items()} | {"more_flags": "flags"}


class GridPersonForm(RecordPersonForm):
    """The card of one person, filled from a line."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].error_messages["required"] = _('Isi nama, atau tulis "belum diketahui".')


class GridForm(OnceForm):
    """What the page of the grid carries beside its lines."""

    lines = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1, max_value=MOST_LINES)
    keep = "ketik-formulir"
    form_tag = False


@dataclass
class GridLine:
    """One line: what was typed in each cell, and what is wrong with it."""

    number: int
    cells: dict[str, str]
    errors: dict[str, list[str]] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)
    card: GridPersonForm | None = None

    @property
    def is_empty(self) -> bool:
        return not any(self.cells.values())

    def complain(self, cell: str, sentence: str) -> None:
        self.errors.setdefault(cell, []).append(sentence)

    def check(self, form_id: UUID, cause: str) -> None:
        """Fill the card of one person and take over what it says."""
        for cell, text in self.cells.items():
            if len(text) > MOST_SIGNS:
                sentence = _("Tulisan terlalu panjang: {n} huruf. Ringkas menjadi paling banyak {max} huruf.")
                self.complain(cell, sentence.format(n=len(text), max=MOST_SIGNS))
            if has_control_characters(text):
                self.complain(cell, _("Isian ini memuat karakter yang tidak terbaca. Hapus, lalu ketik ulang."))
        if self.errors:
            return
        self.card = GridPersonForm(self.as_card(form_id), cause=cause)
        for name, sentences in self.card.errors.items():
            for sentence in sentences:
                self.complain(CELL_OF.get(name, "name"), sentence)
        self.warnings += self.card.warnings

    def as_card(self, form_id: UUID) -> dict[str, object]:
        """The inputs of the card. An empty age or sex is one that is not known."""
        cells = self.cells
        flags, unread = codes_of(ListName.VULNERABILITY, cells["flags"])
        paper = code_of(ListName.DOCUMENT, cells["paper"]) if cells["paper"] not in ("", "-") else ""
        if cells["paper"] not in ("", "-") and paper not in PAPERS:
            self.complain("paper", not_in_list(cells["paper"], ListName.DOCUMENT, PAPERS))
        for word in unread:
            self.complain("flags", not_in_list(word, ListName.VULNERABILITY, FIRST_FLAGS))
        if not sex_code(cells["sex"]):
            self.complain("sex", _("Tulis L atau P, atau kosongkan bila belum diketahui."))
        return {
            "name": cells["name"],
            "sex": sex_code(cells["sex"]) or "U",
            "age": cells["age"] if cells["age"] not in ("", "-") else _("belum diketahui"),
            "village": cells["village"],
            "paper_held": paper if paper in PAPERS else "",
            "flags": [code for code in flags if code in FIRST_FLAGS],
            "more_flags": [code for code in flags if code not in FIRST_FLAGS],
            "family_phone": cells["phone"],
            "note": cells["note"],
            "client_id": str(uuid5(form_id, str(self.number))),
        }

    def told(self) -> tuple[PersonFacts, ArrivalFacts]:
        return self.card.person(), self.card.arrival()


def not_in_list(word: str, list_name: str, offered: tuple[str, ...]) -> str:
    sentence = _('"{kata}" tidak dikenali. Tulis misalnya: {pilihan}.')
    labels = [reference.label(list_name, code) for code in offered]
    return sentence.format(kata=word, pilihan=", ".join(labels[:4]))


def lines_of(data: Mapping[str, str], many: int) -> list[GridLine]:
    """The lines as they were typed; a cell is `b3-name`."""
    return [
        GridLine(at, {cell: " ".join(data.get(f"b{at}-{cell}", "").split()) for cell in CELLS})
        for at in range(1, many + 1)
    ]


def options() -> dict[str, list[str]]:
    """What may be typed into the cells of lists, for suggestions."""
    return {
        "sex": ["L", "P"],
        "paper": [reference.label(ListName.DOCUMENT, code) for code in PAPERS],
        "flags": [label for _code, label in reference.choices(ListName.VULNERABILITY, today())],
    }
