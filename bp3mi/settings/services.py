"""Database, broker, mail and logs."""

import pghistory

from bp3mi import env
from bp3mi.schedule import SCHEDULE
from bp3mi.settings.base import DATA_DIR, PRODUCTION
from bp3mi.settings.office import TIME_ZONE

DATABASES = {
    "default": {
        **env.database("DATABASE_URL"),
        "ATOMIC_REQUESTS": True,
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }
}

# Backups are read with one account and restored and tried with another; web and worker use neither.
BACKUP_DATABASE = env.database("BACKUP_DATABASE_URL", "OWNER_DATABASE_URL", "DATABASE_URL")
RESTORE_DATABASE = env.database("OWNER_DATABASE_URL", "DATABASE_URL")
# The folder of the backups, best on a disk of its own; with BACKUP_ON_MOUNT none is written while it is not mounted.
BACKUP_DIR = env.text("BACKUP_DIR", DATA_DIR / "backups")
BACKUP_ON_MOUNT = env.flag("BACKUP_ON_MOUNT", False)
BACKUP_HOUR = env.number("BACKUP_HOUR", 2, high=23)
BACKUP_KEEP_DAYS = env.number("BACKUP_KEEP_DAYS", 14, low=2, high=366)
BACKUP_KEEP_WEEKS = env.number("BACKUP_KEEP_WEEKS", 8, high=520)
# To what the keys in a backup are sealed; it holds no secret (core/backups/sealing.py).
BACKUP_LOCK_FILE = env.text("BACKUP_LOCK_FILE", DATA_DIR / "keys" / "backup_lock.json")

REDIS_URL = env.text("REDIS_URL")
CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}}

CELERY_BROKER_URL = env.celery_broker(REDIS_URL)
CELERY_BEAT_SCHEDULE = SCHEDULE
CELERY_TIMEZONE = TIME_ZONE
# Backups are made by a worker of their own, which alone is given those accounts (docker-compose.yml).
CELERY_TASK_ROUTES = {"core.nightly": {"queue": "backup"}}
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_TASKS_PER_CHILD = 200
CELERY_TASK_TIME_LIMIT = 1500
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 3600}
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_WORKER_HIJACK_ROOT_LOGGER = False

EMAIL_BACKEND = env.text(
    "EMAIL_BACKEND",
    "django.core.mail.backends.smtp.EmailBackend" if PRODUCTION else "django.core.mail.backends.console.EmailBackend",
)
EMAIL_HOST = env.text("EMAIL_HOST", "localhost")
EMAIL_PORT = env.number("EMAIL_PORT", 25, low=1, high=65535)
EMAIL_HOST_USER = env.text("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = env.text("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = env.flag("EMAIL_USE_TLS", False)
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "sistem@localhost")

# Who gets the daily checkpoint of the access record by mail, to keep it elsewhere.
CHECKPOINT_EMAILS = env.words("CHECKPOINT_EMAILS")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.text("LOG_LEVEL", "INFO")},
    "loggers": {
        "axes": {"level": "WARNING"},
        "django.request": {"level": "ERROR"},
        "pikepdf": {"level": "WARNING"},
    },
}

# A worker that died is noticed after this long; its job is then run by another.
JOB_LEASE_SECONDS = env.number("JOB_LEASE_SECONDS", 20, low=1, high=600)
VIEWER_LOADER = "accounts.queries.viewer_of"
HEAD_LOADER = "accounts.queries.head_acted_for"
SIGHT_READER = "cases.grounds.rules_of"
SUBJECT_READER = "cases.grounds.subjects_of"

# History rows carry who and why themselves: no shared context row that writers would wait for.
PGHISTORY_CONTEXT_FIELD = pghistory.ContextJSONField()
PGHISTORY_OBJ_FIELD = pghistory.ObjForeignKey(related_name="events", related_query_name="+", db_constraint=False)
