from core.models.access import AccessRecord
from core.models.calendar import CalendarOverride
from core.models.jobs import Job
from core.models.limits import LimitCount
from core.models.numbers import NumberSeries

__all__ = ["AccessRecord", "CalendarOverride", "Job", "LimitCount", "NumberSeries"]
