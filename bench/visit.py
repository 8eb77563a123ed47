"""Visiting a page as a browser with a session would: in this process, or through a server on loopback."""

import http.client
import io
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.core.handlers.wsgi import WSGIHandler
from django.middleware.csrf import _get_new_csrf_string

from accounts.models import User
from accounts.sessions import SessionStore, begin
from bench.database import ROOT

FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Visit:
    """One request: who asks, for what, with which form when it is one."""

    user: int
    address: str
    form: dict[str, str] | None = None

    @property
    def method(self) -> str:
        return "GET" if self.form is None else "POST"

    @property
    def body(self) -> bytes:
        return b"" if self.form is None else urlencode(self.form).encode()


@dataclass(frozen=True)
class Answer:
    status: int
    size: int


class Sessions:
    """Signed-in sessions, made once for each account."""

    def __init__(self) -> None:
        self.cookies: dict[int, str] = {}
        self.secret = _get_new_csrf_string()

    def cookie(self, user: int) -> str:
        if user not in self.cookies:
            names = f"{settings.SESSION_COOKIE_NAME}={new_session(user)}; {settings.CSRF_COOKIE_NAME}={self.secret}"
            self.cookies[user] = names
        return self.cookies[user]


def new_session(pk: int) -> str:
    user, session = User.objects.get(pk=pk), SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    begin(session, user, factor="TOTP")
    session.create()
    return session.session_key


class InProcess:
    """The whole middleware stack through the WSGI handler; the database connection is kept."""

    def __init__(self, sessions: Sessions):
        self.sessions = sessions
        self.handler = WSGIHandler()

    def ask(self, visit: Visit) -> Answer:
        statuses: list[str] = []
        response = self.handler(self.environ(visit), lambda status, _headers: statuses.append(status))
        size = sum(len(part) for part in response)
        response.close()
        return Answer(int(statuses[0].split()[0]), size)

    def environ(self, visit: Visit) -> dict[str, object]:
        path, _, query = visit.address.partition("?")
        return {
            "REQUEST_METHOD": visit.method,
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "CONTENT_TYPE": FORM if visit.form is not None else "",
            "CONTENT_LENGTH": str(len(visit.body)),
            "HTTP_COOKIE": self.sessions.cookie(visit.user),
            "HTTP_X_CSRFTOKEN": self.sessions.secret,
            "wsgi.input": io.BytesIO(visit.body),
            "wsgi.errors": sys.stderr,
            "wsgi.url_scheme": "http",
        }


class ThroughServer:
    """One kept connection to a server on loopback."""

    def __init__(self, sessions: Sessions, port: int):
        self.sessions = sessions
        self.line = http.client.HTTPConnection("127.0.0.1", port, timeout=120)

    def ask(self, visit: Visit) -> Answer:
        """Raises what http.client raises, but for a kept line that the server closed meanwhile."""
        try:
            return self.send(visit)
        except http.client.RemoteDisconnected:
            self.line.close()
            return self.send(visit)

    def send(self, visit: Visit) -> Answer:
        headers = {"Cookie": self.sessions.cookie(visit.user), "X-CSRFToken": self.sessions.secret}
        if visit.form is not None:
            headers["Content-Type"] = FORM
        self.line.request(visit.method, visit.address, body=visit.body or None, headers=headers)
        response = self.line.getresponse()
        return Answer(response.status, len(response.read()))


@contextmanager
def server(more: dict[str, str] | None = None) -> Iterator[int]:
    """The product's own server with one worker and `more` in its environment; answers its port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    env = {**os.environ, "BIND": f"127.0.0.1:{port}", "WEB_WORKERS": "1", "DJANGO_SETTINGS_MODULE": "bench.settings"}
    env |= more or {}
    command = [sys.executable, "-m", "gunicorn", "-c", "python:bp3mi.serving", "bench.wsgi:application"]
    process = subprocess.Popen([*command, "--log-level", "warning"], env=env, cwd=ROOT)
    try:
        wait_for(port, process)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=20)


def wait_for(port: int, process: subprocess.Popen) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError("The server for the measurement does not answer.")
