from core.models.access import AccessRecord
from core.models.calendar import CalendarOverride
from core.models.jobs import Job
from core.models.keys import KeyRotation, OfficeKey
from core.models.numbers import NumberSeries
from core.models.seals import Era, RecordCheck, Seal, SealPart

__all__ = [
    "AccessRecord",
    "CalendarOverride",
    "Era",
    "Job",
    "KeyRotation",
    "NumberSeries",
    "OfficeKey",
    "RecordCheck",
    "Seal",
    "SealPart",
]
