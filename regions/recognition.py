"""Turning a place that was written as text into an area, or saying that it is not recognised yet.

Only spelling keys count here: what is merely similar is offered as a candidate and never taken by itself.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.conf import settings
from django.db.models import Q

from regions.choices import AreaLevel, PlaceState
from regions.models import Area, AreaAlias, AreaSuccession
from regions.names import PlacePart, plain_words, read_part, split_place
from regions.search import fits_claim, search_areas

_MOST_CANDIDATES = 8
_MOST_WORDS = 7  # words of an unpunctuated text that are tried in every grouping


@dataclass(frozen=True)
class Recognition:
    """What became of a place text. `within` is the smallest wider area that is sure when the place itself is not."""

    text: str
    state: str
    area: Area | None = None
    candidates: list[Area] = field(default_factory=list)
    within: Area | None = None

    @property
    def is_certain(self) -> bool:
        return self.area is not None


@dataclass(frozen=True)
class _Reading:
    """An area with how many names of the text it and its wider areas explain; `direct` leaves out former areas."""

    area: Area
    explained: int
    direct: int


@dataclass(frozen=True)
class _Names:
    """Areas that bear a key of the text, directly or through the area they were split from."""

    areas: list[Area]
    keys: dict[int, set[str]]
    former_keys: dict[int, set[str]]

    def explain(self, area: Area, part: PlacePart) -> int:
        """2 by its own name, 1 by the name of the area it was split from, 0 not at all."""
        if not fits_claim(area, part):
            return 0
        if self.keys.get(area.pk, set()).intersection(part.keys):
            return 2
        return 1 if self.former_keys.get(area.pk, set()).intersection(part.keys) else 0


def recognise_place(
    text: str,
    *,
    province: Area | str | None = None,
    district: Area | str | None = None,
    on: date | None = None,
) -> Recognition:
    """One area when the text leaves no doubt, else candidates. The hints say where the place should lie."""
    hint = _code(district) or _code(province)
    full = _full_readings(text, lambda parts: _names_of(parts, on))
    return _decide(text, full, hint) if full else _not_recognised(text, hint, on)


def recognise_places(
    texts: Iterable[str], *, province: Area | str | None = None, on: date | None = None
) -> dict[str, Recognition]:
    """`recognise_place` of many texts with a few queries. For what is not recognised no candidates are sought."""
    wanted = {text for text in texts if text.strip()}
    hint = _code(province)
    book = _Book.of({key for text in wanted for parts in _groupings(text) for part in parts for key in part.keys}, on)
    found = {}
    for text in wanted:
        full = _full_readings(text, book.names)
        within = None if full else _surely_within(split_place(text)[1:], hint, book.names)
        found[text] = _decide(text, full, hint) if full else Recognition(text, PlaceState.UNKNOWN, within=within)
    return found


def _full_readings(text: str, names_of: "_Look") -> list[_Reading]:
    """The areas that explain every name of the text, by the first grouping of its words that any explains."""
    for parts in _groupings(text):
        names = names_of(parts)
        readings = [reading for area in names.areas if (reading := _read(area, parts, names))]
        full = [reading for reading in readings if reading.explained == len(parts)]
        if full:
            return full
    return []


_Look = Callable[[Sequence[PlacePart]], _Names]
_KEYS_AT_ONCE = 5000


@dataclass(frozen=True)
class _Book:
    """Everything that bears one of many keys, read at once; `names` answers what `_names_of` would."""

    areas: dict[int, Area]
    own: dict[str, list[int]]
    aliases: dict[str, list[int]]
    former: list[tuple[int, int]]

    @classmethod
    def of(cls, keys: set[str], on: date | None) -> "_Book":
        areas: dict[int, Area] = {}
        own: dict[str, list[int]] = {}
        aliases: dict[str, list[int]] = {}
        ordered = sorted(keys)
        for first in range(0, len(ordered), _KEYS_AT_ONCE):
            some = ordered[first : first + _KEYS_AT_ONCE]
            pairs = list(AreaAlias.objects.filter(name_key__in=some).values_list("area_id", "name_key"))
            for area_id, key in pairs:
                aliases.setdefault(key, []).append(area_id)
            named = Q(name_key__in=some) | Q(pk__in=[area_id for area_id, _key in pairs])
            for area in Area.objects.valid_on(on).filter(named).with_parents():
                if area.pk not in areas:
                    own.setdefault(area.name_key, []).append(area.pk)
                areas[area.pk] = area
        former = list(AreaSuccession.objects.values_list("old_id", "new_id"))
        return cls(areas, own, aliases, former)

    def names(self, parts: Sequence[PlacePart]) -> _Names:
        keys: dict[int, set[str]] = {}
        for key in {key for part in parts for key in part.keys}:
            for area_id in (*self.own.get(key, ()), *self.aliases.get(key, ())):
                keys.setdefault(area_id, set()).add(key)
        areas = [self.areas[area_id] for area_id in keys if area_id in self.areas]
        for area in areas:
            keys[area.pk].add(area.name_key)
        former: dict[int, set[str]] = {}
        for old_id, new_id in self.former:
            if old_id in keys:
                former.setdefault(new_id, set()).update(keys[old_id])
        return _Names(areas, keys, former)


def _code(hint: Area | str | None) -> str:
    return str(getattr(hint, "code", hint) or "")


def _groupings(text: str) -> Iterable[list[PlacePart]]:
    """The names as punctuation parts them; for a text without any, every way to part its words into two or three."""
    parts = split_place(text)
    if not parts:
        return
    yield parts
    whole = read_part(text)
    if len(parts) > 1:
        yield [whole]
    words = plain_words(text)
    if len(parts) > 1 or not 2 <= len(words) <= _MOST_WORDS:
        return
    for first in range(1, len(words)):
        yield [read_part(" ".join(group)) for group in (words[:first], words[first:])]
    for first in range(1, len(words) - 1):
        for second in range(first + 1, len(words)):
            groups = (words[:first], words[first:second], words[second:])
            yield [read_part(" ".join(group)) for group in groups]


def _names_of(parts: Sequence[PlacePart], on: date | None) -> _Names:
    wanted = {key for part in parts for key in part.keys}
    keys: dict[int, set[str]] = {}
    for area_id, key in AreaAlias.objects.filter(name_key__in=wanted).values_list("area_id", "name_key"):
        keys.setdefault(area_id, set()).add(key)
    named = Q(name_key__in=wanted) | Q(pk__in=list(keys))
    areas = list(Area.objects.valid_on(on).filter(named).with_parents())
    for area in areas:
        keys.setdefault(area.pk, set()).add(area.name_key)
    return _Names(areas, keys, _former_keys(keys))


def _former_keys(keys: dict[int, set[str]]) -> dict[int, set[str]]:
    """`Kab. Buton` on an old paper also stands for what was split off from it."""
    former: dict[int, set[str]] = {}
    for old_id, new_id in AreaSuccession.objects.filter(old__in=list(keys)).values_list("old_id", "new_id"):
        former.setdefault(new_id, set()).update(keys[old_id])
    return former


def _read(area: Area, parts: Sequence[PlacePart], names: _Names) -> _Reading | None:
    """How far the area and the areas around it explain the names, read from small to wide or from wide to small."""
    chain = [node for node in (area, area.parent, area.district, area.province) if node]
    chain = list({node.pk: node for node in chain}.values())
    readings = [_climb(chain, order, names) for order in (parts, parts[::-1])]
    best = max(readings, key=lambda reading: (reading.explained, reading.direct))
    return best if best.explained else None


def _climb(chain: Sequence[Area], parts: Sequence[PlacePart], names: _Names) -> _Reading:
    explained = direct = position = 0
    for part in parts:
        for step in range(position, len(chain)):
            strength = names.explain(chain[step], part)
            if strength == 2 or (strength and step):
                explained, direct, position = explained + 1, direct + (strength == 2), step + 1
                break
    return _Reading(chain[0], explained, direct)


def _decide(text: str, readings: Sequence[_Reading], hint: str) -> Recognition:
    """The reading that is left when the best ones are compared; otherwise the candidates."""
    inside = [reading for reading in readings if _lies(reading.area, hint)]
    if not inside:
        elsewhere = [reading.area for reading in readings]
        return Recognition(text, PlaceState.ELSEWHERE, candidates=_sorted(elsewhere), within=_area(hint))
    most = max(reading.direct for reading in inside)
    areas = [reading.area for reading in inside if reading.direct == most]
    if chosen := _only(areas):
        return Recognition(text, PlaceState.RECOGNISED, area=chosen, candidates=[chosen])
    return Recognition(text, PlaceState.AMBIGUOUS, candidates=_sorted(areas), within=_area(hint))


def _only(areas: Sequence[Area]) -> Area | None:
    """The one area; the one that holds all others (`Kolaka`); or the office's own district of that name."""
    widest = min(areas, key=lambda area: len(area.code))
    if all(area.lies_in(widest) for area in areas):
        return widest
    own = [area for area in areas if area.level == AreaLevel.DISTRICT and _lies(area, settings.OFFICE_PROVINCE_CODE)]
    return own[0] if len(own) == 1 else None


def _not_recognised(text: str, hint: str, on: date | None) -> Recognition:
    """The wider area that is sure, and what is merely similar inside it."""
    parts = split_place(text)
    within = _surely_within(parts[1:], hint, lambda some: _names_of(some, on)) or _area(hint)
    hits = search_areas(text, within=within or hint or None, on=on, limit=_MOST_CANDIDATES)
    return Recognition(text, PlaceState.UNKNOWN, candidates=[hit.area for hit in hits], within=within)


def _surely_within(parts: Sequence[PlacePart], hint: str, names_of: _Look) -> Area | None:
    """The area of the other names, when the first one is not known."""
    for start in range(len(parts)):
        rest = parts[start:]
        names = names_of(rest)
        full = [
            reading.area
            for area in names.areas
            if (reading := _read(area, rest, names)) and reading.explained == len(rest) and _lies(area, hint)
        ]
        if full and (only := _only(full)):
            return only
    return None


def _lies(area: Area, code: str) -> bool:
    return not code or area.code == code or area.code.startswith(f"{code}.")


def _area(code: str) -> Area | None:
    return Area.objects.with_parents().filter(code=code).first() if code else None


def _sorted(areas: Iterable[Area]) -> list[Area]:
    own = settings.OFFICE_PROVINCE_CODE
    return sorted(areas, key=lambda area: (area.province_code != own, area.code))[:_MOST_CANDIDATES]
