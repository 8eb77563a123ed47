"""Background work: never lost, never done twice, whatever dies."""

import os
import threading
import uuid
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import OperationalError, connection, transaction
from django.utils import timezone

from accounts.models import Office
from core.actions import jobs
from core.exceptions import DomainError
from core.jobs import JobKind, JobResult
from core.models import Job
from core.scope import current_viewer
from tests.brokers import told_through
from tests.people import make_user

pytestmark = pytest.mark.django_db(transaction=True)


class Copy(JobKind):
    """Writes its text; what happens meanwhile is told by `params`."""

    name = "TEST_COPY"
    meanwhile = None

    def run(self, job, progress, folder: Path) -> JobResult:
        progress(40, "Separuh")
        if Copy.meanwhile:
            Copy.meanwhile(job)
        path = folder / "copy.txt"
        path.write_text(f"{job.params['text']} {current_viewer().user_id}")
        return JobResult(path=path, name="copy.txt", rows=1)


class Guarded(Copy):
    name = "TEST_GUARDED"
    right = "reports.export"


@pytest.fixture(autouse=True)
def quiet(settings, tmp_path):
    """Files in a folder of the test, no broker that answers, and nothing that happens meanwhile."""
    settings.DATA_DIR = tmp_path
    settings.JOB_LEASE_SECONDS = 2
    Copy.meanwhile = None
    yield
    Copy.meanwhile = None


@pytest.fixture
def asker(transactional_db):
    """Somebody with an account and the role that may make reports."""
    office = Office.objects.create(kind="PROVINCE", name="BP3MI Coba", short_name="BP3MI Coba")
    return make_user("peminta", office=office, roles=("report_admin",))


def ask(user, kind="TEST_COPY", **options) -> Job:
    return jobs.request_job(kind=kind, params={"text": "isi"}, by=user, **options)


def fresh(job: Job) -> Job:
    return Job.objects.get(pk=job.pk)


def files() -> list[str]:
    return sorted(path.name for path in jobs.jobs_folder().glob("*")) if jobs.jobs_folder().exists() else []


def elsewhere(work) -> None:
    """Do it as another worker would: with a connection of its own."""
    thread = threading.Thread(target=lambda: (work(), connection.close()))
    thread.start()
    thread.join()


def lose(job: Job) -> None:
    """As if the worker died: the lease is over."""
    Job.objects.filter(pk=job.pk).update(lease_until=timezone.now() - timedelta(seconds=1))


def test_a_job_is_run_once_and_its_file_kept(asker):
    job = ask(asker)
    jobs.perform(str(job.pk))
    done = fresh(job)
    assert (done.state, done.progress, done.attempt, done.result_rows) == ("READY", 100, 1, 1)
    assert files() == [done.result_path]
    assert (jobs.jobs_folder() / done.result_path).read_text() == f"isi {asker.pk}"
    assert len(done.result_sha256) == 64
    assert done.expires_at > timezone.now() + timedelta(days=6)


def test_a_job_that_is_done_is_not_run_again(asker):
    job = ask(asker)
    jobs.perform(str(job.pk))
    before = fresh(job).finished_at
    jobs.perform(str(job.pk))
    assert (fresh(job).attempt, fresh(job).finished_at) == (1, before)


def test_a_rolled_back_request_leaves_no_job(asker):
    with transaction.atomic():
        ask(asker)
        transaction.set_rollback(True)
    assert Job.objects.count() == 0


def test_an_unknown_kind_is_refused(asker):
    with pytest.raises(ValueError, match="TEST_NOTHING"):
        ask(asker, kind="TEST_NOTHING")


def test_the_same_key_is_the_same_job(asker):
    assert ask(asker, dedupe_key="a").pk == ask(asker, dedupe_key="a").pk
    assert ask(asker, dedupe_key="b").pk != ask(asker, dedupe_key="a").pk


def test_a_broker_that_is_away_is_no_fault_and_the_sweeper_comes_by(asker, caplog):
    with told_through("redis://127.0.0.1:1/0"):
        job = ask(asker)
    assert "The broker could not be told" in caplog.text
    assert fresh(job).state == "WAITING"
    Job.objects.update(nudged_at=timezone.now() - timedelta(minutes=1))
    assert jobs.sweep() == 1


def test_progress_is_seen_from_outside_while_the_work_goes_on(asker):
    seen = []

    def look_from_outside(job):
        elsewhere(lambda: seen.append(fresh(job)))

    Copy.meanwhile = look_from_outside
    jobs.perform(str(ask(asker).pk))
    assert [(job.state, job.progress, job.note) for job in seen] == [("RUNNING", 40, "Separuh")]


def test_two_workers_do_it_once(asker):
    job = ask(asker)
    won = []

    def claim():
        won.append(jobs.claim(str(job.pk)))
        connection.close()

    threads = [threading.Thread(target=claim) for _number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len([claimed for claimed in won if claimed]) == 1
    assert fresh(job).attempt == 1


def test_a_held_job_is_not_taken(asker):
    job = ask(asker)
    assert jobs.claim(str(job.pk)).attempt == 1
    assert jobs.claim(str(job.pk)) is None


def test_a_lost_job_is_taken_by_another_and_begins_anew(asker):
    job = ask(asker)
    first = jobs.claim(str(job.pk))
    Job.objects.update(progress=80, note="lama")
    lose(job)
    second = jobs.claim(str(job.pk))
    assert (first.attempt, second.attempt, second.progress, second.note) == (1, 2, 0, "")


def test_a_worker_that_lost_its_job_changes_nothing(asker):
    def another_takes_it(job):
        Copy.meanwhile = None
        elsewhere(lambda: (lose(job), jobs.perform(str(job.pk))))

    Copy.meanwhile = another_takes_it
    job = ask(asker)
    jobs.perform(str(job.pk))
    done = fresh(job)
    assert (done.state, done.attempt) == ("READY", 2)
    assert files() == [done.result_path] == [f"{job.pk}-2.txt"]


def test_a_slow_loser_cannot_fail_the_winner(asker):
    def another_takes_it_and_this_one_breaks(job):
        Copy.meanwhile = None
        elsewhere(lambda: (lose(job), jobs.perform(str(job.pk))))
        raise DomainError("Gagal.")

    Copy.meanwhile = another_takes_it_and_this_one_breaks
    job = ask(asker)
    jobs.perform(str(job.pk))
    assert (fresh(job).state, fresh(job).error) == ("READY", "")


def test_a_refusal_is_told_in_its_own_words(asker):
    def refuse(job):
        raise DomainError("Bulan laporan tidak dikenali.")

    Copy.meanwhile = refuse
    job = ask(asker)
    jobs.perform(str(job.pk))
    assert (fresh(job).state, fresh(job).error) == ("FAILED", "Bulan laporan tidak dikenali.")
    assert files() == []


def test_a_fault_is_told_without_its_inside(asker):
    def break_down(job):
        raise KeyError("nama orang")

    Copy.meanwhile = break_down
    job = ask(asker)
    jobs.perform(str(job.pk))
    assert fresh(job).state == "FAILED"
    assert "nama orang" not in fresh(job).error
    assert str(job.pk)[:8] in fresh(job).error


@pytest.mark.parametrize("error", [OperationalError("gone"), RuntimeError("cursor is broken")], ids=["told", "hidden"])
def test_a_database_that_goes_away_leaves_the_job_to_be_run_again(asker, error):
    def lose_connection(job):
        connection.connection.close()
        raise error

    Copy.meanwhile = lose_connection
    job = ask(asker)
    jobs.perform(str(job.pk))
    assert fresh(job).state == "RUNNING"
    Copy.meanwhile = None
    lose(job)
    jobs.perform(str(job.pk))
    assert (fresh(job).state, fresh(job).attempt) == ("READY", 2)


def test_the_heartbeat_survives_an_absence_of_the_database(asker, settings):
    settings.JOB_LEASE_SECONDS = 1
    job = jobs.claim(str(ask(asker).pk))
    heart = jobs.Heartbeat(job)
    heart.start()
    lose(job)
    stop_other_backends()
    stopped = threading.Event()
    for _time in range(50):
        stopped.wait(0.1)
        if fresh(job).lease_until > timezone.now():
            break
    heart.stopped.set()
    heart.join(timeout=5)
    assert fresh(job).lease_until > timezone.now()


def stop_other_backends() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid() AND usename = current_user"
        )


def test_the_right_is_asked_again_when_the_job_runs(asker):
    job = ask(asker, kind="TEST_GUARDED")
    asker.role_assignments.all().delete()
    jobs.perform(str(job.pk))
    assert (fresh(job).state, fresh(job).error) == ("FAILED", "Akun yang meminta tidak lagi berwenang.")


def test_an_account_that_ended_gets_nothing(asker):
    job = ask(asker)
    type(asker).objects.filter(pk=asker.pk).update(is_active=False)
    jobs.perform(str(job.pk))
    assert fresh(job).state == "FAILED"


def swept(**changes) -> bool:
    """Whether the sweeper nudges a job that looks like this."""
    Job.objects.update(**changes)
    return jobs.sweep() == 1


def test_the_sweeper_nudges_what_nobody_heard_of(asker):
    now = timezone.now()
    ask(asker)
    assert swept(nudged_at=None)
    assert not swept(nudged_at=now)
    assert swept(nudged_at=now - timedelta(seconds=31))


def test_the_sweeper_nudges_what_lost_its_worker_until_somebody_takes_it(asker):
    now = timezone.now()
    ask(asker)
    past, older, long_ago = (now - timedelta(seconds=s) for s in (5, 10, 40))
    assert swept(state="RUNNING", attempt=1, lease_until=past, nudged_at=older)
    assert not swept(lease_until=older, nudged_at=past), "nudged a moment ago"
    assert swept(lease_until=now - timedelta(seconds=60), nudged_at=long_ago), "that nudge was lost too"
    assert not swept(lease_until=now + timedelta(seconds=5), nudged_at=long_ago), "somebody works on it"


def test_the_sweeper_gives_up_in_the_end(asker):
    job = ask(asker)
    Job.objects.update(state="RUNNING", attempt=jobs.MAX_ATTEMPTS, lease_until=timezone.now() - timedelta(seconds=1))
    assert jobs.sweep() == 0
    assert fresh(job).state == "FAILED"
    assert jobs.claim(str(job.pk)) is None


def test_a_message_of_a_job_that_is_gone_does_nothing(db):
    job_id = str(uuid.uuid4())
    jobs.perform(job_id)
    assert Job.objects.count() == 0


def test_leftovers_of_dead_workers_are_removed_after_a_day(asker):
    job = ask(asker)
    jobs.perform(str(job.pk))
    folder = jobs.jobs_folder()
    (folder / ".work-dead").mkdir()
    (folder / "orphan-1.xlsx").write_bytes(b"x")
    (folder / "orphan-new.xlsx").write_bytes(b"x")
    old = (timezone.now() - timedelta(days=2)).timestamp()
    for name in (".work-dead", "orphan-1.xlsx", fresh(job).result_path):
        os.utime(folder / name, (old, old))
    assert jobs.purge_expired() == []
    assert files() == sorted([fresh(job).result_path, "orphan-new.xlsx"])


def test_expired_files_are_removed(asker):
    job = ask(asker)
    jobs.perform(str(job.pk))
    Job.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert jobs.purge_expired() == [job.pk]
    assert (files(), fresh(job).result_path) == ([], "")
