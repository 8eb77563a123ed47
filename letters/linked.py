"""What letters belong to, told by the apps above. An app declares a class for each kind in its `letter_links.py`."""

from dataclasses import dataclass
from typing import Any, ClassVar

from core.scope import Viewer
from letters.models import Letter


@dataclass(frozen=True)
class LinkLine:
    """One row that a letter belongs to, as the letter's page tells it; `undo_url` where the link may be taken away."""

    title: str
    url: str
    note: str = ""
    undo_url: str = ""


class LetterLinks:
    """Subclass with `code`, `title`, `lines`, `add_url` where a link can be made from the letter's page, and `begins`
    where a letter that comes in may begin a row of this kind at once."""

    code: ClassVar[str] = ""
    title: ClassVar[Any] = ""
    icon: ClassVar[str] = "link-45deg"
    registry: ClassVar[dict[str, type["LetterLinks"]]] = {}

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        if cls.code in LetterLinks.registry:
            raise TypeError(f"The links {cls.code} are declared twice.")
        LetterLinks.registry[cls.code] = cls

    def lines(self, letter: Letter, viewer: Viewer) -> list[LinkLine]:
        """The rows in the viewer's sight."""
        raise NotImplementedError

    def add_url(self, letter: Letter, viewer: Viewer) -> str:
        return ""

    def begins(self, viewer: Viewer) -> LinkLine | None:
        """The page that records a letter together with what it begins."""
        return None
