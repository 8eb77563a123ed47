"""How a new list stands to those that a return has: it takes their place, the place of one of them, or adds people."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from cases.list_differences import overlap
from cases.list_pairs import Line
from cases.models import Manifest

REPLACES, ADDS = "ganti", "tambah"
MOST_SHARED, HALF = 0.2, 0.5  # parts of the new list that stand on an old one: hardly any, most


@dataclass(frozen=True)
class Stand:
    """Ids of lists that the new one replaces, and of those beside which it stands: what somebody looked at."""

    replaces: frozenset[int] = frozenset()
    beside: frozenset[int] = frozenset()

    @property
    def seen(self) -> frozenset[int]:
        return self.replaces | self.beside


def words_of(kind: str, replaced: Sequence[int], beside: Sequence[int]) -> str:
    """The value of a choice; it names the lists that were looked at, so that an old page is noticed."""
    return f"{kind}-{'.'.join(map(str, sorted(replaced)))}-{'.'.join(map(str, sorted(beside)))}"


def stand_of(value: str) -> Stand:
    """The reverse of `words_of`, for a value that was offered."""
    _kind, replaced, beside = value.split("-")
    return Stand(*(frozenset(map(int, filter(None, part.split(".")))) for part in (replaced, beside)))


def ways(standing: Sequence[Manifest]) -> list[tuple[str, str]]:
    """What may be said of a new list: (value, words). `standing` are the lists that nothing replaced."""
    keys = [row.pk for row in standing]
    if len(keys) == 1:
        words = _("Menggantikan daftar {nomor} (ralat)").format(nomor=standing[0])
        return [(words_of(REPLACES, keys, []), words), (words_of(ADDS, [], keys), _("Hanya menambah orang"))]
    found = [(words_of(REPLACES, keys, []), _("Menggantikan semua daftar sebelumnya (ralat)"))]
    for row in standing:
        others = [key for key in keys if key != row.pk]
        words = _("Menggantikan daftar {nomor} saja").format(nomor=row)
        found.append((words_of(REPLACES, [row.pk], others), words))
    return [*found, (words_of(ADDS, [], keys), _("Hanya menambah orang"))]


def proposal(standing: Sequence[Manifest], lines: Mapping[int, Sequence[Line]], new: Sequence[Line]) -> str:
    """The value of `ways` that the overlap speaks for. `lines`: of each standing list, by its id."""
    keys = [row.pk for row in standing]
    all_lines = [line for key in keys for line in lines.get(key, ())]
    if any(line.name for line in new) and overlap(all_lines, new) < HALF:
        return words_of(ADDS, [], keys)
    shared = {key: overlap(lines.get(key, ()), new) for key in keys}
    most = [key for key in keys if shared[key] >= HALF]
    if len(keys) > 1 and len(most) == 1 and all(shared[key] <= MOST_SHARED for key in keys if key not in most):
        return words_of(REPLACES, most, [key for key in keys if key not in most])
    return words_of(REPLACES, keys, [])
