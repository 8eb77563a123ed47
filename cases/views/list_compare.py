"""A list beside those before it: who is new, who is gone, what changed, and what stays of those who are gone."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain, islice

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.choices import ImportState
from cases.list_differences import Differences, differences
from cases.list_pairs import ComingLine, Line
from cases.listing.kept import row_of
from cases.models import ListImport, Manifest
from cases.queries import taken_lines
from cases.queries.list_imports import entries_in_sight, lines_of, replaced_lists, standing_of
from cases.standing_lists import proposal
from core.templatetags.ui import angka, tanggal

MOST_NAMED, SHORT = 60, 12  # differences that are named, and that need not be folded away
MOST_LINES = 5000


def compared(
    before: Sequence[Manifest],
    lines: Mapping[int, Iterable[Line]],
    after: Iterable[Line],
    taken: Collection[int] = (),
) -> dict[str, object] | None:
    """What templates/cases/_list_differences.html tells; nothing where no list was before."""
    if not before:
        return None
    old, new = list(chain.from_iterable(lines[row.pk] for row in before)), list(after)
    found = differences(old, new, taken)
    lists = [(_("Nama baru"), found.added), (_("Tidak disebut lagi"), found.gone)]
    return {
        "before": [list_words(row) for row in before],
        "sentence": difference_sentence(found),
        "kept": kept_sentence(found),
        "lists": [(label, names[:MOST_NAMED], max(0, len(names) - MOST_NAMED)) for label, names in lists if names],
        "changed": found.changed[:MOST_NAMED],
        "is_short": len(found.added) + len(found.gone) + len(found.changed) <= SHORT,
    }


def list_words(row: Manifest) -> str:
    """`BP3MI Contoh · B.12 · 3 Jun 2024`."""
    return " · ".join(
        filter(None, [row.issuer, row.letter_number, tanggal(row.letter_date) if row.letter_date else ""])
    )


def difference_sentence(found: Differences) -> str:
    if not found:
        return _("Isinya sama dengan daftar sebelumnya.")
    sentence = _("{a} nama baru, {b} nama tidak disebut lagi, {c} keterangan berubah.")
    return sentence.format(a=angka(len(found.added)), b=angka(len(found.gone)), c=angka(len(found.changed)))


def kept_sentence(found: Differences) -> str:
    """Who is gone and has been ticked: the tick stays."""
    if not found.kept:
        return ""
    words = ngettext(
        "%(n)s orang di antaranya sudah dicatat tiba atau tidak datang; catatannya tetap: %(nama)s.",
        "%(n)s orang di antaranya sudah dicatat tiba atau tidak datang; catatannya tetap: %(nama)s.",
        len(found.kept),
    )
    return words % {"n": angka(len(found.kept)), "nama": ", ".join(found.kept[:MOST_NAMED])}


def coming_lines(row: ListImport) -> list[ComingLine]:
    """The chosen rows of a list that waits, as the lines that they would be."""
    found: list[ComingLine] = []
    for line in islice(row.rows.filter(is_chosen=True).order_by("position"), MOST_LINES):
        told = row_of(line.payload)
        coming = ComingLine(told.name, told.sex, told.age, told.origin, told.nik, told.passport)
        found += [coming] * line.people
    return found


def beside_standing(repatriation, new: Sequence[Line]) -> tuple[list[Manifest], dict | None, str]:
    """The lists that stand, what `new` says otherwise than they do, and how it probably stands to them."""
    standing = standing_of(repatriation)
    if not standing:
        return [], None, ""
    lines = lines_of(standing)
    told = compared(standing, lines, new, taken_lines(repatriation))
    return standing, told, proposal(standing, lines, new)


def differences_of(row: ListImport) -> dict[str, object] | None:
    """Of a list that was taken over: against those whose place it took."""
    if row.state != ImportState.APPLIED or row.manifest is None:
        return None
    before = replaced_lists(row.manifest)
    return compared(before, lines_of(before), entries_in_sight(row.manifest), taken_lines(row.repatriation))
