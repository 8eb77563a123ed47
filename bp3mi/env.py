"""Strict readers of the environment.

Every setting is read from ``NAME`` or, for secrets, from the file that ``NAME_FILE`` names.
A value that is missing or cannot be read stops the start with a sentence that says what to do.
"""

import os
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

_MISSING = object()


def _raw(name: str) -> str | None:
    """The text of ``NAME`` or of the file in ``NAME_FILE``; an empty value counts as not set."""
    file_name = os.environ.get(f"{name}_FILE", "")
    value = os.environ.get(name, "")
    if file_name and value:
        raise ImproperlyConfigured(f"{name} and {name}_FILE are both set. Keep one of them.")
    if file_name:
        try:
            return Path(file_name).read_text(encoding="utf-8").strip() or None
        except OSError as error:
            raise ImproperlyConfigured(f"{name}_FILE={file_name} cannot be read: {error.strerror}.") from error
    return value.strip() or None


def text(name: str, default: object = _MISSING) -> str:
    """A text setting; without a default it must be set."""
    value = _raw(name)
    if value is not None:
        return value
    if default is _MISSING:
        raise ImproperlyConfigured(f"{name} is not set. Set {name} or {name}_FILE; .env.example tells what it is.")
    return str(default)


def flag(name: str, default: bool = False) -> bool:
    """``1``/``true``/``yes``/``on`` or ``0``/``false``/``no``/``off``; anything else is an error."""
    value = _raw(name)
    if value is None:
        return default
    if value.lower() in {"1", "true", "yes", "on"}:
        return True
    if value.lower() in {"0", "false", "no", "off"}:
        return False
    raise ImproperlyConfigured(f"{name}={value} is neither yes nor no. Write 1 or 0.")


def number(name: str, default: int, *, low: int = 0, high: int = 2**31) -> int:
    """A whole number between ``low`` and ``high``."""
    value = _raw(name)
    if value is None:
        return default
    try:
        result = int(value)
    except ValueError as error:
        raise ImproperlyConfigured(f"{name}={value} is not a whole number.") from error
    if not low <= result <= high:
        raise ImproperlyConfigured(f"{name}={value} must lie between {low} and {high}.")
    return result


def words(name: str, default: str = "") -> list[str]:
    """A list separated by commas."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def choice(name: str, default: str, allowed: tuple[str, ...]) -> str:
    """One of ``allowed``."""
    value = text(name, default)
    if value not in allowed:
        raise ImproperlyConfigured(f"{name}={value} is unknown. Use one of: {', '.join(allowed)}.")
    return value


def database(name: str = "DATABASE_URL") -> dict[str, object]:
    """Django's database settings from ``postgresql://user:password@host:port/name?host=/socket/dir``."""
    parts = urlsplit(text(name))
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured(f"{name} must begin with postgresql://. Only PostgreSQL is supported.")
    query = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "core.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", "") or parts.hostname or "",
        "PORT": str(parts.port or query.pop("port", "")),
        "OPTIONS": query,
    }


def celery_broker(url: str) -> str:
    """The broker's address in Celery's own spelling for Unix sockets: ``unix:///path?db=0`` is redis-py's."""
    parts = urlsplit(url)
    if parts.scheme != "unix":
        return url
    number_of_base = dict(parse_qsl(parts.query)).get("db", "0")
    return f"redis+socket://{parts.path}?virtual_host={number_of_base}"
