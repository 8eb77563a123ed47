"""Work of the cases app that is done in the background."""

import json
from pathlib import Path

from accounts.models import User
from cases.actions.list_imports import LIST_IMPORT, read_list_import
from cases.actions.old_data import OLD_DATA, apply_old_data
from cases.models import ListImport
from core.jobs import JobKind, JobResult, ReportProgress
from core.models import Job


class ReadList(JobKind):
    """Reads a letter's list that was uploaded or pasted, and stages its rows. The file says how many there are."""

    name = LIST_IMPORT
    right = "returns.manifest"

    def run(self, job: Job, progress: ReportProgress, folder: Path) -> JobResult:
        row = ListImport.objects.filter(pk=job.params["import"]).first()
        by: User = job.requested_by
        rows = read_list_import(row=row, reading=job.params["reading"], progress=progress, by=by) if row else 0
        path = folder / "daftar.json"
        path.write_text(json.dumps({"rows": rows}), encoding="utf-8")
        return JobResult(path=path, name=path.name, rows=rows)


class TakeOldData(JobKind):
    """Takes an old book over, all of it or nothing. The file says how many people there are."""

    name = OLD_DATA
    right = "returns.manifest"

    def run(self, job: Job, progress: ReportProgress, folder: Path) -> JobResult:
        row = ListImport.objects.filter(pk=job.params["import"]).first()
        by: User = job.requested_by
        people = apply_old_data(row=row, progress=progress, by=by) if row else 0
        path = folder / "data-lama.json"
        path.write_text(json.dumps({"people": people}), encoding="utf-8")
        return JobResult(path=path, name=path.name, rows=people)
