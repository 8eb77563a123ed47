"""By which rule of sight a person was seen: one letter each, as the access record keeps them.

What a rule is, the app that holds people knows: the setting SIGHT_READER names its function
`rules_of(viewer, seen, worker_ids) -> {worker id: letter}`, and SUBJECT_READER the function
`subjects_of(objects) -> Subjects` that names the people and cases among any objects.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

PROVINCE, DISTRICT, OWN, SHARED, TEAM, MASKED, SYSTEM, UNKNOWN = "P", "D", "O", "S", "T", "M", "X", "-"
NAMED = "J"
WORDS = {
    PROVINCE: gettext_noop("kantor provinsi"),
    DISTRICT: gettext_noop("kabupaten/kota sendiri"),
    OWN: gettext_noop("data yang dicatat atau ditugaskan kepadanya"),
    SHARED: gettext_noop("dibagikan kepadanya"),
    TEAM: gettext_noop("anggota tim akses terbatas"),
    NAMED: gettext_noop("petugas penjemputan"),
    MASKED: gettext_noop("disamarkan, di luar wilayahnya"),
    SYSTEM: gettext_noop("pekerjaan sistem"),
    UNKNOWN: gettext_noop("tidak dicatat"),
}


@dataclass(frozen=True)
class Subjects:
    """What an action touched: the kind and keys of its first objects, and the people and cases among all."""

    kind: str = ""
    object_ids: list[int] = field(default_factory=list)
    worker_ids: set[int] = field(default_factory=set)
    case_ids: set[int] = field(default_factory=set)
    rows: Sequence[object] = ()


def ground_word(letter: str) -> str:
    return _(WORDS.get(letter, WORDS[UNKNOWN]))


def sight_reader():
    return import_string(settings.SIGHT_READER)


def subject_reader():
    return import_string(settings.SUBJECT_READER)
