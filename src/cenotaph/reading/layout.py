"""How a report lies on the page: header, dateline, paragraphs, and which of them are worth parsing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from .lexicon import nouns, numbers, saying, table, verbs
from .wording import either

HEADER = re.compile(r"\A\s*date\s+(\d{4}-\d{2}-\d{2})\s+")
DATELINE = re.compile(
    r"\A\s*(?P<place>[A-Z][\w'.-]+(?:[ /,]+[A-Z][\w'.-]+){0,4})\s*,?\s*(?:\d{1,2} \w{3,9}\.?(?: \d{2,4})?)?\s*"
    r"\((?P<agency>[^()]{2,60})\)\s*(?:--|[-–—:])\s*"
)


#: "has not provided any information on losses" has no number and is told all the same.
CITY = re.compile(r"\A\s*(?P<place>[A-Z]{3,}[A-Z' -]*)(?:,[^–—\n]{2,40})?\s+[–—-]+\s+(?=[A-Z])")
NEGATED = re.compile(r"\b(?:no|not|refus\w+|declin\w+|fail\w+)\b|n't\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """text[start:end] of the report, dateline left out; `worth` says whether a figure may stand in it."""

    start: int
    end: int
    worth: bool


def body_start(text: str) -> int:
    """Where the words of the report begin, after a ` date YYYY-MM-DD ` header if there is one."""
    match = HEADER.match(text)
    return match.end() if match else len(text) - len(text.lstrip())


@dataclass(frozen=True, slots=True)
class Dateline:
    """What stands before the first sentence: "Baku / Yerevan (dpa) –", "KYIV, Nov 8 –"."""

    place: str | None = None
    agency: str | None = None


def dateline(text: str) -> Dateline:
    """The first dateline among the opening paragraphs; two places ("Baku / Yerevan") are no home."""
    for paragraph in text[body_start(text) :].split("\n")[:4]:
        match = DATELINE.match(paragraph) or CITY.match(paragraph)
        if match:
            found = match.groupdict()
            places = re.split(r"\s*/\s*", found["place"])
            place = places[0].split(",")[0].strip() if len(places) == 1 else None
            return Dateline(place.title() if place and place.isupper() else place, (found.get("agency") or "").strip() or None)
    return Dateline()


#: Words of the conditions of verbs that stand in every second paragraph and tell nothing alone.
LIGHT = frozenset(table("context")["light"])


@cache
def _gate() -> re.Pattern[str]:
    """Stems of every word that can tell a fate: a paragraph without one holds no figure."""
    v, n = verbs(), nouns()
    words = {w for f in v.frames for w in f.subject | f.object if w not in f.require and w not in f.remains_only}
    words |= {w for f in v.frames for phrases in f.require.values() for p in phrases for w in p.split() if w not in LIGHT}
    words |= set(v.states) | set(n.fates) | set(n.remains) | set(n.graves) | {noun for _, noun in v.phrases}
    words |= set(table("context")["irregular"])
    stems = {w[:-1] if len(w) > 4 and w[-1] in "ey" else w for w in words}
    ways = [either(stems), *table("context")["particles"]]
    return re.compile(rf"\b(?:{'|'.join(ways)})", re.IGNORECASE)


@cache
def _number() -> re.Pattern[str]:
    rows = numbers()
    words = [
        *rows["units"],
        *rows["tens"],
        *rows["multiples"],
        *rows["vague"]["phrases"],
        *rows["whole"],
        "a",
        "an",
        "another",
    ]
    return re.compile(rf"\d|\b{either(words)}\b", re.IGNORECASE)


@cache
def _speaks() -> re.Pattern[str]:
    return re.compile(rf"\b{either(saying().verbs | {'said', 'told', 'according', 'wrote', 'found'})}", re.IGNORECASE)


def paragraphs(text: str) -> Iterator[Paragraph]:
    """The paragraphs in order. One that may tell who "he" or "the ministry" is to the next counts as worth parsing."""
    start = body_start(text)
    found: list[tuple[int, int, bool]] = []
    for match in re.finditer(r"[^\n]+", text[start:]):
        begin, end = start + match.start(), start + match.end()
        words = match.group()
        if not words.strip():
            continue
        opening = DATELINE.match(words) or CITY.match(words)
        begin += opening.end() if opening else len(words) - len(words.lstrip())
        worth = bool(_gate().search(text, begin, end)) and bool(
            _number().search(text, begin, end) or NEGATED.search(text, begin, end)
        )
        found.append((begin, end, worth))
    for i, (begin, end, worth) in enumerate(found):
        needed = not worth and any(w for _, _, w in found[i + 1 : i + 3]) and bool(_speaks().search(text, begin, end))
        if end > begin:
            yield Paragraph(begin, end, worth or needed)
