"""Tables of the frame and of core that name nobody."""

from core.walls import append_only, free

free("Django's own bookkeeping", "django_migrations", "django_content_type", "pghistory_context",
     "auth_group", "auth_group_permissions", "auth_permission")  # fmt: skip
free("calendar, numbers and jobs: a job names its owner and its parameters, no person of a case",
     "core_calendaroverride", "core_numberseries", "core_job")  # fmt: skip
free("who looked: ids alone, never values", "core_accessrecord")
free("counters under keyed digests: no name, no address", "core_limitcount")
append_only("core_accessrecord")
