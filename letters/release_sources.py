"""What press releases are about, told by the apps above: returns today, meetings and events later."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from core.scope import Viewer


@dataclass(frozen=True)
class Subject:
    """Something that a release can be written about, told without names."""

    key: str
    label: str
    note: str = ""


@dataclass(frozen=True)
class Told:
    """What is known of the subject: values for the wording, and the figures that the page shows beside the text, by
    the codes of `ReleaseSource.figure_labels`."""

    label: str
    values: Mapping[str, str]
    figures: Mapping[str, str] = field(default_factory=dict)
    url: str = ""

    def facts(self) -> dict[str, str]:
        """What a release keeps of it."""
        return {"label": self.label, **self.figures}


class ReleaseSource:
    """Subclass with `code`, `title` and `writings`: the codes of the wording for site, caption and WhatsApp.

    Nothing here answers a name: the reader may be somebody who sees no people.
    """

    code: ClassVar[str] = ""
    title: ClassVar[Any] = ""
    writings: ClassVar[tuple[str, str, str]]
    figure_labels: ClassVar[dict[str, Any]] = {}
    registry: ClassVar[dict[str, type["ReleaseSource"]]] = {}

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        if cls.code in ReleaseSource.registry:
            raise TypeError(f"The source of releases {cls.code} is declared twice.")
        ReleaseSource.registry[cls.code] = cls

    def recent(self, text: str = "") -> list[Subject]:
        """The newest subjects, or those with `text` in their number."""
        raise NotImplementedError

    def told(self, key: str, viewer: Viewer) -> Told | None:
        """None where there is no such subject."""
        raise NotImplementedError

    def lines(self, figures: Mapping[str, str]) -> list[tuple[str, str]]:
        """Label and value, as the pages show them."""
        return [(str(label), figures[code]) for code, label in self.figure_labels.items() if code in figures]

    def findings(self, key: str, text: str, viewer: Viewer) -> list[str]:
        """Whole sentences on what in `text` may tell who somebody is."""
        raise NotImplementedError
