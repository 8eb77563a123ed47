"""Files: asked for with a purpose, made by a job, taken by their owner alone."""

import hashlib
import uuid
from datetime import timedelta
from zipfile import ZipFile

import pytest
from django.utils import timezone
from python_calamine import CalamineWorkbook

from core.actions import jobs
from core.models import AccessRecord, Job
from reports.actions.exports import forget_expired
from reports.exporters import write_month_report
from reports.models import ExportDownload, ExportRecord
from reports.queries import month_sections
from reports.workbook import plain_text
from tests.reports.conftest import NOVEMBER

ASK = "/laporan/bulanan/2026-11/unduh/"
MADE_AT = timezone.make_aware(timezone.datetime(2026, 12, 4, 9, 30))


@pytest.fixture
def data_dir(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    return tmp_path


def ask(client, purpose="Laporan kepada kementerian", form_id=None):
    return client.post(ASK, {"purpose": purpose, "form_id": str(form_id or uuid.uuid4())})


def make_file(tmp_path, people, scope_of, name="a.xlsx"):
    """The report of November 2026, as the report administrator would get it."""
    said = []
    with scope_of(people.report_admin):
        path = tmp_path / name
        rows = write_month_report(path, NOVEMBER, made_at=MADE_AT, progress=lambda *step: said.append(step))
        return path, rows, said, month_sections(NOVEMBER)


def sheets(path) -> dict[str, list[list]]:
    book = CalamineWorkbook.from_path(str(path))
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


def test_the_file_equals_the_screen_cell_by_cell(hand_counted, some_cases, people, scope_of, tmp_path):
    path, _rows, _said, sections = make_file(tmp_path, people, scope_of)
    found = sheets(path)
    tables = [table for section in sections for table in section.tables]
    for number, table in enumerate(tables, start=1):
        sheet = found[f"{number} {table.spec.code}"[:31]]
        top = 5 + len(table.heads)
        for at, line in enumerate([*table.lines, table.totals]):
            printed = [line.label, *(cell.value for cell in line.cells), line.total.value, line.last_year]
            assert sheet[top + at] == printed
        assert sheet[top + len(table.lines) + 1][1 : len(table.columns) + 2] == [
            *table.last_year,
            table.totals.last_year,
        ]
        assert sheet[4][0] == table.spec.title
        heads = [label for label, width in table.heads[-1]]
        assert sheet[top - 1][1 : len(heads) + 1] == heads


def test_figures_are_numbers_and_days_are_days(hand_counted, people, scope_of, tmp_path):
    path, _rows, _said, _sections = make_file(tmp_path, people, scope_of)
    found = sheets(path)
    assert {type(row[1]) for row in found["1 kedatangan"][7:10]} <= {int, float}
    assert str(found["Baris kepulangan"][6][1]) == "2026-11-01"


def test_rows_are_listed_without_names_and_the_restricted_ones_are_said(
    hand_counted, some_cases, people, scope_of, tmp_path
):
    path, rows, _said, _sections = make_file(tmp_path, people, scope_of)
    found = sheets(path)
    listed = [row for row in found["Baris kepulangan"][6:] if str(row[0]).startswith("PM-")]
    assert len(listed) == 12
    assert rows.rows == 12 + 5
    text = " ".join(str(cell) for sheet in found.values() for row in sheet for cell in row)
    assert "La Hitung" not in text
    assert text.count("1 baris berada dalam akses terbatas dan tidak dirinci.") == 2


def test_the_file_says_office_period_moment_and_definitions(hand_counted, people, scope_of, tmp_path, settings):
    path, _rows, _said, sections = make_file(tmp_path, people, scope_of)
    found = sheets(path)
    head = [row[0] for row in found["Ringkasan"][:4]]
    assert head == [
        settings.OFFICE_LETTERHEAD,
        settings.OFFICE_NAME,
        "Laporan bulanan November 2026",
        "Data sampai dengan 4 Des 2026, 09.30 WITA",
    ]
    values = [row[1] for row in found["Definisi"] if len(row) > 1]
    for section in sections:
        assert section.definition in values


def test_progress_is_told_by_section_and_rises(hand_counted, people, scope_of, tmp_path):
    _path, _rows, said, _sections = make_file(tmp_path, people, scope_of)
    percents = [percent for percent, _note in said]
    assert percents == sorted(percents)
    assert len(set(percents)) >= 6


def test_the_same_moment_gives_the_same_bytes(hand_counted, some_cases, people, scope_of, tmp_path):
    first, *_ = make_file(tmp_path, people, scope_of, "one.xlsx")
    second, *_ = make_file(tmp_path, people, scope_of, "two.xlsx")
    assert hashlib.sha256(first.read_bytes()).digest() == hashlib.sha256(second.read_bytes()).digest()


@pytest.mark.parametrize("text", ["=1+1", "+62 811", "-5", "@SUM(A1)", "\t=1", "\r\n=cmd|' /C calc'!A0"])
def test_text_never_becomes_a_formula(text):
    assert plain_text(text).startswith("'")


def test_a_place_that_looks_like_a_formula_is_text_in_the_file(make, people, scope_of, tmp_path):
    from tests.reports.conftest import HAND_COUNTED

    prevented = [row for row in HAND_COUNTED if row.who == "k"]
    make(*(type(row)(**{**row.__dict__, "place": "=HYPERLINK(1)"}) for row in prevented))
    path, *_ = make_file(tmp_path, people, scope_of)
    with ZipFile(path) as archive:
        xml = b"".join(archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/"))
    assert b"<f>" not in xml


def test_a_purpose_must_be_told(people, client_for, data_dir):
    response = ask(client_for(people.report_admin), purpose="   ")
    assert response.status_code == 422
    assert Job.objects.count() == ExportRecord.objects.count() == 0


def test_asking_writes_a_job_and_a_line_in_the_register(people, client_for, data_dir):
    response = ask(client_for(people.report_admin))
    export = ExportRecord.objects.get()
    assert response["Location"] == f"/unduhan/{export.job_id}/"
    assert (export.user, export.purpose, export.filters) == (
        people.report_admin,
        "Laporan kepada kementerian",
        {"month": "2026-11"},
    )
    assert (export.job.kind, export.job.state) == ("MONTH_REPORT", "WAITING")


def test_a_double_click_asks_once(people, client_for, data_dir):
    client, form_id = client_for(people.report_admin), uuid.uuid4()
    assert ask(client, form_id=form_id)["Location"] == ask(client, form_id=form_id)["Location"]
    assert Job.objects.count() == 1


def test_those_without_the_right_cannot_ask(people, client_for, data_dir):
    for user in (people.pr, people.placement, people.district_buton_tengah, people.auditor):
        assert ask(client_for(user)).status_code == 403
    assert Job.objects.count() == 0


@pytest.fixture
def ready(people, client_for, data_dir):
    """A file of the report administrator that is ready, past the worker."""
    ask(client_for(people.report_admin))
    export = ExportRecord.objects.get()
    jobs.jobs_folder().mkdir(parents=True)
    (jobs.jobs_folder() / "x.xlsx").write_bytes(b"PK-content")
    Job.objects.update(state="READY", progress=100, result_path="x.xlsx", expires_at=timezone.now() + timedelta(days=7))
    ExportRecord.objects.update(file_name="LAPBUL_SULTRA_2026-11.xlsx", rows=3, sha256="ab" * 32)
    return export


def test_the_owner_takes_the_file_and_it_is_recorded(ready, people, client_for):
    response = client_for(people.report_admin).get(f"/unduhan/{ready.job_id}/berkas/")
    assert b"".join(response.streaming_content) == b"PK-content"
    assert response["Content-Disposition"] == 'attachment; filename="LAPBUL_SULTRA_2026-11.xlsx"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in response["Cache-Control"]
    assert ExportDownload.objects.get().user == people.report_admin
    record = AccessRecord.objects.get(look="DOWNLOAD")
    assert (record.object_ids, record.purpose) == ([ready.pk], "Laporan kepada kementerian")


def test_nobody_else_finds_the_file(ready, people, client_for):
    for user in (people.head, people.caseworker):
        client = client_for(user)
        for tail in ("", "kemajuan/", "berkas/"):
            assert client.get(f"/unduhan/{ready.job_id}/{tail}").status_code == 404
    assert client_for(people.auditor).get(f"/unduhan/{ready.job_id}/berkas/").status_code == 403
    assert ExportDownload.objects.count() == 0


def test_one_sees_only_own_files_in_the_list(ready, people, client_for):
    assert [row.pk for row in client_for(people.report_admin).get("/unduhan/").context["page"].rows] == [ready.pk]
    assert client_for(people.head).get("/unduhan/").context["page"].rows == []


def test_the_auditor_sees_the_register_without_files(ready, people, client_for):
    page = client_for(people.auditor).get("/catatan-akses/unduhan/")
    assert [row.pk for row in page.context["page"].rows] == [ready.pk]
    assert str(ready.job_id) not in page.content.decode()
    assert client_for(people.head).get("/catatan-akses/unduhan/").status_code == 403


@pytest.mark.parametrize("state", ["WAITING", "RUNNING"])
def test_the_progress_asks_again_while_the_file_is_prepared(ready, people, client_for, state):
    Job.objects.update(state=state, progress=37, note="Baris kasus", result_path="")
    page = client_for(people.report_admin).get(f"/unduhan/{ready.job_id}/kemajuan/").content.decode()
    assert 'hx-trigger="every 2s"' in page
    assert 'value="37"' in page
    assert "Baris kasus" in page


def test_the_progress_stops_asking_when_it_is_over(ready, people, client_for):
    client = client_for(people.report_admin)
    url = f"/unduhan/{ready.job_id}/kemajuan/"
    page = client.get(url).content.decode()
    assert "hx-trigger" not in page
    assert 'id="yang-dicatat" hx-swap-oob="true"' in page  # rows and seal come with the end
    assert f"<code>{'ab' * 32}</code>" in page
    Job.objects.update(state="FAILED", error="Akun yang meminta tidak lagi berwenang.")
    page = client.get(url).content.decode()
    assert "hx-trigger" not in page
    assert "Akun yang meminta tidak lagi berwenang." in page


def test_a_file_that_is_gone_says_so(ready, people, client_for):
    client = client_for(people.report_admin)
    (jobs.jobs_folder() / "x.xlsx").unlink()
    assert client.get(f"/unduhan/{ready.job_id}/berkas/")["Location"] == f"/unduhan/{ready.job_id}/"
    assert ExportDownload.objects.count() == 0


def test_expired_files_are_removed_and_the_register_stays(ready, people, client_for):
    Job.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert client_for(people.report_admin).get(f"/unduhan/{ready.job_id}/berkas/").status_code == 302
    assert forget_expired() == 1
    assert list(jobs.jobs_folder().iterdir()) == []
    assert ExportRecord.objects.get().removed_at is not None
    assert forget_expired() == 0


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same_queries_with_more_files(
    people, client_for, data_dir, number, django_assert_num_queries
):
    client = client_for(people.report_admin)
    for _time in range(number):
        ask(client)
    with django_assert_num_queries(7):
        client.get("/unduhan/")
