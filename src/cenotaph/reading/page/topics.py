"""Whether a report is about conflict at all, or about deaths and arrests of other kinds: accident, disease, sport, crime."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from functools import cache

from ..lexicon import table

#: The first characters of a report, its headline and first sentence, tell its subject: their words count so much more.
LEAD, OPENING = 300, 1
WORD = re.compile(r"[a-z][a-z'-]*")
QUOTED = re.compile(r"[\"“„«][^\"“”„«»\n]{1,600}[\"”»]")


class Topic(Enum):
    """What a report is about. MIXED: conflict is one subject among others, so a figure needs it in its own paragraph."""

    CONFLICT = "conflict"
    MIXED = "mixed"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of one kind, sorted for look-up: whole words, beginnings by their first three letters, phrases."""

    words: frozenset[str]
    beginnings: dict[str, tuple[str, ...]]
    phrases: tuple[str, ...]

    def distinct(self, words: set[str], text: str) -> int:
        """How many different words of this kind a lower-case text has: ten times "war" is no more about war than once."""
        known = sum(w in self.words or w.startswith(self.beginnings.get(w[:3], ("\0",))) for w in words)
        return known + sum(p in text for p in self.phrases)


@cache
def _lexicon(kind: str) -> Lexicon:
    beginnings: dict[str, tuple[str, ...]] = {}
    single = [w for w in table("topics")[kind] if " " not in w]
    for word in (w[:-1] for w in single if w.endswith("*")):
        beginnings[word[:3]] = (*beginnings.get(word[:3], ()), word)
    return Lexicon(
        frozenset(w for w in single if not w.endswith("*")),
        beginnings,
        tuple(w.rstrip("*") for w in table("topics")[kind] if " " in w),
    )


@cache
def _words(kind: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, table('topics')[kind]))})\b", re.IGNORECASE)


def topic(text: str) -> Topic:
    """What a report is about, by the different words of conflict against those of accident, disease, sport and ordinary crime.

    A report with words of neither kind is taken to be about conflict: short bulletins name none.

    >>> topic("The earthquake killed 12."), topic("Shelling killed 12."), topic("Twelve died.")
    (<Topic.OTHER: 'other'>, <Topic.CONFLICT: 'conflict'>, <Topic.CONFLICT: 'conflict'>)
    """
    lower = text.casefold()
    lead = lower[:LEAD]
    crime, other = (_weight(kind, lower, lead) for kind in ("crime", "other"))
    plain, opening = _plain(lower), _plain(lead)
    conflict = _weight("conflict", plain, opening)
    calamities = _lexicon("calamities").distinct(set(WORD.findall(lead)), lead)
    if calamities:  # soldiers come to floods and fires too
        helpers = _weight("helpers", plain, opening)
        conflict -= max(helpers - 1, 0)
    others = crime + other
    if calamities > 1 and conflict <= others and not _lexicon("conflict").distinct(set(WORD.findall(opening)), opening):
        return Topic.OTHER  # a calamity that is compared with war later on
    if conflict > others or not others or (conflict == others and conflict >= 2) or (conflict >= crime and not other):
        return Topic.CONFLICT
    return Topic.MIXED if conflict >= 5 and conflict * 3 >= others * 2 else Topic.OTHER


def _weight(kind: str, text: str, lead: str) -> int:
    """How many different words of a kind a text has, those of its opening counted again."""
    lexicon = _lexicon(kind)
    return lexicon.distinct(set(WORD.findall(text)), text) + OPENING * lexicon.distinct(set(WORD.findall(lead)), lead)


def _plain(text: str) -> str:
    """The text as it speaks of conflict itself: without the phrases of the other kinds (a fire brigade is no brigade) and without
    what is put in quotation marks, where matches are battles and volunteers an army.
    """
    text = QUOTED.sub(" ", text)
    for phrase in (*_lexicon("crime").phrases, *_lexicon("other").phrases):
        text = text.replace(phrase, "")
    return text


def of_conflict(paragraph: str) -> bool:
    """Whether a paragraph of a report with several subjects speaks of conflict."""
    lower = paragraph.casefold()
    return _lexicon("conflict").distinct(set(WORD.findall(lower)), lower) > 0


def accidental(sentence: str) -> bool:
    """Whether a sentence tells of an accident or an illness and of no violence.

    >>> accidental("Three officers died in a helicopter accident."), accidental("The plane was shot down and crashed.")
    (True, False)
    """
    return _words("accident").search(sentence) is not None and _words("unless").search(sentence) is None
