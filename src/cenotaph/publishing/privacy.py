"""Is this speaker a private person, and by which names would a text give them away?

Denied by default: a speaker is printed only when he is known to speak for a body. Everybody else is a private person.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.resources import files
from itertools import permutations
from unicodedata import combining, normalize
from urllib.parse import unquote

from ..model.claims import Claimant
from ..model.terms import Basis

PRIVATE = "a private person"
UNNAMED = "a speaker who is not named here"

#: Letters of a name that may well be a word of the language.
SHORT = 4
WORD = re.compile(r"@?\w[\w'’.-]*|,")


def is_private(claimant: Claimant) -> bool:
    """Whether the speaker is not known to speak for a body, or is introduced as somebody who never does (a captive, a witness)."""
    speaker, institution = claimant.speaker, claimant.institution
    if speaker in {None, PRIVATE, UNNAMED}:
        return False
    if claimant.basis is Basis.WITNESS and institution is None:
        return True
    told = [phrase for phrase in (speaker, institution) if phrase]
    if any(_is_person(phrase) for phrase in told):
        return True
    return not (_is_resolved(claimant) or speaker == claimant.publisher or any(_is_body(phrase) for phrase in told))


def _is_resolved(claimant: Claimant) -> bool:
    """Whether the reference knows for whom the speaker speaks: the origin is not the speaker, or he is an institution by name."""
    return claimant.origin not in {None, claimant.speaker} or claimant.institution == claimant.speaker


def names(speaker: str) -> set[str]:
    """What a sentence would name this private speaker by, case folded: the names in it, or the whole words when it has none.

    >>> sorted(names("Maria de la Cruz")), names("a resident of Shusha"), names("blogger @semyon")
    (['cruz', 'maria'], {'a resident of shusha'}, {'semyon'})
    >>> names("an Armenian fighter"), sorted(names("Azerbaijani prisoner Elnur Aliyev"))
    ({'an armenian fighter'}, ['aliyev', 'elnur'])
    """
    return proper(speaker) or {speaker.casefold()}


def proper(speaker: str) -> set[str]:
    """The names in what a speaker is called, case folded; none in "a resident"."""
    found: set[str] = set()
    words = WORD.findall(speaker)
    known = _table()["persons"] | _table()["never"] | _table()["bodies"]
    for before, word, after in zip([",", *words], words, [*words[1:], ","], strict=False):
        named = (word[0] == "@" or word[0].isupper()) and len(word) > 2
        elsewhere = before.casefold() in _table()["links"] or _forms(after) & known
        if named and not elsewhere and not _forms(word) & known:
            found.add(word.removeprefix("@").removesuffix("'s").removesuffix("’s").casefold())
    return found


def joined(speaker: str) -> set[str]:
    """A speaker's names run together two by two, as handles and addresses have them; letters alone.

    >>> sorted(joined("Gayane Mkrtchyan, a resident")), sorted(joined("Bo Li, a shopkeeper")), joined("a resident of Shusha")
    (['gayanemkrtchyan', 'mkrtchyangayane'], ['boli', 'libo'], set())
    """
    own = [letters(w) for w in WORD.findall(speaker.partition(",")[0]) if w[0] == "@" or w[0].isupper()]
    return {a + b for a, b in permutations(own, 2) if a and b}


def letters(words: str) -> str:
    """The letters of a text alone, small and without their marks: "Ömer-Çağlar" and "omer_caglar" are one."""
    return "".join(c for c in plain(words) if c.isalpha())


def plain(words: str) -> str:
    """A text in small letters, without marks on them; what an address writes in hexadecimal is read."""
    return "".join(c for c in normalize("NFKD", unquote(words).casefold()) if not combining(c))


def mentions(words: str, names: Iterable[str], together: Iterable[str] = (), *, prose: bool = True) -> bool:
    """Whether these words hold one of the names, or two of them `together` (see `joined`).

    In prose a name is a word of its own, with an ending at most. In addresses, ids and what an outlet is called (`prose` False) it
    may stand inside a word, where it has four letters or more.

    >>> mentions("The Somali army", ["ali"]), mentions("Ali said so", ["ali"]), mentions("she said", ["said"])
    (False, True, False)
    >>> mentions("у Петросяна", ["петросян"]), mentions("قالت آناهيت", ["آناهيت"]), mentions("the Sonas of Hadrut", ["sona"])
    (True, True, True)
    >>> mentions("/witness-ali-2020", ["ali"]), mentions("/witness-ali-2020", ["ali"], prose=False)
    (False, True)
    >>> mentions("as ali omar wrote", ["ali", "omar"], ["aliomar"]), mentions("/%C3%96mer", ["ömer"], prose=False)
    (True, True)
    """
    if prose:
        alike = any(_mention(name).search(t) is not None for name in names for t in (words, _unmarked(words)))
    else:
        tokens = set(re.split(r"[\W\d_]+", plain(words)))
        alike = any(
            (len(n) > 3 and n in letters(words)) or {n, f"{n}s", plain(name)} & tokens for name in names if (n := letters(name))
        )
    return alike or any(_together(pair, words) for pair in together)


def masked(words: str, names: Iterable[str]) -> str:
    """The words with a sign in the place of each name.

    >>> masked("Combatants captured at Reds house, says Red Zyx", ["red", "zyx"])
    'Combatants captured at … house, says … …'
    """
    for name in names:
        words = _mention(name).sub("…", words)
    return words


def _unmarked(words: str) -> str:
    """A text without marks on its letters, its capitals kept."""
    return "".join(c for c in normalize("NFKD", words) if not combining(c))


def _together(pair: str, words: str) -> bool:
    """Whether two names stand together; short ones only where nothing else is written in one with them."""
    if pair not in letters(words):
        return False
    apart = "[^a-z]*".join(map(re.escape, pair))
    return len(pair) > 6 or re.search(rf"(?<![^\W\d_]){apart}(?![^\W\d_])", plain(words)) is not None


@lru_cache(maxsize=4096)
def _mention(name: str) -> re.Pattern[str]:
    """Where a name stands in prose. Scripts without small letters write words together, so there it is found inside a word too.

    A short name may be a word of the language ("Said", "Hope"): it must begin with a capital, and has hardly an ending.
    """
    cased = any(unicodedata.name(c, "").startswith(("LATIN", "CYRILLIC", "GREEK", "ARMENIAN")) for c in name)
    if not cased:
        return re.compile(re.escape(name), re.IGNORECASE)
    before, after = r"(?<![^\W\d_])", r"(?![^\W\d_])"
    forms = sorted({name, _unmarked(name), letters(name)})
    if len(name) > SHORT:
        return re.compile(rf"{before}(?:{'|'.join(map(re.escape, forms))})[^\W\d_]{{0,3}}{after}", re.IGNORECASE)
    capital = [re.escape(f[:1].upper() + f[1:]) for f in forms] + [re.escape(f.upper()) for f in forms]
    ending = r"[^\W\d_]{0,2}" if len(name) == SHORT else ""
    return re.compile(rf"{before}(?:{'|'.join(capital)}){ending}(?:['’]?s)?{after}")


def _is_person(phrase: str) -> bool:
    """Whether the words are about a private person: "Captured soldier", but not the "Commission for Prisoners".

    >>> [_is_person(p) for p in ("captured army officer", "resident of the town", "Soldiers' Mothers Committee", "local officials")]
    [True, True, False, False]
    """
    head = _head(phrase)
    if any(_forms(word) & _table()["never"] for word in head):
        return True
    ends_in_a_body = bool(head) and bool(_forms(head[-1]) & _table()["bodies"])
    return not ends_in_a_body and any(_forms(word) & _table()["persons"] for word in head)


def _is_body(phrase: str) -> bool:
    return any(_forms(word) & _table()["bodies"] for word in _head(phrase))


def _head(phrase: str) -> list[str]:
    """What a description is about: "resident" of "resident of the town", "Ministry" of "Ministry of Family"."""
    head: list[str] = []
    for word in WORD.findall(phrase):
        if head and (word == "," or word.casefold() in _table()["links"]):
            break
        head.append(word)
    return head


def _forms(word: str) -> set[str]:
    """A word as it may stand in the tables: without the ending of many, or of whose."""
    bare = re.sub(r"['’]s?$", "", word.casefold())
    return {bare, bare.removesuffix("s"), bare.removesuffix("es"), re.sub(r"ies$", "y", bare), re.sub(r"men$", "man", bare)}


@cache
def _table() -> dict[str, frozenset[str]]:
    text = files(__package__).joinpath("data", "private.toml").read_text(encoding="utf-8")
    return {key: frozenset(words) for key, words in tomllib.loads(text).items()}
