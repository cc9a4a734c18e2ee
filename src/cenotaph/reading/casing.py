"""Wires in capitals, as the parser wants them: in small letters but for names, character for character.

    "SEVEN ARMY SOLDIERS WERE KILLED NEAR VUKOVAR" → "Seven army soldiers were killed near Vukovar"

Names are the sides and places that the reference knows (a small place only after a preposition), months, weekdays, and what follows
a title. Offsets stay, since no letter is added or taken.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from spacy.lang.en.stop_words import STOP_WORDS

from ..model.reference import Reference
from .lexicon import nouns, people, saying, table

WORD = re.compile(r"[^\W\d_](?:[\w'’-]*\w)?")
OPENING = re.compile(r"(?:\A|[.!?]\s+|[\"“(]\s*|:\s+)\Z")
#: A text with so many letters, of which so many are capitals, was written in capitals.
LEAST, SHARE = 25, 0.85
#: A place with so many inhabitants is known by its name alone.
LARGE = 500_000
PREPOSITIONS = {
    "in",
    "at",
    "near",
    "from",
    "of",
    "to",
    "around",
    "outside",
    "toward",
    "towards",
    "between",
    "over",
    "on",
    "for",
    "into",
    "through",
}


def shouted(text: str) -> bool:
    """Whether a text is written in capitals throughout.

    >>> shouted("THREE POLICEMEN WERE KILLED TODAY"), shouted("The UN and the ICRC met in Geneva, Switzerland")
    (True, False)
    """
    letters = [c for c in text if c.isalpha()]
    return len(letters) >= LEAST and sum(c.isupper() for c in letters) >= SHARE * len(letters)


def lowered(text: str, reference: Reference) -> str:
    """The text in sentence case, of the same length."""
    names = _names(reference)
    out, before, titled, rest = list(text), "", False, 0
    words = list(WORD.finditer(text))
    folded = [_bare(m.group()) for m in words]
    for i, match in enumerate(words):
        word = folded[i]
        rest = max(rest - 1, names.length(folded, i))
        name = rest > 0 or word in names.everywhere or titled or (before in PREPOSITIONS and word in names.after_preposition)
        titled, before = word in table("context")["titles"], word
        small = match.group().lower()
        if word in names.initials or (_initials(match.group()) and not name) or len(small) != len(match.group()):
            continue
        first = OPENING.search(text, max(match.start() - 4, 0), match.start()) is not None
        out[match.start() : match.end()] = small[0].upper() + small[1:] if name or first else small
    return "".join(out)


def _bare(word: str) -> str:
    return word.casefold().removesuffix("'s").removesuffix("’s")


def _initials(word: str) -> bool:
    """Capitals without a vowel are initials and stay; those with one ("ELN") have to be known as a side."""
    return len(word) > 1 and not re.search(r"[AEIOUY]", word)


@dataclass(frozen=True)
class Names:
    """Single words that are names wherever they stand, and after a preposition; initials; names of several words by their first."""

    everywhere: frozenset[str]
    after_preposition: frozenset[str]
    initials: frozenset[str]
    phrases: Mapping[str, tuple[tuple[str, ...], ...]]

    def length(self, words: list[str], i: int) -> int:
        """How many words from the i-th on are a name of several words; 0 when none."""
        return max((len(p) for p in self.phrases.get(words[i], ()) if tuple(words[i : i + len(p)]) == p), default=0)


@lru_cache(maxsize=4)
def _names(reference: Reference) -> Names:
    sides = {n for s in reference.sides for n in (s.name, *s.names, *s.adjectives, *s.people, *s.metonyms)}
    large = {p.name for p in reference.places if p.kind == "country" or p.population >= LARGE}
    common = STOP_WORDS | saying().speakers | saying().verbs | set(people().roles) | set(people().modifiers) | set(nouns().fates)
    common |= set(table("context")["common"]) | {"said", "told", "may", "march"}
    phrases: dict[str, tuple[tuple[str, ...], ...]] = {}
    for name in sides | {p.name for p in reference.places}:
        parts = tuple(w.casefold() for w in WORD.findall(name))
        if len(parts) > 1 and all(w[:1].isupper() for w in WORD.findall(name)):
            phrases[parts[0]] = (*phrases.get(parts[0], ()), parts)
    dates = set(table("times")["months"]) | set(table("times")["weekdays"])
    return Names(
        frozenset(_single(sides | large) - common) | dates - {"may", "march"},
        frozenset(_single({p.name for p in reference.places}) - common) | {"may", "march"},
        frozenset(n.casefold() for n in sides if n.isupper()),
        phrases,
    )


def _single(names: set[str]) -> set[str]:
    return {n.casefold() for n in names if n[:1].isupper() and WORD.fullmatch(n)}
