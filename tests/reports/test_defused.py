"""What leaves as a sheet carries no formula: 2,000 payloads, and every text of every row that an export can reach."""

import ast
import csv
import io
import itertools
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.db import models
from django.db.models import Value
from django.db.models.functions import Concat
from django.utils import timezone
from python_calamine import CalamineWorkbook

from accounts.models import Office, User
from cases.models import Case, ReferenceItem, Repatriation, Returnee, Worker
from core.jobs import JobKind
from core.remember import forget_all
from core.scope import viewing_everything
from core.sheets import DANGEROUS_FIRST, FORMULA_STARTS
from regions.models import Area
from reports.exporters import write_month_report
from reports.workbook import ReportBook
from tests.reports.conftest import NOVEMBER

ROOT = Path(__file__).resolve().parent.parent.parent
MADE_AT = timezone.make_aware(timezone.datetime(2026, 12, 4, 9, 30))
BEFORE = [
    "",
    " ",
    "\t",
    "\r",
    "\n",
    "\r\n",
    "\0",
    "\x01",
    "\x1f",
    "\u00a0",
    "\u200b",
    "\ufeff",
    "\u202e",
    " \t ",
    "\u2028",
]
STARTS = ["=", "+", "-", "@", "|", "%", "\uff1d", "\uff0b", "\uff0d", "\uff20", "\uff5c", "\uff05"]
TAILS = [
    "1+1", "cmd|' /C calc'!A0", "HYPERLINK(\"http://contoh.id\")", "SUM(A1:A9)", "2+5+cmd|'/C x'!A0", "rundll32|'x'!A",
    "IMPORTXML(CONCAT(\"http://x\"),\"//a\")", "DDE(\"cmd\";\"/C calc\";\"x\")", "62811", "1", "A1",
]  # fmt: skip
PAYLOADS = ["".join(parts) for parts in itertools.product(BEFORE, STARTS, TAILS)]


def is_dangerous(text: str) -> bool:
    """As a spreadsheet would read it from a CSV."""
    shown = text.lstrip(" \t\r\n\0\x01\x1f\u00a0\u200b\ufeff\u202e\u2028")
    return shown[:1] in FORMULA_STARTS or text[:1] in DANGEROUS_FIRST


def texts_of(path: Path) -> list[str]:
    """Every text of every sheet, after it was saved as CSV and read again."""
    book = CalamineWorkbook.from_path(str(path))
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    for name in book.sheet_names:
        writer.writerows(
            [cell for cell in row if isinstance(cell, str)] for row in book.get_sheet_by_name(name).to_python()
        )
    return [cell for row in csv.reader(io.StringIO(out.getvalue(), newline="")) for cell in row]


def formulas_in(path: Path) -> int:
    with ZipFile(path) as archive:
        return sum(archive.read(name).count(b"<f") for name in archive.namelist() if "worksheets/sheet" in name)


def test_two_thousand_payloads_leave_defused(tmp_path):
    assert len(PAYLOADS) == 1980
    payloads = [*PAYLOADS, *(f"{sign}La Coba" for sign in "\t\r\n\0")]
    path = tmp_path / "a.xlsx"
    book = ReportBook(path, title="=1", period="+1", office="-1", letterhead="@1", made_at=MADE_AT)
    sheet = book.list_sheet("Daftar", [f"{payload}" for payload in payloads[:20]], [20] * 20)
    for index, payload in enumerate(payloads):
        book.list_row(sheet, index, [payload, index])
    book.note(sheet, len(payloads), "=1+1")
    book.facts("Fakta", [(payload, payload) for payload in payloads[:200]])
    book.close()
    texts = texts_of(path)
    assert len(texts) > 2 * len(PAYLOADS)
    assert [text for text in texts if is_dangerous(text)] == []
    assert formulas_in(path) == 0


def poison(model, rows) -> int:
    """Put a payload into every free text of the rows, as far as the column holds it; answers how many columns."""
    fields = [
        field
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField) and not field.choices and not field.unique
        and field.name not in {"password", "language", "cause", "country", "category", "channel", "mode", "stage"}
    ]  # fmt: skip
    payloads = itertools.cycle(["=1+1", "+62811", "-1", "@A1", "\t=1", "%1", "\uff1d1"])
    for row in rows:
        values = {field.attname: next(payloads)[: field.max_length or 20] for field in fields}
        try:
            model._base_manager.filter(pk=row.pk).update(**values)
        except Exception as error:
            raise AssertionError(f"{model.__name__}: {error}") from error
    return len(fields)


@pytest.fixture
def poisoned(hand_counted, some_cases):
    """Every text of people, returns, cases, lists, areas, offices and users is a formula."""
    with viewing_everything(reason="making rows for a test"):
        columns = [poison(model, list(model.objects.all())) for model in (Worker, Returnee, Repatriation, Case)]
        ReferenceItem.objects.update(label_id="=HYPERLINK(1)", label_en="+1", ministry_label="@1", article="-1")
        Area.objects.filter(level="DISTRICT").update(name="=Buton")
        Office.objects.update(name=Concat(Value("@Kantor "), "pk", output_field=models.CharField()), short_name="-K")
        User.objects.update(full_name="=Petugas")
    forget_all()
    yield columns
    forget_all()


def test_every_text_of_every_export_leaves_defused(poisoned, people, scope_of, tmp_path, settings):
    kinds = {kind.__name__ for kind in JobKind.registry.values() if not kind.__module__.startswith("tests.")}
    # ReadList and TakeOldData take a list in: their file is the number of rows, and goes to nobody.
    assert kinds - {"ReadList", "TakeOldData"} == {"MonthReport"}, "a new export: write it below too"
    settings.OFFICE_NAME, settings.OFFICE_LETTERHEAD = "=Kantor", "+Kop"
    path = tmp_path / "a.xlsx"
    with scope_of(people.report_admin):
        assert write_month_report(path, NOVEMBER, made_at=MADE_AT, progress=lambda *_step: None).rows > 0
    texts = texts_of(path)
    assert "'=HYPERLINK(1)" in texts
    assert [text for text in texts if is_dangerous(text)] == []
    assert formulas_in(path) == 0


def test_sheets_are_written_in_one_place_only():
    """Whoever writes a sheet elsewhere goes past the door."""
    writers = {"xlsxwriter", "csv.writer", "csv.DictWriter", "openpyxl"}
    found = set()
    for app in ("accounts", "bp3mi", "cases", "core", "letters", "outreach", "regions", "reports"):
        for path in (ROOT / app).rglob("*.py"):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
            names |= {ast.unparse(node) for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
            if names & writers:
                found.add(str(path.relative_to(ROOT)))
    assert found == {"reports/workbook.py"}
