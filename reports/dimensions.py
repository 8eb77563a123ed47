"""What figures are broken down by.

A dimension is one SQL expression that gives every row exactly one key. The same expression groups the rows of
a table and finds the rows behind a cell, so the two cannot differ; a row that fits no declared line gets the
key of the remainder and a line of its own.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Case, CharField, F, Q, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Concat
from django.db.models.lookups import Exact
from django.utils.translation import gettext as _

from cases import reference
from core.scope import current_scope
from regions.models import Area

UNKNOWN = "TIDAK_DIKETAHUI"
# Sex without age, and age without sex: (sex, age group) to their key
HALF_KNOWN = {
    "L_TANPA_UMUR": ("L", "UNKNOWN"),
    "P_TANPA_UMUR": ("P", "UNKNOWN"),
    "DEWASA_TANPA_JK": ("U", "ADULT"),
    "ANAK_TANPA_JK": ("U", "CHILD"),
}
OUTSIDE = "LUAR_PROVINSI"
BETWEEN = "~"
Members = Callable[[], list[tuple[str, str]]]


@dataclass(frozen=True)
class Dimension:
    """`code` is its name in addresses. `members` are the declared keys with labels, in printing order.

    With `shows_empty` a declared key has its line even when nothing is counted there, unless it is one of `seldom`.
    """

    code: str
    title: str
    expression: Combinable
    members: Members
    shows_empty: bool = False
    seldom: frozenset[str] = frozenset()

    def condition(self, key: str) -> Q:
        """The rows of one key."""
        return Q(Exact(self.expression, Value(key)))

    def ordered(self, found: Iterable[str]) -> list[tuple[str, str]]:
        """Keys and labels to print: declared ones first, then whatever else was found, then the remainders."""
        counted = set(found)
        declared = [
            (key, label)
            for key, label in self.members()
            if key in counted or (self.shows_empty and key not in self.seldom)
        ]
        known = {key for key, _label in declared}
        others = [(key, key) for key in sorted(counted - known - {UNKNOWN, OUTSIDE})]
        rest = [(OUTSIDE, _("Luar provinsi")), (UNKNOWN, _("Belum diketahui"))]
        return declared + others + [(key, label) for key, label in rest if key in counted and key not in known]

    def label(self, key: str) -> str:
        return dict(self.ordered([key])).get(key, key)


def is_rest(key: str) -> bool:
    """Whether the key is a remainder: what could not be assigned, in whole or in part."""
    return key in {UNKNOWN, OUTSIDE, *HALF_KNOWN}


def text(value: str) -> Value:
    return Value(value, output_field=CharField())


def or_unknown(column: str) -> Case:
    """The column's code, or the remainder when there is none."""
    return Case(When(Q(**{column: ""}), then=text(UNKNOWN)), default=F(column), output_field=CharField())


def listed(list_name: str) -> Members:
    """The codes of a reference list."""
    return lambda: reference.choices(list_name)


def provincial_districts() -> list[tuple[str, str]]:
    """The districts of the office's province by code; read once per request or job."""
    store = current_scope().store
    if "report_districts" not in store:
        rows = Area.objects.districts().current().within(settings.OFFICE_PROVINCE_CODE).order_by("code")
        store["report_districts"] = [(area.code, area.short_name()) for area in rows]
    return store["report_districts"]  # type: ignore[return-value]


def district(column: str = "district", *, shows_empty: bool = False) -> Dimension:
    """Districts of the province, one line for all others, and one for people whose district is not known."""
    inside = Q(**{f"{column}__code__startswith": f"{settings.OFFICE_PROVINCE_CODE}."})
    expression = Case(
        When(Q(**{f"{column}__isnull": True}), then=text(UNKNOWN)),
        When(inside, then=F(f"{column}__code")),
        default=text(OUTSIDE),
        output_field=CharField(),
    )
    return Dimension("kabupaten", _("Kabupaten/kota"), expression, provincial_districts, shows_empty)


SEX_AND_AGE = {
    "L_DEWASA": ("L", "ADULT"),
    "P_DEWASA": ("P", "ADULT"),
    "L_ANAK": ("L", "CHILD"),
    "P_ANAK": ("P", "CHILD"),
    **HALF_KNOWN,
}


def sex_and_age() -> Dimension:
    """The four groups of the field's own tables, who is known by half, and who cannot be put into any of them."""
    expression = Case(
        *(When(Q(sex=sex, age_group=age), then=text(key)) for key, (sex, age) in SEX_AND_AGE.items()),
        default=text(UNKNOWN),
        output_field=CharField(),
    )
    return Dimension(
        "kelompok",
        _("Jenis kelamin dan umur"),
        expression,
        sex_and_age_groups,
        shows_empty=True,
        seldom=frozenset(HALF_KNOWN),
    )


def sex_and_age_groups() -> list[tuple[str, str]]:
    return [
        ("L_DEWASA", _("L dewasa")),
        ("P_DEWASA", _("P dewasa")),
        ("L_ANAK", _("Anak L")),
        ("P_ANAK", _("Anak P")),
        ("L_TANPA_UMUR", _("L, umur belum diketahui")),
        ("P_TANPA_UMUR", _("P, umur belum diketahui")),
        ("DEWASA_TANPA_JK", _("Dewasa, jenis kelamin belum diketahui")),
        ("ANAK_TANPA_JK", _("Anak, jenis kelamin belum diketahui")),
        (UNKNOWN, _("Belum diketahui")),
    ]


def by_code(code: str, title: str, column: str, list_name: str) -> Dimension:
    return Dimension(code, title, or_unknown(column), listed(list_name))


def by_text(code: str, title: str, column: str) -> Dimension:
    """Lines as they were written, such as the place of arrival."""
    return Dimension(code, title, or_unknown(column), list)


def combined(code: str, title: str, parts: tuple[Dimension, ...]) -> Dimension:
    """Every combination that occurs, as one line: `DEPORTASI~LANGSUNG~MYS`."""
    pieces: list[Combinable] = []
    for part in parts:
        pieces += [text(BETWEEN), part.expression] if pieces else [part.expression]
    return CombinedDimension(code, title, Concat(*pieces, output_field=CharField()), list, parts=parts)


@dataclass(frozen=True)
class CombinedDimension(Dimension):
    parts: tuple[Dimension, ...] = ()

    def ordered(self, found: Iterable[str]) -> list[tuple[str, str]]:
        """Combinations in the order of their parts."""
        keys = [key.split(BETWEEN) for key in set(found)]
        lists = [part.ordered({key[index] for key in keys}) for index, part in enumerate(self.parts)]
        ranks = [{key: rank for rank, (key, _label) in enumerate(pairs)} for pairs in lists]
        names = [dict(pairs) for pairs in lists]
        keys.sort(key=lambda key: [ranks[index][piece] for index, piece in enumerate(key)])
        return [
            (BETWEEN.join(key), " / ".join(str(names[index][piece]) for index, piece in enumerate(key))) for key in keys
        ]
