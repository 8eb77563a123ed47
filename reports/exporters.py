"""Files that the reports app makes in the background."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from cases import reference
from cases.choices import ListName
from cases.models import Case, Returnee
from core.actions.access import Seen, record_looks
from core.exceptions import DomainError
from core.jobs import JobKind, JobResult, ReportProgress
from core.models import AccessRecord, Job
from core.sealing.files import daily_checkpoint
from core.signing import fingerprint
from core.templatetags.ui import tanggal_jam
from reports.actions.exports import MONTH_REPORT
from reports.indicators import MONTHLY, Indicator
from reports.indicators.arrivals import ReturnIndicator
from reports.indicators.casework import Cases
from reports.models import ExportRecord
from reports.periods import Month
from reports.queries import month_section, province_counts
from reports.tables import Section
from reports.workbook import ReportBook

CHUNK = 2000
PORTION = 5000  # people of one line in the record of looks


class ReturnRows(ReturnIndicator):
    """All returns of the month, prevented departures among them, for the list of rows."""

    def tables(self) -> list:
        return []


class MonthReport(JobKind):
    """The monthly report as XLSX, in Indonesian: the ministry reads it."""

    name = MONTH_REPORT
    right = "reports.export"
    one_moment = True

    def run(self, job: Job, progress: ReportProgress, folder: Path) -> JobResult:
        month = Month.parse(job.params.get("month", ""))
        if month is None:
            raise DomainError(_("Bulan laporan tidak dikenali."))
        name = f"LAPBUL_{settings.OFFICE_CODE}_{month.code}.xlsx"
        with translation.override("id"):
            listed = write_month_report(folder / name, month, made_at=timezone.localtime(), progress=progress)
        people, cases = frozenset(listed.worker_ids), frozenset(listed.case_ids)
        return JobResult(path=folder / name, name=name, rows=listed.rows, worker_ids=people, case_ids=cases)

    def ready(self, job: Job, result: JobResult, sha256: str) -> None:
        export = ExportRecord.objects.filter(job=job).first()
        if export is None:
            return
        export.rows, export.sha256, export.file_name = result.rows, sha256, result.name
        export.save(update_fields=["rows", "sha256", "file_name"])
        record_looks(
            Seen(
                AccessRecord.Look.EXPORT,
                "export",
                [export.pk],
                workers,
                purpose=export.purpose,
                field_class=export.kind,
                case_ids=cases,
                capacity="JOB",
            )
            for workers, cases in in_portions(result)
        )


def in_portions(result: JobResult) -> Iterator[tuple[list[int], list[int]]]:
    """The people and cases of a file in lists that the record of looks can hold; at least one."""
    workers, cases = sorted(result.worker_ids), sorted(result.case_ids)
    for at in range(0, max(len(workers), len(cases), 1), PORTION):
        yield workers[at : at + PORTION], cases[at : at + PORTION]


@dataclass
class Listed:
    """What the lists of a file hold: the number of rows, and whose they are."""

    rows: int = 0
    worker_ids: set[int] = field(default_factory=set)
    case_ids: set[int] = field(default_factory=set)


def write_month_report(path: Path, month: Month, *, made_at, progress: ReportProgress) -> Listed:
    """Write the file; answers what rows of people and cases it lists."""
    book = ReportBook(
        path,
        title=_("Laporan bulanan {bulan}").format(bulan=month.label),
        period=_("Data sampai dengan {saat}").format(saat=tanggal_jam(made_at)),
        office=settings.OFFICE_NAME,
        letterhead=settings.OFFICE_LETTERHEAD,
        made_at=made_at,
    )
    try:
        sections = []
        for step, kind in enumerate(MONTHLY):
            progress(5 + step * 8, str(kind.name))
            sections.append(month_section(kind, month))
        write_figures(book, sections)
        progress(40, _("Baris kepulangan"))
        listed = Listed()
        write_returns(book, month, progress, listed)
        progress(75, _("Baris kasus"))
        write_cases(book, month, progress, listed)
        write_definitions(book, sections)
        progress(95, _("Menyimpan berkas"))
    finally:
        book.close()
    return listed


def write_figures(book: ReportBook, sections: list[Section]) -> None:
    book.facts(_("Ringkasan"), [pair for section in sections for pair in summary_of(section)])
    tables = [table for section in sections for table in section.tables]
    for number, table in enumerate(tables, start=1):
        book.table(f"{number} {table.spec.code}", table)


def summary_of(section: Section) -> list[tuple[str, object]]:
    pairs: list[tuple[str, object]] = [
        (section.name, section.now["rows"]),
        (_("{nama}: orang berbeda").format(nama=section.name), section.now["persons"]),
        (_("{nama}: bulan sama tahun lalu").format(nama=section.name), section.before["rows"]),
        (_("{nama}: dicatat setelah bulan berakhir").format(nama=section.name), section.now["late"]),
    ]
    if "unverified" in section.now:
        pairs.append((_("{nama}: belum diverifikasi").format(nama=section.name), section.now["unverified"]))
    beside = {
        "sent_back": _("{nama}: dikembalikan untuk diperbaiki, belum dihitung"),
        "undated": _("{nama}: tanpa tanggal tiba, tidak masuk bulan mana pun"),
        "old": _("{nama}: data lama, belum diperiksa, belum dihitung"),
    }
    return [*pairs, *((beside[name].format(nama=section.name), number) for name, number in section.beside.items())]


def write_definitions(book: ReportBook, sections: list[Section]) -> None:
    pairs: list[tuple[str, object]] = []
    for section in sections:
        pairs += [
            (section.name, section.definition),
            (_("Yang dihitung"), section.counts),
            (_("Tanggal yang menentukan"), section.date_label),
            (_("Dasar"), section.source),
        ]
    if checkpoint := daily_checkpoint():
        pairs += [
            (_("Titik periksa catatan akses"), checkpoint.line()),
            (_("Dibuat pada"), tanggal_jam(checkpoint.made_at)),
            (_("Sidik kunci kantor"), fingerprint()),
        ]
    book.facts(_("Definisi"), pairs)


def write_returns(book: ReportBook, month: Month, progress: ReportProgress, listed: Listed) -> None:
    """One line for each person in a return, without names."""
    heads = [
        _("Nomor pemulangan"),
        _("Tanggal tiba"),
        _("Kabupaten/kota"),
        _("Jenis kelamin"),
        _("Kelompok umur"),
        _("Sebab kepulangan"),
        _("Alasan deportasi"),
        _("Negara"),
        _("Verifikasi"),
    ]
    sheet = book.list_sheet(_("Baris kepulangan"), heads, [18, 12, 24, 16, 16, 28, 44, 20, 22])
    rows = ReturnRows().rows(month).select_related("repatriation", "district").order_by("arrived_on", "pk")
    rows = noted(rows, listed)
    fill(book, sheet, rows, return_line, ReturnRows(), month, lambda share: progress(40 + share * 35 // 100, ""))


def return_line(row: Returnee) -> list[object]:
    return [
        row.repatriation.number,
        row.arrived_on,
        row.district.short_name() if row.district else _("Belum diketahui"),
        row.get_sex_display(),
        row.get_age_group_display(),
        reference.label(ListName.RETURN_CAUSE, row.cause),
        reference.label(ListName.DEPORTATION_REASON, row.deportation_reason) if row.cause == "DEPORTASI" else "",
        reference.label(ListName.COUNTRY, row.country),
        row.get_submission_state_display(),
    ]


def write_cases(book: ReportBook, month: Month, progress: ReportProgress, listed: Listed) -> None:
    heads = [
        _("Nomor kasus"),
        _("Dibuka"),
        _("Kabupaten/kota"),
        _("Jenis"),
        _("Cara pengaduan"),
        _("Negara"),
        _("Status"),
    ]
    sheet = book.list_sheet(_("Baris kasus"), heads, [16, 12, 24, 56, 56, 24, 14])
    rows = Cases().rows(month).select_related("district").order_by("opened_on", "pk")
    rows = noted(rows, listed)
    fill(book, sheet, rows, case_line, Cases(), month, lambda share: progress(75 + share * 20 // 100, ""))


def case_line(row: Case) -> list[object]:
    return [
        row.number,
        row.opened_on,
        row.district.short_name() if row.district else _("Belum diketahui"),
        reference.label(ListName.CASE_CATEGORY, row.category),
        reference.label(ListName.CHANNEL, row.channel),
        reference.label(ListName.COUNTRY, row.country),
        row.get_status_display(),
    ]


def noted(rows: QuerySet, listed: Listed) -> Iterator:
    """The rows one by one; each is noted as one that leaves with the file."""
    for row in rows.iterator(chunk_size=CHUNK):
        listed.rows += 1
        listed.worker_ids.add(row.worker_id)
        if isinstance(row, Case):
            listed.case_ids.add(row.pk)
        yield row


def fill(book: ReportBook, sheet, rows: Iterator, line_of, indicator: Indicator, month: Month, progress) -> None:
    """Write the rows that the requesting person may open, and say how many more are counted."""
    counted = province_counts(indicator, month).measures["rows"]
    written = 0
    for row in rows:
        book.list_row(sheet, written, line_of(row))
        written += 1
        if written % CHUNK == 0:
            progress(min(99, written * 100 // max(counted, 1)))
    if counted > written:
        hidden = counted - written
        book.note(sheet, written, _("{n} baris berada dalam akses terbatas dan tidak dirinci.").format(n=hidden))
