"""Writing a report as XLSX: figures as numbers, text as text, the same bytes for the same content."""

import unicodedata
from datetime import date, datetime
from pathlib import Path

import xlsxwriter
from django.utils.translation import gettext as _

from core.sheets import defuse
from reports.tables import Line, Table

OPTIONS = {
    "constant_memory": False,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "remove_timezone": True,
    "default_date_format": "dd mmm yyyy",
}
LONGEST_TEXT = 32_000
SHEET_NAME_LENGTH = 31
LINE_HEIGHT = 15
FIGURE_WIDTH, LINE_WIDTH = 11, 34
FIGURES_FROM = 5  # rows above the head of a table


def plain_text(value: str) -> str:
    """Text without control characters, which no spreadsheet takes for a formula, also not from a CSV later."""
    text = "".join(" " if unicodedata.category(sign) in {"Cc", "Cf", "Cs"} else sign for sign in str(value)).strip()
    return defuse(text[:LONGEST_TEXT])


def height_of(cells: list[tuple[str, int]]) -> float:
    """The height in points of a row of (text, width in letters) whose texts are wrapped."""
    lines = [sum(-(-max(len(part), 1) // width) for part in text.split("\n")) for text, width in cells]
    return LINE_HEIGHT * max(lines, default=1)


class ReportBook:
    """A workbook with the office's letterhead on every sheet."""

    def __init__(self, path: Path, *, title: str, period: str, office: str, letterhead: str, made_at: datetime):
        self.book = xlsxwriter.Workbook(str(path), OPTIONS)
        self.book.set_properties({"title": title, "author": office, "company": office, "created": fixed(made_at)})
        self.heading = [(letterhead, "small"), (office, "bold"), (title, "title"), (period, "small")]
        self.formats = self.make_formats()
        self.names: set[str] = set()

    def make_formats(self) -> dict[str, object]:
        box = {"border": 1, "border_color": "#7F8C8F", "valign": "vcenter"}
        head = {**box, "bold": True, "text_wrap": True, "align": "center", "bg_color": "#E0EFF1"}
        looks = {
            "title": {"bold": True, "font_size": 14},
            "bold": {"bold": True},
            "small": {"font_color": "#33464C"},
            "head": head,
            "label": {**box, "text_wrap": True},
            "rest": {**box, "text_wrap": True, "italic": True, "bg_color": "#FDF0D3"},
            "figure": {**box, "num_format": "#,##0"},
            "rest_figure": {**box, "num_format": "#,##0", "italic": True, "bg_color": "#FDF0D3"},
            "total_label": {**box, "bold": True, "top": 2},
            "total": {**box, "bold": True, "top": 2, "num_format": "#,##0"},
            "before": {**box, "num_format": "#,##0", "font_color": "#4B5E65"},
            "before_label": {**box, "font_color": "#4B5E65"},
            "text": {**box, "text_wrap": True, "valign": "top"},
            "cell": box,
            "date": {**box, "num_format": "dd/mm/yyyy"},
        }
        return {name: self.book.add_format(look) for name, look in looks.items()}

    def sheet(self, name: str, widths: list[int], *, wide: bool = True):
        """A new sheet that prints on A4 with its head on each page."""
        name = plain_text(name)[:SHEET_NAME_LENGTH]
        if name.lower() in self.names:
            raise ValueError(f"Two sheets are called {name}.")
        self.names.add(name.lower())
        sheet = self.book.add_worksheet(name)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        for row, (text, look) in enumerate(self.heading):
            sheet.write_string(row, 0, plain_text(text), self.formats[look])
        if wide:
            sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer(f"&L&8{_('Halaman')} &P / &N&R&8&A")
        return sheet

    def table(self, name: str, table: Table) -> None:
        """A table of figures exactly as it stands on the screen."""
        sheet = self.sheet(name, [LINE_WIDTH, *[FIGURE_WIDTH] * len(table.columns), FIGURE_WIDTH, FIGURE_WIDTH + 2])
        top = self.write_heads(sheet, table)
        sheet.freeze_panes(top, 1)
        sheet.repeat_rows(FIGURES_FROM, top - 1)
        for line in table.lines:
            self.write_line(
                sheet, top, line, "rest" if line.is_rest else "label", "rest_figure" if line.is_rest else "figure"
            )
            top += 1
        self.write_line(sheet, top, table.totals, "total_label", "total")
        sheet.write_string(top + 1, 0, _("Bulan sama tahun lalu"), self.formats["before_label"])
        for column, number in enumerate([*table.last_year, table.totals.last_year], start=1):
            sheet.write_number(top + 1, column, number, self.formats["before"])

    def write_heads(self, sheet, table: Table) -> int:
        """The rows of the head; answers the first row below it."""
        sheet.write_string(FIGURES_FROM - 1, 0, plain_text(table.spec.title), self.formats["bold"])
        heads = table.heads
        bottom = FIGURES_FROM + len(heads) - 1
        last = len(table.columns) + 1
        self.span(sheet, FIGURES_FROM, bottom, 0, 0, table.line_title)
        for level, head in enumerate(heads):
            sheet.set_row(
                FIGURES_FROM + level, height_of([(label, (FIGURE_WIDTH - 2) * width) for label, width in head])
            )
            column = 1
            for label, width in head:
                self.span(sheet, FIGURES_FROM + level, FIGURES_FROM + level, column, column + width - 1, label)
                column += width
        if len(heads) == 1:
            texts = [(label, (FIGURE_WIDTH - 2) * width) for label, width in heads[0]]
            sheet.set_row(bottom, height_of([*texts, (_("Bulan sama tahun lalu"), FIGURE_WIDTH)]))
        self.span(sheet, FIGURES_FROM, bottom, last, last, _("Jumlah"))
        self.span(sheet, FIGURES_FROM, bottom, last + 1, last + 1, _("Bulan sama tahun lalu"))
        return bottom + 1

    def span(self, sheet, top: int, bottom: int, left: int, right: int, text: str) -> None:
        if top == bottom and left == right:
            sheet.write_string(top, left, plain_text(text), self.formats["head"])
        else:
            sheet.merge_range(top, left, bottom, right, plain_text(text), self.formats["head"])

    def write_line(self, sheet, row: int, line: Line, label: str, figure: str) -> None:
        sheet.set_row(row, height_of([(str(line.label), LINE_WIDTH - 2)]))
        sheet.write_string(row, 0, plain_text(line.label), self.formats[label])
        for column, cell in enumerate([*line.cells, line.total], start=1):
            sheet.write_number(row, column, cell.value, self.formats[figure])
        sheet.write_number(row, len(line.cells) + 2, line.last_year, self.formats["before"])

    def facts(self, name: str, pairs: list[tuple[str, object]]) -> None:
        """Names and values, one below the other."""
        sheet = self.sheet(name, [50, 70], wide=False)
        for row, (label, value) in enumerate(pairs, start=FIGURES_FROM):
            sheet.set_row(row, height_of([(str(label), 48), (str(value), 68)]))
            sheet.write_string(row, 0, plain_text(label), self.formats["text"])
            if isinstance(value, int):
                sheet.write_number(row, 1, value, self.formats["figure"])
            else:
                sheet.write_string(row, 1, plain_text(str(value)), self.formats["text"])

    def list_sheet(self, name: str, heads: list[str], widths: list[int]):
        """An empty list with its head; `list_row` fills it."""
        sheet = self.sheet(name, widths)
        for column, head in enumerate(heads):
            sheet.write_string(FIGURES_FROM, column, plain_text(head), self.formats["head"])
        sheet.freeze_panes(FIGURES_FROM + 1, 0)
        sheet.repeat_rows(FIGURES_FROM)
        return sheet

    def list_row(self, sheet, index: int, values: list[object]) -> None:
        """Row `index` (from 0) of a list."""
        for column, value in enumerate(values):
            if isinstance(value, date):
                sheet.write_datetime(FIGURES_FROM + 1 + index, column, as_datetime(value), self.formats["date"])
            else:
                sheet.write_string(FIGURES_FROM + 1 + index, column, plain_text(str(value)), self.formats["cell"])

    def note(self, sheet, index: int, text: str) -> None:
        """A sentence below the rows of a list."""
        sheet.write_string(FIGURES_FROM + 2 + index, 0, plain_text(text), self.formats["small"])

    def close(self) -> None:
        self.book.close()


def as_datetime(value: date) -> datetime:
    return datetime(value.year, value.month, value.day)  # noqa: DTZ001 - a spreadsheet knows no zone


def fixed(moment: datetime) -> datetime:
    """Without zone and fractions, as the file's properties print it."""
    return moment.replace(tzinfo=None, microsecond=0)
