"""Turning counted groups into printed tables. Every group lands in exactly one cell: nothing is left out."""

from collections import Counter
from dataclasses import dataclass, field
from itertools import groupby

from django.utils.translation import gettext as _

from reports.dimensions import is_rest
from reports.indicators.base import TableSpec
from reports.periods import Month

Keys = tuple[str, ...]


@dataclass(frozen=True)
class Counts:
    """Groups of one indicator and month: `cells` maps the keys of `codes` to how many rows have them."""

    codes: Keys
    cells: dict[Keys, int]
    measures: dict[str, int]

    def along(self, codes: Keys) -> Counter:
        """The same rows, grouped by fewer dimensions."""
        places = [self.codes.index(code) for code in codes]
        found: Counter = Counter()
        for keys, number in self.cells.items():
            found[tuple(keys[place] for place in places)] += number
        return found


@dataclass(frozen=True)
class Column:
    """One column: its keys, one for each level of the head; the last level's label is printed over it."""

    keys: Keys
    labels: Keys
    is_rest: bool


@dataclass(frozen=True)
class Cell:
    """A figure and the keys that find its rows."""

    value: int
    chosen: dict[str, str]


@dataclass(frozen=True)
class Line:
    label: str
    cells: list[Cell]
    total: Cell
    last_year: int
    is_rest: bool = False


@dataclass(frozen=True)
class Table:
    spec: TableSpec
    indicator: str
    columns: list[Column]
    lines: list[Line]
    totals: Line
    last_year: list[int] = field(default_factory=list)

    @property
    def heads(self) -> list[list[tuple[str, int]]]:
        """Rows of the head as (label, columns that it spans)."""
        levels = range(len(self.spec.columns))
        rows = []
        for level in levels:
            runs = groupby(self.columns, key=lambda column, level=level: column.keys[: level + 1])
            rows.append([(group[0].labels[level], len(group)) for group in (list(run) for _key, run in runs)])
        return rows

    @property
    def line_title(self) -> str:
        return self.spec.lines.title

    @property
    def has_two_heads(self) -> bool:
        return len(self.spec.columns) > 1

    @property
    def largest(self) -> int:
        return max((line.total.value for line in self.lines), default=0)


def make_table(spec: TableSpec, indicator: str, now: Counts, before: Counts) -> Table:
    """The table of one month with the same month of the year before beside its totals."""
    codes = (spec.lines.code, *(dimension.code for dimension in spec.columns))
    cells, old_cells = now.along(codes), before.along(codes)
    columns = make_columns(spec, {keys[1:] for keys in [*cells, *old_cells]})
    lines = [
        make_line(spec, key, label, columns, cells, old_cells)
        for key, label in spec.lines.ordered({keys[0] for keys in [*cells, *old_cells]})
    ]
    return Table(
        spec, indicator, columns, lines, make_totals(spec, columns, cells, old_cells), last_years(columns, old_cells)
    )


def make_columns(spec: TableSpec, found: set[Keys]) -> list[Column]:
    """Columns by the levels of the head; a first level without any row is left out."""
    columns = [Column((), (), False)]
    for level, dimension in enumerate(spec.columns):
        deeper = []
        for column in columns:
            below = {keys[level] for keys in found if keys[:level] == column.keys}
            deeper += [
                Column((*column.keys, key), (*column.labels, label), column.is_rest or is_rest(key))
                for key, label in dimension.ordered(below)
            ]
        columns = deeper
    return columns


def make_line(spec: TableSpec, key: str, label: str, columns: list[Column], cells: Counter, old: Counter) -> Line:
    own = {spec.lines.code: key}
    return Line(
        label=label,
        cells=[Cell(cells[(key, *column.keys)], {**own, **chosen(spec, column)}) for column in columns],
        total=Cell(sum(number for keys, number in cells.items() if keys[0] == key), own),
        last_year=sum(number for keys, number in old.items() if keys[0] == key),
        is_rest=is_rest(key),
    )


def make_totals(spec: TableSpec, columns: list[Column], cells: Counter, old: Counter) -> Line:
    sums: Counter = Counter()
    for keys, number in cells.items():
        sums[keys[1:]] += number
    return Line(
        label=_("Jumlah"),
        cells=[Cell(sums[column.keys], chosen(spec, column)) for column in columns],
        total=Cell(sum(cells.values()), {}),
        last_year=sum(old.values()),
    )


def last_years(columns: list[Column], old: Counter) -> list[int]:
    sums: Counter = Counter()
    for keys, number in old.items():
        sums[keys[1:]] += number
    return [sums[column.keys] for column in columns]


def chosen(spec: TableSpec, column: Column) -> dict[str, str]:
    return {dimension.code: key for dimension, key in zip(spec.columns, column.keys, strict=True)}


@dataclass(frozen=True)
class Section:
    """One indicator of the report: its tables and what is said beside them."""

    code: str
    name: str
    tile: str
    definition: str
    counts: str
    date_label: str
    source: str
    tables: list[Table]
    now: dict[str, int]
    before: dict[str, int]
    month: Month
    beside: dict[str, int] = field(default_factory=dict)
