"""What a sabotage is: in which file, which text (it stands there once), what is put in its place, who must notice."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Sabotage:
    """`databases`: which parts of the template database must be made anew in the sabotaged tree."""

    name: str
    file: str
    found: str
    put: str
    tests: tuple[str, ...]
    databases: tuple[str, ...] = ()


def sabotage(name: str, file: str, found: str, put: str, *tests: str, databases: tuple[str, ...] = ()) -> Sabotage:
    return Sabotage(name, file, found, put, tests, databases)
