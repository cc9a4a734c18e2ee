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

from ...model.reference import Reference
from ..lexicon import nouns, people, saying, table

WORD = re.compile(r"[^\W\d_](?:[\w'’-]*\w)?")
OPENING = re.compile(r"(?:\A|[.!?]\s+|[\"“(]\s*|:\s+)\Z")
#: A text with so many letters, of which so many are capitals, was written in capitals.
LEAST, SHARE = 25, 0.85
#: A place with so many inhabitants is known by its name alone.
LARGE = 500_000
#: Words at most that make up the name of a place, and months that are common words too.
MOST_WORDS = 5
DOUBTFUL_MONTHS = frozenset(("may", "march"))
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
        rest = max(rest, _foreign(folded, i, names.common))
        name = rest > 0 or titled or names.name(word, after_preposition=before in PREPOSITIONS)
        titled, before = word in table("context")["titles"], word
        small = match.group().lower()
        if word in names.initials or (_initials(match.group()) and not name) or len(small) != len(match.group()):
            continue
        first = OPENING.search(text, max(match.start() - 4, 0), match.start()) is not None
        out[match.start() : match.end()] = small[0].upper() + small[1:] if name or first else small
    return "".join(out)


#: Articles that no English word is spelt like: what follows is a name, and what "del" joins to it.
ARTICLES = {"el", "los", "las", "la"}
JOINING = {"del", "de"}


def _foreign(folded: list[str], i: int, common: frozenset[str]) -> int:
    """How many words from the i-th on are a Spanish name, by the small words within it: "PARQUE DEL RECUERDO", "EL ROBLAR"."""
    end = i
    if folded[i] not in ARTICLES:
        if folded[i] in common or i + 2 >= len(folded) or folded[i + 1] not in JOINING:
            return 0
        end = i + 1
    while end + 1 < len(folded) and folded[end] in ARTICLES | JOINING:
        end += 1
    return end - i + 1 if folded[end] not in common else 0


def _bare(word: str) -> str:
    return word.casefold().removesuffix("'s").removesuffix("’s")


def _initials(word: str) -> bool:
    """Capitals without a vowel are initials and stay; those with one ("ELN") have to be known as a side."""
    return len(word) > 1 and not re.search(r"[AEIOUY]", word)


@dataclass(frozen=True)
class Names:
    """The names of sides and dates, single words and several by their first; initials; words that are never a place's name."""

    reference: Reference
    known: frozenset[str]
    phrases: Mapping[str, tuple[tuple[str, ...], ...]]
    initials: frozenset[str]
    common: frozenset[str]

    def name(self, word: str, *, after_preposition: bool) -> bool:
        """Whether a word is a name: of a side, a date or a large place anywhere; after a preposition of any place or month."""
        if word in self.known:
            return True
        if word in DOUBTFUL_MONTHS:
            return after_preposition
        return word not in self.common and any(
            after_preposition or p.kind == "country" or p.population >= LARGE
            for p in self.reference.places_named(word)
            if _capital(p.name) and p.name.casefold() == word
        )

    def length(self, words: list[str], i: int) -> int:
        """How many words from the i-th on are a name of several words; 0 when none."""
        return max(self._of_side(words, i), self._of_place(words, i))

    def _of_side(self, words: list[str], i: int) -> int:
        return max((len(p) for p in self.phrases.get(words[i], ()) if tuple(words[i : i + len(p)]) == p), default=0)

    def _of_place(self, words: list[str], i: int) -> int:
        length = 0
        for n in range(1, min(MOST_WORDS, len(words) - i)):
            if not self.reference.begins_place(" ".join(words[i : i + n])):
                break
            whole = words[i : i + n + 1]
            if any(_several(p.name) == tuple(whole) for p in self.reference.places_named(" ".join(whole))):
                length = n + 1
        return length


@lru_cache(maxsize=4)
def _names(reference: Reference) -> Names:
    sides = {n for s in reference.sides for n in (s.name, *s.names, *s.adjectives, *s.people, *s.metonyms)}
    common = STOP_WORDS | saying().speakers | saying().verbs | set(people().roles) | set(people().modifiers) | set(nouns().fates)
    common |= set(table("context")["common"]) | {"said", "told"} | DOUBTFUL_MONTHS
    phrases: dict[str, tuple[tuple[str, ...], ...]] = {}
    for name in sides:
        parts = _several(name)
        if parts:
            phrases[parts[0]] = (*phrases.get(parts[0], ()), parts)
    dates = set(table("times")["months"]) | set(table("times")["weekdays"])
    single = {n.casefold() for n in sides if _capital(n)}
    initials = frozenset(n.casefold() for n in sides if n.isupper())
    return Names(reference, frozenset(single - common | dates - DOUBTFUL_MONTHS), phrases, initials, frozenset(common))


def _capital(name: str) -> bool:
    """Whether a name is one word with a capital."""
    return name[:1].isupper() and WORD.fullmatch(name) is not None


def _several(name: str) -> tuple[str, ...]:
    """The words of a name of several, all with a capital; none of any other."""
    parts = WORD.findall(name)
    return tuple(w.casefold() for w in parts) if len(parts) > 1 and all(w[:1].isupper() for w in parts) else ()
