"""Tables of the frame and of core that name nobody."""

from core.walls import append_only, free, read_only, sealer_writes

free("Django's own bookkeeping", "django_migrations", "django_content_type", "pghistory_context",
     "auth_group", "auth_group_permissions", "auth_permission")  # fmt: skip
free("calendar, numbers and jobs: a job names its owner and its parameters, no person of a case",
     "core_calendaroverride", "core_numberseries", "core_job")  # fmt: skip
free("backups that were made and tried, and what is known of the clock", "core_backuprun", "core_clockcorrection")
append_only("core_clockcorrection")
free("keys by number, and how far a rotation is: check values, no key", "core_officekey", "core_keyrotation")
read_only("core_officekey", "core_keyrotation")
free("who looked: ids alone, never values", "core_accessrecord")
free("counters under keyed digests: no name, no address", "core_limitcount")
append_only("core_accessrecord")
free("seals over the record and over history: keys of rows and hashes, no values", "core_seal", "core_sealpart",
     "core_recordcheck", "core_era")  # fmt: skip
sealer_writes("core_seal", "core_sealpart", "core_recordcheck", "core_era")
