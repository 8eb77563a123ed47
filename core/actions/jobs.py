"""Requesting, claiming, running and finishing background work.

Nothing is lost: the row is in the database before Celery hears of it, and `sweep_jobs` finds what was
not begun or whose worker died. Nothing is doubled: a worker claims by compare-and-set, and every later
write carries its attempt number, so a worker that lost its lease changes nothing.
"""

import hashlib
import logging
import os
import shutil
import tempfile
import threading
from datetime import timedelta
from pathlib import Path

from celery import current_app
from django.conf import settings
from django.db import InterfaceError, OperationalError, connection, transaction
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from core.actions.access import record_look
from core.exceptions import DomainError
from core.jobs import JobKind, JobResult
from core.models import AccessRecord, Job
from core.scope import open_scope

logger = logging.getLogger(__name__)
MAX_ATTEMPTS = 5
NUDGE_AGAIN_AFTER = timedelta(seconds=30)
KEEP_RESULTS_FOR = timedelta(days=7)
LEFTOVERS_AFTER = timedelta(days=1)


def jobs_folder() -> Path:
    return Path(settings.DATA_DIR) / "files" / "jobs"


def request_job(*, kind: str, params: dict, by, dedupe_key: str | None = None) -> Job:
    """Write the job in the caller's transaction; the same open `dedupe_key` answers the job that is there."""
    if kind not in JobKind.registry:
        raise ValueError(f"Unknown kind of job: {kind}")
    if dedupe_key:
        job, created = Job.objects.get_or_create(
            dedupe_key=dedupe_key, defaults={"kind": kind, "params": params, "requested_by": by}
        )
        if not created:
            return job
    else:
        job = Job.objects.create(kind=kind, params=params, requested_by=by)
    # robust: what goes wrong here is no fault of the request, whose work is saved; the sweeper comes by.
    transaction.on_commit(lambda: nudge(job.pk), robust=True)
    return job


def nudge(job_id) -> None:
    """Tell Celery that there is work. A broker that is away is no fault: the sweeper comes by."""
    Job.objects.filter(pk=job_id).update(nudged_at=Now())
    try:
        current_app.send_task("core.run_job", kwargs={"job_id": str(job_id)}, retry=False)
    except Exception:
        logger.warning("The broker could not be told of job %s; the sweeper will.", job_id, exc_info=True)


def sweep() -> int:
    """Nudge what waits unheard and what lost its worker; give up after MAX_ATTEMPTS. Answers how many."""
    now = timezone.now()
    lost = Q(state=Job.State.RUNNING, lease_until__lt=now)
    Job.objects.filter(lost, attempt__gte=MAX_ATTEMPTS).update(
        state=Job.State.FAILED, error=_("Dihentikan setelah {n} kali dicoba.").format(n=MAX_ATTEMPTS), finished_at=now
    )
    long_ago = Q(nudged_at__isnull=True) | Q(nudged_at__lt=now - NUDGE_AGAIN_AFTER)
    unheard = Q(state=Job.State.WAITING) & long_ago
    unheard_rerun = lost & (long_ago | Q(nudged_at__lt=F("lease_until")))
    ids = list(Job.objects.filter(unheard | unheard_rerun).order_by("created_at").values_list("pk", flat=True)[:100])
    for job_id in ids:
        nudge(job_id)
    return len(ids)


def claim(job_id: str) -> Job | None:
    """Take the job for this worker, or None when another has it or it is done."""
    now = timezone.now()
    free = Q(state=Job.State.WAITING) | Q(state=Job.State.RUNNING, lease_until__lt=now)
    taken = Job.objects.filter(free, pk=job_id, attempt__lt=MAX_ATTEMPTS).update(
        state=Job.State.RUNNING, attempt=F("attempt") + 1, lease_until=now + lease(), progress=0, note="", error=""
    )
    return Job.objects.select_related("requested_by").get(pk=job_id) if taken else None


def lease() -> timedelta:
    return timedelta(seconds=settings.JOB_LEASE_SECONDS)


def mine(job: Job):
    """The row as long as this attempt holds it."""
    return Job.objects.filter(pk=job.pk, attempt=job.attempt, state=Job.State.RUNNING)


class Heartbeat(threading.Thread):
    """Renews the lease from a connection of its own while the work goes on, through short absences of the database."""

    def __init__(self, job: Job):
        super().__init__(daemon=True)
        self.job = job
        self.stopped = threading.Event()

    def run(self) -> None:
        while not self.stopped.wait(settings.JOB_LEASE_SECONDS / 3):
            self.renew()
        connection.close()

    def renew(self) -> None:
        try:
            mine(self.job).update(lease_until=timezone.now() + lease())
        except (OperationalError, InterfaceError):
            logger.warning("The lease of job %s could not be renewed; trying again.", self.job.pk)
            connection.close()


def perform(job_id: str) -> None:
    """Claim and run one job under the present scope of the person who asked for it."""
    job = claim(job_id)
    if job is None:
        return
    link = connection.connection
    heartbeat = Heartbeat(job)
    heartbeat.start()
    try:
        run_claimed(job)
    except (OperationalError, InterfaceError):
        logger.warning("The database went away during job %s; it will be run again.", job.pk, exc_info=True)
    except DomainError as error:
        fail(job, error.message)
    except Exception:
        fail_unless_database_left(job, link)
    finally:
        heartbeat.stopped.set()
        heartbeat.join(timeout=5)


def run_claimed(job: Job) -> None:
    viewer = import_string(settings.VIEWER_LOADER)(job.requested_by)
    kind = JobKind.registry[job.kind]()
    if viewer is None or (kind.right and not viewer.may(kind.right)):
        raise DomainError(_("Akun yang meminta tidak lagi berwenang."))
    jobs_folder().mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=jobs_folder(), prefix=".work-") as folder, open_scope(viewer):
        with transaction.atomic():
            if kind.one_moment:
                read_one_moment()
            result = kind.run(job, progress_of(job), Path(folder))
            record_look(look=AccessRecord.Look.JOB, object_kind="job", field_class=job.kind, capacity="JOB")
        finish(job, kind, result)


def read_one_moment() -> None:
    """All reads of this transaction see the same rows. The first statement of a transaction, or an error."""
    with connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")


def fail_unless_database_left(job: Job, link) -> None:
    """A connection that broke shows itself in many errors. Then the lease ends and the job is run again.

    `link` is the connection that the work began with; Django makes a new one when a transaction ends badly.
    """
    if connection.connection is not link or not connection.is_usable():
        connection.close()
        logger.warning("The connection broke during job %s; it will be run again.", job.pk, exc_info=True)
        return
    logger.exception("Job %s failed.", job.pk)
    fail(job, _("Terjadi gangguan di sistem. Coba lagi, atau laporkan kode {kode}.").format(kode=str(job.pk)[:8]))


def progress_of(job: Job):
    """A function (percent, note) that writes how far the job is, from a thread-safe connection of its own."""

    def report(percent: int, note: str = "") -> None:
        Progress(job, percent, note).run_apart()

    return report


class Progress:
    """Writes progress outside the job's own transaction, so that others can see it."""

    def __init__(self, job: Job, percent: int, note: str):
        self.job, self.percent, self.note = job, max(0, min(99, percent)), note[:200]

    def run_apart(self) -> None:
        thread = threading.Thread(target=self.write, daemon=True)
        thread.start()
        thread.join(timeout=10)

    def write(self) -> None:
        try:
            mine(self.job).update(progress=self.percent, note=self.note, lease_until=timezone.now() + lease())
        except (OperationalError, InterfaceError):
            logger.warning("The progress of job %s could not be written.", self.job.pk)
        finally:
            connection.close()


def finish(job: Job, kind: JobKind, result: JobResult) -> None:
    """Move the file into place, then mark the row; an attempt that lost its lease leaves no trace."""
    target = jobs_folder() / f"{job.pk}-{job.attempt}{result.path.suffix}"
    with result.path.open("rb") as handle:
        digest = hashlib.file_digest(handle, "sha256").hexdigest()
        os.fsync(handle.fileno())
    result.path.replace(target)
    with transaction.atomic():
        won = mark_ready(job, result, target.name, digest)
        if won:
            kind.ready(job, result, digest)
    for path in jobs_folder().glob(f"{job.pk}-*"):
        if (path == target) != won:
            path.unlink(missing_ok=True)


def mark_ready(job: Job, result: JobResult, path: str, digest: str) -> bool:
    """Whether this attempt still held the job and has now ended it."""
    now = timezone.now()
    return bool(
        mine(job).update(
            state=Job.State.READY,
            progress=100,
            note="",
            result_path=path,
            result_name=result.name,
            result_sha256=digest,
            result_rows=result.rows,
            finished_at=now,
            expires_at=now + KEEP_RESULTS_FOR,
        )
    )


def fail(job: Job, message: str) -> None:
    mine(job).update(state=Job.State.FAILED, error=message[:500], finished_at=timezone.now())


def purge_expired() -> list:
    """Remove files past their day, and what dead workers left behind. Answers the ids of the expired jobs."""
    now = timezone.now()
    expired = Job.objects.filter(state=Job.State.READY, expires_at__lt=now).exclude(result_path="")
    gone = list(expired.values_list("pk", "result_path"))
    for _pk, name in gone:
        (jobs_folder() / name).unlink(missing_ok=True)
    ids = [pk for pk, _name in gone]
    Job.objects.filter(pk__in=ids).update(result_path="")
    remove_leftovers(now)
    return ids


def remove_leftovers(now) -> None:
    """Work folders and files that no job names, once they are a day old."""
    known = set(Job.objects.exclude(result_path="").values_list("result_path", flat=True))
    for path in jobs_folder().glob("*") if jobs_folder().exists() else ():
        old = path.stat().st_mtime < (now - LEFTOVERS_AFTER).timestamp()
        if old and path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        elif old and path.name not in known:
            path.unlink(missing_ok=True)
