"""In which language a text is written: a two-letter code, or None when it is too short to tell."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

#: Characters below which no language is told, and the probability below which it is left open.
SHORTEST, SURE = 40, 0.9


#: Words that hold English sentences together, of which any other language shares two or three, and how large a part of a text they
#: make up.
ENGLISH = frozenset(
    (
        "the",
        "of",
        "and",
        "to",
        "that",
        "was",
        "were",
        "by",
        "for",
        "with",
        "said",
        "had",
        "have",
        "has",
        "been",
        "from",
        "which",
        "their",
        "they",
        "this",
    )
)
PLAINLY, WORDS = 0.12, 25


def _plainly_english(sample: str) -> bool:
    """Whether so many of its words are among those: then no model has to be loaded to tell."""
    words = sample.casefold().split()
    return len(words) >= WORDS and sum(map(ENGLISH.__contains__, words)) >= PLAINLY * len(words)


@cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # numpy and a model: loaded when a language has to be told

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def language(text: str) -> str | None:
    """ISO 639-1 code of the language, by py3langid on the first 5,000 characters; None under 40 characters or in doubt.

    A text that is plainly English by its function words is not asked about.
    """
    sample = " ".join(text[:5000].split())
    if len(sample) < SHORTEST:
        return None
    if _plainly_english(sample):
        return "en"
    code, probability = _identifier().classify(sample)
    return str(code) if probability >= SURE else None
