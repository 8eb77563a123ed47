from core.models.access import AccessRecord
from core.models.backups import BackupRun, ClockCorrection
from core.models.calendar import CalendarOverride
from core.models.files import StoredFile
from core.models.jobs import Job
from core.models.numbers import NumberSeries

__all__ = [
    "AccessRecord",
    "BackupRun",
    "CalendarOverride",
    "ClockCorrection",
    "Job",
    "NumberSeries",
    "StoredFile",
]
