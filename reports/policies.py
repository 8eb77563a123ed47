"""What left the system."""

from core.walls import append_only, free

free("register of exports: who took which file and why, no rows of it", "reports_exportrecord",
     "reports_exportdownload")  # fmt: skip
append_only("reports_exportdownload")
