"""Texts and papers of the office, told by the apps that know the record. An app declares a class for each kind."""

from pathlib import Path
from typing import Any, ClassVar

from core.papers import Sheet

SIZES = {"A4": (210, 297), "F4": (215, 330), "A5": (148, 210)}


class Writing:
    """Subclass with `code`, `title`, `folder` and `names`.

    `folder` holds dated folders (`2026-11-29/CODE.txt`): the wording that the product brings. `names` are the values
    that the wording may use, by what they mean; the app hands them over as texts. `layout` is that of the paper
    (letters/papering.py), nothing for a text that is only copied. `has_wording` is off for a paper whose words are
    fixed and of which the office sets the sheet alone.
    """

    code: ClassVar[str] = ""
    title: ClassVar[Any] = ""
    folder: ClassVar[Path]
    names: ClassVar[dict[str, Any]] = {}
    layout: ClassVar[str] = ""
    has_wording: ClassVar[bool] = True
    sheet: ClassVar[Sheet] = Sheet()
    registry: ClassVar[dict[str, type["Writing"]]] = {}

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        if not cls.code:
            return
        if cls.code in Writing.registry:
            raise TypeError(f"The writing {cls.code} is declared twice.")
        Writing.registry[cls.code] = cls
