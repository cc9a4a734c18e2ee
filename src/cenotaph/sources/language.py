"""In which language a text is written: a two-letter code, or None when it is too short to tell."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

#: Characters below which no language is told, and the probability below which it is left open.
SHORTEST, SURE = 40, 0.9


@cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # numpy and a model: loaded when a language has to be told

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def language(text: str) -> str | None:
    """ISO 639-1 code of the language, by py3langid on the first 5,000 characters; None under 40 characters or in doubt."""
    sample = " ".join(text[:5000].split())
    if len(sample) < SHORTEST:
        return None
    code, probability = _identifier().classify(sample)
    return str(code) if probability >= SURE else None
