"""Errors that the whole house shares. `message` is a whole sentence for the person at the screen."""

from django.core.exceptions import PermissionDenied


class DomainError(Exception):
    """Something the rules of the field refuse. `field` names the form field it belongs to, if any."""

    def __init__(self, message: str, *, field: str | None = None):
        super().__init__(message)
        self.message = message
        self.field = field


class NoScopeError(RuntimeError):
    """Rows about people were asked for while nobody was looking: open a scope first."""


class Forbidden(PermissionDenied):
    """Answered with 403. The viewer lacks a right; `reason` says which and whom to ask."""

    def __init__(self, reason: str, *, right: str = ""):
        super().__init__(reason)
        self.reason = reason
        self.right = right


class StaleEdit(DomainError):
    """Somebody else changed `row` since the form was opened."""

    def __init__(self, row, message: str, *, changed_by: str = "", changed_at=None):
        super().__init__(message)
        self.row = row
        self.changed_by = changed_by
        self.changed_at = changed_at


class TooMany(Exception):
    """Answered with 429. Something happened too often; `seconds` says how long to wait."""

    def __init__(self, message: str, *, seconds: int):
        super().__init__(message)
        self.message = message
        self.seconds = seconds
