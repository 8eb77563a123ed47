"""Blank forms in the order of the screens: a page for one person, and a list for a group. They name nobody."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cases import reference
from cases.choices import ListName, Sex
from cases.forms.arrivals import FIRST_FLAGS, RecordGroupForm, RecordPersonForm
from core.papers import make_pdf
from core.templatetags.ui import tanggal

GROUP_LINES = 12
GROUP_FIELDS = ("vessel", "place_of_arrival", "arrived_on", "arrival_time", "sending_office")
# What is asked when somebody has time to tell; on the screen it stands behind the arrival.
INTERVIEW = (
    ("Bekerja di (negara, kota, tempat)", 1), ("Pada siapa (majikan, perusahaan)", 1), ("Sebagai apa", 1),
    ("Berapa lama, sejak kapan", 1), ("Gaji yang dijanjikan dan yang diterima", 1), ("Gaji yang belum dibayar", 1),
    ("Berangkat lewat siapa, membayar berapa", 1), ("Ditangkap kapan; ditahan di mana, berapa lama", 1),
    ("Dokumen atau barang yang ditahan, oleh siapa", 1), ("Keinginan orang ini sekarang", 2),
)  # fmt: skip


@dataclass(frozen=True)
class BlankForm:
    title: str | Promise
    summary: str | Promise
    template: str


FORMS = {
    "orang": BlankForm(
        _("Formulir kedatangan, satu orang"),
        _("Satu halaman untuk satu orang: urutannya sama dengan layar, ditambah pokok pendalaman."),
        "form-person",
    ),
    "rombongan": BlankForm(
        _("Daftar rombongan, 12 orang"),
        _("Satu baris untuk satu orang: urutannya sama dengan Ketik dari formulir."),
        "form-group",
    ),
}


def blank_pdf(what: str, sheets: int, *, made_at: datetime) -> bytes:
    """In Indonesian, as the screens are that it is typed into."""
    with translation.override("id"):
        data = person_data() if what == "orang" else group_data()
        foot = f"{settings.OFFICE_SHORT_NAME} · {tanggal(made_at)}"
        return make_pdf(FORMS[what].template, {"foot": foot, "sheets": sheets, **data}, made_at=made_at)


def group_labels() -> list[str]:
    fields = RecordGroupForm().fields
    return [str(fields[name].label) for name in GROUP_FIELDS]


def labels_of(form: RecordPersonForm, name: str) -> list[str]:
    """The words beside the boxes of a choice, without the empty one."""
    return [str(label) for code, label in form.fields[name].choices if code]


def person_data() -> dict[str, object]:
    form = RecordPersonForm()
    label = {name: str(field.label) for name, field in form.fields.items()}
    return {
        "title": "Formulir Kedatangan",
        "group": group_labels(),
        "label": label,
        "sexes": [str(choice.label) for choice in Sex],
        "papers": labels_of(form, "paper_held"),
        "flags": labels_of(form, "flags"),
        "reasons": labels_of(form, "deportation_reason"),
        "interview": [[label, lines] for label, lines in INTERVIEW],
    }


def group_data() -> dict[str, object]:
    day = timezone.localdate()
    flags = dict(reference.choices(ListName.VULNERABILITY, day))
    return {
        "title": "Daftar Rombongan",
        "group": group_labels(),
        "heads": ["No.", "Nama", "L/P", "Umur atau tgl lahir", "Desa, kabupaten asal", "Dokumen", "Telepon keluarga",
                  "Keadaan", "Catatan"],
        "lines": GROUP_LINES,
        "flags": [flags[code] for code in FIRST_FLAGS if code in flags],
    }  # fmt: skip
