"""Figures. The one place where reports see everything: it answers plain counts and never a row."""

from functools import reduce
from operator import or_

from django.db.models import Count
from django.utils.translation import gettext as _

from core.exceptions import Forbidden
from core.scope import current_viewer, viewing_everything  # noqa: TID251 - see province_counts
from reports.indicators import MONTHLY, Indicator
from reports.models import ExportRecord
from reports.periods import Month
from reports.tables import Counts, Section, make_table


def province_counts(indicator: Indicator, month: Month, chosen: dict[str, str] | None = None) -> Counts:
    """Counts of the whole province, restricted rows among them, for viewers who may see figures.

    With `chosen`, of the rows behind one cell. Numbers only: who is counted is not told.
    """
    if not current_viewer().may("reports.view"):
        raise Forbidden(_("Akun Anda tidak berwenang melihat laporan angka."), right="reports.view")
    with viewing_everything(reason=f"figures of {month.code}"):
        return count_rows(indicator, month, chosen or {})


def count_rows(indicator: Indicator, month: Month, chosen: dict[str, str]) -> Counts:
    """One GROUP BY over the rows that the open scope sees, and the measures beside it."""
    rows = indicator.rows(month).filter(indicator.condition(chosen))
    dimensions = {} if chosen else indicator.dimensions()
    names = {f"key_{code.replace('-', '_')}": dimension.expression for code, dimension in dimensions.items()}
    cells = {}
    if names:
        groups = rows.annotate(**names).values_list(*names).annotate(number=Count("pk")).order_by()
        cells = {tuple(group[:-1]): group[-1] for group in groups}
    return Counts(tuple(dimensions), cells, rows.order_by().aggregate(**indicator.measures(month)))


def province_beside(indicator: Indicator, month: Month) -> dict[str, int]:
    """What the tables leave out, counted like them."""
    conditions = indicator.beside(month)
    if not conditions:
        return {}
    with viewing_everything(reason=f"figures of {month.code}, what is left out"):
        rows = indicator.every_row().filter(reduce(or_, conditions.values()))
        return rows.aggregate(**{name: Count("pk", filter=condition) for name, condition in conditions.items()})


def month_section(kind: type[Indicator], month: Month) -> Section:
    """One indicator of a month, beside the same month of the year before."""
    indicator = kind()
    now, before = province_counts(indicator, month), province_counts(indicator, month.year_before())
    return Section(
        code=indicator.code,
        name=str(indicator.name),
        tile=str(indicator.tile or indicator.name),
        definition=str(indicator.definition),
        counts=str(indicator.counts),
        date_label=str(indicator.date_label),
        source=indicator.source,
        tables=[make_table(spec, indicator.code, now, before) for spec in indicator.tables()],
        now=now.measures,
        before=before.measures,
        month=month,
        beside=province_beside(indicator, month),
    )


def month_sections(month: Month) -> list[Section]:
    return [month_section(kind, month) for kind in MONTHLY]


def own_exports():
    """The files that the viewer asked for."""
    return ExportRecord.objects.filter(user_id=current_viewer().user_id).select_related("job")
