"""Refusals of casework, each with its sentence."""

from core.exceptions import DomainError


class CannotMove(DomainError):
    """The stage table does not let the case go there."""


class CannotClose(DomainError):
    """Something is still open, or the reason is not one of the list."""


class AlreadyThere(DomainError):
    """The same person or form was taken before; nothing was doubled. `row` is what stands."""

    def __init__(self, message: str, row):
        super().__init__(message)
        self.row = row


class ChangedMeanwhile(DomainError):
    """What is to be decided is not what was looked at any more."""


class SentByAnother(DomainError):
    """The phone's identifier stands on a row of another account."""


class NotYourDistrict(DomainError):
    """A row may not be made for a district outside the viewer's own."""
