"""What a kind of background work is. A kind registers itself by being declared in an app's `exporters.py`."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from core.models import Job

ReportProgress = Callable[[int, str], None]


@dataclass(frozen=True)
class JobResult:
    """A finished file: `path` is a temporary file that the runner moves into place.

    `worker_ids` and `case_ids` are the people and cases in it, for the record of looks.
    """

    path: Path
    name: str
    rows: int
    worker_ids: frozenset[int] = frozenset()
    case_ids: frozenset[int] = frozenset()


class JobKind:
    """Subclass with `name` and `run`; `right` is checked again when the job runs.

    With `one_moment` everything that `run` reads is of one moment, however long it takes.
    """

    name: ClassVar[str] = ""
    right: ClassVar[str] = ""
    one_moment: ClassVar[bool] = False
    registry: ClassVar[dict[str, type["JobKind"]]] = {}

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        if cls.name:
            if cls.name in JobKind.registry:
                raise TypeError(f"The job kind {cls.name} is declared twice.")
            JobKind.registry[cls.name] = cls

    def run(self, job: Job, progress: ReportProgress, folder: Path) -> JobResult:
        """Do the work under the requesting user's scope, write into `folder`, tell the percent done."""
        raise NotImplementedError

    def ready(self, job: Job, result: JobResult, sha256: str) -> None:
        """Write what must stand exactly once, in the transaction that marks the job as ready."""
