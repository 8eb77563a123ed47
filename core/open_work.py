"""Kinds of work that go to somebody else when a user leaves. A kind registers itself by being declared."""

from typing import ClassVar


class OpenWork:
    """Subclass with `label`, `lines` and `hand_over` in an app's `open_work.py`."""

    label: ClassVar[str] = ""
    registry: ClassVar[list[type["OpenWork"]]] = []

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        OpenWork.registry.append(cls)

    def lines(self, user) -> list[tuple[int, str]]:
        """Key and one line (a number and a title, no name of a person served) for each open piece of work."""
        raise NotImplementedError

    def hand_over(self, *, user, to, keys: list[int], by) -> int:
        """Give these pieces to another user; answers how many moved."""
        raise NotImplementedError
