"""What runs by the clock. Each task finds its own missed work, so a beat that slept loses nothing."""

from celery.schedules import crontab

SCHEDULE = {
    "sweep-jobs": {"task": "core.sweep_jobs", "schedule": 5.0, "options": {"expires": 30}},
    "keep-teams-alive": {"task": "cases.keep_teams_alive", "schedule": 3600.0, "options": {"expires": 3600}},
    "forget-old-lists": {"task": "cases.forget_old_lists", "schedule": 3600.0, "options": {"expires": 3600}},
    "purge-expired": {"task": "reports.purge_expired", "schedule": 3600.0, "options": {"expires": 3600}},
    "nightly": {"task": "core.nightly", "schedule": 600.0, "options": {"expires": 600}},
    "find-patterns": {"task": "reports.find_patterns", "schedule": 600.0, "options": {"expires": 600}},
    "seal-record": {"task": "core.seal_record", "schedule": 60.0, "options": {"expires": 55}},
    "check-record": {"task": "core.check_record", "schedule": crontab(hour=2, minute=40), "options": {"expires": 3600}},
    "forget-limits": {"task": "core.forget_limits", "schedule": 3600.0, "options": {"expires": 3600}},
    "tidy-accounts": {"task": "accounts.tidy", "schedule": 3600.0, "options": {"expires": 3600}},
}
