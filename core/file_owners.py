"""To which rows stored files belong. An app declares a class for each kind in its `files.py`."""

from collections.abc import Iterable
from typing import ClassVar

from core.scope import Viewer


class FileOwner:
    """Subclass with `kind` and `visible_ids`; whoever does not see the owner sees none of its files."""

    kind: ClassVar[str] = ""
    registry: ClassVar[dict[str, type["FileOwner"]]] = {}

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        if cls.kind:
            if cls.kind in FileOwner.registry:
                raise TypeError(f"The owner of files {cls.kind} is declared twice.")
            FileOwner.registry[cls.kind] = cls

    def visible_ids(self, viewer: Viewer) -> Iterable[int]:
        """Keys of the rows that the viewer sees: a values queryset."""
        raise NotImplementedError
