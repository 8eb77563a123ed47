"""Gunicorn's settings: one thread per worker, as many workers as cores."""

import contextlib
import ctypes
import os
import signal

bind = os.environ.get("BIND") or "0.0.0.0:8000"
workers = int(os.environ.get("WEB_WORKERS") or len(os.sched_getaffinity(0)))
# gthread keeps idle connections of browsers out of the one thread; plain sync workers would wait for them.
worker_class = "gthread"
threads = 1
preload_app = True
timeout = 60
graceful_timeout = 8
keepalive = 5
max_requests = 5000
max_requests_jitter = 500
worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108 - in memory, made by mkstemp
control_socket_disable = True
accesslog = None
errorlog = "-"
forwarded_allow_ips = os.environ.get("FORWARDED_ALLOW_IPS") or "127.0.0.1"


def post_fork(_server, _worker):
    """A worker never outlives its master."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(1, signal.SIGKILL, 0, 0, 0)
