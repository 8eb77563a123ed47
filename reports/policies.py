"""What left the system."""

from core.walls import append_only, free

free("register of exports: who took which file and why, no rows of it", "reports_exportrecord",
     "reports_exportdownload")  # fmt: skip
append_only("reports_exportdownload")
free("unusual patterns: users, times and numbers of looks, no person served", "reports_unusualpattern")
