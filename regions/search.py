"""Tolerant search of areas by code, name, other name and likeness."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial

from django.conf import settings
from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import Q
from django.db.models.functions import Length
from rapidfuzz.distance import DamerauLevenshtein, JaroWinkler

from regions.choices import LEVELS, AreaKind, AreaLevel, MatchReason
from regions.models import Area, AreaAlias
from regions.names import LONGEST_TEXT, PlacePart, name_key, plain_words, read_part, split_place
from regions.querysets import AreaQuerySet

_MOST_TAKEN = 60  # rows that one step takes from the database before they are ranked
_MOST_WORDS = 8  # words of an unpunctuated text that are tried as names of wider areas
_LEAST_LIKENESS = 0.7
_REASONS = tuple(MatchReason)
_EXACT = (MatchReason.CODE, MatchReason.NAME, MatchReason.ALIAS)
_CODE_LEVELS = {2: (2,), 4: (2, 4), 6: (2, 4, 6), 10: (2, 4, 6)}


@dataclass(frozen=True)
class AreaHit:
    """An area that was found, why, and by which of its names."""

    area: Area
    reason: str
    matched: str
    score: float = 1.0

    @property
    def reason_label(self) -> str:
        """`Nama lain: Wanci` for an alias, else the reason alone."""
        label = MatchReason(self.reason).label
        return f"{label}: {self.matched}" if self.reason in (MatchReason.ALIAS, MatchReason.ALIAS_START) else str(label)


def search_areas(
    text: str,
    *,
    levels: Collection[str] = (),
    within: Area | str | None = None,
    on: date | None = None,
    limit: int = 10,
) -> list[AreaHit]:
    """The areas that `text` may mean, best first.

    `within` is an area or a code that they lie in; `on` leaves out areas that did not exist that day.
    Text such as `Talaga I, Buton Tengah` or `talaga satu buton tengah` looks for the first name in the second.
    """
    base = Area.objects.at_levels(levels).within(within).valid_on(on).with_parents()
    if code := read_code(text):
        return _hits_by_code(base, code, limit)
    parts = split_place(text)
    if not parts:
        return []
    first, inside = parts[0], _inside_others(base, parts[1:])
    hits = _search_part(inside, first) or _search_unpunctuated(base, text)
    if len(hits) < limit and not any(hit.reason in _EXACT for hit in hits):
        found = {hit.area.pk for hit in hits}
        hits += [hit for hit in _by_likeness(inside, first) if hit.area.pk not in found]
    return sorted(hits, key=partial(_rank, part=first))[:limit]


def read_code(text: str) -> str:
    """`74.14.04.2010` from `74.14.04.2010`, `7414042010` or `74 14 04 2010`; empty when it is no code."""
    digits = "".join(text[:LONGEST_TEXT].replace(".", " ").split())
    if not (digits.isascii() and digits.isdigit() and len(digits) in _CODE_LEVELS):
        return ""
    starts = (0, *_CODE_LEVELS[len(digits)]) if len(digits) == 10 else (0, *_CODE_LEVELS[len(digits)][:-1])
    ends = (*starts[1:], len(digits))
    return ".".join(digits[start:end] for start, end in zip(starts, ends, strict=True))


def _hits_by_code(base: AreaQuerySet, code: str, limit: int) -> list[AreaHit]:
    found = base.filter(Q(code=code) | Q(code__startswith=f"{code}.")).order_by("code")[:limit]
    return [AreaHit(area, MatchReason.CODE, area.code) for area in found]


def _search_part(base: AreaQuerySet, part: PlacePart) -> list[AreaHit]:
    """Areas whose name or other name is the one looked for, or begins with it."""
    best: dict[int, AreaHit] = {}
    for hit in (*_by_name(base, part), *_by_alias(base, part)):
        known = best.get(hit.area.pk)
        if known is None or _REASONS.index(hit.reason) < _REASONS.index(known.reason):
            best[hit.area.pk] = hit
    return list(best.values())


def _rank(hit: AreaHit, *, part: PlacePart) -> tuple:
    """Reason, then the level that the prefix claims, the office's province, likeness, and the wider area first."""
    area = hit.area
    return (
        _REASONS.index(hit.reason),
        not fits_claim(area, part),
        area.valid_to is not None,
        area.province_code != settings.OFFICE_PROVINCE_CODE,
        -round(hit.score, 2),
        LEVELS.index(area.level),
        area.code,
    )


def fits_claim(area: Area, part: PlacePart) -> bool:
    """Whether the area is what a prefix such as `kec.` or `kota` says; without a prefix every area is."""
    if part.level and area.level != part.level:
        return False
    return part.is_city is None or part.is_city == (area.kind == AreaKind.KOTA)


def _starts_with_any(keys: Iterable[str]) -> Q:
    condition = Q()
    for key in keys:
        condition |= Q(name_key__startswith=key)
    return condition


def _by_name(base: AreaQuerySet, part: PlacePart) -> Iterable[AreaHit]:
    """Names with the same key, and names that begin with it, shortest first."""
    found = base.filter(_starts_with_any(part.keys)).order_by(Length("name_key"), "level", "code")
    for area in found[:_MOST_TAKEN]:
        is_same = area.name_key in part.keys
        score = 1.0 if is_same else max(map(len, part.keys)) / len(area.name_key)
        yield AreaHit(area, MatchReason.NAME if is_same else MatchReason.NAME_START, area.name, score)


def _by_alias(base: AreaQuerySet, part: PlacePart) -> Iterable[AreaHit]:
    aliases = AreaAlias.objects.filter(_starts_with_any(part.keys)).order_by(Length("name_key"), "pk")[:_MOST_TAKEN]
    names: dict[int, AreaAlias] = {}
    for alias in aliases:
        names.setdefault(alias.area_id, alias)
    for area in base.filter(pk__in=names) if names else ():
        alias = names[area.pk]
        is_same = alias.name_key in part.keys
        yield AreaHit(area, MatchReason.ALIAS if is_same else MatchReason.ALIAS_START, alias.name)


def _by_likeness(base: AreaQuerySet, part: PlacePart) -> Iterable[AreaHit]:
    """Names with enough trigrams in common, measured again letter by letter."""
    key = part.keys[0]
    alike = base.filter(name_key__trigram_similar=key).annotate(likeness=TrigramSimilarity("name_key", key))
    for area in alike.order_by("-likeness", "code")[:_MOST_TAKEN]:
        likeness = how_alike(key, area.name_key)
        if likeness >= _LEAST_LIKENESS:
            yield AreaHit(area, MatchReason.SIMILAR, area.name, likeness)


def how_alike(a: str, b: str) -> float:
    """0 to 1: letters exchanged, left out or doubled count, a common beginning weighs more."""
    return (JaroWinkler.similarity(a, b) + DamerauLevenshtein.normalized_similarity(a, b)) / 2


def containers(keys: Iterable[str]) -> list[Area]:
    """Provinces, districts and sub-districts that bear one of the names or other names exactly."""
    wanted = set(keys)
    named = Q(name_key__in=wanted) | Q(pk__in=AreaAlias.objects.filter(name_key__in=wanted).values("area_id"))
    return list(Area.objects.exclude(level=AreaLevel.VILLAGE).filter(named)) if wanted else []


def _inside_others(base: AreaQuerySet, others: Iterable[PlacePart]) -> AreaQuerySet:
    """Narrow to areas inside the wider names of the text; a name that is not known narrows nothing."""
    for part in others:
        found = [area for area in containers(part.keys) if fits_claim(area, part)]
        if found:
            base = base.filter(_lying_in(found))
    return base


def _lying_in(areas: Iterable[Area]) -> Q:
    condition = Q()
    for area in areas:
        condition |= Q(code__startswith=f"{area.code}.") | Q(pk=area.pk)
    return condition


def _search_unpunctuated(base: AreaQuerySet, text: str) -> list[AreaHit]:
    """`talaga satu buton tengah`: the words at the end as a wider area, the words before as the name."""
    words = plain_words(text[:LONGEST_TEXT])
    if not 2 <= len(words) <= _MOST_WORDS:
        return []
    tails = {name_key(" ".join(words[cut:])): cut for cut in range(len(words) - 1, 0, -1)}
    for area in sorted(containers(tails), key=lambda area: len(area.code)):
        head = read_part(" ".join(words[: tails.get(area.name_key, 1)]))
        if hits := _search_part(base.within(area), head):
            return hits
    return []
