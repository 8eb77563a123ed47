from core.models.access import AccessRecord
from core.models.backups import BackupRun, ClockCorrection
from core.models.calendar import CalendarOverride
from core.models.files import StoredFile
from core.models.jobs import Job
from core.models.keys import KeyRotation, OfficeKey
from core.models.limits import LimitCount
from core.models.numbers import NumberSeries
from core.models.seals import Era, RecordCheck, Seal, SealPart

__all__ = [
    "AccessRecord",
    "BackupRun",
    "CalendarOverride",
    "ClockCorrection",
    "Era",
    "Job",
    "KeyRotation",
    "LimitCount",
    "NumberSeries",
    "OfficeKey",
    "RecordCheck",
    "Seal",
    "SealPart",
    "StoredFile",
]
