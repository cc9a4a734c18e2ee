"""Who speaks behind a phrase such as "Armenia's Defence Ministry", and as whose voice does it count?

Corroboration counts origins: every ministry of one government is one origin. A known institution comes first; else an office
word together with exactly one side makes one; else a side's name or seat of power by itself. What stays open is None.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from cenotaph.model.reference import Institution, Reference, Side, SideKind
from cenotaph.reference.kept import once_per_reference
from cenotaph.reference.offices import Office, speech
from cenotaph.reference.phrases import Word, phrase_key, same_case, words

MOST_WORDS = 30  # longer phrases are sentences
MOST_ANSWERS = 50_000
LINKS = frozenset({"of", "in", "from", "for"})
AWAY = frozenset({"in", "to", "at"})


@dataclass(frozen=True, slots=True)
class Index:
    """The names of one Reference by key, each with its written form, and the answers given so far."""

    institutions: dict[str, list[tuple[str, Institution]]] = field(default_factory=dict)
    sides: dict[str, list[tuple[str, Side]]] = field(default_factory=dict)
    adjectives: dict[str, list[tuple[str, Side]]] = field(default_factory=dict)
    answers: dict[str, Institution | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Found:
    """One side found in a phrase, from word `start` to before word `end`; `named` unless only its adjective was found."""

    start: int
    end: int
    side: Side
    named: bool


@once_per_reference
def _index(reference: Reference) -> Index:
    index = Index()
    for institution in reference.institutions:
        for name in (institution.name, *institution.names):
            index.institutions.setdefault(phrase_key(name), []).append((name, institution))
    for side in reference.sides:
        for name in (side.name, *side.names, *side.metonyms):
            index.sides.setdefault(phrase_key(name), []).append((name, side))
        for name in side.adjectives:
            index.adjectives.setdefault(phrase_key(name), []).append((name, side))
    return index


def origin(speaker_phrase: str, reference: Reference) -> Institution | None:
    """The institution that a speaker's phrase names, or None when none or more than one may be meant.

    "the Armenian Ministry of Health", "Armenia's Defence Ministry", "Kyiv", "Karabakh authorities" and "Human Rights Watch
    researcher Tanya Lokshina" have one; "the Defence Ministry" has none, for the phrase does not say whose.
    """
    index = _index(reference)
    if speaker_phrase in index.answers:
        return index.answers[speaker_phrase]
    spoken = words(speaker_phrase)
    if spoken and spoken[0].key == "the":
        spoken = spoken[1:]
    answer = _answer(spoken, index) if 0 < len(spoken) <= MOST_WORDS else None
    if len(index.answers) >= MOST_ANSWERS:
        index.answers.clear()
    index.answers[speaker_phrase] = answer
    return answer


def _answer(spoken: tuple[Word, ...], index: Index) -> Institution | None:
    whole = _one_institution(spoken, index)
    if whole is not None:
        return whole
    sides = list(_sides(spoken, index))
    return _known(spoken, sides, index) or _of_office(spoken, sides) or _of_side(spoken, sides)


def _windows(length: int, longest: int) -> Iterator[tuple[int, int]]:
    """Every stretch of words, the longest first, then from the left."""
    for size in range(min(length, longest), 0, -1):
        for start in range(length - size + 1):
            yield start, start + size


def _key(spoken: tuple[Word, ...]) -> str:
    return " ".join(w.key for w in spoken)


def _written(spoken: tuple[Word, ...]) -> str:
    return " ".join(w.written for w in spoken)


def _one_institution(spoken: tuple[Word, ...], index: Index) -> Institution | None:
    found = {i.name: i for name, i in index.institutions.get(_key(spoken), ()) if same_case(name, _written(spoken))}
    return next(iter(found.values())) if len(found) == 1 else None


def _sides(spoken: tuple[Word, ...], index: Index) -> Iterator[Found]:
    """The sides a phrase names, longest names first, none twice over the same words, ambiguous ones left out."""
    taken: set[int] = set()
    for start, end in _windows(len(spoken), 8):
        if taken.isdisjoint(range(start, end)):
            stretch = spoken[start:end]
            key, written = _key(stretch), _written(stretch)
            named = {s.slug: s for name, s in index.sides.get(key, ()) if same_case(name, written)}
            called = {s.slug: s for name, s in index.adjectives.get(key, ()) if same_case(name, written)}
            either = named or called
            if either:
                taken.update(range(start, end))
            if len(either) == 1:
                yield Found(start, end, next(iter(either.values())), bool(named))


def _known(spoken: tuple[Word, ...], sides: list[Found], index: Index) -> Institution | None:
    """A known institution with only roles and personal names around it."""
    offices = speech().offices
    for start, end in _windows(len(spoken), 16):
        stretch = spoken[start:end]
        outside = [f for f in sides if f.end <= start or f.start >= end]
        # "the Armenian Red Cross" is not the International Committee: the side makes it another body.
        if not (outside and _key(stretch) in offices):
            institution = _one_institution(stretch, index)
            used = {*range(start, end), *(n for f in outside for n in range(f.start, f.end))}
            if institution is not None and _rest_is_silent(spoken, used, names=True):
                return institution
    return None


def _of_office(spoken: tuple[Word, ...], sides: list[Found]) -> Institution | None:
    """An office word with one side before it ("Armenian ...", "Armenia's ...") or linked after it ("... of Armenia")."""
    known = speech()
    within = {n for f in sides for n in range(f.start, f.end)}
    for start, end in _windows(len(spoken), known.longest_office):
        office = known.offices.get(_key(spoken[start:end]))
        if office is None or not within.isdisjoint(range(start, end)):
            continue
        before = [f for f in sides if f.end <= start]
        after = [f for f in sides if f.start >= end and f.named and any(w.key in LINKS for w in spoken[end : f.start])]
        away = [f for f in sides if f.start >= end and any(w.key in AWAY for w in spoken[end : f.start])]
        # "the Russian embassy in Yerevan" speaks for Russia: a place after "in" yields to a side in front.
        chosen = before if before and len(before) + len(away) == len(sides) else after if len(sides) == len(after) else []
        used = {*range(start, end), *within}
        if len({f.side.slug for f in chosen}) == 1 and _rest_is_silent(spoken, used, names=True):
            return _made(chosen[0].side, office)
    return None


def _of_side(spoken: tuple[Word, ...], sides: list[Found]) -> Institution | None:
    """A side's name or seat of power by itself: "Kyiv", "the Taliban"."""
    if len(sides) == 1 and sides[0].named and _rest_is_silent(spoken, set(range(sides[0].start, sides[0].end)), names=False):
        return _made(sides[0].side, Office("Government", "government"))
    return None


def _rest_is_silent(spoken: tuple[Word, ...], used: set[int], *, names: bool) -> bool:
    """Whether all other words only say who spoke: roles, and personal names where these may stand."""
    rest = [w for n, w in enumerate(spoken) if n not in used]
    return all(w.key in speech().roles or (names and w.capital) for w in rest)


def _made(side: Side, office: Office) -> Institution:
    article = "the " if side.name in speech().with_article else ""
    if side.kind is SideKind.ARMED_GROUP:
        return Institution(name=side.name, origin=side.name, kind="armed group", side=side.slug)
    own_name = side.name.endswith("authorities")
    name = side.name if own_name and office.name == "Government" else f"{office.name} of {article}{side.name}"
    if office.apart:
        return Institution(name=name, origin=name, kind=office.kind, side=side.slug)
    if side.kind is SideKind.DE_FACTO:
        whole = side.name if own_name else f"{side.name} authorities"
    else:
        whole = f"Government of {article}{side.name}"
    return Institution(name=name, origin=whole, kind=office.kind, side=side.slug)
