"""How a report lies on the page: header, dateline, paragraphs, and which of them are worth parsing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ..fate.items import REACH
from ..fate.summing import SPEAKING, SUMS
from ..lexicon import nouns, numbers, saying, table, verbs
from ..wording import either

HEADER = re.compile(r"\A\s*date\s+(\d{4}-\d{2}-\d{2})\s+")
DATELINE = re.compile(
    r"\A\s*(?P<place>[A-Z][\w'.-]+(?:[ /,]+[A-Z][\w'.-]+){0,4})\s*,?\s*(?P<day>\d{1,2} \w{3,9}\.?(?: \d{2,4})?)?\s*"
    r"\((?P<agency>[^()]{2,60})\)\s*(?:--|[-–—:])\s*"
)
CITY = re.compile(r"\A\s*(?P<place>[A-Z]{3,}[A-Z'/ -]*)(?:,[^–—\n]{2,40})?\s+[–—-]+\s+(?=[A-Z])")
#: "Harare, 3 May 2021" on a line of its own or before a full stop.
PLACED = re.compile(
    r"\A\s*(?P<place>[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){0,2}), (?P<day>\d{1,2} [A-Z][a-z]{2,8} \d{4})(?:\. (?=[A-Z])|\s*\Z)"
)
#: A broadcast as a monitoring service heads it: "(CLANDESTINE) RADIO EXAMPLE IN FRENCH TO CHAD 0030 GMT".
BROADCAST = re.compile(
    r"\A\s*\((?:clandestine)\)\s+(?P<agency>(?:[\w'.-]+ ){0,6}?[\w'.-]+)\s*\(?\bin (?:[A-Z]\w+)(?: and [A-Z]\w+)? to [A-Z]",
    re.IGNORECASE,
)
#: "has not provided any information on losses" has no number and is told all the same.
NEGATED = re.compile(r"\b(?:no|not|refus\w+|declin\w+|fail\w+)\b|n't\b", re.IGNORECASE)

BULLET = re.compile(r"\s*(?:[•*·▪◦–—-]|\(?\d{1,2}[.)])\s")
#: A row of a table: cells between bars or tabs.
ROW = re.compile(r"\s*\|.*\|\s*$|[^\t\n]+\t|[^|\n]*(?:\|[^|\n]*){2,}$")
#: A row whose label tells what its numbers count, in columns of blanks: "Still missing      225    834    1,059".
LABELLED = re.compile(r"\s*(?P<label>[^\W\d][^\d\n|]*?)\s{2,}\d[\d,.]*(?:\s{2,}\d[\d,.]*)+\s*$")
#: An item of a list or a row of a table.
LISTED = re.compile(rf"{BULLET.pattern}|{ROW.pattern}")
LINE = re.compile(r"[^\n]+")
SENTENCE_END = re.compile(r"(?<=\w\w[.!?])[\"”’»)]*\s+(?=[A-Z“\"«„])")
#: Forms that begin otherwise than their verbs of speaking and of summing.
IRREGULAR = {"spoke", "said", "rose", "stood", "is", "was", "were", "are"}
#: Characters above which a paragraph is parsed in parts. No newspaper has one as long.
LONGEST = 5_000


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
    day: str | None = None


def dateline(text: str) -> Dateline:
    """The first dateline among the opening paragraphs; two places ("Baku / Yerevan") are no home."""
    broadcast = BROADCAST.match(text[body_start(text) :])
    if broadcast:
        return Dateline(agency=broadcast.group("agency").strip())
    for paragraph in [line for line in text[body_start(text) :].split("\n") if line.strip()][:4]:
        match = DATELINE.match(paragraph) or CITY.match(paragraph) or PLACED.match(paragraph)
        if match:
            found = match.groupdict()
            places = re.split(r"\s*/\s*", found["place"])
            place = places[0].split(",")[0].strip() if len(places) == 1 else None
            named = place.title() if place and place.isupper() else place
            return Dateline(named, (found.get("agency") or "").strip() or None, found.get("day"))
    return Dateline()


#: Words of the conditions of verbs that stand in every second paragraph and tell nothing alone.
LIGHT = frozenset(table("context")["light"])


@cache
def _gate() -> re.Pattern[str]:
    """Stems of every word that can tell a fate: a paragraph without one holds no figure."""
    v, n = verbs(), nouns()
    words = {w for f in v.frames for w in f.subject | f.object if w not in f.require and w not in f.remains_only}
    words |= {p for f in v.frames for phrases in f.require.values() for p in phrases if p not in LIGHT}
    words |= {noun for _, _, nouns_of in v.light for noun in nouns_of}
    words |= set(v.states) | set(n.fates) | set(n.remains) | set(n.graves) | {noun for _, noun in v.phrases}
    words |= set(table("context")["irregular"])
    stems = {w[:-1] if len(w) > 4 and w[-1] in "ey" else w for w in words}
    stems |= {w[:-1] + "ie" for w in words if w.endswith("y")}  # "buries"
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
        *rows["ordinals"],
        "a",
        "an",
        "another",
    ]
    return re.compile(rf"\d|\b{either(words)}\b", re.IGNORECASE)


@cache
def _speaks() -> re.Pattern[str]:
    return re.compile(rf"\b{either(saying().verbs | {'said', 'told', 'according', 'wrote', 'found'})}", re.IGNORECASE)


@cache
def _tallies() -> re.Pattern[str]:
    """Words with which a report comes back to a count: "spoke of at least 100", "put the number at 27", "the total is 6,057"."""
    return re.compile(rf"\b{either(verbs().tally | SPEAKING | SUMS | IRREGULAR)}", re.IGNORECASE)


@cache
def _bare() -> re.Pattern[str]:
    """A number that may be a count: no article, no year, no share, no part of another."""
    rows = numbers()
    words = {*rows["units"], *rows["tens"], *rows["multiples"], *rows["vague"]["phrases"]} - {"one", "zero", "a", "an"}
    return re.compile(rf"(?<![\w.,:/-])(?:(?!(?:19|20)\d\d\b)\d[\d,.]*(?![\d%°:/])|{either(words)}\b)", re.IGNORECASE)


def paragraphs(text: str) -> Iterator[Paragraph]:
    """The paragraphs in order. One that may tell who "he" or "the ministry" is to the next counts as worth parsing."""
    found = [(begin, end, _tells(text, begin, end)) for begin, end in _stretches(text)]
    listing = False
    for i, (begin, end, tells) in enumerate(found):
        item = LISTED.match(text, begin, end) is not None
        before_items = i + 1 < len(found) and BULLET.match(text, *found[i + 1][:2]) is not None
        heads = _heads(text, begin, end) or (before_items and not item and text[begin:end].rstrip().endswith(":"))
        listing = heads or (listing and item)
        tells_next = any(t for _, _, t in found[i + 1 : i + 3])
        takes_up = any(t for _, _, t in found[max(i - REACH, 0) : i])
        worth = (
            tells
            or heads
            or (listing and _number().search(text, begin, end) is not None)
            or (tells_next and _speaks().search(text, begin, end) is not None)
            or (takes_up and _tallies().search(text, begin, end) is not None and _bare().search(text, begin, end) is not None)
        )
        yield Paragraph(begin, end, worth)


def _heads(text: str, begin: int, end: int) -> bool:
    """Whether a line is the heading of a list or the head of a table, and tells a fate."""
    heads = text[begin:end].rstrip().endswith(":") or ROW.match(text, begin, end) is not None
    return heads and (_gate().search(text, begin, end) is not None or "victim" in text[begin:end].casefold())


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    """Where each paragraph begins and ends, white space and datelines left out, overlong ones in parts."""
    start = body_start(text)
    for match in LINE.finditer(text, start):
        words = match.group()
        opening = DATELINE.match(words) or CITY.match(words)
        begin = match.start() + (opening.end() if opening else len(words) - len(words.lstrip()))
        if words.strip() and match.end() > begin:
            yield from _parted(text, begin, match.end())


def _parted(text: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    """A paragraph in parts that end with a sentence, or with a word where none does: a parse takes longer the longer its text."""
    while end - begin > LONGEST:
        middle = begin + LONGEST // 2
        ends = [m.end() for m in SENTENCE_END.finditer(text, middle, begin + LONGEST)]
        cut = ends[-1] if ends else text.rfind(" ", middle, begin + LONGEST) + 1 or begin + LONGEST
        yield begin, cut
        begin = cut
    yield begin, end


def _tells(text: str, begin: int, end: int) -> bool:
    """Whether a figure, or that none is given, may be told in text[begin:end]."""
    if _gate().search(text, begin, end) is None:
        return False
    return _number().search(text, begin, end) is not None or NEGATED.search(text, begin, end) is not None
