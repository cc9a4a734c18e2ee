"""How is a phrase taken apart so that it can be looked up? Into words, each with the key under which it is known."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

WORD = re.compile(r"[^\s,;:()\[\]\"“”«»–-]+")
POSSESSIVE = re.compile(r"['’]s?$")


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it was written, and its key: small letters, no marks, no dots, no possessive."""

    written: str
    key: str

    @property
    def capital(self) -> bool:
        return self.written[:1].isupper()


def key_of(word: str) -> str:
    """
    >>> [key_of(w) for w in ("Armenia's", "U.S.", "Élysée")]
    ['armenia', 'us', 'elysee']
    """
    plain = POSSESSIVE.sub("", word).replace(".", "").replace("’", "'").casefold()
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    return plain


def words(phrase: str) -> tuple[Word, ...]:
    """The words of a phrase; hyphens part words, so that "Nagorno-Karabakh" and "Nagorno Karabakh" are one."""
    return tuple(Word(w, k) for w in WORD.findall(phrase) if (k := key_of(w)))


def phrase_key(phrase: str) -> str:
    """The key of a whole name, without a leading article.

    >>> phrase_key("the Prosecutor-General's Office")
    'prosecutor general office'
    """
    keys = [w.key for w in words(phrase)]
    return " ".join(keys[1:] if len(keys) > 1 and keys[0] == "the" else keys)


def same_case(name: str, written: str) -> bool:
    """Whether letters are as capital as a name wants them: "WHO" is no "who", "Fars" is no "fars"."""
    if name.isupper() and len(name) <= 6:
        return written.isupper() or written.startswith(name)
    return not name[:1].isupper() or any(c.isupper() for c in written)
